package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"khobao/index"
)

// heroElements lists the elements the rule calls heroes, else the figures
// between the headline and the body.
func (r *reading) heroElements(box int) []int {
	if r.rule != nil && r.rule.hero != nil {
		return r.matchAll(r.rule.hero)
	}
	var figures []int
	for i := range box {
		e := &r.t.elems[i]
		if e.node.DataAtom == atom.Figure && !e.junk && r.title >= 0 && e.first >= r.titleTo && e.last <= r.t.elems[box].first && r.linkShare(i) < 0.5 {
			figures = append(figures, i)
		}
	}
	return figures
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
