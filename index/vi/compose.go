package vi

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxTerm bounds the bytes of a word's term, against letters with hundreds of marks.
const maxTerm = 1024

// longWay reads a run that holds letters outside the tables or marks that do
// not compose: through Unicode's compatible composition, which also turns
// full-width forms and ligatures into plain letters.
func (t *Tokenizer) longWay(pos int) word {
	w := word{end: pos}
	n := 0
	raw := t.scratch[:0]
loop:
	for i := pos; i < len(t.text); {
		r, size := t.runeAt(i)
		g := t.glyph(r)
		switch g.class {
		case clIgnore:
			i += size
			continue
		case clMark:
			if kanaMark(r) {
				i += size
				w.end = i
				continue
			}
		case clLetter, clDigit:
			if n == 0 || r < '\u1160' || r > '\u11FF' { // what melts into a Hangul syllable is not counted
				if n == maxWord {
					break loop
				}
				n++
				w.count(g)
			}
		default:
			break loop
		}
		raw = append(raw, t.text[i:i+size]...)
		i += size
		w.end = i
	}
	t.scratch = raw
	t.compose(&w)
	return w
}

// joining are the Hangul letters, which compose with each other.
func joining(r rune) bool { return r >= '\u1100' && r <= '\u11FF' }

// compose appends the normal form of the raw word in scratch.
func (t *Tokenizer) compose(w *word) {
	t.lowered = t.lowered[:0]
	base := byte(0) // the last letter, marks left apart
	for _, r := range string(norm.NFKC.Bytes(t.scratch)) {
		switch slowClass(r) {
		case clMark:
			if base == 'i' && r == '\u0307' {
				continue // the Turkish İ is i
			}
		case clLetter, clDigit, clAlone:
			base = t.glyph(r).base
		default:
			continue
		}
		t.lowered = utf8.AppendRune(t.lowered, foldCase(r))
	}
	var s run
	term, folded := len(t.term), len(t.folded)
	for _, r := range string(norm.NFC.Bytes(t.lowered)) {
		if unicode.IsMark(r) && (t.putMark(&s, r) || surplus(&s, r)) {
			continue
		}
		if g := t.glyph(r); g.size != 0 {
			t.put(&s, g)
			continue
		}
		t.put(&s, &glyph{})
		t.term = utf8.AppendRune(t.term, r)
		s.nonASCII = true
	}
	t.settle(&s, w, term)
	end := min(len(t.term), term+maxTerm)
	for end < len(t.term) && !utf8.RuneStart(t.term[end]) {
		end--
	}
	t.term = t.term[:end]
	t.folded = appendFold(t.folded[:folded], string(t.term[term:]))
}

// surplus reports a second tone or hat on a vowel: a slip of the keyboard.
func surplus(s *run, r rune) bool {
	return s.n > 0 && isVowel(s.code) &&
		(combiningTone(r) != Level || r == '\u0302' || r == '\u0306' || r == '\u031B')
}

// alone makes a token of one character and its marks.
func (t *Tokenizer) alone(size int) {
	t.end = t.start + size
	for t.end < len(t.text) {
		r, n := t.runeAt(t.end)
		if t.glyph(r).class != clMark {
			break
		}
		t.end += n
	}
	if r, _ := t.runeAt(t.start); t.end == t.start+size && r >= '\u4E00' && r <= '\u9FFF' {
		t.term = append(t.term, t.text[t.start:t.end]...)
		t.folded = append(t.folded, t.term...)
		return
	}
	t.scratch = append(t.scratch[:0], t.text[t.start:t.end]...)
	var w word
	t.compose(&w)
}
