package query

import "math"

// Figure matches articles whose text tells a number of a kind within bounds:
// tiền:>100tr, tiền:100tr..1tỷ. A range in the text counts by both its ends.
type Figure struct {
	Kind      string  // name of a FigureKind
	Unit      string  // name of a FigureUnit that others are counted in; Low and High are in it
	Low, High float64 // 0 and +Inf where there is no bound: no figure is less than 0
	Over      bool    // Low itself is not meant
	Under     bool    // High itself is not meant
	Span      Span
}

func (Figure) node() {}

// Holds reports whether a number is within the bounds.
func (f Figure) Holds(v float64) bool {
	return (v > f.Low || v == f.Low && !f.Over) && (v < f.High || v == f.High && !f.Under)
}

// Bounded reports whether there is an upper bound.
func (f Figure) Bounded() bool { return !math.IsInf(f.High, 1) }

// figureKind finds the kind whose name stands before the colon, and where the name
// begins: it may be of two words, số tiền:, of which the first is a token already.
func (l *lexer) figureKind(start int, name string) (kind *FigureKind, from int) {
	if n := len(l.tokens); n > 0 && (n == 1 || !takesOperand(l.tokens[n-2])) {
		t := l.tokens[n-1]
		plain := t.kind == tokenWord && !t.exact && !t.prefix && l.s[t.at.Start:t.at.End] == t.text
		if plain && t.at.End+1 == start && l.s[t.at.End] == ' ' {
			if kind := figureNamed(t.text + name); kind != nil {
				return kind, t.at.Start
			}
		}
	}
	return figureNamed(name), start
}

// takesOperand reports whether what follows a token belongs to it.
func takesOperand(t token) bool { return t.kind == tokenField || isOperator(t, kindNot) }

// figure reads the amounts behind a colon; false where they are none.
func (l *lexer) figure(kind *FigureKind, from, colon int) (end int, ok bool) {
	f, n, ok := readFigure(kind, l.s[colon+1:])
	if !ok {
		return 0, false
	}
	end = colon + 1 + n
	f.Span = Span{from, end}
	if last := len(l.tokens) - 1; last >= 0 && l.tokens[last].at.Start == from {
		l.tokens = l.tokens[:last] // the first word of the name
	}
	l.push(token{kind: tokenNode, at: f.Span, text: l.s[from:end], node: f})
	return end, true
}
