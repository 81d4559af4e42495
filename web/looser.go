package web

import (
	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
	"khobao/index/vi"
)

// looserMost is how many pieces of a query are asked less strictly.
const looserMost = 4

// looser lists the searches that ask the same words less strictly: a phrase as
// words, a word of the title anywhere, marks in any way. A query of one piece has
// nothing that can be left out, but this.
func looser(st State) []try {
	q := st.Request.Q
	node, _ := query.Parse(q, rank.Lookup)
	nodes := []query.Node{node}
	if all, ok := node.(query.And); ok {
		nodes = all.Nodes
	}
	var tries []try
	for _, n := range nodes[:min(len(nodes), looserMost)] {
		what, inner := loosened(n)
		at := query.SpanOf(n)
		if inner == "" || at.Start >= at.End || at.End > len(q) || !letterStart(q, at.Start) || !letterStart(q, at.End) {
			continue
		}
		to := st.with(func(r *index.Request) { r.Q = q[:at.Start] + inner + q[at.End:] })
		tries = append(tries, try{what, inner, to})
	}
	return tries
}

// loosened gives what a node asks for less strictly, and in what way; "" for a
// node that asks for nothing strictly.
func loosened(n query.Node) (what, inner string) {
	switch n := n.(type) {
	case query.Phrase:
		if len(vi.Tokens(n.Text)) > 1 {
			return "quotes", n.Text
		}
	case query.Word:
		if n.Exact {
			return "marks", n.Text
		}
	case query.Field:
		if f, ok := index.FieldNamed(n.Name); ok && f.Kind == index.Text {
			return "field", query.String(n.Node)
		}
	case query.Scope:
		return "scope", query.String(n.Node)
	}
	return "", ""
}
