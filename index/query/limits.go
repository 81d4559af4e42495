package query

import "strconv"

// limiter counts while it walks the tree in the order typed.
type limiter struct {
	notices  *notices
	clauses  int
	words    int
	prefixes int
	dropped  map[string]Span // code → what was left out
	order    []string
}

// limit applies the caps to a tree; nil stays nil.
func limit(n Node, out *notices) Node {
	l := limiter{notices: out, dropped: map[string]Span{}}
	n = l.node(n, 0)
	for _, code := range l.order {
		out.add(code, l.dropped[code], strconv.Itoa(caps[code]))
	}
	return n
}

var caps = map[string]int{
	TooManyWords:    MaxWords,
	TooManyClauses:  MaxClauses,
	TooManyPrefixes: MaxPrefixes,
	TooDeep:         MaxDepth,
}

func (l *limiter) over(code string, n Node) {
	at, seen := l.dropped[code]
	if !seen {
		l.order = append(l.order, code)
		at = SpanOf(n)
	}
	l.dropped[code] = at.join(SpanOf(n))
}

// node walks; depth is the number of groups, fields and scopes around n.
func (l *limiter) node(n Node, depth int) Node {
	switch n := n.(type) {
	case And:
		return l.and(n, depth)
	case Or:
		if depth == MaxDepth {
			return l.flatten(n)
		}
		var kept []Node
		for _, side := range n.Nodes {
			kept = append(kept, l.node(side, depth+1))
		}
		return or(kept)
	case Not:
		return not(l.node(n.Node, depth))
	case Field:
		if n.Node = l.node(n.Node, depth+1); n.Node == nil {
			return nil
		}
		return n
	case Scope:
		if n.Node = l.node(n.Node, depth+1); n.Node == nil || onlyNots(n.Node) {
			return n.Node
		}
		return n
	case Word:
		return l.clause(l.word(n))
	case nil, All:
		return n
	}
	return l.clause(n)
}

func (l *limiter) and(n And, depth int) Node {
	if depth == MaxDepth {
		return l.flatten(n)
	}
	var kept []Node
	inRun := false
	for _, part := range n.Nodes {
		w, isWord := part.(Word)
		plain := isWord && !w.Prefix && !w.Exact
		if !plain {
			kept = append(kept, l.node(part, depth+1))
			inRun = false
			continue
		}
		if inRun {
			kept = append(kept, l.word(w))
			continue
		}
		if n := l.clause(l.word(w)); n != nil {
			kept, inRun = append(kept, n), true
		}
	}
	return and(kept)
}

// flatten reads a group that is too deep as its words.
func (l *limiter) flatten(n Node) Node {
	l.over(TooDeep, n)
	var words []Node
	for _, leaf := range leaves(n) {
		words = append(words, l.clause(leaf))
	}
	return and(words)
}

func (l *limiter) word(w Word) Node {
	if l.words == MaxWords {
		l.over(TooManyWords, w)
		return nil
	}
	l.words++
	if w.Prefix {
		if l.prefixes == MaxPrefixes {
			l.over(TooManyPrefixes, w)
			w.Prefix = false
			return w
		}
		l.prefixes++
	}
	return w
}

func (l *limiter) clause(n Node) Node {
	if n == nil {
		return nil
	}
	if l.clauses == MaxClauses {
		l.over(TooManyClauses, n)
		return nil
	}
	l.clauses++
	return n
}

// leaves lists the words and phrases of a tree in order, without what is left out.
func leaves(n Node) []Node {
	var out []Node
	Walk(n, func(n Node) bool {
		switch n.(type) {
		case Not:
			return false
		case Word, Phrase:
			out = append(out, n)
		}
		return true
	})
	return out
}
