package query

import "slices"

// settle gives every parenthesis its partner and every operator its operands,
// and says what it had to do for that.
func settle(tokens []token, end int, n *notices) []token {
	return settleBinary(settleUnary(settleGroups(tokens, end, n), n), n)
}

// settleGroups drops a closing parenthesis without an opening one, closes at the
// end what was left open, and replaces empty groups.
func settleGroups(tokens []token, end int, n *notices) []token {
	out := make([]token, 0, len(tokens))
	var open []int // places in out
	shut := func(t token) {
		start := out[open[len(open)-1]].at.Start
		open = open[:len(open)-1]
		last := out[len(out)-1].kind
		if last != tokenOpen && last != tokenCall {
			out = append(out, t)
			return
		}
		at := Span{start, t.at.End}
		n.add(EmptyGroup, at, "")
		out[len(out)-1] = token{kind: tokenEmpty, at: at}
	}
	for _, t := range tokens {
		switch t.kind {
		case tokenOpen, tokenCall:
			open = append(open, len(out))
			out = append(out, t)
		case tokenClose:
			if len(open) == 0 {
				n.add(UnbalancedParen, t.at, ")")
				continue
			}
			shut(t)
		default:
			out = append(out, t)
		}
	}
	for _, at := range open {
		paren := out[at].at.End - 1
		n.add(UnbalancedParen, Span{paren, paren + 1}, "(")
	}
	for len(open) > 0 {
		shut(token{kind: tokenClose, at: Span{end, end}})
	}
	return out
}

// settleUnary goes backwards: a NOT or a field's name before nothing is a word,
// the sign of NOT is nothing.
func settleUnary(tokens []token, n *notices) []token {
	out := make([]token, 0, len(tokens))
	for i := len(tokens) - 1; i >= 0; i-- {
		t := tokens[i]
		alone := len(out) == 0 || !begins(out[len(out)-1])
		switch {
		case alone && isOperator(t, kindNot):
			word, ok := dangling(t, n)
			if !ok {
				continue
			}
			t = word
		case alone && t.kind == tokenField:
			n.add(EmptyField, t.at, t.text)
			t = token{kind: tokenWord, text: t.text, at: t.at}
		}
		out = append(out, t)
	}
	slices.Reverse(out)
	return out
}

// settleBinary keeps the first of several AND and OR between two operands; where
// one side is missing it is a word.
func settleBinary(tokens []token, n *notices) []token {
	out := make([]token, 0, len(tokens))
	for i := 0; i < len(tokens); {
		if !isBinary(tokens[i]) {
			out = append(out, tokens[i])
			i++
			continue
		}
		next := i
		for next < len(tokens) && isBinary(tokens[next]) {
			next++
		}
		left := len(out) > 0 && ends(out[len(out)-1])
		right := next < len(tokens) && begins(tokens[next])
		if left && right {
			out = append(out, tokens[i])
		} else if word, ok := dangling(tokens[i], n); ok {
			out = append(out, word)
		}
		for _, extra := range tokens[i+1 : next] {
			dangling(extra, n)
		}
		i = next
	}
	return out
}

// dangling says that an operator lacks an operand, and gives the word it then
// is; a sign is none.
func dangling(t token, n *notices) (token, bool) {
	n.add(Dangling, t.at, t.text)
	return token{kind: tokenWord, text: t.text, at: t.at}, !t.sign
}

func isOperator(t token, k kind) bool { return t.kind == tokenOp && t.op.kind == k }

func isBinary(t token) bool { return isOperator(t, kindAnd) || isOperator(t, kindOr) }

func begins(t token) bool { return t.kind != tokenClose && !isBinary(t) }

func ends(t token) bool {
	switch t.kind {
	case tokenWord, tokenPhrase, tokenNode, tokenEmpty, tokenClose:
		return true
	}
	return false
}
