package vi

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestMemoChangesNothing: a word that was read before is read as it was the first
// time, whatever stood around it then.
func TestMemoChangesNothing(t *testing.T) {
	around := []string{"", " ", ".", "-", "'", "&", "/", "@", "1", "\u0301", "\u200b", "“", "ô", "Đ", "文", "²", "._-"}
	words := []string{"đường", "ĐƯỜNG", "Đường", "duong", "thủy", "thuỷ", "hoà", "ôtô", "Marốc", "tp", "Q", "nghiêng", "quốc", "gì", "x", "iPhone", "Ý"}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "words") {
			b.WriteString(rapid.SampledFrom(around).Draw(t, "before"))
			b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
		}
		text := b.String()
		warm := Tokens(text)
		for i := range memo {
			memo[i].Store(nil)
		}
		if diff := cmp.Diff(Tokens(text), warm, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Hint" }, cmp.Ignore())); diff != "" {
			t.Fatalf("%q, cold against warm:\n%s", text, diff)
		}
	})
}

// TestHintsLeadToTerms: tokens of many goroutines that read the same words, the
// memo being replaced meanwhile.
func TestHintsLeadToTerms(t *testing.T) {
	text := strings.Repeat(sampleText, 3)
	want := Tokens(text)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var k Tokenizer
			k.Reset(text)
			for i := 0; k.Next(); i++ {
				hint, term := k.Hint()
				if string(k.Term()) != want[i].Term || int(hint) >= Hints || hint > 0 && (term != want[i].Term || k.NumParts() > 0) {
					t.Errorf("token %d is %q with hint %d and term %q, want %q", i, k.Term(), hint, term, want[i].Term)
				}
			}
		})
	}
	wg.Wait()
}
