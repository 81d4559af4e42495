package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldText lowers, composes and drops punctuation, so that a headline can be
// found inside a page title printed with other quotes or dashes.
func foldText(s string) string {
	s = compose(s)
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if r = letter(r); r == 0 {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// foldLetters gives the bare lower-case letters a-z and digits of a text: no
// marks, no blanks.
func foldLetters(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= utf8.RuneSelf {
			r = baseLetter(r)
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteByte(byte(r))
		}
	}
	return b.String()
}

// baseLetter takes the marks off one letter; 0 for what is none.
func baseLetter(r rune) rune {
	if r == 'đ' || r == 'Đ' || r == 'Ð' {
		return 'd'
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFD.Properties(buf[:n]).Decomposition()
	if len(d) == 0 || d[0] >= utf8.RuneSelf {
		return 0
	}
	return rune(d[0])
}

// compose gives the NFC form. Text without combining marks (U+0300-U+036F, in
// UTF-8 a byte CC or CD first) is taken as it is.
func compose(s string) string {
	if strings.IndexByte(s, 0xCC) < 0 && strings.IndexByte(s, 0xCD) < 0 {
		return s
	}
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// composeAll gives the NFC form of a whole page. Only what stands around
// combining marks is read, from one character of ASCII to the next: nothing
// composes across these. Without such marks it gives the bytes themselves.
func composeAll(b []byte) []byte {
	if bytes.IndexByte(b, 0xCC) < 0 && bytes.IndexByte(b, 0xCD) < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	done := 0
	for at := 0; at < len(b); at++ {
		if b[at] != 0xCC && b[at] != 0xCD {
			continue
		}
		from, to := at, at
		for from > done && b[from] >= utf8.RuneSelf {
			from--
		}
		for to < len(b) && b[to] >= utf8.RuneSelf {
			to++
		}
		out = append(out, b[done:from]...)
		out = norm.NFC.Append(out, b[from:to]...)
		done, at = to, to
	}
	return append(out, b[done:]...)
}
