package vi

import (
	"strings"
	"testing"
)

// TestLongRuns reads runs around the length of the longest word, of every kind
// that has rules of its own.
func TestLongRuns(t *testing.T) {
	for _, unit := range []string{"0", "a", "ế", "1.", "9,", "a-", "Đ", "0a", "é\u0301"} {
		for n := 1; n < 300; n++ {
			for _, tail := range []string{"", "kg", "%", " ", ".", "/2020/NĐ-CP"} {
				text := strings.Repeat(unit, n) + tail
				for _, token := range Tokens(text) {
					if token.Start < 0 || token.End > len(text) || token.Start >= token.End {
						t.Fatalf("%q × %d + %q: token %d-%d", unit, n, tail, token.Start, token.End)
					}
				}
			}
		}
	}
}
