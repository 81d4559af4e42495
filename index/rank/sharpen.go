package rank

import (
	"khobao/index/query"
	"khobao/index/vi"
)

// looseWeight is what a word without marks counts in an article that has it only
// with marks, when other words of the query were typed with theirs: in công an
// nhân dân, án is not what an stands for.
const looseWeight = 0.5

// sharpen gives the tree by which an engine scores a query typed with marks. It
// matches the same articles.
func sharpen(n query.Node, p *plan) query.Node {
	if !p.marked || !p.unmarked {
		return n
	}
	return sharper(n)
}

func sharper(n query.Node) query.Node {
	switch n := n.(type) {
	case query.Word:
		if exact := n; !n.Exact && !n.Prefix && bare(n.Text) {
			exact.Exact = true
			return twoWays(exact, n)
		}
	case query.Phrase:
		if exact := n; !n.Exact && bare(n.Text) {
			exact.Exact = true
			return twoWays(exact, n)
		}
	case query.And:
		return query.And{Nodes: all(n.Nodes, sharper)}
	case query.Or:
		return query.Or{Nodes: all(n.Nodes, sharper)}
	case query.Field:
		if fieldMask(n.Name) != 0 {
			n.Node = sharper(n.Node)
		}
		return n
	}
	return n
}

func twoWays(exact, typed query.Node) query.Node {
	return query.Readings{Typed: exact, Readings: []query.Reading{{Node: typed, Weight: looseWeight}}}
}

// bare reports whether some word of text bears no mark.
func bare(text string) bool {
	for _, t := range vi.Tokens(text) {
		if t.Kind == vi.Syllable && t.Term == t.Folded {
			return true
		}
	}
	return false
}

func all(nodes []query.Node, f func(query.Node) query.Node) []query.Node {
	out := make([]query.Node, len(nodes))
	for i, n := range nodes {
		out[i] = f(n)
	}
	return out
}
