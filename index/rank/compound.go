package rank

import (
	"strings"

	"khobao/index/vi"
)

// loneSyllable is what a syllable counts outside of its compound: tế alone says
// little about kinh tế.
const loneSyllable = 0.4

// compounds finds the compounds in the rows typed, in the spellings most likely
// meant. A syllable that was typed alone as well counts alone.
func (e *evidence) compounds() {
	alone := make([]bool, e.plan.slots)
	for _, row := range e.plan.typed {
		terms := make([]string, len(row))
		for i, slot := range row {
			terms[i] = e.spelling(slot)
		}
		tokens := vi.Tokens(strings.Join(terms, " "))
		if len(tokens) != len(row) {
			continue
		}
		for _, w := range e.lexicon.Words(tokens, nil) {
			if w.Kind != vi.Compound && w.Kind != vi.Learned {
				for _, slot := range row[w.First:w.End] {
					alone[slot] = true
				}
				continue
			}
			for i := w.First; i+1 < w.End; i++ {
				if n, ok := e.plan.pairs[[2]int{row[i], row[i+1]}]; ok {
					e.inner[row[i]] = append(e.inner[row[i]], n)
					e.inner[row[i+1]] = append(e.inner[row[i+1]], n)
				}
			}
		}
	}
	for slot := range alone {
		if alone[slot] {
			e.inner[slot] = nil
		}
	}
}

// spelling gives the likeliest spelling of a slot; a sign for what is no one word.
func (e *evidence) spelling(slot int) string {
	want := e.typed[slot]
	if want < 0 || e.plan.wants[want].prefix {
		return "x"
	}
	term, best := e.plan.wants[want].term, -1.0
	for _, v := range e.wants[want].variants {
		if v.votes > best {
			best, term = v.votes, v.term
		}
	}
	return term
}
