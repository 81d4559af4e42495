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
	case declared.IsZero() || r.printedWins(declared, best.date) || best.score >= 60 && !best.date.Day && !best.derived && r.isDefault(declared):
		a.Published, r.dateBlock = best.date, best.block
		for _, d := range best.doubts {
			r.doubt(d.Code, "published", d.Text)
		}
		r.evidence("published", r.spotSource(best))
		if best.updated && !declared.IsZero() && a.Updated.IsZero() {
			a.Published, r.dateBlock = declared, -1
			a.Updated = best.date
			r.evidence("published", from)
			r.evidence("updated", r.spotSource(best))
		}
	default:
		a.Published = declared
		r.evidence("published", from)
		if gap := declared.Time.Sub(best.date.Time); !best.updated && !best.derived && best.score >= 60 && (gap > 36*time.Hour || gap < -36*time.Hour) {
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
	// A Vietnamese clock written with Z, or the reverse; seconds are not printed.
	gap := printed.Time.Sub(declared.Time).Abs() - 7*time.Hour
	return gap.Abs() < time.Minute
}

// isDefault reports a declared time that programs fill in by themselves:
// midnight, or the moment the page was asked for.
func (r *reading) isDefault(d index.Date) bool {
	if h, m, s := d.Time.Clock(); h+m+s == 0 {
		return true
	}
	return !r.p.Captured.IsZero() && d.Time.Sub(r.p.Captured).Abs() < 2*time.Minute
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
	text, from := r.ld.updated, source{selector: r.ld.where + " dateModified"}
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

// declaredDate reads JSON-LD, else meta elements, else microdata.
func (r *reading) declaredDate() (index.Date, source) {
	if r.ld.published != "" {
		if d := readDeclared(r.ld.published); !d.IsZero() {
			return d, source{selector: r.ld.where + " datePublished", text: r.ld.published}
		}
	}
	if d := readDeclared(r.ld.uploaded); !d.IsZero() && !r.ld.article {
		return d, source{selector: r.ld.where + " uploadDate", text: r.ld.uploaded}
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
	return r.microDate()
}

// microDate reads the first element that says it is the date of publication, as
// microdata or as microformats have it, and gives it for machines.
func (r *reading) microDate() (index.Date, source) {
	for i := range r.t.elems {
		n := r.t.elems[i].node
		if r.t.elems[i].mark&dateMark == 0 || attr(n, "itemprop") != "datePublished" && !(n.DataAtom == atom.Abbr && attr(n, "class") == "published") {
			continue
		}
		if r.t.marksUpTo(i, -1, 8)&(commentMark|relatedMark|asideMark) != 0 {
			continue
		}
		for _, key := range [...]string{"datetime", "content", "title"} {
			at := attr(n, key)
			if !strings.Contains(at, "T") || !strings.Contains(at, ":") {
				continue
			}
			if d := readDeclared(at); !d.IsZero() {
				return d, source{selector: selectorOf(n) + " " + key, text: at}
			}
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

func firstText(n *html.Node) *html.Node { return edgeText(n, false) }

func lastText(n *html.Node) *html.Node { return edgeText(n, true) }

// edgeText returns the first text below n that is not blank, or the last one.
func edgeText(n *html.Node, last bool) *html.Node {
	switch {
	case n == nil:
		return nil
	case n.Type == html.TextNode:
		if strings.TrimSpace(n.Data) == "" {
			return nil
		}
		return n
	}
	child, next := n.FirstChild, func(c *html.Node) *html.Node { return c.NextSibling }
	if last {
		child, next = n.LastChild, func(c *html.Node) *html.Node { return c.PrevSibling }
	}
	for ; child != nil; child = next(child) {
		if t := edgeText(child, last); t != nil {
			return t
		}
	}
	return nil
}
