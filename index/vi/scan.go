package vi

import (
	"unicode/utf8"
)

// Tokenizer cuts text into tokens without allocating for each. The zero value
// is ready; Reset gives it a text. What Term, Folded and Part return is valid
// until the next call of Next.
type Tokenizer struct {
	text       string
	pos        int
	start, end int
	kind       TokenKind
	upper      bool
	caps       bool
	brk        Break
	apart      bool
	term       []byte
	folded     []byte
	parts      []span
	scratch    []byte // a word that has to be composed the long way
	lowered    []byte
	odd        glyph // the last character outside the tables
	last       *read // the last word that was remembered
	noEmail    int   // no e-mail address begins before this offset
	gap        gap
}

// span is a part: places in the text, in term and in folded.
type span struct {
	start, end        int
	term, termEnd     int
	folded, foldedEnd int
}

// Reset starts on a new text, keeping the buffers.
func (t *Tokenizer) Reset(text string) {
	t.text, t.pos, t.start, t.end = text, 0, 0, 0
	t.kind, t.upper, t.caps, t.brk, t.apart = Other, false, false, NoBreak, false
	t.term, t.folded, t.parts = t.term[:0], t.folded[:0], t.parts[:0]
	t.gap, t.noEmail = gap{}, 0
}

// Start is the byte offset of the current token in the text.
func (t *Tokenizer) Start() int { return t.start }

// End is the byte offset behind the current token.
func (t *Tokenizer) End() int { return t.end }

// Term is the token with marks: composed, lower case, tone in one place.
func (t *Tokenizer) Term() []byte { return t.term }

// Folded is Term without marks.
func (t *Tokenizer) Folded() []byte { return t.folded }

// Kind says what the token is.
func (t *Tokenizer) Kind() TokenKind { return t.kind }

// Upper reports whether the token begins with a capital.
func (t *Tokenizer) Upper() bool { return t.upper }

// Caps reports whether the token has two letters or more and all are capitals.
func (t *Tokenizer) Caps() bool { return t.caps }

// Break says what stood between the token before and this one.
func (t *Tokenizer) Break() Break { return t.brk }

// Apart reports whether more than white space stood before the token.
func (t *Tokenizer) Apart() bool { return t.apart }

// Hint is a number below Hints that says where to look first for what is known of
// the token's term, 0 for nowhere. One hint is given to several terms, and a term
// may have several: what is found there must bear the very term, which comes as
// the same string as before where there is a hint.
func (t *Tokenizer) Hint() (hint uint16, term string) {
	if k := t.remembered(); k != nil {
		return k.hint, k.strings[0]
	}
	return 0, ""
}

// remembered gives what the memo has of the current token, nil for nothing.
func (t *Tokenizer) remembered() *read {
	if k := t.last; k != nil && len(t.parts) == 0 && string(t.term) == string(k.termBytes()) && string(t.folded) == string(k.foldedBytes()) {
		return k
	}
	return nil
}

// NumParts is the number of parts of the token, 0 for one in one piece.
func (t *Tokenizer) NumParts() int { return len(t.parts) }

// Part gives part i of the token.
func (t *Tokenizer) Part(i int) Part {
	p := t.parts[i]
	return Part{
		Start: p.start, End: p.end,
		Term: t.term[p.term:p.termEnd], Folded: t.folded[p.folded:p.foldedEnd],
	}
}

// Next moves to the next token, false at the end of the text.
func (t *Tokenizer) Next() bool {
	for t.pos < len(t.text) {
		if t.text[t.pos] == ' ' {
			t.gap.blank = true
			t.pos++
			continue
		}
		r, size := t.runeAt(t.pos)
		g := t.glyph(r)
		switch g.class {
		case clLetter, clDigit:
			t.begin(t.pos)
			t.read(*g)
			t.finish()
			return true
		case clAlone:
			t.begin(t.pos)
			t.alone(size)
			t.finish()
			return true
		}
		if r == '+' && t.abroad(t.pos) {
			t.finish()
			return true
		}
		t.gap.add(r)
		t.pos += size
	}
	return false
}

func (t *Tokenizer) begin(pos int) {
	t.start = pos
	t.term, t.folded, t.parts = t.term[:0], t.folded[:0], t.parts[:0]
	t.kind, t.upper, t.caps = Other, false, false
}

func (t *Tokenizer) finish() {
	t.apart = t.gap.apart
	t.brk = t.gap.close(t)
	t.pos = t.end
}

func (t *Tokenizer) runeAt(i int) (rune, int) {
	if c := t.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(t.text[i:])
}

// glyph looks r up; what is outside the tables is read from Unicode's and valid
// until the next call.
func (t *Tokenizer) glyph(r rune) *glyph {
	if p := letters.at(r); p != nil {
		return p
	}
	t.odd = slowGlyph(r)
	if t.odd.size == 1 { // the sign for kelvin
		t.odd.code = letters.latin[t.odd.lower[0]].code
	}
	return &t.odd
}

// read reads the token that begins at start: a word, or the longest token of
// several pieces that a rule knows.
func (t *Tokenizer) read(first glyph) {
	w := t.word(t.start)
	t.end = w.end
	t.upper = first.upper
	t.caps = w.letters > 1 && w.uppers == w.letters
	if w.syllable {
		t.kind = Syllable
	}
	if first.class == clDigit {
		if c := t.text[t.start]; c >= '0' && c <= '9' {
			t.numeric(w)
		} else if w.letters == 0 && w.ascii {
			t.kind = Number
		}
		return
	}
	if w.end < len(t.text) {
		switch c := t.text[w.end]; c {
		case '.', '&', '\'', '@', ':', '/', '-', '_', '+', apostropheLead:
			t.joined(w, c)
		}
	}
}

// joined tries the rules for a word that a joiner follows directly.
func (t *Tokenizer) joined(w word, c byte) {
	switch c {
	case '&', '/':
		t.acronym(w, c)
	case '\'', apostropheLead:
		t.apostrophe(w)
	default:
		if !t.email(w) && !t.link(w) && c == '.' {
			t.acronym(w, c)
		}
	}
}

// restart empties what the first word left, to build the token from its pieces.
func (t *Tokenizer) restart() {
	t.term, t.folded, t.parts = t.term[:0], t.folded[:0], t.parts[:0]
}

// lit appends an ASCII character to the term.
func (t *Tokenizer) lit(c byte) {
	t.term = append(t.term, c)
	t.folded = append(t.folded, c)
}

// raw appends ASCII text to the term.
func (t *Tokenizer) raw(start, end int) {
	t.term = append(t.term, t.text[start:end]...)
	t.folded = append(t.folded, t.text[start:end]...)
}

// short appends a number without its leading zeros.
func (t *Tokenizer) short(start, end int) {
	for start < end-1 && t.text[start] == '0' {
		start++
	}
	t.raw(start, end)
}

// open begins a part at the text offset; shut ends it.
func (t *Tokenizer) open(start int) span {
	return span{start: start, term: len(t.term), folded: len(t.folded)}
}

func (t *Tokenizer) shut(p span, end int) {
	p.end, p.termEnd, p.foldedEnd = end, len(t.term), len(t.folded)
	if p.termEnd > p.term && p.end > p.start {
		t.parts = append(t.parts, p)
	}
}

// cut forgets what was appended since p was opened.
func (t *Tokenizer) cut(p span) {
	t.term, t.folded = t.term[:p.term], t.folded[:p.folded]
}

// inWord reports whether a letter, digit or mark stands at i, so that what ends
// there is not whole.
func (t *Tokenizer) inWord(i int) bool {
	for i < len(t.text) {
		r, size := t.runeAt(i)
		switch t.glyph(r).class {
		case clLetter, clDigit, clMark:
			return true
		case clIgnore:
			i += size
		default:
			return false
		}
	}
	return false
}

// digits gives the end of the run of ASCII digits at i.
func (t *Tokenizer) digits(i int) int {
	for i < len(t.text) && t.text[i] >= '0' && t.text[i] <= '9' {
		i++
	}
	return i
}

// byteAt gives the byte at i, 0 behind the end.
func (t *Tokenizer) byteAt(i int) byte {
	if i < len(t.text) {
		return t.text[i]
	}
	return 0
}

// value reads a run of at most four digits.
func (t *Tokenizer) value(start, end int) int {
	v := 0
	for _, c := range []byte(t.text[start:min(end, start+4)]) {
		v = v*10 + int(c-'0')
	}
	return v
}
