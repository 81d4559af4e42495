package query

// The builders keep the promises Parse makes about its trees: nothing empty, no
// And in an And, no Or in an Or, no group of one, no Not without something to
// take away from.

func and(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		switch n := n.(type) {
		case nil:
		case And:
			for _, inner := range n.Nodes {
				if _, all := inner.(All); !all { // stands there for its Nots only
					flat = append(flat, inner)
				}
			}
		default:
			flat = append(flat, n)
		}
	}
	switch {
	case len(flat) == 0:
		return nil
	case allNots(flat):
		return And{Nodes: append([]Node{All{}}, flat...)}
	case len(flat) == 1:
		return flat[0]
	}
	return And{Nodes: flat}
}

func or(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		switch n := n.(type) {
		case nil:
		case Or:
			flat = append(flat, n.Nodes...)
		default:
			flat = append(flat, n)
		}
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return Or{Nodes: flat}
}

// not gives a bare Not; and puts it beside something. Not twice is nothing.
func not(n Node) Node {
	if n == nil {
		return nil
	}
	if inner, ok := n.(Not); ok {
		return inner.Node
	}
	if a, ok := n.(And); ok && onlyNots(a) && len(a.Nodes) == 2 {
		return a.Nodes[1].(Not).Node
	}
	return Not{Node: n}
}

func allNots(nodes []Node) bool {
	for _, n := range nodes {
		if _, ok := n.(Not); !ok {
			return false
		}
	}
	return true
}

// onlyNots reports whether a node is All without something.
func onlyNots(n Node) bool {
	a, ok := n.(And)
	if !ok || len(a.Nodes) == 0 {
		return false
	}
	_, ok = a.Nodes[0].(All)
	return ok && allNots(a.Nodes[1:])
}

// ground gives the tree its last shape: something to search.
func ground(n Node, s string, out *notices) Node {
	if n == nil {
		if trimmed := blank(s); !trimmed {
			out.add(NoWords, Span{0, len(s)}, "")
		}
		return All{}
	}
	if onlyNots(n) {
		out.add(OnlyNegation, SpanOf(n), "")
	}
	return n
}

func blank(s string) bool {
	for _, r := range s {
		if !isSeparator(r) {
			return false
		}
	}
	return true
}
