package vi

import "unicode/utf8"

// maxPieces bounds the pieces of a code.
const maxPieces = 8

// document reads the number of a document whole: 15/2020/NĐ-CP, 123/QĐ-UBND,
// 52/2014/QH13, 28-NQ/TW. Without a year it must have a hyphen, else 30/ngày
// would be one. Leading zeros of the number are dropped. Its parts are the
// number, number and year, the year, the signs behind, and each of the signs.
func (t *Tokenizer) document(first int) bool {
	if first-t.start > 5 {
		return false
	}
	c := t.byteAt(first)
	if c != '/' && c != '-' {
		return false
	}
	signs, year := first+1, 0
	if d := t.digits(signs); c == '/' && d-signs == 4 && t.byteAt(d) == '/' {
		year, signs = d, d+1
	}
	if r, _ := t.runeAt(min(signs, len(t.text)-1)); signs >= len(t.text) || t.glyph(r).class != clLetter {
		return false
	}
	t.restart()
	whole := t.open(t.start)
	t.short(t.start, first)
	t.shut(whole, first)
	t.lit(c)
	if year > 0 {
		p := t.open(first + 1)
		t.raw(first+1, year)
		t.shut(whole, year)
		t.shut(p, year)
		t.lit('/')
	}
	end, n, hyphen, slash := t.signs(signs)
	ok := n > 0 && (year > 0 || c == '/' && hyphen || c == '-' && slash)
	if !ok {
		t.restart()
		return false
	}
	t.end, t.kind, t.caps = end, Code, false
	return true
}

// signs appends letters joined by hyphen, slash or ampersand, with their parts.
func (t *Tokenizer) signs(i int) (end, n int, hyphen, slash bool) {
	all := t.open(i)
	for n < maxPieces {
		p := t.open(i)
		w := t.word(i)
		if n == 0 && w.letters < 2 {
			t.cut(p)
			return i, 0, false, false
		}
		n++
		end = w.end
		t.shut(p, end)
		c := t.byteAt(end)
		if c != '-' && c != '/' && c != '&' || n == maxPieces || end+1 >= len(t.text) {
			break
		}
		if r, _ := t.runeAt(end + 1); t.glyph(r).class != clLetter {
			break
		}
		hyphen = hyphen || c == '-'
		slash = slash || c == '/'
		t.lit(c)
		i = end + 1
	}
	if n > 1 {
		t.shut(all, end)
	}
	return end, n, hyphen, slash
}

// plate reads the number of a vehicle: 15A-123.45, 15A-12345, 15B1-234.56,
// 15-B1 234.56, 15A 123.45 into 15a-12345. A blank is taken only before the
// shape 123.45, which nothing else has.
func (t *Tokenizer) plate(w word) bool {
	d := t.digits(t.start)
	if d-t.start != 2 {
		return false
	}
	i := w.end
	p := t.open(t.start)
	p.term, p.folded = 0, 0
	switch {
	case w.letters >= 1 && w.letters <= 2 && w.digits >= 2 && w.digits <= 3 && w.letters+w.digits <= 5:
	case w.letters == 0 && w.end == d && t.byteAt(d) == '-' && d+1 < len(t.text):
		if r, _ := t.runeAt(d + 1); t.glyph(r).class != clLetter {
			return false
		}
		s := t.word(d + 1)
		if s.letters != 1 || s.digits != 1 {
			t.term, t.folded = t.term[:2], t.folded[:2]
			return false
		}
		i = s.end
	default:
		return false
	}
	keep := t.open(i)
	blank, size := t.blank(i)
	if !blank {
		size = 1
	}
	from := i + size
	to := t.digits(min(from, len(t.text)))
	dotted := to-from == 3 && t.byteAt(to) == '.' && t.digits(to+1)-to == 3
	ok := blank && dotted || t.byteAt(i) == '-' && (dotted || to-from == 4 || to-from == 5)
	end := to
	if dotted {
		end = to + 3
	}
	if !ok || t.inWord(end) {
		if w.end == d {
			t.term, t.folded = t.term[:2], t.folded[:2]
		}
		return false
	}
	t.shut(span{start: t.start}, keep.start)
	t.lit('-')
	q := t.open(from)
	t.raw(from, to)
	if dotted {
		t.raw(to+1, end)
	}
	t.shut(q, end)
	t.end, t.kind, t.caps = end, Code, false
	return true
}

// acronym joins what an ampersand, a point or a slash binds: GD&ĐT, R&D;
// TP.HCM, U.S.A, PGS.TS, v.v; đ/c. Syllables are not bound, so TP.Hồ is two
// tokens and a missing space after a full stop does no harm.
func (t *Tokenizer) acronym(w word, c byte) {
	if !binds(w, c) {
		return
	}
	parts := 1
	whole, end := w, w.end
	p := t.open(t.start)
	p.term, p.folded = 0, 0
	t.shut(p, end)
	for parts < maxPieces && t.byteAt(end) == c {
		next := end + 1
		if c == '&' && len(t.text)-next > 4 && asciiEqual(t.text[next:next+4], "amp;") {
			next += 4 // an entity left over in the page
		}
		if next >= len(t.text) {
			break
		}
		if r, _ := t.runeAt(next); t.glyph(r).class != clLetter {
			break
		}
		keep := t.open(next)
		t.lit(c)
		p := t.open(next)
		v := t.word(next)
		if !binds(v, c) || c == '&' && whole.syllable && v.syllable || c == '/' && t.byteAt(v.end) == c {
			t.cut(keep)
			break
		}
		t.shut(p, v.end)
		whole, end = v, v.end
		parts++
		t.caps = t.caps && v.uppers == v.letters || parts == 2 && w.uppers == w.letters && v.uppers == v.letters
	}
	if parts == 1 {
		t.parts = t.parts[:0]
		return
	}
	t.end, t.kind = end, Code
}

// asciiEqual compares s with a lower-case ASCII word without regard to case.
func asciiEqual(s, lower string) bool {
	for i := range len(lower) {
		if s[i]|0x20 != lower[i] && s[i] != lower[i] {
			return false
		}
	}
	return true
}

// binds reports whether a word may be part of an acronym joined by c.
func binds(w word, c byte) bool {
	if w.digits > 0 {
		return false
	}
	switch c {
	case '&':
		return w.letters <= 6
	case '.':
		return w.letters == 1 || w.letters <= 5 && !w.syllable
	}
	return w.letters == 1
}

// apostropheLead is the first byte of the curly apostrophes.
const apostropheLead = 0xE2

// apostrophe joins H'Mông, d'Ivoire, don't, K’Ho; the term is without the
// apostrophe, as hmông is written too. One side must be a single letter.
func (t *Tokenizer) apostrophe(w word) {
	size := t.apostropheAt(w.end)
	if size == 0 || w.end+size >= len(t.text) || w.letters == 0 {
		return
	}
	i := w.end + size
	if r, _ := t.runeAt(i); t.glyph(r).class != clLetter {
		return
	}
	p := t.open(i)
	v := t.word(i)
	last := t.term[len(t.term)-1]
	suffix := v.letters == 1 && v.digits == 0 && (last == 's' || last == 't' || last == 'd' || last == 'm') && len(t.term)-p.term == 1
	if !suffix && (w.letters != 1 || w.digits > 0) {
		t.cut(p)
		return
	}
	if w.letters+w.digits > 1 {
		t.parts = append(t.parts, span{start: t.start, end: w.end, termEnd: p.term, foldedEnd: p.folded})
	}
	if v.letters+v.digits > 1 {
		t.shut(p, v.end)
	}
	t.end, t.kind = v.end, Other
	t.caps = w.uppers == w.letters && v.uppers == v.letters
}

// apostropheAt gives the size of the apostrophe at i, 0 for none.
func (t *Tokenizer) apostropheAt(i int) int {
	r, size := utf8.DecodeRuneInString(t.text[i:])
	switch r {
	case '\'', '\u2019', '\u2018', '\u02BC', '\u02BB':
		return size
	}
	return 0
}
