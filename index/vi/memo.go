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

// read is what reading a syllable gave. It is never changed. What a Tokenizer
// looks at fills one line of a processor's cache, as most look-ups wait for that.
type read struct {
	room    [7 * (3 + 3 + 1)]byte // the text as it stands, term and folded, one behind the other
	text    uint8                 // their ends in room
	term    uint8
	folded  uint8
	letters uint8
	uppers  uint8
	ascii   bool
	hint    uint16 // its place, from 1

	strings [2]string // term and folded, for tokens
	_       [32]byte
}

func (k *read) termBytes() []byte   { return k.room[k.text:k.term] }
func (k *read) foldedBytes() []byte { return k.room[k.term:k.folded] }

// word is what was read of it at pos.
func (k *read) word(pos int) word {
	return word{end: pos + int(k.text), letters: k.letters, uppers: k.uppers, ascii: k.ascii, syllable: true}
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
		if k := memo[place].Load(); k != nil && string(k.room[:k.text]) == text {
			return k
		}
	}
	return nil
}

// remember keeps what reading a syllable gave: where the first place is taken, in
// the second, whatever stands there.
func remember(text string, at uint32, term, folded []byte, w word) {
	k := &read{letters: w.letters, uppers: w.uppers, ascii: w.ascii}
	if len(text)+len(term)+len(folded) > len(k.room) {
		return
	}
	at %= memoSize
	if memo[at].Load() != nil {
		at ^= 1
	}
	k.hint = uint16(at + 1)
	room := append(append(append(k.room[:0], text...), term...), folded...)
	k.text, k.term, k.folded = uint8(len(text)), uint8(len(text)+len(term)), uint8(len(room))
	all := string(room[len(text):])
	k.strings = [2]string{all[:len(term)], all[len(term):]}
	memo[at].Store(k)
}
