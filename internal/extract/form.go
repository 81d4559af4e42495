package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// sweepPolls marks as junk what stands around radio buttons: a poll, or the
// stars readers give. It goes up from a button as long as the text is short.
func (t *tree) sweepPolls() {
	const short = 400 // runes of a question with its answers
	for i := 0; i < len(t.elems); i++ {
		if t.tag(i) != atom.Input || !isChoice(attr(t.elems[i].node, "type")) {
			continue
		}
		top, choices := -1, 0
		for k := t.elems[i].parent; k > 0; k = t.elems[k].parent {
			e := &t.elems[k]
			if t.charsOf(e) > short || e.mark&bodyMark != 0 {
				break
			}
			if n := t.choices(k); n > 1 {
				if top >= 0 && n == choices && t.headed(top) {
					break // the poll has its question already
				}
				top, choices = k, n
			}
		}
		if top < 0 {
			continue
		}
		e := &t.elems[top]
		for k := top; k < e.end; k++ {
			t.elems[k].junk = true
		}
		for k := e.first; k < e.last && k < len(t.blocks); k++ {
			t.blocks[k].junk = true
		}
		i = e.end - 1
	}
}

func isChoice(kind string) bool {
	return strings.EqualFold(kind, "radio") || strings.EqualFold(kind, "checkbox")
}

// choices counts the radio buttons below an element.
func (t *tree) choices(i int) int {
	n := 0
	for k := i; k < t.elems[i].end; k++ {
		if t.tag(k) == atom.Input && isChoice(attr(t.elems[k].node, "type")) {
			n++
		}
	}
	return n
}

// headed reports an element that begins with a line of some length, before
// its first answer.
func (t *tree) headed(i int) bool {
	e := &t.elems[i]
	return e.first < e.last && e.first < len(t.blocks) && t.blocks[e.first].chars >= 15
}

// charsOf counts the runes of an element.
func (t *tree) charsOf(e *elem) int {
	n := 0
	for k := e.first; k < e.last && k < len(t.blocks); k++ {
		n += t.blocks[k].chars
	}
	return n
}
