package query

import (
	"strconv"
	"strings"
)

// String writes a tree as it can be typed. Parse gives the same tree again but
// for the spans, if it was Parse that made it and the Lookup knows canonical
// names. Readings are written as alternatives.
func String(n Node) string {
	var b strings.Builder
	write(&b, n, false)
	return b.String()
}

// write puts n where, if operand is set, one word or one group must stand.
func write(b *strings.Builder, n Node, operand bool) {
	switch n := n.(type) {
	case Word:
		writeWord(b, n)
	case Phrase:
		writePhrase(b, n)
	case And:
		group(b, operand, func() { writeAnd(b, n) })
	case Or:
		group(b, operand, func() { writeOr(b, n.Nodes) })
	case Not:
		group(b, operand, func() {
			b.WriteByte('-')
			write(b, n.Node, true)
		})
	case Field:
		b.WriteString(n.Name)
		b.WriteByte(':')
		write(b, n.Node, true)
	case Period:
		writePeriod(b, n)
	case Figure:
		writeFigure(b, n)
	case Scope:
		b.WriteString(printed(n.Kind))
		if n.Kind == First {
			b.WriteString(strconv.Itoa(n.N))
		}
		b.WriteByte('(')
		write(b, n.Node, false)
		b.WriteByte(')')
	case Readings:
		sides := []Node{n.Typed}
		for _, r := range n.Readings {
			sides = append(sides, r.Node)
		}
		group(b, operand, func() { writeOr(b, sides) })
	}
}

func group(b *strings.Builder, paren bool, inner func()) {
	if paren {
		b.WriteByte('(')
	}
	inner()
	if paren {
		b.WriteByte(')')
	}
}

func writeAnd(b *strings.Builder, n And) {
	space := false
	for i, part := range n.Nodes {
		if _, all := part.(All); all {
			continue
		}
		if space {
			b.WriteByte(' ')
		}
		space = true
		_, isNot := part.(Not)
		if w, ok := part.(Word); ok && joinsFigure(n.Nodes, i, w) && readsAsItself(w.Text) {
			b.WriteByte('\\')
		}
		write(b, part, !isNot)
	}
}

func writeOr(b *strings.Builder, sides []Node) {
	for i, side := range sides {
		if i > 0 {
			b.WriteString(" OR ")
		}
		_, isOr := side.(Or)
		write(b, side, isOr)
	}
}

func writeWord(b *strings.Builder, w Word) {
	if w.Exact {
		b.WriteByte('=')
	}
	if !readsAsItself(w.Text) {
		b.WriteByte('\\')
	}
	b.WriteString(w.Text)
	if w.Prefix {
		b.WriteByte('*')
	}
}

// readsAsItself reports whether a word's text, typed alone, is that word and no
// operator.
func readsAsItself(text string) bool {
	if plainText(text) {
		return true
	}
	l := lex(text, nil)
	if len(l.tokens) != 1 || len(l.notices.list) > 0 {
		return false
	}
	t := l.tokens[0]
	return t.kind == tokenWord && t.text == text && !t.exact && !t.prefix
}

// plainText is the common case: small ASCII letters cannot be an operator.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func writePhrase(b *strings.Builder, p Phrase) {
	if p.Exact {
		b.WriteByte('=')
	}
	open, shut := `"`, `"`
	switch {
	case !strings.Contains(p.Text, `"`):
	case !strings.Contains(p.Text, "”"):
		open, shut = "“", "”"
	default:
		open, shut = "«", "»"
	}
	b.WriteString(open)
	b.WriteString(p.Text)
	b.WriteString(shut)
	if p.Slop > 0 {
		b.WriteByte('~')
		b.WriteString(strconv.Itoa(p.Slop))
	}
}

func writePeriod(b *strings.Builder, p Period) {
	if p.From != "" {
		b.WriteString("tu:" + p.From)
	}
	if p.From != "" && p.To != "" {
		b.WriteByte(' ')
	}
	if p.To != "" {
		b.WriteString("den:" + p.To)
	}
}
