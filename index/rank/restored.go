package rank

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

const (
	// meant is the quality from which a spelling counts as meant, and decisive how
	// many votes make a word's spellings known.
	meant    = 0.25
	decisive = 1.0
)

// RestoredKind is the kind of index.Expansion that says with which marks words
// typed without any were taken.
const RestoredKind = "restored"

// restored says how words typed without marks were taken, and how many articles
// hold exactly that, unless it was switched off. It decides the order alone: what
// was typed without marks goes on matching every spelling.
func (s *Searcher) restored(ctx context.Context, r index.Request, x *expanded, e *evidence) error {
	if !e.understands(x.node) {
		return nil
	}
	at, as := e.reading(x.node, r.Q)
	typed := r.Q[at.Start:at.End]
	for _, off := range r.Literal {
		if vi.Normalize(off) == vi.Normalize(typed) {
			e.forget()
			return nil
		}
	}
	if as == vi.Normalize(typed) {
		return nil
	}
	var reading query.And // exactly so, as the number shown beside it says
	for _, w := range strings.Fields(as) {
		reading.Nodes = append(reading.Nodes, query.Word{Text: w, Exact: true})
	}
	n, err := s.count(ctx, reading)
	if err != nil {
		return fmt.Errorf("count %q: %w", as, err)
	}
	x.expansions = append(x.expansions, index.Expansion{
		Typed: typed, As: as, Kind: RestoredKind, Count: n, Start: at.Start, End: at.End,
	})
	return nil
}

// reading gives the words of a run in the spellings most likely meant, and where
// they were typed.
func (e *evidence) reading(n query.Node, q string) (query.Span, string) {
	var at query.Span
	var words []string
	query.Walk(n, func(n query.Node) bool {
		switch n := n.(type) {
		case query.Or, query.Not, query.Field, query.Scope:
			return false
		case query.Readings:
			from, typed := e.reading(n.Typed, q)
			if typed != "" {
				words = append(words, typed)
				at = join(at, from)
			}
			return false
		case query.Phrase: // of a reading
			if n.Span.End <= len(q) && n.Span.Start < n.Span.End && n.Slop == 0 {
				words = append(words, vi.Normalize(n.Text))
				at = join(at, n.Span)
			}
		case query.Word:
			if n.Span.End > len(q) || n.Span.Start == n.Span.End {
				return false
			}
			words = append(words, e.likeliest(n))
			at = join(at, n.Span)
		}
		return true
	})
	return at, strings.Join(words, " ")
}

// join makes a span of one and of what stands behind it.
func join(at, next query.Span) query.Span {
	if at.End == 0 {
		return next
	}
	at.End = next.End
	return at
}

// likeliest gives the spelling of a word with the most votes.
func (e *evidence) likeliest(w query.Word) string {
	term := vi.Normalize(w.Text)
	for i := range e.wants {
		if e.plan.wants[i] != (want{term: term, folded: true}) || e.wants[i].decided < decisive || w.Exact {
			continue
		}
		best := -1.0
		for _, v := range e.wants[i].variants {
			if v.votes > best {
				best, term = v.votes, v.term
			}
		}
	}
	return term
}

// forget takes all spellings as alike.
func (e *evidence) forget() {
	for i := range e.wants {
		e.wants[i].variants, e.wants[i].other = nil, 1
	}
}

// understands reports whether a word typed without marks was meant in fewer
// spellings than it has.
func (e *evidence) understands(n query.Node) bool {
	switch n := n.(type) {
	case query.Word:
		return e.narrows(n)
	case query.Readings:
		return e.understands(n.Typed)
	case query.And:
		return slices.ContainsFunc(n.Nodes, e.understands)
	}
	return false
}

func (e *evidence) narrows(w query.Word) bool {
	if w.Exact || w.Prefix {
		return false
	}
	tokens := vi.Tokens(w.Text)
	if len(tokens) != 1 || tokens[0].Term != tokens[0].Folded {
		return false
	}
	for i := range e.wants {
		if e.plan.wants[i] != (want{term: tokens[0].Term, folded: true}) || e.wants[i].decided < decisive {
			continue
		}
		kept := 0
		for _, v := range e.wants[i].variants {
			if v.quality >= meant {
				kept++
			}
		}
		return kept > 0 && kept < len(e.wants[i].variants)
	}
	return false
}
