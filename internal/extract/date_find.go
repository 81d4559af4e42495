package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"khobao/index"
)

// dateSpot is a date printed on the page and how likely it is the article's.
type dateSpot struct {
	dateReading
	text  string
	elem  int
	block int
	attr  bool
	score int
}

// metaDates are the names of meta elements that carry the day of publication,
// the surest first; metaUpdates those of the last change.
var (
	metaDates   = []string{"article:published_time", "pubdate", "datepublished", "og:published_time", "publishdate", "article.published", "published_time", "dc.date.issued", "dcterms.created", "publish-date", "date.created", "dc.date", "date", "datecreated", "sailthru.date"}
	metaUpdates = []string{"article:modified_time", "og:updated_time", "lastmod", "datemodified", "article.updated", "dcterms.modified", "last-modified"}
)

// findDates fills Published and Updated. What the page declares for machines is
// weighed against what it prints: the printed clock wins when the declared
// time is the same clock under a wrong zone, or has none.
func (r *reading) findDates(box int) {
	declared, from := r.declaredDate()
	spots := r.dateSpots(box)
	var best *dateSpot
	for i := range spots {
		s := &spots[i]
		if best == nil || s.score > best.score || s.score == best.score && best.updated && !s.updated {
			best = s
		}
	}
	if best != nil && best.score < 38 {
		best = nil
	}
	a := &r.a
	switch {
	case declared.IsZero() && best == nil:
		r.doubt("no-date", "published", "")
	case best == nil:
		a.Published = declared
		r.evidence("published", from)
	case declared.IsZero() || r.printedWins(declared, best.date):
		a.Published = best.date
		for _, d := range best.doubts {
			r.doubt(d.Code, "published", d.Text)
		}
		r.evidence("published", r.spotSource(best))
		if best.updated && !declared.IsZero() && a.Updated.IsZero() {
			a.Published = declared
			a.Updated = best.date
			r.evidence("published", from)
			r.evidence("updated", r.spotSource(best))
		}
	default:
		a.Published = declared
		r.evidence("published", from)
		if gap := declared.Time.Sub(best.date.Time); !best.updated && best.score >= 60 && (gap > 36*time.Hour || gap < -36*time.Hour) {
			r.doubt("dates-differ", "published", best.date.String())
		}
	}
	r.findUpdated(spots, best)
}

// printedWins reports whether the printed date is to be believed over the
// declared one.
func (r *reading) printedWins(declared, printed index.Date) bool {
	if declared.Day {
		return !printed.Day && sameDay(declared, printed)
	}
	if printed.Day {
		return false
	}
	gap := printed.Time.Sub(declared.Time)
	// Vietnamese clock written with Z, or the reverse.
	return gap == -7*time.Hour || gap == 7*time.Hour ||
		gap.Truncate(time.Minute) == -7*time.Hour || gap.Truncate(time.Minute) == 7*time.Hour
}

func sameDay(a, b index.Date) bool {
	return a.Time.In(index.Zone).Format(time.DateOnly) == b.Time.In(index.Zone).Format(time.DateOnly)
}

// findUpdated fills Updated from a printed "Cập nhật" beside another date, else
// from what the page declares, when it is later than the publication.
func (r *reading) findUpdated(spots []dateSpot, best *dateSpot) {
	a := &r.a
	if !a.Updated.IsZero() || a.Published.IsZero() {
		return
	}
	for i := range spots {
		s := &spots[i]
		if s.updated && s != best && s.score >= 40 && s.date.Time.After(a.Published.Time) {
			a.Updated = s.date
			r.evidence("updated", r.spotSource(s))
			return
		}
	}
	text, from := r.ld.updated, source{selector: "script[type=application/ld+json] dateModified"}
	if text == "" {
		m := r.t.head.get(metaUpdates...)
		text, from = m.value, metaSource(m)
	}
	from.text = text
	if d := readDeclared(text); !d.IsZero() && d.Time.After(a.Published.Time.Add(time.Minute)) && !d.Day {
		a.Updated = d
		r.evidence("updated", from)
	}
}

// declaredDate reads JSON-LD, else meta elements, else a time element near the
// headline with its datetime.
func (r *reading) declaredDate() (index.Date, source) {
	if r.ld.published != "" {
		if d := readDeclared(r.ld.published); !d.IsZero() {
			return d, source{selector: "script[type=application/ld+json] datePublished", text: r.ld.published}
		}
	}
	for _, name := range metaDates {
		m := r.t.head.get(name)
		if m.value == "" {
			continue
		}
		if d := readDeclared(m.value); !d.IsZero() {
			return d, metaSource(m)
		}
	}
	return index.Date{}, source{}
}

// readDeclared reads a date made for machines. Programs set to American habits
// write month/day/year there, so one with slashes that reads both ways is left
// to what the page prints.
func readDeclared(text string) index.Date {
	d, _, _ := readDate(text, time.Time{}, false)
	if d.IsZero() {
		return d
	}
	if i := strings.IndexByte(text, '/'); i > 0 && i <= 2 {
		if day := d.Time.In(index.Zone).Day(); day <= 12 && day != int(d.Time.In(index.Zone).Month()) {
			return index.Date{}
		}
	}
	return d
}

func metaSource(m metaTag) source {
	return source{selector: "meta[" + m.name + "]", text: m.value}
}

func (r *reading) spotSource(s *dateSpot) source {
	n := r.t.elems[s.elem].node
	if s.attr {
		return source{selector: selectorOf(n) + " datetime", text: s.text}
	}
	return source{selector: selectorOf(n), text: s.text, from: firstText(n), to: lastText(n)}
}

// dateText is a short text that may print a date.
type dateText struct {
	text    string
	elem    int
	block   int
	mark    mark
	own     bool // an element of its own, not a whole line
	updated bool // its class says it is the last change
	attr    bool // the text is that of its datetime attribute
	junk    bool
	linked  bool
}

// dateTexts lists lines and the elements in them that are called date or time.
func (r *reading) dateTexts() []dateText {
	t := r.t
	var texts []dateText
	for k := range t.blocks {
		b := &t.blocks[k]
		if b.chars > 160 || b.chars < 4 {
			continue
		}
		texts = append(texts, dateText{
			text: b.text, elem: b.elem, block: k, mark: t.marksUpTo(b.elem, -1, 3), junk: b.junk,
			linked: b.link*10 > b.chars*7,
		})
	}
	for i := range t.elems {
		e := &t.elems[i]
		if e.mark&dateMark == 0 || !inline[e.node.DataAtom] || e.last <= e.first || e.last-e.first > 2 || e.end-i > 10 || e.hidden {
			continue
		}
		d := dateText{elem: i, block: e.first, mark: t.marksUpTo(i, -1, 3), own: true, junk: e.junk || e.first < len(t.blocks) && t.blocks[e.first].junk}
		class := strings.ToLower(attr(e.node, "class") + " " + attr(e.node, "itemprop"))
		d.updated = (strings.Contains(class, "updated") || strings.Contains(class, "modified")) && !strings.Contains(class, "publish")
		d.text = tidy(nodeText(e.node))
		if at := attr(e.node, "datetime"); e.node.DataAtom == atom.Time && strings.ContainsAny(at, ":") && !strings.Contains(d.text, ":") {
			d.text, d.attr = at, true
		}
		if len(d.text) >= 4 && len(d.text) <= 160 {
			texts = append(texts, d)
		}
	}
	return texts
}

// dateSpots lists the printed dates with their scores: the nearer to the
// headline the better, a clock and a class that says date make it likelier, a
// place in a list of other headlines or in the banner unlikelier.
func (r *reading) dateSpots(box int) []dateSpot {
	t := r.t
	var spots []dateSpot
	boxFirst, boxLast := t.elems[box].first, min(t.elems[box].last, len(t.blocks))
	bodyEnd := boxLast
	if n := len(r.content.paras); n > 0 {
		bodyEnd = r.content.paras[n-1].last
	}
	monthFirst := r.monthFirst()
	for _, d := range r.dateTexts() {
		k := d.block
		if !strings.ContainsAny(d.text, "0123456789") && !strings.Contains(d.text, "qua") {
			continue
		}
		near := 0
		switch {
		case r.title >= 0 && k >= r.titleTo && k <= r.titleTo+14:
			near = 60 - 3*(k-r.titleTo)
		case r.title >= 0 && k < r.titleFrom && k >= r.titleFrom-8:
			near = 46 - 4*(r.titleFrom-k)
		case k >= bodyEnd-1 && k <= bodyEnd+6 && k >= boxFirst:
			near = 34 - 2*max(0, k-bodyEnd)
		case k >= boxFirst-4 && k < boxFirst+6:
			near = 36
		}
		dated := d.mark&dateMark != 0
		if near == 0 && !dated || d.junk && !dated && near < 30 {
			continue
		}
		readings, reader := readDates(d.text, r.p.Captured, monthFirst)
		if len(readings) == 0 {
			if reader.bad && near > 40 && dated {
				r.doubt("date-unreadable", "published", clip(d.text, 80))
			}
			continue
		}
		base := near
		if dated {
			base += 18
		}
		switch words := len(strings.Fields(d.text)); {
		case words > 22:
			base -= 40
		case words > 14:
			base -= 15
		case d.linked && words > 6:
			base -= 30
		}
		if d.own {
			base += 6
		}
		if d.junk {
			base -= 25
		}
		if d.mark&(relatedMark|commentMark|footMark) != 0 {
			base -= 40
		}
		for _, reading := range readings {
			s := dateSpot{dateReading: reading, text: d.text, elem: d.elem, block: k, attr: d.attr, score: base}
			s.updated = s.updated || d.updated
			if !s.date.Day {
				s.score += 14
			}
			if s.derived {
				s.score -= 25
			}
			if s.updated {
				s.score -= 3
			}
			if !r.p.Captured.IsZero() && s.date.Time.After(r.p.Captured.Add(48*time.Hour)) {
				s.score -= 20
			}
			spots = append(spots, s)
		}
	}
	return spots
}

// monthFirst reports that the page itself proves it prints m/d/y: some date
// elements only read so and none only reads d/m/y.
func (r *reading) monthFirst() bool {
	proof, against := false, false
	for k := range r.t.blocks {
		b := &r.t.blocks[k]
		if b.chars > 60 || b.chars < 8 || strings.Count(b.text, "-")+strings.Count(b.text, "/") < 2 {
			continue
		}
		var buf [32]tok
		rd := &dateReader{toks: scanDate(b.text, buf[:0])}
		for _, it := range rd.items() {
			if it.day && it.y > 0 && it.d > 12 {
				against = true
			}
		}
		proof = proof || rd.proof
	}
	return proof && !against
}

func firstText(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	if n.Type == html.TextNode {
		if strings.TrimSpace(n.Data) != "" {
			return n
		}
		return nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if t := firstText(c); t != nil {
			return t
		}
	}
	return nil
}

func lastText(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	if n.Type == html.TextNode {
		if strings.TrimSpace(n.Data) != "" {
			return n
		}
		return nil
	}
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		if t := lastText(c); t != nil {
			return t
		}
	}
	return nil
}
