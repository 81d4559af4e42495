package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"khobao/index"
)

// heroElements lists the elements the rule calls heroes, else the figures
// between the headline and the body, and what is one in all but name.
func (r *reading) heroElements(box int) []int {
	if r.rule != nil && r.rule.hero != nil {
		return r.matchAll(r.rule.hero)
	}
	var figures []int
	for i := 0; i < box; i++ {
		e := &r.t.elems[i]
		if r.unnamedFigure(i, box) {
			figures = append(figures, i)
			i = e.end - 1
			continue
		}
		if e.node.DataAtom == atom.Figure && !e.junk && r.title >= 0 && e.first >= r.titleTo && e.last <= r.t.elems[box].first && r.linkShare(i) < 0.5 {
			figures = append(figures, i)
		}
	}
	return figures
}

// unnamedFigure reports an element between headline and body with one picture
// and one line that reads like what is under it.
func (r *reading) unnamedFigure(i, box int) bool {
	t := r.t
	e := &t.elems[i]
	if tag := e.node.DataAtom; tag != atom.Div && tag != atom.Table && tag != atom.P || e.junk || r.title < 0 || e.first < r.titleTo || e.last > t.elems[box].first || e.last-e.first != 1 || e.end-i > 12 || t.picsIn(i) != 1 {
		return false
	}
	b := &t.blocks[e.first]
	return b.chars >= 25 && b.chars <= 350 && b.links == 0 && !isDateLine(b.text) && len(readByline(b.text).names) == 0 && (hasCredit(b.text) || t.marksUpTo(b.elem, -1, 3)&(authorMark|leadMark|dateMark) == 0)
}

// heroes puts the captions of pictures that a site prints apart from the body,
// above or below it, before or after those in the body. A hero without a text
// or without a picture is none.
func (r *reading) heroes(box int) {
	t := r.t
	above := 0
	for _, i := range r.heroElements(box) {
		e := &t.elems[i]
		if t.within(i, box) || t.within(box, i) || e.last <= e.first {
			continue
		}
		image := ""
		for k := i; k < e.end && image == ""; k++ {
			if isPicture(t.elems[k].node) {
				image = imageSource(t.elems[k].node)
			}
		}
		var parts []string
		for k := e.first; k < e.last && k < len(t.blocks); k++ {
			parts = append(parts, t.blocks[k].text)
		}
		text := strings.Join(parts, " ")
		if image == "" || text == "" || runes(text) > 700 {
			continue
		}
		at := captionAt{index.Caption{Text: text, Image: image}, e.first, min(e.last, len(t.blocks)) - 1}
		if i > box {
			r.content.captions = append(r.content.captions, at)
			continue
		}
		r.content.captions = append(r.content.captions, captionAt{})
		copy(r.content.captions[above+1:], r.content.captions[above:])
		r.content.captions[above] = at
		above++
	}
}
