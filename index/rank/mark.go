package rank

import (
	"strings"

	"khobao/index/query"
	"khobao/index/vi"
)

// marks gives the byte ranges of places to mark, which come in the order of the text:
// overlapping ones as one. A phrase is one range already.
func (p *plan) marks(places []place) [][2]int {
	var out [][2]int
	for _, p := range p.whole(places) {
		start, end := int(p.start), int(p.end)
		if n := len(out); n > 0 && start < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], end)
			continue
		}
		out = append(out, [2]int{start, end})
	}
	return out
}

// whole leaves out the syllables that stand outside of their word, as thông of giao
// thông in thông tư, where anything better stands among the places.
func (p *plan) whole(places []place) []place {
	if len(p.inWord) == 0 {
		return places
	}
	keep := make([]bool, len(places))
	some := false
	for i := range places {
		a := &places[i]
		keep[i] = keep[i] || a.first < a.last || len(a.slots) != 1 || !p.inWord[a.slots[0]]
		for j := i + 1; j < len(places) && places[j].first <= a.last+1; j++ {
			if b := &places[j]; b.first == a.last+1 && p.sideBySide(a, b) {
				keep[i], keep[j] = true, true
			}
		}
		some = some || keep[i]
	}
	if !some {
		return places
	}
	var out []place
	for i, k := range keep {
		if k {
			out = append(out, places[i])
		}
	}
	return out
}

// sideBySide reports whether two places next to each other were typed so.
func (p *plan) sideBySide(a, b *place) bool {
	if len(a.slots) == 0 || len(b.slots) == 0 {
		return false
	}
	_, ok := p.pairs[[2]int{a.slots[len(a.slots)-1], b.slots[0]}]
	return ok
}

// findWords notes which slots are but syllables of the words typed, and those typed
// without marks beside others, which may be. A syllable typed alone as well is none.
func (p *plan) findWords(l *vi.Lexicon) {
	terms := make([]string, p.slots)
	bare := make([]bool, p.slots)
	for _, u := range p.units {
		if u.typed && len(u.wants) == 1 && len(u.slots) == 1 && !p.wants[u.wants[0]].prefix {
			w := p.wants[u.wants[0]]
			terms[u.slots[0]], bare[u.slots[0]] = w.term, w.folded && !p.marked
		}
	}
	in, alone := make([]bool, p.shown()), make([]bool, p.shown())
	some := false
	for _, row := range p.typed {
		words := make([]string, len(row))
		for i, slot := range row {
			if words[i] = terms[slot]; words[i] == "" {
				words[i] = "x" // several words, or the beginning of one
			}
		}
		tokens := vi.Tokens(strings.Join(words, " "))
		if len(tokens) != len(row) {
			continue
		}
		for _, w := range l.Words(tokens, nil) {
			for _, slot := range row[w.First:w.End] {
				switch {
				case w.End > w.First+1 || bare[slot] && vi.MaySyllable(terms[slot]):
					in[slot], some = true, true
				default:
					alone[slot] = true
				}
			}
		}
	}
	if !some {
		return
	}
	for slot := range in {
		in[slot] = in[slot] && !alone[slot]
	}
	p.inWord = in
}

// Marks gives the byte ranges of text to mark for a query as searched, of
// index.Result: text is a field of an article by its name in index.Fields, the
// body by default. It is for pages that show a whole article; first syllables
// (đầuN) are counted from the beginning of text.
func Marks(n query.Node, field, text string) [][2]int {
	s := markScanner(n)
	return s.plan.marks(s.scan(text, fieldNumber(field)))
}

func markScanner(n query.Node) *scanner {
	p := newPlan(n)
	p.findWords(builtIn())
	return newScanner(p)
}

func fieldNumber(name string) int {
	for i, f := range textFields {
		if f == name {
			return i
		}
	}
	return bodyField
}
