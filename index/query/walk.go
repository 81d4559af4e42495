package query

// Walk calls visit for n and, where it returns true, for what n holds, in the
// order typed. A Readings holds what was typed, then its readings.
func Walk(n Node, visit func(Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	switch n := n.(type) {
	case And:
		for _, inner := range n.Nodes {
			Walk(inner, visit)
		}
	case Or:
		for _, inner := range n.Nodes {
			Walk(inner, visit)
		}
	case Not:
		Walk(n.Node, visit)
	case Field:
		Walk(n.Node, visit)
	case Scope:
		Walk(n.Node, visit)
	case Readings:
		Walk(n.Typed, visit)
		for _, r := range n.Readings {
			Walk(r.Node, visit)
		}
	}
}

// SpanOf gives the piece of the text typed that a node covers: its own span, or
// the one around what it holds. An empty span belongs to a node nobody typed.
func SpanOf(n Node) Span {
	var at Span
	Walk(n, func(n Node) bool {
		switch n := n.(type) {
		case Word:
			at = at.join(n.Span)
		case Phrase:
			at = at.join(n.Span)
		case Period:
			at = at.join(n.Span)
		case Figure:
			at = at.join(n.Span)
		case Field:
			at = at.join(n.Span)
			return false
		case Scope:
			at = at.join(n.Span)
			return false
		case Readings:
			at = at.join(SpanOf(n.Typed))
			return false
		}
		return true
	})
	return at
}

func (s Span) join(other Span) Span {
	switch {
	case s == Span{}:
		return other
	case other == Span{}:
		return s
	}
	return Span{min(s.Start, other.Start), max(s.End, other.End)}
}
