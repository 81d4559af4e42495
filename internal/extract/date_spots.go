package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"khobao/index"
)

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
	if r.title >= 0 {
		const above, below = 8, 14
		for k := max(0, r.titleFrom-above); k < min(len(t.blocks), r.titleTo+below); k++ {
			texts = append(texts, t.pieces(k)...)
		}
	}
	for i := range t.elems {
		e := &t.elems[i]
		if e.mark&dateMark == 0 || !inline[e.node.DataAtom] || e.last <= e.first || e.last-e.first > 2 || e.end-i > 10 || e.hidden {
			continue
		}
		d := dateText{elem: i, block: e.first, mark: t.marksUpTo(i, -1, 3), own: true, junk: e.junk || e.first < len(t.blocks) && t.blocks[e.first].junk}
		class := lower(attr(e.node, "class") + " " + attr(e.node, "itemprop"))
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

// pieces lists the texts of a short line of several, which no blank may part.
func (t *tree) pieces(k int) []dateText {
	b := &t.blocks[k]
	if b.from == b.to || b.chars > 130 || !strings.ContainsAny(b.text, "0123456789") {
		return nil
	}
	var texts []dateText
	for n := b.from; n != nil; n = nextText(n) {
		if text := tidy(n.Data); len(text) >= 6 && strings.ContainsAny(text, "0123456789") {
			texts = append(texts, dateText{text: text, elem: b.elem, block: k, mark: t.marksUpTo(b.elem, -1, 3), own: true, junk: b.junk, linked: linkAround(n) != nil})
		}
		if n == b.to {
			break
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
		// The bar of share buttons beside a headline often holds its date too.
		bar := dated && t.blocks[k].mark&junkMarks == shareMark && r.title >= 0 && k >= r.titleFrom-2 && k <= r.titleTo+2
		if d.junk && !bar {
			base -= 45
		}
		if low := lower(d.text); d.mark&nowMark != 0 || strings.HasPrefix(low, "hôm nay") && (r.title < 0 || k < r.titleFrom) || strings.HasPrefix(low, "bây giờ") {
			base -= 60
		}
		if around := t.blocks[k].mark; d.mark&(relatedMark|commentMark|footMark) != 0 || d.junk && around&(relatedMark|commentMark) != 0 {
			base -= 40
		}
		for _, reading := range readings {
			s := dateSpot{dateReading: reading, text: d.text, elem: d.elem, block: k, attr: d.attr, score: base}
			s.updated = s.updated || d.updated
			if !s.date.Day {
				s.score += 14
			}
			if s.derived {
				s.score -= 20
			}
			if s.updated {
				s.score -= 3
			}
			if k < r.titleFrom && !r.p.Captured.IsZero() && sameDay(s.date, index.Date{Time: r.p.Captured}) {
				s.score -= 20 // likely the day of the visit, above the headline
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
