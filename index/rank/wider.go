package rank

import (
	"cmp"
	"context"
	"slices"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

const (
	// few is the total under which articles with only some of the words are
	// offered too.
	few = 20
	// maxWider bounds the words by which such articles are looked for: the rarest.
	maxWider = 32
)

// wider finds articles with some of the words, when nothing but words was typed
// and too few articles have them all. They are asked for with the first page
// only.
func (s *Searcher) wider(ctx context.Context, r index.Request, x expanded, e *evidence, strict candidates) (candidates, error) {
	all, ok := loosen(x.whole()).(query.And)
	if !ok || strict.res.Total >= few && x.rest == nil || r.Offset > 0 || r.Size < 0 || r.Sort != index.Relevance {
		return candidates{}, nil
	}
	must, may := parted(all)
	if len(may) < 2 {
		return candidates{}, nil
	}
	if strict.places == nil {
		return candidates{}, nil
	}
	e.weighIDF(strict.places)
	r.Facets = nil
	some := query.Node(query.Or{Nodes: e.rarest(may)})
	if strict.res.Total >= few {
		some = x.rest // what was scattered
	}
	r.Query = query.And{Nodes: append(must, some, query.Not{Node: x.node})}
	return s.candidates(ctx, r, e, Depth)
}

// parted tells what every article must answer (fields, dates, what is left out)
// from the words of which some may be missing.
func parted(all query.And) (must, may []query.Node) {
	for _, n := range all.Nodes {
		switch n.(type) {
		case query.Word, query.Phrase, query.Readings, query.Or:
			may = append(may, n)
		default:
			must = append(must, n)
		}
	}
	return must, may
}

// loosen reads phrases among other words as their words, and a sentence in quotes
// too: how they stand is then evidence, not a condition.
func loosen(n query.Node) query.Node {
	switch n := n.(type) {
	case query.And:
		var nodes []query.Node
		for _, n := range n.Nodes {
			nodes = append(nodes, loose(n)...)
		}
		return query.And{Nodes: nodes}
	case query.Phrase:
		if words := loose(n); len(words) >= sentence {
			return query.And{Nodes: words}
		}
	}
	return n
}

func loose(n query.Node) []query.Node {
	switch n := n.(type) {
	case query.Word:
		if !n.Prefix {
			return words(n.Text, n.Exact, n)
		}
	case query.Phrase:
		return words(n.Text, n.Exact, n)
	case query.Readings:
		if typed := loose(n.Typed); len(typed) > 1 {
			n.Typed = query.And{Nodes: typed}
			return []query.Node{n}
		}
	}
	return []query.Node{n}
}

// words gives the tokens of a text of several as words.
func words(text string, exact bool, n query.Node) []query.Node {
	tokens := vi.Tokens(text)
	if len(tokens) < 2 {
		return []query.Node{n}
	}
	out := make([]query.Node, len(tokens))
	for i, t := range tokens {
		out[i] = query.Word{Text: t.Term, Exact: exact}
	}
	return out
}

// rarest gives the rarest of some nodes, each reading for itself.
func (e *evidence) rarest(nodes []query.Node) []query.Node {
	type rated struct {
		node query.Node
		idf  float64
	}
	var list []rated
	for _, n := range nodes {
		one := newPlan(n)
		sum := 0.0
		for _, u := range one.units {
			if !u.typed {
				continue
			}
			for i := range e.plan.units {
				if v := &e.plan.units[i]; v.typed && len(v.wants) == len(u.wants) && len(v.slots) > 0 && e.plan.wants[v.wants[0]] == one.wants[u.wants[0]] {
					sum = max(sum, e.idf[v.slots[0]])
				}
			}
		}
		list = append(list, rated{n, sum})
	}
	slices.SortStableFunc(list, func(a, b rated) int { return cmp.Compare(b.idf, a.idf) })
	var out []query.Node
	for _, l := range list[:min(len(list), maxWider)] {
		if readings, ok := l.node.(query.Readings); ok {
			out = append(out, flat(readings.Typed)...)
			for _, x := range readings.Readings {
				if x.Kind != SoundKind {
					out = append(out, x.Node)
				}
			}
			continue
		}
		out = append(out, l.node)
	}
	return out
}

func flat(n query.Node) []query.Node {
	if and, ok := n.(query.And); ok {
		return and.Nodes
	}
	return []query.Node{n}
}
