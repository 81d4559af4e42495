package sample

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
)

// view is what a layout sees.
type view struct {
	*Article
	Paper    string // name of the paper
	Host     string
	URL      string
	Number   int64
	SavedAs  template.HTML // the browser's "saved from url" comment, or nothing
	Blocks   []block
	Menu     []link
	Crumbs   []link
	Related  []link // three pieces of the same paper
	MostRead []link // the list in the side column, with dates
	Items    []link // of a list page
	Seen     string // visitors, as the counter prints them
	Now      time.Time
}

// block is a Block ready to print.
type block struct {
	Block
	Image string // address of the picture; "" for a paragraph
}

// link is a headline elsewhere.
type link struct {
	URL, Title, Lead, Image string
	Section                 string
	Published               index.Date
}

// edition renders the pages of one paper.
type edition struct {
	site     *site
	layout   *template.Template
	articles []*Article // first versions, newest first
}

var weekdays = []string{"Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"}

var months = []string{"Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"}

var funcs = template.FuncMap{
	"when":    func(form string, d index.Date) string { return d.Time.In(index.Zone).Format(form) },
	"weekday": func(d index.Date) string { return weekdays[d.Time.In(index.Zone).Weekday()] },
	"month":   func(d index.Date) string { return months[d.Time.In(index.Zone).Month()-1] },
	"comment": func(text string) template.HTML { return template.HTML("<!-- " + text + " -->") },
	"join":    func(sep string, items []string) string { return strings.Join(items, sep) },
	"upper":   strings.ToUpper,
	"ascii":   ascii,
}

// openEdition parses the paper's layout and gathers its articles.
func openEdition(s *site, all []*Article) (*edition, error) {
	t, err := template.New(s.host).Funcs(funcs).ParseFS(files, "layouts/"+s.host+".html")
	if err != nil {
		return nil, fmt.Errorf("read layout of %s: %w", s.host, err)
	}
	e := &edition{site: s, layout: t}
	for _, a := range all {
		if a.Site == s.host && a.Version == 1 {
			e.articles = append(e.articles, a)
		}
	}
	slices.SortStableFunc(e.articles, func(a, b *Article) int { return b.Published.Time.Compare(a.Published.Time) })
	return e, nil
}

// article renders a piece as UTF-8 and encodes it. image gives the address of
// the n-th picture as the page writes it.
func (e *edition) article(a *Article, image func(n int) string) ([]byte, error) {
	v := e.view(a.Section)
	v.Article, v.URL, v.Number = a, e.site.address(a), number(a)
	if a.Address == addressSaved {
		v.SavedAs = template.HTML(fmt.Sprintf("<!-- saved from url=(%04d)%s -->\r\n", len(v.URL), v.URL))
	}
	pictures := 0
	for _, b := range a.Blocks {
		printed := block{Block: b}
		if b.Scene != "" {
			printed.Image = image(pictures)
			pictures++
		}
		v.Blocks = append(v.Blocks, printed)
	}
	self := slices.IndexFunc(e.articles, func(o *Article) bool { return o.Slug == a.Slug })
	for i := 1; i <= 3 && i < len(e.articles); i++ {
		v.Related = append(v.Related, e.link(e.articles[(self+i)%len(e.articles)]))
	}
	for i := 4; i <= 8 && i < len(e.articles); i++ {
		v.MostRead = append(v.MostRead, e.link(e.articles[(self+i)%len(e.articles)]))
	}
	return e.execute("article", v, a.Charset, a.NFD)
}

// list renders a front or section page: every piece, or those of the section.
func (e *edition) list(address string) ([]byte, error) {
	v := e.view(nil)
	v.URL = address
	v.Article = &Article{Title: e.site.name, Address: addressCanonical, Charset: charsetUTF8}
	for _, a := range e.articles {
		v.Items = append(v.Items, e.link(a))
	}
	v.MostRead = v.Items[:min(5, len(v.Items))]
	return e.execute("list", v, charsetUTF8, false)
}

// thread renders a forum page.
func (e *edition) thread(t *Article) ([]byte, error) {
	v := e.view(t.Section)
	v.Article, v.URL, v.Number = t, e.site.address(t), number(t)
	for _, b := range t.Blocks {
		v.Blocks = append(v.Blocks, block{Block: b})
	}
	return e.execute("thread", v, t.Charset, false)
}

func (e *edition) view(section []string) view {
	v := view{Paper: e.site.name, Host: e.site.host, Now: e.site.captured}
	v.Seen = fmt.Sprint(2_135_904 + e.site.captured.Unix()%7_919_013)
	for _, name := range e.site.menu {
		v.Menu = append(v.Menu, link{URL: "/" + ascii(name), Title: name})
	}
	for _, name := range section {
		v.Crumbs = append(v.Crumbs, link{URL: "/" + ascii(name), Title: name})
	}
	return v
}

func (e *edition) link(a *Article) link {
	return link{URL: e.site.address(a), Title: a.Title, Lead: a.Lead, Section: a.Section[0], Published: a.Published}
}

func (e *edition) execute(name string, v view, charset string, nfd bool) ([]byte, error) {
	var b bytes.Buffer
	if err := e.layout.ExecuteTemplate(&b, name, v); err != nil {
		return nil, fmt.Errorf("print %s of %s: %w", name, e.site.host, err)
	}
	text := b.String()
	if nfd {
		text = norm.NFD.String(text)
	}
	out, err := encode(charset, text)
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", v.URL, err)
	}
	return out, nil
}
