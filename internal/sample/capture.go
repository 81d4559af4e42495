package sample

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
	"khobao/internal/page"
)

// container is the kind of container a paper's pages arrive in.
type container int

const (
	inWARC container = iota
	inZIP
	inFolder
)

// The names of the containers in the folder written, in the order of their names.
const (
	warcName   = "bao-mang.warc.gz"
	zipName    = "bao-tuan.zip"
	folderName = "trang-luu"
)

// capture is one thing captured: a page, a picture or a style sheet.
type capture struct {
	url         string // requested address
	name        string // entry in the ZIP or path below the folder, slash separated
	captured    time.Time
	status      int
	contentType string
	body        []byte
	broken      bool // written so that it cannot be read back
	silent      bool // neither the container nor the page tells the address
	page        bool // a page of the manifest, not a picture or a style sheet
	want        Page // what the manifest says of a page; container fields are filled later
}

// press turns the texts into captures, paper by paper.
type press struct {
	all []*Article
	out map[container][]capture
}

func newPress() (*press, error) {
	all, err := Articles()
	if err != nil {
		return nil, err
	}
	return &press{all: all, out: map[container][]capture{}}, nil
}

// run captures every paper, then the things that came later or went wrong.
func (p *press) run() error {
	var later []capture
	for i := range sites {
		s := &sites[i]
		e, err := openEdition(s, p.all)
		if err != nil {
			return err
		}
		c, err := p.paper(e)
		if err != nil {
			return err
		}
		p.out[s.in] = append(p.out[s.in], c...)
		if c, err = p.versions(e); err != nil {
			return err
		}
		later = append(later, c...)
	}
	p.out[inWARC] = append(p.out[inWARC], later...)
	return p.mishaps()
}

// paper captures the list pages of a paper, its articles and their pictures.
func (p *press) paper(e *edition) ([]capture, error) {
	var out []capture
	now := e.site.captured
	if e.site.style != "" {
		c := resource(e.site, e.site.style, "text/css", []byte("body{max-width:64em;margin:0 auto;font-family:serif}\n"))
		out = append(out, c)
	}
	for _, address := range e.site.lists {
		c, err := listPage(e, address)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	oldest := slices.Clone(e.articles)
	slices.Reverse(oldest)
	for _, a := range oldest {
		now = now.Add(47 * time.Second)
		c, err := articlePage(e, a, now)
		if err != nil {
			return nil, err
		}
		out = append(out, c...)
	}
	return out, nil
}

// versions captures the changed texts of a paper, each three weeks after the first.
func (p *press) versions(e *edition) ([]capture, error) {
	var out []capture
	for _, a := range p.all {
		if a.Site != e.site.host || a.Version == 1 {
			continue
		}
		c, err := articlePage(e, a, e.site.captured.AddDate(0, 0, 21*(a.Version-1)))
		if err != nil {
			return nil, err
		}
		out = append(out, c[0])
	}
	return out, nil
}

// articlePage captures a page and then its pictures.
func articlePage(e *edition, a *Article, captured time.Time) ([]capture, error) {
	address := e.site.address(a)
	ext, draw, media := ".png", drawPNG, "image/png"
	if e.site.svg {
		ext, draw, media = ".svg", drawSVG, "image/svg+xml"
	}
	folder := e.site.pictures
	if folder == "" {
		folder = "./" + a.Slug + "_files/"
	}
	image := func(n int) string { return fmt.Sprintf("%s%s-%d%s", folder, a.Slug, n+1, ext) }
	body, err := e.article(a, image)
	if err != nil {
		return nil, err
	}
	c := capture{
		url: address, name: fileName(e.site, a), captured: captured, status: http.StatusOK,
		contentType: "text/html; charset=utf-8", body: body, page: true,
		silent: e.site.in != inWARC && a.Address == addressNone,
	}
	c.want = Page{Kind: index.KindArticle, Charset: a.Charset, Trap: a.Trap, Want: want(e.site, a, image)}
	if a.Reprint != "" {
		c.want.Reprint = a.Reprint
	}
	out := []capture{c}
	if e.site.in == inFolder && e.site.pictures != "" {
		return out, nil // saved without its pictures
	}
	n := 0
	for _, b := range a.Blocks {
		if b.Scene == "" {
			continue
		}
		data, err := draw(b.Scene, fmt.Sprintf("%s/%d", a.Slug, n))
		if err != nil {
			return nil, err
		}
		picture := capture{url: resolve(address, image(n)), captured: captured.Add(time.Second), status: http.StatusOK, contentType: media, body: data}
		picture.name = path.Join(path.Dir(c.name), image(n))
		if strings.HasPrefix(image(n), "/") {
			picture.name = e.site.host + image(n)
		}
		out = append(out, picture)
		n++
	}
	return out, nil
}

// want is what must be read from the page of a.
func want(s *site, a *Article, image func(n int) string) index.Article {
	w := index.Article{
		URL: page.Canonical(s.address(a)), Site: s.host, Title: a.Title, Lead: a.Lead, Body: strings.Join(a.Paragraphs(), "\n\n"),
		Authors: a.Authors, Section: a.Section, Tags: a.Tags, Published: a.Published, Updated: a.Updated,
		OriginalSource: a.Source, Kind: index.KindArticle,
	}
	if s.in != inWARC && a.Address == addressNone {
		w.URL, w.Site = "", ""
	}
	for n, text := range a.Captions() {
		w.Captions = append(w.Captions, index.Caption{Text: text, Image: resolve(w.URL, image(n))})
	}
	if s.noTags {
		w.Tags = nil
	}
	if s.noUpdate {
		w.Updated = index.Date{}
	}
	if s.noClock {
		y, m, d := w.Published.Time.In(index.Zone).Date()
		w.Published = index.NewDay(y, m, d)
	}
	return w
}

// listPage captures a front or section page.
func listPage(e *edition, address string) (capture, error) {
	full := resolve("https://"+e.site.host+"/", address)
	if e.site.in == inFolder {
		full = strings.Replace(full, "https:", "http:", 1)
	}
	body, err := e.list(full)
	if err != nil {
		return capture{}, err
	}
	name := e.site.host + address
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return capture{
		url: full, name: name, captured: e.site.captured, status: http.StatusOK,
		contentType: "text/html; charset=utf-8", body: body, page: true,
		want: Page{Kind: index.KindList, Charset: charsetUTF8},
	}, nil
}

func resource(s *site, address, media string, body []byte) capture {
	return capture{
		url: "https://" + s.host + address, name: s.host + address,
		captured: s.captured, status: http.StatusOK, contentType: media, body: body,
	}
}

// resolve makes ref absolute; without a base it stays as the page writes it.
func resolve(base, ref string) string {
	if base == "" {
		return ref
	}
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// fileName is where the page is saved: as a mirror lays it out in the ZIP, as
// a browser names it in the folder.
func fileName(s *site, a *Article) string {
	if s.in != inFolder {
		u, err := url.Parse(s.address(a))
		if err != nil || strings.HasSuffix(u.Path, "/") {
			return s.host + path.Clean("/"+strings.TrimPrefix(s.address(a), "https://"+s.host)) + "/index.html"
		}
		return s.host + u.Path
	}
	switch s.host {
	case "conganhaiphong.example":
		return s.host + "/" + titleName(a.Title) + ".html"
	case "vungmo.example":
		return fmt.Sprintf("%s/chitiet-%d.htm", s.host, number(a))
	}
	return s.host + "/" + a.Slug + ".html"
}

// titleName is a title as browsers make file names of it.
func titleName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, norm.NFC.String(title))
	return strings.TrimSpace(name)
}
