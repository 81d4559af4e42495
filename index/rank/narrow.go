package rank

import (
	"context"
	"fmt"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// ScatteredKind is the kind of index.Expansion that says how many articles hold all
// words of a long run, but scattered, and are not counted among the results.
const ScatteredKind = "scattered"

// A run of many words is a sentence: an article that holds them all, but hardly two
// side by side that were typed so, has them by chance.
const (
	sentence = 6 // words from which a run counts as one
	stretch  = 2 // words of which two neighbours must stand side by side
)

// narrow asks of a run of many words that in each stretch of it two neighbours
// stand side by side, and tells how many articles that leaves out.
func (s *Searcher) narrow(ctx context.Context, r index.Request, x *expanded) error {
	near, ok := together(x.node)
	if !ok || s.Without.Neighbours {
		return nil
	}
	at := query.SpanOf(x.node)
	if at.End > len(r.Q) {
		return nil
	}
	typed := r.Q[at.Start:at.End]
	if literal(r, typed) {
		return nil
	}
	both := query.And{Nodes: append([]query.Node{x.node}, query.Not{Node: query.And{Nodes: near}})}
	n, err := s.count(ctx, both)
	if err != nil {
		return fmt.Errorf("count scattered words: %w", err)
	}
	if n == 0 {
		return nil
	}
	x.rest = x.node
	x.node = query.And{Nodes: append(append([]query.Node{}, x.node.(query.And).Nodes...), near...)}
	x.expansions = append(x.expansions, index.Expansion{
		Typed: typed, As: typed, Kind: ScatteredKind, Count: n, Start: at.Start, End: at.End,
	})
	return nil
}

// whole is the query without what narrows it.
func (x *expanded) whole() query.Node {
	if x.rest != nil {
		return x.rest
	}
	return x.node
}

// literal reports whether a piece of the query was asked for as typed.
func literal(r index.Request, typed string) bool {
	for _, off := range r.Literal {
		if vi.Normalize(off) == vi.Normalize(typed) {
			return true
		}
	}
	return false
}

// together gives, for a run of many plain words, the conditions that in each of its
// stretches two neighbours stand side by side.
func together(n query.Node) (near []query.Node, ok bool) {
	all, ok := n.(query.And)
	if !ok {
		return nil, false
	}
	var words []neighbour
	for _, part := range all.Nodes {
		w, ok := plain(part)
		if !ok {
			return nil, false
		}
		words = append(words, w...)
	}
	if len(words) < sentence {
		return nil, false
	}
	groups := len(words) / stretch
	for g := range groups {
		from, to := g*len(words)/groups, (g+1)*len(words)/groups
		var sides []query.Node
		for i := from; i < to; i++ {
			sides = append(sides, words[i].other...)
			if i+1 < len(words) {
				sides = append(sides, words[i].beside(words[i+1])...)
			}
		}
		// A condition and no evidence: what stands in a Not is not scored, nor marked.
		near = append(near, query.Not{Node: query.Not{Node: query.Or{Nodes: sides}}})
	}
	return near, true
}

// neighbour is one word of a run: the ways it is spelled, and readings of it and
// those around it that are near by themselves.
type neighbour struct {
	spelled []query.Word
	other   []query.Node
}

// plain gives the words of a part of a run: nothing but words typed without any
// operator, and their readings.
func plain(n query.Node) ([]neighbour, bool) {
	switch n := n.(type) {
	case query.Word:
		if n.Prefix || n.Span == (query.Span{}) {
			return nil, false
		}
		return syllables(n.Text, n.Exact), true
	case query.And:
		var out []neighbour
		for _, part := range n.Nodes {
			words, ok := plain(part)
			if !ok {
				return nil, false
			}
			out = append(out, words...)
		}
		return out, true
	case query.Phrase:
		return syllables(n.Text, n.Exact), n.Slop == 0
	case query.Readings:
		out, ok := plain(n.Typed)
		if !ok || len(out) == 0 {
			return nil, false
		}
		if term, ok := oneTerm(n); ok {
			return []neighbour{term}, true
		}
		for _, r := range n.Readings {
			if w, ok := r.Node.(query.Word); ok && len(out) == 1 && len(vi.Tokens(w.Text)) == 1 {
				out[0].spelled = append(out[0].spelled, w)
				continue
			}
			for i := range out {
				out[i].other = append(out[i].other, r.Node)
			}
		}
		return out, true
	}
	return nil, false
}

// oneTerm gives an abbreviation and its long form, whichever was typed, as one word
// that needs no neighbour, so that both find the same articles.
func oneTerm(n query.Readings) (neighbour, bool) {
	all := []query.Node{n.Typed}
	for _, r := range n.Readings {
		all = append(all, r.Node)
	}
	for _, node := range all {
		if p, ok := node.(query.Phrase); ok && p.Slop == 0 && len(vi.Tokens(p.Text)) >= wholeFrom {
			return neighbour{other: all}, true
		}
	}
	return neighbour{}, false
}

func syllables(text string, exact bool) []neighbour {
	var out []neighbour
	for _, t := range vi.Tokens(text) {
		out = append(out, neighbour{spelled: []query.Word{{Text: t.Term, Exact: exact}}})
	}
	return out
}

// maxSides bounds the ways to spell two neighbours.
const maxSides = 9

// beside gives the phrases of a word and the next, in all their spellings.
func (w neighbour) beside(next neighbour) []query.Node {
	var out []query.Node
	for _, a := range w.spelled {
		for _, b := range next.spelled {
			if len(out) < maxSides {
				exact := (a.Exact || vi.Marked(a.Text)) && (b.Exact || vi.Marked(b.Text))
				out = append(out, query.Phrase{Text: strings.Join([]string{a.Text, b.Text}, " "), Exact: exact})
			}
		}
	}
	return out
}
