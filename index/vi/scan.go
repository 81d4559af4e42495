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
	term       []byte
	folded     []byte
	parts      []span
	scratch    []byte // a word that has to be composed the long way
	lowered    []byte
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
	t.kind, t.upper, t.caps, t.brk = Word, false, false, NoBreak
	t.term, t.folded, t.parts = t.term[:0], t.folded[:0], t.parts[:0]
	t.gap = gap{first: true}
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
		r, size := t.runeAt(t.pos)
		g := t.glyph(r)
		switch g.class {
		case clLetter, clDigit:
			t.begin(t.pos)
			t.token(g)
			t.finish()
			return true
		case clAlone:
			t.begin(t.pos)
			t.alone(size)
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
	t.kind, t.upper, t.caps = Word, false, false
}

func (t *Tokenizer) finish() {
	t.brk = t.gap.close(t)
	t.pos = t.end
}

func (t *Tokenizer) runeAt(i int) (rune, int) {
	if c := t.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(t.text[i:])
}

// glyph looks r up; what is outside the tables is read from Unicode's.
func (t *Tokenizer) glyph(r rune) glyph {
	if p := letters.at(r); p != nil {
		return *p
	}
	g := slowGlyph(r)
	if g.size == 1 { // the sign for kelvin
		g.code = letters.latin[g.lower[0]].code
	}
	return g
}

// token reads the token that begins at start.
func (t *Tokenizer) token(first glyph) {
	w := t.word(t.start)
	t.end = w.end
	t.upper = first.upper
	t.caps = w.letters > 1 && w.uppers == w.letters
	switch {
	case w.syllable:
		t.kind = Syllable
	case w.letters == 0 && w.ascii:
		t.kind = Number
	}
}
