package vi

import (
	"strings"
	"unicode/utf8"
)

func decodeDouble(b []byte) string { return NFC(undouble(string(b))) }

func decodeTriple(b []byte) string { return NFC(untriple(string(b))) }

func encodeDouble(text string) ([]byte, error) { return []byte(as1252([]byte(text))), nil }

func encodeTriple(text string) ([]byte, error) {
	return []byte(as1252([]byte(as1252([]byte(text))))), nil
}

func untriple(s string) string { return undouble(undouble(s)) }

// undouble reads every stretch of characters that are the bytes of a UTF-8
// sequence as the character it stands for. All else stays.
func undouble(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			out.WriteByte(s[i])
			i++
			continue
		}
		if r, n := doubled(s[i:]); n > 0 {
			out.WriteRune(r)
			i += n
			continue
		}
		if strings.HasPrefix(s[i:], "Ã ") {
			r, n := lostBlank(out.String(), s[i:])
			out.WriteString(r)
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		out.WriteString(s[i : i+n])
		i += n
	}
	return out.String()
}

// doubled reads one character at the start of s; n is 0 when none stands there.
// One of whose bytes some were lost (U+FFFD) is lost.
func doubled(s string) (r rune, n int) {
	var seq [utf8.UTFMax]byte
	first, n := utf8.DecodeRuneInString(s)
	lead, ok := latinByte(first)
	want := 0
	switch {
	case !ok:
		return 0, 0
	case lead >= 0xC2 && lead < 0xE0:
		want = 2
	case lead >= 0xE0 && lead < 0xF0:
		want = 3
	case lead >= 0xF0 && lead < 0xF5:
		want = 4
	default:
		return 0, 0
	}
	seq[0] = lead
	lost := false
	for k := 1; k < want; k++ {
		c, size := utf8.DecodeRuneInString(s[n:])
		b, ok := latinByte(c)
		switch {
		case c == utf8.RuneError && size > 1:
			lost, b = true, 0x80
		case !ok, b < 0x80, b >= 0xC0:
			return 0, 0
		}
		seq[k] = b
		n += size
	}
	if lost {
		return utf8.RuneError, n
	}
	r, size := utf8.DecodeRune(seq[:want])
	if r == utf8.RuneError || size != want {
		return 0, 0
	}
	return r, n
}

// lostBlank reads "Ã " with a common blank: the à (C3 A0) whose second byte, a
// no-break blank, was made a common one. Of two blanks one is that byte; one
// alone is, or is both, by what makes syllables.
func lostBlank(before, s string) (text string, n int) {
	rest := s[len("Ã "):]
	n = len("Ã ")
	if rest == "" || rest[0] == ' ' {
		return "à", n
	}
	head := before[wordStart(before):]
	tail := rest[:wordEnd(rest)]
	if tail != "" && IsSyllable(head+"à"+tail) && !IsSyllable(tail) {
		return "à", n
	}
	if tail == "" {
		return "à", n
	}
	return "à ", n
}

// wordStart and wordEnd bound the letters at the end and the start of s; longer
// runs than a syllable do not matter.
func wordStart(s string) int {
	i := len(s)
	for n := 0; i > 0 && n <= maxSyllable; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if g := letters.at(r); g == nil || g.class != clLetter {
			break
		}
		i -= size
	}
	return i
}

func wordEnd(s string) int {
	i := 0
	for n := 0; i < len(s) && n <= maxSyllable; n++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		if g := letters.at(r); g == nil || g.class != clLetter {
			break
		}
		i += size
	}
	return i
}
