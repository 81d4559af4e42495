package vi

import (
	"sync/atomic"
	"unicode/utf8"
)

// Nine of ten tokens of a text are syllables of some thousand, so what reading one
// gave is remembered by its letters as they stand. Only syllables are: there are so
// many of them and no more, where foreign words would drive each other out.
const (
	memoSize = 1 << 14 // places; a syllable has a choice of two
	memoText = 24      // bytes of the longest that is remembered
)

// Hints is one more than the largest hint of a token.
const Hints = memoSize + 1

// read is what reading a syllable gave. It is never changed.
type read struct {
	text   string // as it stands
	term   string
	folded string
	word   word   // its end counts from the start of the text
	hint   uint16 // its place, from 1
}

// memo remembers what was read, whoever reads.
var memo [memoSize]atomic.Pointer[read]

// plain gives the run of Vietnamese letters at pos and the place of it in the
// memo. ok is false where it is too long or holds what must be looked at closely:
// digits, marks, letters of others.
func (t *Tokenizer) plain(pos int) (text string, at uint32, ok bool) {
	s := t.text[pos:]
	h := uint32(0)
	for i := 0; i < len(s) && i <= memoText; {
		g, size := &letters.latin[s[i]&0x7F], 1
		switch c := s[i]; {
		case c < utf8.RuneSelf:
		case c >= 0xC3 && c <= 0xC6 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
			g, size = &letters.latin[int(c&0x1F)<<6|int(s[i+1]&0x3F)], 2
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			g = t.glyph(r)
		}
		if g.class != clLetter || g.code == 0 {
			return s[:i], h ^ h>>14, g.class == clOther || g.class == clAlone
		}
		h = (h ^ uint32(g.code)<<4 ^ uint32(g.tone)<<1 ^ uint32(s[i])>>5&1) * 0x9E3779B1
		i += size
	}
	return s, h ^ h>>14, len(s) <= memoText
}

// recall gives what reading a text gave, nil when that is not known.
func recall(text string, at uint32) *read {
	at %= memoSize
	for _, place := range [...]uint32{at, at ^ 1} {
		if k := memo[place].Load(); k != nil && k.text == text {
			return k
		}
	}
	return nil
}

// remember keeps what reading a text gave: where the first place is taken, in the
// second, whatever stands there.
func remember(text string, at uint32, term, folded []byte, w word) {
	at %= memoSize
	if memo[at].Load() != nil {
		at ^= 1
	}
	all := text + string(term) + string(folded) // side by side, as they are read together
	k := &read{text: all[:len(text)], word: w, hint: uint16(at + 1)}
	k.term, k.folded = all[len(text):len(text)+len(term)], all[len(text)+len(term):]
	memo[at].Store(k)
}
