package bleveindex

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"khobao/index/vi"
)

// accepts walks the automaton over a term and reports whether it takes it, and
// whether it gave hope up to there.
func accepts(a *folding, term string) bool {
	state := a.Start()
	for i := range len(term) {
		if !a.CanMatch(state) {
			return false
		}
		state = a.Accept(state, term[i])
	}
	return a.IsMatch(state)
}

// TestFolding compares the walk over accented terms with folding each.
func TestFolding(t *testing.T) {
	letters := []rune("aàáảãạăằắâấđdeêềoôơớởuưữyýkhngt0æßþüñж中𐐨\u0301")
	word := rapid.Custom(func(t *rapid.T) string {
		return vi.NFC(string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 6).Draw(t, "letters")))
	})
	matched := 0
	rapid.Check(t, func(t *rapid.T) {
		term := word.Draw(t, "term")
		begin := vi.Fold(word.Draw(t, "begin"))
		if rapid.Bool().Draw(t, "related") {
			folded := []rune(vi.Fold(term))
			begin = string(folded[:rapid.IntRange(0, len(folded)).Draw(t, "length")])
		}
		if begin == "" {
			return
		}
		want := strings.HasPrefix(vi.Fold(term), begin)
		if got := accepts(newFolding(begin), term); got != want {
			t.Fatalf("%q begins with %q: %t, want %t", term, begin, got, want)
		}
		if want {
			matched++
		}
	})
	if matched == 0 {
		t.Error("nothing ever matched")
	}
	for _, broken := range []string{"\xff", "n\xc3", "n\xe1\xbb", "\xf0\x9f\x98", "n\xc3n"} {
		if accepts(newFolding("nu"), broken) {
			t.Errorf("%q is taken", broken)
		}
	}
}
