package vi

import (
	"strings"
	"unicode/utf8"
)

// high1252 are the characters of windows-1252 at 80 to 9F; the five places it
// leaves free are control characters, as browsers read them.
const high1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

var latin = buildLatin()

type latinTable struct {
	char [256]rune
	byte map[rune]byte // of high1252 only
}

func buildLatin() *latinTable {
	t := &latinTable{byte: make(map[rune]byte, 32)}
	for i := range t.char {
		t.char[i] = rune(i)
	}
	c := byte(0x80)
	for _, r := range high1252 {
		t.char[c] = r
		t.byte[r] = c
		c++
	}
	return t
}

// latinByte gives the byte that windows-1252 or latin-1 reads as r.
func latinByte(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	c, ok := latin.byte[r]
	return c, ok
}

func as1252(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/4)
	for _, c := range b {
		s.WriteRune(latin.char[c])
	}
	return s.String()
}

// throughBytes reads text again through its bytes. What no byte can have become
// stays as it is.
func throughBytes(text string, decode func([]byte) string) string {
	var out strings.Builder
	out.Grow(len(text))
	run := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		c, ok := latinByte(r)
		if !ok || r == utf8.RuneError && size == 1 {
			out.WriteString(decode(run))
			run = run[:0]
			out.WriteString(text[i : i+size])
		} else {
			run = append(run, c)
		}
		i += size
	}
	out.WriteString(decode(run))
	return out.String()
}

// byteTable is an encoding of one byte a letter.
type byteTable struct {
	name string
	char [256]rune
	code map[rune]byte
}

// newByteTable reads lines of a first byte in hex and the characters from there
// on; a point leaves a place as windows-1252 has it.
func newByteTable(name, lines string) *byteTable {
	t := &byteTable{name: name, char: latin.char, code: make(map[rune]byte, 256)}
	for _, line := range strings.Fields(lines) {
		at := hexByte(line[:2])
		for _, r := range line[2:] {
			if r != '.' {
				t.char[at] = r
				t.code[r] = byte(at)
			}
			at++
		}
	}
	for c := range 0x80 {
		if t.char[c] == rune(c) {
			t.code[rune(c)] = byte(c)
		}
	}
	return t
}

func hexByte(s string) int {
	const digits = "0123456789ABCDEF"
	return strings.IndexByte(digits, s[0])<<4 | strings.IndexByte(digits, s[1])
}

func (t *byteTable) encode(text string) ([]byte, error) {
	b := make([]byte, 0, len(text))
	for _, r := range text {
		c, ok := t.code[r]
		if !ok {
			return nil, lacks(t.name, r)
		}
		b = append(b, c)
	}
	return b, nil
}
