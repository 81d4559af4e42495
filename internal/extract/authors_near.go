package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nearSource looks beside the headline and right after the body for an element
// called source that says "Theo …".
func (r *reading) nearSource(box int) {
	t := r.t
	if r.title < 0 || box < 0 || r.a.OriginalSource != "" {
		return
	}
	end := t.elems[box].last
	for i := range t.elems {
		e := &t.elems[i]
		if e.mark&sourceMark == 0 || e.junk || e.last-e.first > 2 {
			continue
		}
		if near := e.first >= r.titleTo && e.first <= r.titleTo+12 || e.first >= end-2 && e.first <= end+4; !near {
			continue
		}
		text := tidy(nodeText(e.node))
		if src := readByline(text).source; src != "" && runes(text) <= 80 && !isSite(src, r.a.Site, r.siteName()) {
			r.a.OriginalSource = compose(src)
			r.evidence("original_source", r.elemSource(i, text))
			return
		}
	}
}

// datedByline reads the name that opens the line of the date under the
// headline, in bold: "<b>Hà An</b> | 12/03/2018 07:15".
func (r *reading) datedByline() bool {
	if r.title < 0 || len(r.content.paras) == 0 {
		return false
	}
	t := r.t
	for k := r.titleTo; k < min(r.titleTo+8, r.content.paras[0].block); k++ {
		b := &t.blocks[k]
		if b.chars > 130 || b.junk {
			continue
		}
		child := t.elems[b.elem].node.FirstChild
		for child != nil && child.Type == html.TextNode && strings.TrimSpace(child.Data) == "" {
			child = child.NextSibling
		}
		if child == nil || child.DataAtom != atom.B && child.DataAtom != atom.Strong {
			continue
		}
		name := tidy(nodeText(child))
		rest, ok := strings.CutPrefix(b.text, name)
		rest = strings.TrimSpace(rest)
		if !ok || rest == "" || !strings.ContainsAny(rest[:1], "|-,") && !strings.HasPrefix(rest, "–") {
			continue
		}
		dates, _ := readDates(rest, r.p.Captured, false)
		if len(dates) == 0 || dates[0].date.Day || !looksLikeNames(splitNames(name)) || !strings.Contains(name, " ") {
			continue
		}
		if r.takeByline(name, source{selector: selectorOf(child), text: name, from: firstText(child), to: lastText(child)}) {
			return true
		}
	}
	return false
}
