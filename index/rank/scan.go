package rank

import (
	"bytes"
	"slices"
	"sort"

	"khobao/index/vi"
)

// hit is one wanted term at one place of a text.
type hit struct {
	want       int32
	pos        int32 // of the token in the text, from 0
	start, end int32 // bytes
	exact      bool  // spelled as typed, marks and all
}

// bound is where a token stands and what parts it from the one before.
type bound struct {
	start, end int32
	brk        vi.Break
}

// place is a unit found: the slots it fills, its tokens and its bytes.
type place struct {
	slots       []int
	first, last int32 // tokens
	start, end  int32
	exact       bool // spelled as typed
	loose       bool // a word without marks, among words with marks, stands for one with marks
	scope       int  // of the unit
}

// scanner looks for a plan's terms in texts. It belongs to one goroutine and its
// results are good until the next scan.
type scanner struct {
	plan   *plan
	tokens vi.Tokenizer
	hits   [][]hit // by want, in the order of the text
	places []place
	bounds []bound
	keep   bool // bounds too

	stretches  []numbered // by token, where the plan has scopes
	leadTokens int        // of the lead scanned last: first syllables go on in the body
}

func newScanner(p *plan) *scanner {
	return &scanner{plan: p, hits: make([][]hit, len(p.wants))}
}

// scan finds the units that may stand in field.
func (s *scanner) scan(text string, field int) []place {
	for i := range s.hits {
		s.hits[i] = s.hits[i][:0]
	}
	s.bounds, s.places, s.stretches = s.bounds[:0], s.places[:0], s.stretches[:0]
	s.tokens.Reset(text)
	pos := int32(0)
	for ; s.tokens.Next(); pos++ {
		start, end := s.tokens.Start(), s.tokens.End()
		if s.keep {
			s.bounds = append(s.bounds, bound{int32(start), int32(end), s.tokens.Break()})
		}
		if len(s.plan.scopes) > 0 {
			s.number(s.tokens.Break())
		}
		s.look(s.tokens.Term(), s.tokens.Folded(), pos, start, end)
		for i := range s.tokens.NumParts() {
			part := s.tokens.Part(i)
			s.look(part.Term, part.Folded, pos, part.Start, part.End)
		}
	}
	for i := range s.plan.units {
		if u := &s.plan.units[i]; u.fields&(1<<field) != 0 {
			s.find(u)
		}
	}
	slices.SortFunc(s.places, func(a, b place) int {
		if a.start != b.start {
			return int(a.start - b.start)
		}
		return int(b.end - a.end)
	})
	if field == leadField {
		s.leadTokens = int(pos)
	}
	if len(s.plan.scopes) > 0 {
		s.scoped(field)
	}
	return s.places
}

// look notes the wants that a term, with and without its marks, answers.
func (s *scanner) look(term, folded []byte, pos int32, start, end int) {
	h := hit{pos: pos, start: int32(start), end: int32(end), exact: true}
	for _, w := range s.plan.byTerm[string(term)] {
		h.want = w
		s.hits[w] = append(s.hits[w], h)
	}
	for _, w := range s.plan.byFolded[string(folded)] {
		h.want, h.exact = w, string(term) == s.plan.wants[w].term
		s.hits[w] = append(s.hits[w], h)
	}
	for _, w := range s.plan.prefixes {
		want := &s.plan.wants[w]
		whole := term
		if want.folded {
			whole = folded
		}
		if len(whole) >= len(want.term) && string(whole[:len(want.term)]) == want.term {
			h.want, h.exact = w, bytes.HasPrefix(term, []byte(want.term))
			s.hits[w] = append(s.hits[w], h)
		}
	}
}

// find adds the places of one unit.
func (s *scanner) find(u *unit) {
	if u.slop > 0 && len(u.wants) > 1 {
		s.near(u)
		return
	}
	for _, first := range s.hits[u.wants[0]] {
		p := place{
			slots: u.slots, first: first.pos, last: first.pos,
			start: first.start, end: first.end, exact: first.exact, scope: u.scope,
		}
		for _, w := range u.wants[1:] {
			next, ok := s.at(w, p.last+1)
			if !ok {
				p.end = -1
				break
			}
			p.last, p.end, p.exact = next.pos, next.end, p.exact && next.exact
		}
		if p.end >= 0 {
			p.loose = s.plan.marked && !p.exact
			p.exact = p.exact && u.typed
			s.places = append(s.places, p)
		}
	}
}

// at finds a want at a token.
func (s *scanner) at(w, pos int32) (hit, bool) {
	hits := s.hits[w]
	i := sort.Search(len(hits), func(i int) bool { return hits[i].pos >= pos })
	if i == len(hits) || hits[i].pos != pos {
		return hit{}, false
	}
	return hits[i], true
}

// near adds the words of every stretch of tokens, no longer than the unit's words
// and slop together, that holds them all; each word is a place of its own.
func (s *scanner) near(u *unit) {
	need := map[int32]int{}
	for _, w := range u.wants {
		need[w]++
	}
	var all []hit
	for w := range need {
		all = append(all, s.hits[w]...)
	}
	slices.SortFunc(all, func(a, b hit) int {
		if a.pos != b.pos {
			return int(a.pos - b.pos)
		}
		return int(a.want - b.want)
	})
	missing, left, marked := len(u.wants), 0, 0
	longest := int32(len(u.wants) + u.slop)
	for right, h := range all {
		if need[h.want]--; need[h.want] >= 0 {
			missing--
		}
		for missing == 0 {
			if h.pos-all[left].pos < longest {
				for _, m := range all[max(left, marked) : right+1] {
					s.places = append(s.places, place{
						slots: u.slots, first: m.pos, last: m.pos,
						start: m.start, end: m.end, exact: m.exact && u.typed, loose: s.plan.marked && !m.exact, scope: u.scope,
					})
				}
				marked = right + 1
			}
			if need[all[left].want]++; need[all[left].want] > 0 {
				missing++
			}
			left++
		}
	}
}
