package rank

import (
	"khobao/index/query"
	"khobao/index/vi"
)

// scope is a câu(…), đoạn(…) or đầuN(…): its units count only in stretches of
// text where the condition holds.
type scope struct {
	kind query.ScopeKind
	n    int
	cond cond
}

// cond is a slot that must be filled, or parts of which all or any must hold.
// What must not stand there is left to the engine.
type cond struct {
	slot  int // -1: parts
	any   bool
	parts []cond
}

func (c *cond) holds(filled []bool) bool {
	if c.slot >= 0 {
		return filled[c.slot]
	}
	for i := range c.parts {
		if c.parts[i].holds(filled) == c.any {
			return c.any
		}
	}
	return !c.any
}

// slots appends the slots that c names.
func (c *cond) slots(to []int) []int {
	if c.slot >= 0 {
		return append(to, c.slot)
	}
	for i := range c.parts {
		to = c.parts[i].slots(to)
	}
	return to
}

// scope adds what n holds; its units know which scope they are in.
func (p *plan) scope(n query.Scope, fields int) cond {
	outer := p.scopeOf
	p.scopes = append(p.scopes, scope{kind: n.Kind, n: n.N})
	id := len(p.scopes)
	p.scopeOf = id
	c := p.walk(n.Node, fields)
	p.scopes[id-1].cond = c
	p.scopeOf = outer
	return c
}

// scoped keeps, of the places of scopes, those in stretches where their scope
// holds. Places come in the order of the text.
func (s *scanner) scoped(field int) {
	for id := range s.plan.scopes {
		sc := &s.plan.scopes[id]
		filled := make([]bool, s.plan.slots)
		kept, from := s.places[:0:0], 0
		for from < len(s.places) {
			stretch := s.stretch(sc, field, s.places[from].first)
			to := from
			clear(filled)
			for to < len(s.places) && s.stretch(sc, field, s.places[to].first) == stretch {
				q := &s.places[to]
				if q.scope == id+1 && s.stretch(sc, field, q.last) == stretch {
					for _, slot := range q.slots {
						filled[slot] = true
					}
				}
				to++
			}
			holds := stretch >= 0 && sc.cond.holds(filled)
			for _, q := range s.places[from:to] {
				if q.scope != id+1 || holds && s.stretch(sc, field, q.last) == stretch {
					kept = append(kept, q)
				}
			}
			from = to
		}
		s.places = kept
	}
}

// stretch numbers the sentence or paragraph of a token; the first syllables are
// stretch 0 and what comes after them is -1.
func (s *scanner) stretch(sc *scope, field int, pos int32) int {
	switch sc.kind {
	case query.First:
		switch {
		case field == leadField && int(pos) < sc.n, field == bodyField && s.leadTokens+int(pos) < sc.n:
			return 0
		}
		return -1
	case query.Paragraph:
		return int(s.stretches[pos].paragraph)
	}
	return int(s.stretches[pos].sentence)
}

// numbered is the sentence and the paragraph a token is in.
type numbered struct{ sentence, paragraph int32 }

// number gives the token just read its sentence and paragraph.
func (s *scanner) number(brk vi.Break) {
	var n numbered
	if len(s.stretches) > 0 {
		n = s.stretches[len(s.stretches)-1]
	}
	if brk >= vi.SentenceBreak {
		n.sentence++
	}
	if brk == vi.ParagraphBreak {
		n.paragraph++
	}
	s.stretches = append(s.stretches, n)
}
