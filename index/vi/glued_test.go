package vi

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestUnjoin(t *testing.T) {
	for word, want := range map[string]string{
		"haiphong":     "[[hai phong]]",
		"hochiminh":    "[[hoc him inh] [hoc hi minh] [ho chim inh] [ho chi minh]]",
		"danang":       "[[dan ang] [da nang]]",
		"hanoi":        "[[han oi] [ha noi]]",
		"uybannhandan": "[[uy ban nhan dan]]",
		// A syllable, foreign letters, what is no syllables, marks, too short, too long.
		"hoang": "[]", "washington": "[]", "bangkok": "[]", "hảiphòng": "[]", "abc": "[]",
		strings.Repeat("ba", 13): "[]",
	} {
		if got := fmt.Sprint(Unjoin(word)); got != want {
			t.Errorf("%s is %s, want %s", word, got, want)
		}
	}
}

// TestUnjoinGivesSyllables parts words into syllables that make the word again.
func TestUnjoinGivesSyllables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z]{0,26}|(ba|hai|phong|an|oi|thanh){1,6}`).Draw(t, "word")
		ways := Unjoin(word)
		if len(ways) > maxUnjoined {
			t.Fatalf("%d ways", len(ways))
		}
		for _, way := range ways {
			if strings.Join(way, "") != word || len(way) != len(ways[0]) || len(way) < 2 {
				t.Fatalf("%s as %q", word, way)
			}
			for _, s := range way {
				if !MaySyllable(s) || len(s) < 2 {
					t.Fatalf("%s as %q", word, way)
				}
			}
		}
	})
}
