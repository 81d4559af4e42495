package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// latin holds the small letter of every letter below U+0250, and digits as they
// are; 0 for all else. Nearly all letters of a Vietnamese page stand there or in
// U+1E00-1EFF, where no table is needed.
var latin = func() (table [0x250]rune) {
	for r := range rune(len(table)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			table[r] = unicode.ToLower(r)
		}
	}
	return table
}()

// letter gives the small letter of a letter, a digit as it is, and 0 for all else.
func letter(r rune) rune {
	switch {
	case r < rune(len(latin)):
		return latin[r]
	case r >= 0x1EA0 && r <= 0x1EFF:
		return r | 1
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return 0
}

// lower is strings.ToLower, several times as fast on Vietnamese text.
func lower(s string) string {
	i := 0
	for i < len(s) {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r == utf8.RuneError || smallOf(r) != r {
			break
		}
		i += size
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteRune(smallOf(r))
		i += size
	}
	return b.String()
}

// smallOf is unicode.ToLower.
func smallOf(r rune) rune {
	if small := letter(r); small != 0 {
		return small
	}
	return unicode.ToLower(r)
}
