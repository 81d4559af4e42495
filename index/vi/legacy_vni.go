package vi

import (
	"strings"
	"unicode"
)

// The VNI fonts write a marked vowel as its letter and a second byte for hat and
// tone together; vowels narrower than a hat, and đ, are bytes of their own.
// Capitals are 20 (hex) below.
var (
	// vniMarks gives the second bytes by hat; in each the tones in the order of
	// Level, Grave, Acute, Hook, Tilde, Dot.
	vniMarks = [...]struct{ vowels, letters, marks string }{
		{"aeouy", "aeouy", " øùûõï"},
		{"aeo", "âêô", "âàáåãä"},
		{"a", "ă", "êèéúüë"},
		{"ôö", "ơư", " øùûõï"},
	}
	// vniAlone are the bytes that are letters by themselves.
	vniAlone = [...]struct{ bytes, letters string }{
		{"ôöñ", "ơưđ"},
		{"ìíæóò", "ìíỉĩị"},
		{"î", "ỵ"},
	}
)

var vni = buildVNI()

type vniTable struct {
	pair  map[[2]byte]rune
	alone map[byte]rune
	code  map[rune][]byte
}

func buildVNI() *vniTable {
	t := &vniTable{pair: make(map[[2]byte]rune), alone: make(map[byte]rune), code: make(map[rune][]byte)}
	for _, a := range vniAlone {
		letters := []rune(a.letters)
		for i, c := range []rune(a.bytes) {
			low, up := byte(c), byte(c)-0x20
			t.alone[low], t.alone[up] = letters[i], unicode.ToUpper(letters[i])
			t.code[letters[i]], t.code[unicode.ToUpper(letters[i])] = []byte{low}, []byte{up}
		}
	}
	for _, m := range vniMarks {
		bases := []rune(m.letters)
		for i, v := range []rune(m.vowels) {
			code := letters.at(bases[i]).code
			for tone, mark := range []rune(m.marks) {
				if mark != ' ' {
					t.add(byte(v), byte(mark), letters.form[code][tone])
				}
			}
		}
	}
	return t
}

// add enters a vowel with its mark in both cases; people also mixed them, so the
// vowel decides.
func (t *vniTable) add(vowel, mark byte, g glyph) {
	low := []rune(string(g.lower[:g.size]))[0]
	up := unicode.ToUpper(low)
	capital, capMark := vowel-0x20, mark-0x20
	t.pair[[2]byte{vowel, mark}], t.pair[[2]byte{vowel, capMark}] = low, low
	t.pair[[2]byte{capital, capMark}], t.pair[[2]byte{capital, mark}] = up, up
	for r, b := range map[rune][]byte{low: {vowel, mark}, up: {capital, capMark}} {
		if _, ok := t.code[r]; !ok { // ỵ is one byte
			t.code[r] = b
		}
	}
}

func decodeVNI(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/4)
	for i := 0; i < len(b); i++ {
		if i+1 < len(b) && b[i+1] >= 0xC0 {
			if r, ok := vni.pair[[2]byte{b[i], b[i+1]}]; ok {
				s.WriteRune(r)
				i++
				continue
			}
		}
		if b[i] < 0x80 {
			s.WriteByte(b[i])
		} else if r, ok := vni.alone[b[i]]; ok {
			s.WriteRune(r)
		} else {
			s.WriteRune(latin.char[b[i]])
		}
	}
	return NFC(s.String())
}

func encodeVNI(text string) ([]byte, error) {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if r < 0x80 {
			out = append(out, byte(r))
		} else if b, ok := vni.code[r]; ok {
			out = append(out, b...)
		} else if c, ok := latinByte(r); ok && c < 0xC0 {
			out = append(out, c)
		} else {
			return nil, lacks(VNIWindows, r)
		}
	}
	return out, nil
}
