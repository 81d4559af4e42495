package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// Budget is the longest one page may take; pages of newspapers take
// milliseconds, so one that reaches it is built to stall.
const Budget = 5 * time.Second

// Version of the general reading, noted in the evidence of its fields.
const Version = "1"

// Options of an Extractor.
type Options struct {
	NoRules bool          // read every page the general way, to measure it
	Budget  time.Duration // 0 = Budget
}

// Extractor turns pages into articles. It keeps no state between pages and may
// be used by several goroutines.
type Extractor struct {
	options Options
	rules   []*compiled
}

// New compiles the rules of all sites; an invalid selector is an error.
func New(o Options) (*Extractor, error) {
	x := &Extractor{options: o}
	if x.options.Budget == 0 {
		x.options.Budget = Budget
	}
	if o.NoRules {
		return x, nil
	}
	for _, rule := range sites() {
		c, err := compile(rule)
		if err != nil {
			return nil, err
		}
		x.rules = append(x.rules, c)
	}
	return x, nil
}

// Extract reads one page. The article's Kind says whether it is one; fields
// that were not found are empty and doubts say so. An error means that the
// bytes could not be read at all: too-large, not-page, unreadable, timeout.
func (x *Extractor) Extract(ctx context.Context, p *page.Page) (a index.Article, err error) {
	if p.ContentType == page.ArticleJSON {
		return readLine(p)
	}
	if len(p.Body) > page.MaxBody {
		return a, failure.Newf(failure.TooLarge, p.Origin.String(), "%d bytes, limit %d", len(p.Body), page.MaxBody).WithCode("page-too-large")
	}
	if code := notPage(p); code != "" {
		return a, failure.New(failure.NotPage, p.Origin.String(), nil).WithCode(code)
	}
	ctx, cancel := context.WithTimeout(ctx, x.options.Budget)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = failure.New(failure.Unreadable, p.Origin.String(), fmt.Errorf("panic while reading: %v", v)).WithCode("page-unreadable")
		}
	}()

	text := decode(p)
	doc, err := parse(ctx, text.text)
	if err != nil {
		return a, readError(ctx, p, err)
	}
	r := &reading{x: x, p: p, ctx: ctx, enc: text.enc, doc: doc}
	if text.wrong != "" {
		r.doubt("charset-wrong", "", text.wrong+" → "+text.name)
	}
	r.read()
	if ctx.Err() != nil {
		return a, readError(ctx, p, ctx.Err())
	}
	return r.a, nil
}

func readError(ctx context.Context, p *page.Page, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return failure.New(failure.Canceled, p.Origin.String(), ctx.Err())
	case ctx.Err() != nil:
		return failure.New(failure.Timeout, p.Origin.String(), ctx.Err()).WithCode("page-timeout")
	}
	return failure.New(failure.Unreadable, p.Origin.String(), err).WithCode("page-unreadable")
}

// reading is the work on one page.
type reading struct {
	x   *Extractor
	p   *page.Page
	ctx context.Context
	enc encoding.Encoding
	doc *html.Node
	t   *tree
	ld  linked
	a   index.Article

	rule        *compiled
	version     string
	title       int // element of the headline, -1
	titleFrom   int // its blocks
	titleTo     int
	titleInPage bool
	lead        int // element of the lead, -1
	dropped     []int
	pinned      bool // the container comes from a rule
	content     content
	pending     []pendingEvidence
}

func (r *reading) read() {
	r.t = newTree(r.doc, false)
	r.lead, r.title = -1, -1
	r.ld = r.t.head.readLinked()
	r.identify()
	r.a.Rule, r.version = "general", Version
	if r.ld.article {
		r.a.Rule = "json-ld"
	}
	if r.rule = r.x.choose(r); r.rule != nil {
		r.a.Rule, r.version = r.rule.Name, r.rule.Version
	}
	r.readTitle()
	r.t.sweep(r.title)
	r.t.weigh()
	box := r.readContent()
	r.readNames(box)
	if box >= 0 {
		r.readDate(box)
	} else {
		r.findDatesWithoutBody()
	}
	section, from := r.pinnedSection(box)
	r.a.Section = section
	r.evidence("section", from)
	tags, from := r.pinnedTags()
	r.a.Tags = tags
	r.evidence("tags", from)

	r.a.Lang = detectLang(r.t.head.lang, r.a.Title+" "+r.a.Lead+" "+r.a.Body)
	r.a.Kind = r.judge(box)
	if r.a.Kind == index.KindList {
		// Dates on a list are those of other pages.
		r.a.Published, r.a.Updated = index.Date{}, index.Date{}
		r.forget("published", "updated")
	}
	if r.rule != nil && r.rule.Fix != nil {
		r.rule.Fix(goquery.NewDocumentFromNode(r.doc), &r.a)
	}
	r.check()
	r.settle()
	r.finish()
}

// parse reads HTML, stopping at the deadline. Nesting that the parser refuses
// (over 512 elements) is flattened and tried once more.
func parse(ctx context.Context, text string) (*html.Node, error) {
	doc, err := html.Parse(&timedReader{ctx, strings.NewReader(text)})
	if err == nil || ctx.Err() != nil {
		return doc, err
	}
	return html.Parse(&timedReader{ctx, strings.NewReader(flatten(text))})
}

// timedReader ends with the context's error once it is done.
type timedReader struct {
	ctx context.Context
	r   io.Reader
}

func (t *timedReader) Read(b []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	return t.r.Read(b)
}

// flatten drops the tags that open more than 200 levels, and all formatting.
func flatten(text string) string {
	z := html.NewTokenizer(strings.NewReader(text))
	var b strings.Builder
	depth := 0
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			return b.String()
		}
		raw := z.Raw()
		switch tt {
		case html.StartTagToken:
			name, _ := z.TagName()
			if flatTag(string(name)) {
				continue
			}
			if !voidTags[string(name)] {
				depth++
			}
			if depth > 200 && !voidTags[string(name)] {
				continue
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if flatTag(string(name)) || voidTags[string(name)] {
				continue
			}
			depth = max(depth-1, 0)
			if depth >= 200 {
				continue
			}
		}
		b.Write(raw)
	}
}

func flatTag(name string) bool {
	switch name {
	case "b", "i", "u", "em", "strong", "font", "span", "small", "big", "s", "strike", "tt", "nobr", "code":
		return true
	}
	return false
}

var voidTags = wordSet("area base br col embed hr img input link meta param source track wbr")

// notPage gives the reason why bytes are no HTML page, "" when they may be one.
func notPage(p *page.Page) string {
	b := p.Body
	head := strings.ToLower(string(b[:min(len(b), 1024)]))
	trimmed := strings.TrimLeft(head, " \t\r\n\ufeff\x00")
	switch {
	case len(strings.TrimSpace(head)) == 0 && len(b) <= 1024:
		return "page-empty"
	case strings.HasPrefix(trimmed, "%pdf-"), strings.HasPrefix(head, "pk\x03\x04"), strings.HasPrefix(head, "\x89png"),
		strings.HasPrefix(head, "gif8"), strings.HasPrefix(head, "\xff\xd8\xff"), strings.HasPrefix(head, "\x1f\x8b"),
		strings.HasPrefix(head, "rar!"), strings.HasPrefix(head, "\xd0\xcf\x11\xe0"), strings.HasPrefix(head, "riff"):
		return "not-html"
	}
	ct, _, _ := strings.Cut(strings.ToLower(p.ContentType), ";")
	switch ct = strings.TrimSpace(ct); {
	case ct == "" || strings.Contains(ct, "html") || ct == "text/plain" || strings.Contains(ct, "xml") || ct == "application/octet-stream":
	case strings.Contains(trimmed, "<html") || strings.Contains(trimmed, "<!doctype html"):
	default:
		return "not-html"
	}
	if strings.HasPrefix(trimmed, "<?xml") && (strings.Contains(trimmed, "<rss") || strings.Contains(trimmed, "<feed") || strings.Contains(trimmed, "<urlset") || strings.Contains(trimmed, "<sitemapindex")) {
		return "not-html"
	}
	if !strings.Contains(head, "<") && !strings.Contains(string(b[:min(len(b), 64<<10)]), "<") {
		return "not-html"
	}
	return ""
}
