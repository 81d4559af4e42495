package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// Budget is the longest one page may take; pages of newspapers take
// milliseconds, so one that reaches it is built to stall.
const Budget = 5 * time.Second

// Version of the general reading, noted in the evidence of its fields.
const Version = "3"

// Options of an Extractor.
type Options struct {
	NoRules bool          // read every page the general way, to measure it
	Budget  time.Duration // 0 = Budget

	// Lap is told how long each of Stages took on a page. It is called by the
	// goroutine that extracts; nil measures nothing.
	Lap func(stage string, took time.Duration)
}

// Extractor turns pages into articles. It keeps no state between pages and may
// be used by several goroutines.
type Extractor struct {
	options Options
	rules   []*compiled
	ledger  Ledger
	room    *sync.Pool      // of *scratch
	keep    map[string]bool // attributes that something asks for
}

// New compiles the rules of all sites; an invalid selector is an error.
func New(o Options) (*Extractor, error) {
	x := &Extractor{options: o, room: &sync.Pool{New: func() any { return newScratch() }}}
	if x.options.Budget == 0 {
		x.options.Budget = Budget
	}
	var rules []Rule
	if !o.NoRules {
		rules = sites()
	}
	var selectors []string
	for _, rule := range rules {
		c, err := compile(rule)
		if err != nil {
			return nil, err
		}
		x.rules = append(x.rules, c)
		selectors = append(selectors, rule.selectors()...)
	}
	x.keep = attributesOf(selectors...)
	return x, nil
}

// Extract reads one page. The article's Kind says whether it is one; fields
// that were not found are empty and doubts say so. An error means that the
// bytes could not be read at all: too-large, not-page, unreadable, timeout.
func (x *Extractor) Extract(ctx context.Context, p *page.Page) (index.Article, error) {
	a, _, err := x.ExtractCounted(ctx, p)
	return a, err
}

// ExtractCounted is Extract, and gives the numbers that the page counts up too.
func (x *Extractor) ExtractCounted(ctx context.Context, p *page.Page) (a index.Article, counters []Counter, err error) {
	if p.ContentType == page.ArticleJSON {
		a, err = readLine(p)
		return a, nil, err
	}
	if len(p.Body) > page.MaxBody {
		return a, nil, failure.Newf(failure.TooLarge, p.Origin.String(), "%.1f MiB > %d MiB", float64(len(p.Body))/(1<<20), page.MaxBody>>20).WithCode("page-too-large")
	}
	if code := notPage(p); code != "" {
		return a, nil, failure.New(failure.NotPage, p.Origin.String(), nil).WithCode(code)
	}
	ctx, cancel := context.WithTimeout(ctx, x.options.Budget)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = failure.New(failure.Unreadable, p.Origin.String(), fmt.Errorf("panic while reading: %v", v)).WithCode("page-unreadable")
		}
	}()

	lap := newLaps(x.options.Lap)
	text := decode(p)
	lap.end("decode")
	room := x.room.Get().(*scratch)
	room.page = leaner(room.page, text.text, x.keep)
	doc, err := parse(ctx, room.page)
	if err != nil {
		x.room.Put(room)
		return a, nil, readError(ctx, p, err)
	}
	m := mended{}
	if text.name == "utf-8" {
		m = mend(ctx, doc)
	}
	lap.end("parse")
	r := &reading{x: x, p: p, ctx: ctx, lap: lap, text: text.text, readBytes: text.read, printed: m.printed, doc: doc}
	if text.wrong != "" {
		r.doubt("charset-wrong", "", text.wrong+" → "+text.name)
	}
	if text.legacy {
		r.doubt("legacy-encoding", "", text.name)
	}
	if m.encoding != "" {
		r.doubt("legacy-encoding", "", m.encoding)
	}
	r.room = room
	r.read()
	counters = r.t.counters()
	room.reset(r.t)
	x.room.Put(room)
	if ctx.Err() != nil {
		return a, nil, readError(ctx, p, ctx.Err())
	}
	return r.a, counters, nil
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
	x         *Extractor
	p         *page.Page
	ctx       context.Context
	doc       *html.Node
	text      []byte                // of the page, tags and all
	readBytes func([]byte) string   // decodes a piece of the page; nil for UTF-8
	printed   map[*html.Node]string // texts that were mended, as they stand in the page
	t         *tree
	ld        linked
	data      linked // of a page that is drawn from JSON
	a         index.Article

	room        *scratch
	lap         laps
	rule        *compiled
	known       map[uint64]bool // the site's lines of the ledger
	version     string
	title       int // element of the headline, -1
	titleFrom   int // its blocks
	titleTo     int
	titleInPage bool
	lead        int // element of the lead, -1
	dropped     []int
	teasers     int  // texts that introduce other articles, on the whole page
	dateBlock   int  // where the date of publication is printed, -1
	pinned      bool // the container comes from a rule
	content     content
	pending     []pendingEvidence
}

func (r *reading) read() {
	r.readFields(false)
	// Some pages show their text only once a script has run.
	const few, some = 100, 600
	if runes(r.a.Body) < few && r.t.hidden > some {
		r.anew()
		r.readFields(true)
	}
	if runes(r.a.Body) < few {
		if data := r.pageData(); data.article {
			r.anew()
			r.data = data
			r.readFields(false)
		}
	}
	if r.rule != nil && r.rule.Fix != nil {
		r.rule.Fix(goquery.NewDocumentFromNode(r.doc), &r.a)
	}
	r.check()
	r.settle()
	r.finish()
	r.lap.end("evidence")
}

// anew forgets all but the page and how it was decoded.
func (r *reading) anew() {
	*r = reading{x: r.x, p: r.p, ctx: r.ctx, room: r.room, lap: r.lap, doc: r.doc, text: r.text, readBytes: r.readBytes, printed: r.printed, a: index.Article{Doubts: r.charsetDoubts()}}
}

// charsetDoubts keeps what decoding noted.
func (r *reading) charsetDoubts() []index.Doubt {
	var kept []index.Doubt
	for _, d := range r.a.Doubts {
		if d.Code == "charset-wrong" || d.Code == "legacy-encoding" {
			kept = append(kept, d)
		}
	}
	return kept
}

func (r *reading) readFields(keepHidden bool) {
	r.t = r.room.tree(r.doc, keepHidden)
	r.lead, r.title, r.dateBlock = -1, -1, -1
	r.ld = r.t.head.readLinked()
	if r.data.article {
		r.ld = r.data
	}
	r.lap.end("tree")
	r.identify()
	r.known = r.x.ledger[r.a.Site]
	r.a.Rule, r.version = "general", Version
	if r.ld.article && !r.data.article {
		r.a.Rule = "json-ld"
	}
	if r.rule = r.x.choose(r); r.rule != nil {
		r.a.Rule, r.version = r.rule.Name, r.rule.Version
	}
	r.lap.end("rules")
	r.readTitle()
	r.t.sweep(r.pins()...)
	r.t.weigh()
	r.discountTeasers()
	box := r.readContent()
	r.linkedBody()
	r.lap.end("body")
	r.readNames(box)
	r.lap.end("names")
	if box >= 0 {
		r.readDate(box)
	} else {
		r.findDatesWithoutBody()
	}
	r.lap.end("dates")
	section, from := r.pinnedSection(box)
	r.a.Section = section
	r.evidence("section", from)
	tags, from := r.pinnedTags()
	r.a.Tags = tags
	r.evidence("tags", from)
	r.lap.end("sections")

	r.a.Lang = detectLang(r.t.head.lang, r.a.Title+" "+r.a.Lead+" "+r.a.Body)
	r.a.Kind = r.judge(box)
	if r.a.Kind == index.KindList {
		// Dates on a list are those of other pages.
		r.a.Published, r.a.Updated = index.Date{}, index.Date{}
		r.forget("published", "updated")
	}
	r.lap.end("kind")
}

// linkedBody takes the text from JSON-LD where a page hardly shows any: it is
// drawn by a script.
func (r *reading) linkedBody() {
	var paras []string
	for l := range strings.SplitSeq(r.ld.body, "\n") {
		if l = plain(l); l != "" && !r.isLearned(l) {
			paras = append(paras, l)
		}
	}
	body := strings.Join(paras, "\n\n")
	if runes(body) < 300 || runes(r.a.Body)*4 > runes(body) {
		return
	}
	r.a.Body = body
	r.content.paras = nil
	if r.a.Lead == "" && r.ld.lead != "" {
		r.a.Lead = r.withoutSign(r.ld.lead)
		r.evidence("lead", source{selector: r.ld.where + " description", text: r.ld.lead})
	}
	r.evidence("body", source{selector: r.ld.where + " articleBody", text: clip(r.ld.body, 200)})
}
