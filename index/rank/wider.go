package rank

import (
	"context"

	"khobao/index"
	"khobao/index/query"
)

const (
	// few is the total under which articles with only some of the words are
	// offered too.
	few = 20
	// maxWider bounds the words of such a query, and maxSubsets the ways to leave
	// some of them out.
	maxWider   = 12
	maxSubsets = 20
	// widerDepth is how many of them are reordered.
	widerDepth = 60
)

// wider finds articles with all words but one, else all but two and so on, when
// nothing but words was typed and too few articles have them all. They are asked
// for with the first page only. Nil means there is nothing to offer.
func (s *Searcher) wider(ctx context.Context, r index.Request, typed, expanded query.Node, p *plan, total int) (*index.Wider, error) {
	all, ok := expanded.(query.And)
	if !ok || total >= few || r.Offset > 0 || r.Size < 0 || !plainWords(typed) || len(all.Nodes) > maxWider {
		return nil, nil
	}
	r.Sort, r.Size, r.Facets = index.Relevance, index.DefaultSize, nil
	for drop := 1; drop < len(all.Nodes); drop++ {
		sides := without(all.Nodes, drop)
		if len(sides) > maxSubsets {
			return nil, nil
		}
		var some query.Node = query.Or{Nodes: sides}
		if len(sides) == 1 {
			some = sides[0]
		}
		r.Query = query.And{Nodes: []query.Node{some, query.Not{Node: all}}}
		res, err := s.ranked(ctx, r, p, widerDepth)
		if err != nil {
			return nil, err
		}
		if res.Total > 0 {
			return &index.Wider{Total: res.Total, Hits: res.Hits}, nil
		}
	}
	return nil, nil
}

// plainWords reports whether two or more words and no operator were typed.
func plainWords(n query.Node) bool {
	and, ok := n.(query.And)
	if !ok {
		return false
	}
	for _, part := range and.Nodes {
		if w, ok := part.(query.Word); !ok || w.Exact || w.Prefix {
			return false
		}
	}
	return true
}

// without lists the ways to leave drop of the nodes out, the last ones first; it
// stops soon after maxSubsets.
func without(nodes []query.Node, drop int) []query.Node {
	var out []query.Node
	var pick func(from int, kept []query.Node)
	keep := len(nodes) - drop
	pick = func(from int, kept []query.Node) {
		if len(out) > maxSubsets {
			return
		}
		if len(kept) == keep {
			if keep == 1 {
				out = append(out, kept[0])
				return
			}
			out = append(out, query.And{Nodes: append([]query.Node{}, kept...)})
			return
		}
		for i := from; i < len(nodes) && len(nodes)-i >= keep-len(kept); i++ {
			pick(i+1, append(kept[:len(kept):len(kept)], nodes[i]))
		}
	}
	pick(0, nil)
	return out
}
