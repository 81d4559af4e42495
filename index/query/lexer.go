package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenWord   tokenKind = iota
	tokenPhrase           // text, slop, exact
	tokenNode             // a node read by a name:value operator
	tokenEmpty            // an operand that is not there, such as ""
	tokenField            // text is the name as typed, field the canonical one; its operand follows
	tokenCall             // name( ; op and n
	tokenOpen             // (
	tokenClose            // )
	tokenOp               // AND, OR, NOT and their signs
)

type token struct {
	kind   tokenKind
	at     Span
	text   string
	field  string
	exact  bool
	prefix bool
	slop   int
	n      int
	op     *Operator
	sign   bool // an operator written as a sign, which is never a word
	node   Node
}

// lexer cuts the text typed into tokens in one pass from left to right.
type lexer struct {
	s       string
	known   Lookup
	notices notices
	tokens  []token
	caps    bool // everything is in capitals, so KHÔNG is no operator
}

func lex(s string, known Lookup) *lexer {
	l := &lexer{s: s, known: known, caps: !hasLower(s)}
	for i := 0; i < len(s); {
		i = l.next(i)
	}
	return l
}

func hasLower(s string) bool { return strings.IndexFunc(s, unicode.IsLower) >= 0 }

func (l *lexer) push(t token) { l.tokens = append(l.tokens, t) }

// next reads one token at i, or skips what is none, and gives where to go on.
func (l *lexer) next(i int) int {
	r, size := utf8.DecodeRuneInString(l.s[i:])
	switch {
	case isSeparator(r):
		return i + size
	case r == '(':
		l.push(token{kind: tokenOpen, at: Span{i, i + 1}})
		return i + 1
	case r == ')':
		l.push(token{kind: tokenClose, at: Span{i, i + 1}})
		return l.suffix(i + 1)
	case r == '|':
		end := i + len(l.s[i:]) - len(strings.TrimLeft(l.s[i:], "|"))
		l.push(token{kind: tokenOp, at: Span{i, end}, text: "|", sign: true, op: operatorCoded("or")})
		return end
	case r == '-' && l.starts(i) && l.operand(i+1):
		l.push(token{kind: tokenOp, at: Span{i, i + 1}, text: "-", sign: true, op: operatorCoded("not")})
		return l.value(i + 1)
	}
	return l.operandAt(i, free)
}

// value reads what stands right after - or a field's colon.
func (l *lexer) value(i int) int {
	if i >= len(l.s) || l.s[i] == '(' {
		return i
	}
	if l.s[i-1] == '-' {
		return l.operandAt(i, free)
	}
	return l.operandAt(i, asValue)
}

// reading says what a run of characters may be.
type reading int

const (
	asWord  reading = iota // after =
	asValue                // after a field's colon: a word or a call
	free                   // also an operator or a field's name
)

// operandAt reads a phrase or a word, with = before it.
func (l *lexer) operandAt(i int, as reading) int {
	start, exact := i, false
	if l.s[i] == '=' {
		i += len(l.s[i:]) - len(strings.TrimLeft(l.s[i:], "="))
		exact, as = true, asWord
		if !l.operand(i) || l.s[i] == '(' {
			return i
		}
	}
	if r, size := utf8.DecodeRuneInString(l.s[i:]); isQuote(r) {
		return l.phrase(start, i+size, r, exact)
	}
	return l.word(start, i, exact, as)
}

// starts reports whether a token may begin with a sign at i: - inside a word or
// after a closing quotation mark is a hyphen.
func (l *lexer) starts(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(l.s[:i])
	return i == 0 || isSeparator(r) || r == '(' || r == '|'
}

// operand reports whether a word, a phrase or a group begins at i.
func (l *lexer) operand(i int) bool {
	if i >= len(l.s) || l.s[i] == '-' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(l.s[i:])
	return r == '(' || r == '=' || r == '\\' || isQuote(r) || hasLetter(l.s[i:l.run(i)])
}

func hasLetter(s string) bool { return strings.IndexFunc(s, isLetter) >= 0 }

// phrase reads from after the opening mark to the closing one.
func (l *lexer) phrase(start, i int, open rune, exact bool) int {
	length, size := closing(l.s[i:], open)
	if length < 0 {
		l.notices.add(UnclosedQuote, Span{start, i}, "")
		return i
	}
	text := strings.TrimFunc(l.s[i:i+length], isSeparator)
	t := token{kind: tokenPhrase, text: text, exact: exact}
	end := i + length + size
	if rest := l.s[end:]; strings.HasPrefix(rest, "~") {
		digits := leadingDigits(rest[1:])
		n, err := strconv.Atoi(digits)
		at := Span{end, end + 1 + len(digits)}
		switch {
		case digits == "":
			l.notices.add(BadNear, at, "")
		case err != nil || n > MaxSlop:
			l.notices.add(NearTooFar, at, strconv.Itoa(MaxSlop))
			n = MaxSlop
		}
		t.slop, end = n, at.End
	}
	t.at = Span{start, end}
	if !hasLetter(text) {
		l.notices.add(EmptyPhrase, t.at, "")
		t.kind = tokenEmpty
	}
	l.push(t)
	return l.suffix(end)
}

// suffix passes over ^2 and ~2 after a phrase or a group.
func (l *lexer) suffix(i int) int {
	for i < len(l.s) && (l.s[i] == '^' || l.s[i] == '~') {
		digits := leadingNumber(l.s[i+1:])
		if digits == "" && l.s[i] == '^' {
			return i
		}
		end := i + 1 + len(digits)
		code := NoBoost
		if l.s[i] == '~' {
			code = NoFuzzy
		}
		l.notices.add(code, Span{i, end}, l.s[i:end])
		i = end
	}
	return i
}

// MaxSlop bounds N of "…"~N.
const MaxSlop = 100

// closing finds the end of a phrase: its own closing mark, else any double one.
// It gives the length of the text before it, -1 if there is none, and the mark's size.
func closing(s string, open rune) (length, size int) {
	want := map[rune]string{'«': "»", '“': "”", '"': `"`}[open]
	if want != "" {
		if at := strings.Index(s, want); at >= 0 || open == '«' {
			return at, len(want)
		}
	}
	at := strings.IndexFunc(s, func(r rune) bool { return isQuote(r) && r != '«' })
	if at < 0 {
		return -1, 0
	}
	_, size = utf8.DecodeRuneInString(s[at:])
	return at, size
}

func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '＂', '«':
		return true
	}
	return false
}

// isSeparator includes controls, what a paste leaves invisible, and the long dashes
// that part clauses.
func isSeparator(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' || r == '—' || r == '―'
}

func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

func leadingDigits(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}

func leadingNumber(s string) string {
	whole := leadingDigits(s)
	if rest := s[len(whole):]; whole != "" && strings.HasPrefix(rest, ".") {
		if part := leadingDigits(rest[1:]); part != "" {
			return s[:len(whole)+1+len(part)]
		}
	}
	return whole
}

func operatorCoded(code string) *Operator {
	for i := range Operators {
		if Operators[i].Code == code {
			return &Operators[i]
		}
	}
	return nil
}
