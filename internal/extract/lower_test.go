package extract

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestLower compares every character with what package unicode says of it.
func TestLower(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := "A" + string(r) + "a"
		if got, want := lower(s), strings.ToLower(s); got != want {
			t.Errorf("lower(%q) = %q, want %q", s, got, want)
		}
		want := rune(0)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			want = unicode.ToLower(r)
		}
		if got := letter(r); got != want {
			t.Errorf("letter(%U) = %U, want %U", r, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		if got, want := lower(s), strings.ToLower(s); got != want {
			t.Errorf("lower(%q) = %q, want %q", s, got, want)
		}
	})
}

// TestComposeAll composes marks that stand anywhere between other characters.
func TestComposeAll(t *testing.T) {
	pieces := rapid.SliceOf(rapid.SampledFrom([]string{"a", "e", "ê", "đ", "ư", "\u0301", "\u0323", "\u0302", "\u031b", " ", "<p>", "ệ", "“", "日", "\n"}))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(pieces.Draw(t, "pieces"), "")
		if got, want := string(composeAll([]byte(s))), norm.NFC.String(s); got != want {
			t.Errorf("composeAll(%q) = %q, want %q", s, got, want)
		}
	})
}
