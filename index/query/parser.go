package query

import (
	"strconv"
	"unicode/utf8"
)

// Caps of one query, counted after parsing and before expansion.
const (
	MaxRunes    = 512 // with operators; a plain run of words may be longer
	MaxWords    = 128
	MaxClauses  = 32 // words, phrases and periods; a run of words is one clause
	MaxDepth    = 5  // groups, fields and scopes inside one another
	MaxPrefixes = 3

	maxPlain = 8 * MaxRunes // of a plain run; the rest is not even read
)

// Parse reads a query. It never fails: what cannot be read as an operator is
// searched as words, and a notice says so and where, in bytes of s. Words stand
// in an And. A Not stands only in an And that also holds something else, All
// where nothing else was typed; a Field or a Scope holds words, phrases, And,
// Or and Not, a Field also Scopes. Nothing typed is All.
func Parse(s string, known Lookup) (Node, []Notice) {
	if utf8.RuneCountInString(s) > MaxRunes {
		return parseLong(s, known)
	}
	l := lex(s, known)
	tokens := settle(l.tokens, len(s), &l.notices)
	p := &parser{text: s, tokens: tokens, notices: &l.notices}
	node := p.or()
	return ground(limit(node, &l.notices), s, &l.notices), l.notices.list
}

// parseLong reads a long text as loose words and stops when there are enough.
func parseLong(s string, known Lookup) (Node, []Notice) {
	head, runes := len(s), 0
	for i := range s {
		if runes++; runes > maxPlain {
			head = i
			break
		}
	}
	l := lex(s[:head], known)
	words, plain := looseWords(l.tokens, s)
	var out notices
	if !plain {
		out.add(TooLong, Span{0, len(s)}, "")
	}
	if len(words) > MaxWords || head < len(s) {
		kept := words[:min(len(words), MaxWords)]
		from := head
		if len(words) > len(kept) {
			from = SpanOf(words[len(kept)]).Start
		}
		out.add(TooManyWords, Span{from, len(s)}, strconv.Itoa(MaxWords))
		words = kept
	}
	return ground(and(words), s, &out), out.list
}

// looseWords reads tokens without their meaning, and reports whether there was
// nothing in them but words and parentheses.
func looseWords(tokens []token, s string) (words []Node, plain bool) {
	plain = true
	for _, t := range tokens {
		switch t.kind {
		case tokenWord:
			plain = plain && !t.exact && !t.prefix
			words = append(words, Word{Text: t.text, Span: t.at})
		case tokenOpen, tokenClose:
		default:
			plain = false
			words = append(words, spacedWords(s, t.at)...)
		}
	}
	return words, plain
}

// spacedWords cuts a piece of s at its spaces.
func spacedWords(s string, at Span) []Node {
	l := &lexer{s: s[:at.End]}
	for i := at.Start; i < at.End; {
		end := l.run(i)
		if end > i {
			l.pushWord(Span{i, end}, s[i:end], i, false, true)
			i = end
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	var words []Node
	for _, t := range l.tokens {
		words = append(words, Word{Text: t.text, Span: t.at})
	}
	return words
}

// parser turns settled tokens into a tree: every operator has its operands and
// every parenthesis its partner.
type parser struct {
	text    string
	tokens  []token
	at      int
	notices *notices
	inField bool
	inScope bool
}

// is reports whether the next token is of a kind.
func (p *parser) is(k tokenKind) bool { return p.at < len(p.tokens) && p.tokens[p.at].kind == k }

func (p *parser) isOp(k kind) bool { return p.is(tokenOp) && p.tokens[p.at].op.kind == k }

// or reads operands parted by OR, up to a closing parenthesis or the end.
func (p *parser) or() Node {
	sides := []Node{p.and()}
	for p.isOp(kindOr) {
		p.at++
		sides = append(sides, p.and())
	}
	return or(sides)
}

// and reads the operands that stand side by side.
func (p *parser) and() Node {
	var nodes []Node
	for p.at < len(p.tokens) && !p.is(tokenClose) && !p.isOp(kindOr) {
		if p.isOp(kindAnd) {
			p.at++
			continue
		}
		nodes = append(nodes, p.operand())
	}
	return and(nodes)
}

func (p *parser) operand() Node {
	t := p.tokens[p.at]
	p.at++
	switch t.kind {
	case tokenWord:
		return Word{Text: t.text, Exact: t.exact, Prefix: t.prefix, Span: t.at}
	case tokenPhrase:
		return Phrase{Text: t.text, Slop: t.slop, Exact: t.exact, Span: t.at}
	case tokenNode:
		if p.inField || p.inScope {
			p.notices.add(Nested, t.at, t.text)
			return and(spacedWords(p.text, t.at))
		}
		return t.node
	case tokenOp:
		return not(p.operand())
	case tokenField:
		return p.field(t)
	case tokenCall:
		return p.scope(t)
	case tokenOpen:
		n := p.or()
		p.at++
		return n
	}
	return nil
}

// field reads the operand of name:. Inside another field or a scope the name is
// passed over.
func (p *parser) field(t token) Node {
	if p.inField || p.inScope {
		p.notices.add(Nested, t.at, t.text)
		return p.operand()
	}
	p.inField = true
	n := and([]Node{p.operand()})
	p.inField = false
	if n == nil {
		return nil
	}
	return Field{Name: t.field, Node: n, Span: Span{t.at.Start, p.tokens[p.at-1].at.End}}
}

// scope reads a call's operands. Inside another scope the name is passed over;
// words to leave out, alone, are left out of the article.
func (p *parser) scope(t token) Node {
	outer := p.inScope
	if outer {
		p.notices.add(Nested, t.at, t.text)
	}
	p.inScope = true
	n := p.or()
	p.inScope = outer
	p.at++
	if n == nil || outer || onlyNots(n) {
		return n
	}
	return Scope{Kind: t.op.scope, N: t.n, Node: n, Span: Span{t.at.Start, p.tokens[p.at-1].at.End}}
}
