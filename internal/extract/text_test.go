package extract

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTidyTextIsLeftAlone: isTidy says so of exactly the texts that collapsing
// blanks leaves as they are. The end added here has two, so that it is done.
func TestTidyTextIsLeftAlone(t *testing.T) {
	pieces := []string{
		"a", "Ắ", "ữ", "đ", "Ư", "é", "“", "”", "–", "…", "日", "ﬁ", "\u1680", "\u0085", "\x7f", " ", "  ", "\t", "\n", "\u00a0", "\u2003", "\u3000",
		"\u200b", "\ufeff", "\u00ad", "\u200e", "\u2028", "\ufffd", "\xc3", "\xe1\xba", "\xe1\xbb", "\xff", "\x80", "\x00",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 6).Draw(t, "pieces"), "")
		if got, want := isTidy(s), tidy(s+"  x") == s+" x"; got != want {
			t.Errorf("%q: tidy %t, is left alone %t", s, got, want)
		}
	})
}
