package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// trimmed are the marks that surround words in running text and belong to none.
const trimmed = ".,;:!?…'‘’`*[]{}<>»/\\–—-=+~^"

// word reads the run at i; start is where its = stands.
func (l *lexer) word(start, i int, exact bool, as reading) int {
	literal := l.s[i] == '\\'
	if literal {
		i++
	}
	end := l.run(i)
	if end == i { // a sign that opens nothing, such as a lone »
		return i + l.skip(i)
	}
	run := l.s[i:end]
	if literal || isURL(run) {
		l.pushWord(Span{start, end}, run, i, exact, true)
		return end
	}
	if as == free {
		if op, ok := wordOperator(run); ok {
			if op.kind != kindNot || !l.caps || run == "NOT" {
				l.push(token{kind: tokenOp, at: Span{i, end}, text: run, op: op})
				return end
			}
			l.notices.add(AllCaps, Span{i, end}, run)
		}
		if colon := strings.IndexByte(run, ':'); colon > 0 && isName(run[:colon]) && !isURL(run) {
			return l.named(i, i+colon, end)
		}
	}
	if as != asWord && end < len(l.s) && l.s[end] == '(' {
		if op, n, ok := callOperator(run); ok {
			return l.call(op, n, i, end+1)
		}
		if _, ok := named(norm.NFC.String(run), kindCallN); ok {
			l.notices.add(NoFirst, Span{i, end}, run)
		}
	}
	l.pushWord(Span{start, end}, run, i, exact, false)
	return end
}

// skip gives the size of what stands at i and is no token; 0 at the end.
func (l *lexer) skip(i int) int {
	r, size := utf8.DecodeRuneInString(l.s[i:])
	if isSeparator(r) || r == '(' || r == ')' || r == '|' || isQuote(r) {
		return 0
	}
	return size
}

// run gives where the run of characters at i ends. An address may hold
// parentheses as long as they are paired.
func (l *lexer) run(i int) int {
	url := isURL(l.s[i:])
	var open []int // the parentheses not yet paired
	end := len(l.s)
scan:
	for at, r := range l.s[i:] {
		switch {
		case isSeparator(r), isQuote(r), r == '|', r == '(' && !url, r == ')' && len(open) == 0:
			end = i + at
			break scan
		case r == '(':
			open = append(open, i+at)
		case r == ')':
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return open[0]
	}
	return end
}

func (l *lexer) call(op *Operator, n, start, end int) int {
	if op.kind == kindCallN && (n < 1 || n > MaxFirst) {
		l.notices.add(BadFirst, Span{start, end}, strconv.Itoa(MaxFirst))
		n = min(max(n, 1), MaxFirst)
	}
	l.push(token{kind: tokenCall, at: Span{start, end}, text: l.s[start:end], op: op, n: n})
	return end
}

// named reads name:value; the colon stands at colon and the run ends at end.
func (l *lexer) named(start, colon, end int) int {
	typed := l.s[start:colon]
	name := norm.NFC.String(typed)
	op, isOp := prefixOperator(name)
	field, isField := "", false
	if !isOp && l.known != nil {
		field, isField = l.known(name)
	}
	kind, from := l.figureKind(start, name)
	if kind != nil {
		if end, ok := l.figure(kind, from, colon); ok {
			return end
		}
	}
	value := strings.TrimRight(l.s[colon+1:end], ".,;!?")
	if isOp && value != "" {
		at := Span{start, colon + 1 + len(value)}
		if node, ok := op.read(value, at); ok {
			l.push(token{kind: tokenNode, at: at, text: l.s[at.Start:at.End], node: node})
			return end
		}
	}
	unread := ""
	switch {
	case isOp:
		unread = op.unread
	case kind != nil && !isField:
		unread = BadFigure
	}
	if !l.operand(colon + 1) {
		if unread != "" || isField {
			l.notices.add(EmptyField, Span{start, colon + 1}, typed)
		}
		if unread != "" || isField || !hasLetter(value) {
			l.pushWord(Span{start, colon}, typed, start, false, true)
			return colon + 1
		}
	}
	switch {
	case unread != "":
		if value == "" { // a group, or a quotation mark
			_, size := utf8.DecodeRuneInString(l.s[colon+1:])
			value = l.s[colon+1 : colon+1+size]
		}
		l.notices.add(unread, Span{start, colon + 1 + len(value)}, value)
		l.pushWord(Span{start, colon}, typed, start, false, true)
		return l.value(colon + 1)
	case isField:
		l.push(token{kind: tokenField, at: Span{start, colon + 1}, text: typed, field: field})
		return l.value(colon + 1)
	}
	l.notices.add(UnknownField, Span{start, colon + 1}, typed)
	l.pushWord(Span{start, colon}, typed, start, false, true)
	return colon + 1
}

// pushWord takes a run without its trailing signs and surrounding punctuation;
// the run's text begins at from, its span may begin earlier. A literal run keeps
// everything but a * at its end.
func (l *lexer) pushWord(at Span, run string, from int, exact, literal bool) {
	t := token{kind: tokenWord, exact: exact}
	end := from + len(run)
	if !literal {
		end = l.signs(from, end)
	}
	body := l.s[from:end]
	if cut := strings.TrimRight(body, "*"); cut != body {
		t.prefix = true
		body = cut
	}
	starred := from + len(body)
	if !literal && strings.Contains(body, "*") {
		l.notices.add(MiddlePrefix, Span{at.Start, end}, l.s[from:end])
		l.pieces(from, starred, exact)
		return
	}
	text := strings.TrimRight(body, trimmed)
	if t.prefix && text != body {
		t.prefix = false // a star after punctuation belongs to no word
	}
	left := strings.TrimLeft(text, trimmed)
	if cut := len(text) - len(left); cut > 0 && text[cut-1] == '+' && left != "" && left[0] >= '0' && left[0] <= '9' {
		left = text[cut-1:] // of a telephone number: +84
	}
	if body == "%" && !exact && l.perCent(at) {
		return
	}
	if !hasLetter(left) {
		if t.prefix || strings.ContainsRune(l.s[from:end], '*') {
			l.notices.add(ShortPrefix, Span{at.Start, end}, l.s[from:end])
		}
		return
	}
	if at.Start == from {
		at.Start += len(text) - len(left)
	}
	at.End = from + len(text)
	if t.prefix {
		at.End = end
		if stem(left) < 2 {
			l.notices.add(ShortPrefix, at, l.s[at.Start:at.End])
			t.prefix = false
			at.End = starred
		}
	}
	t.text, t.at = left, at
	l.push(t)
}

// pieces takes the words between stars.
func (l *lexer) pieces(from, end int, exact bool) {
	for from < end {
		piece, _, _ := strings.Cut(l.s[from:end], "*")
		if piece != "" {
			l.pushWord(Span{from, from + len(piece)}, piece, from, exact, false)
		}
		from += len(piece) + 1
	}
}

// signs takes ^2 and ~2 off the end of a run.
func (l *lexer) signs(start, end int) int {
	for {
		body := l.s[start:end]
		cut := strings.TrimRight(body, "0123456789.")
		code := NoBoost
		switch {
		case strings.HasSuffix(cut, "^") && leadingNumber(body[len(cut):]) == body[len(cut):] && cut != body:
		case strings.HasSuffix(cut, "~") && leadingNumber(body[len(cut):]) == body[len(cut):]:
			code = NoFuzzy
		default:
			return end
		}
		if len(cut) == 1 {
			return end
		}
		at := Span{start + len(cut) - 1, end}
		l.notices.add(code, at, l.s[at.Start:at.End])
		end = at.Start
	}
}

// stem counts the letters at the end of a prefix's text.
func stem(s string) int {
	n := 0
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		if !isLetter(r) {
			break
		}
		if !unicode.IsMark(r) {
			n++
		}
		s = s[:len(s)-size]
	}
	return n
}

// isName reports whether s can stand before a colon: letters, then also figures.
// A clock's 7: and a ratio's 2: cannot.
func isName(s string) bool {
	for i, r := range s {
		if unicode.IsLetter(r) || i > 0 && (isLetter(r) || r == '_') {
			continue
		}
		return false
	}
	return s != ""
}

func isURL(s string) bool {
	at := strings.Index(s[:min(len(s), 16)], "://")
	return at > 0 && isName(s[:at])
}
