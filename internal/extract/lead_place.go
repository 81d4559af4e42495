package extract

import (
	"golang.org/x/net/html/atom"
)

// leadAbove gives the element that stands alone between headline and text and
// holds a sentence: the lead of a page whose names of classes tell nothing; -1
// when there is none.
func (r *reading) leadAbove(box int) int {
	t := r.t
	const reach = 15 // blocks between a headline and its text
	end := t.elems[box].first
	if r.title < 0 || end <= r.titleTo || end > r.titleTo+reach {
		return -1
	}
	for k := r.titleTo; k < end; k++ {
		b := &t.blocks[k]
		if b.junk || b.chars < 40 || b.chars > 1200 || b.link*3 > b.chars || t.within(box, b.elem) {
			continue
		}
		own := t.marksUpTo(b.elem, -1, 3)
		if own&(junkMarks|captionMark|tagMark|crumbMark|sectionMark|authorMark|sourceMark) != 0 || t.inFigure(k, -1) || r.underPicture(k) && (b.chars < 160 || hasCredit(b.text)) {
			continue
		}
		if r.isLearned(b.text) || isDateLine(b.text) || isPointer(b) || isPhrase(b.text) || isHouseRule(b.text) || len(readByline(b.text).names) > 0 {
			continue
		}
		if b.bold*10 < b.chars*8 && !endsSentence(b.text) && runningWords(b.text) < 2 {
			continue
		}
		if e := &t.elems[b.elem]; e.last-e.first == 1 {
			return b.elem
		}
	}
	return -1
}

// standsApart reports a first paragraph in an element of its own beside the
// one that holds all the others.
func (r *reading) standsApart(c *content, box int) bool {
	t := r.t
	if len(c.paras) < 3 {
		return false
	}
	firstBlock, next, last := c.paras[0].block, c.paras[1].block, c.paras[len(c.paras)-1].last
	b := &t.blocks[firstBlock]
	if b.chars > 700 || b.links > 0 {
		return false
	}
	holds := func(i, block int) bool { return t.elems[i].first <= block && block < t.elems[i].last }
	own := b.elem
	for own > box && !holds(t.elems[own].parent, next) {
		own = t.elems[own].parent
	}
	up := t.elems[own].parent
	if own <= box || up < 0 || !holds(own, firstBlock) || holds(own, next) {
		return false
	}
	// Or all others are paragraphs beside it.
	if t.tag(own) != atom.P && t.tag(own) != atom.Span && attr(t.elems[own].node, "class") != "" && len(c.paras) >= 4 {
		beside := true
		for _, p := range c.paras[1:] {
			e := t.blocks[p.block].elem
			beside = beside && t.tag(e) == atom.P && t.elems[e].parent == up
		}
		if beside {
			return true
		}
	}
	rest := t.blocks[next].elem
	for rest > up && t.elems[rest].parent != up {
		rest = t.elems[rest].parent
	}
	if rest <= up || !holds(rest, last) || own == rest {
		return false
	}
	switch t.tag(own) {
	case atom.Li, atom.Td, atom.Th, atom.Figure, atom.Blockquote:
		return false
	}
	return true
}
