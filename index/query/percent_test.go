package query

import "testing"

// TestPercentSignsStandWithTheirFigures takes 30 % for 30%.
func TestPercentSignsStandWithTheirFigures(t *testing.T) {
	for typed, want := range map[string]string{
		"30 %":              "30%",
		"tăng 1,5 % so với": "tăng 1,5% so với",
		"30% 40 %":          "30% 40%",
		"% 30":              "30",
		"tăng %":            "tăng",
		"(30) %":            "30",
		`"30" %`:            `"30"`,
		"30 -%":             "30",
		"30 =%":             "30",
	} {
		n, notices := Parse(typed, nil)
		if got := String(n); got != want || len(notices) > 0 {
			t.Errorf("%q is read as %q, want %q; %v", typed, got, want, notices)
		}
	}
	n, _ := Parse("tăng 30 %", nil)
	if at := n.(And).Nodes[1].(Word).Span; at != (Span{6, 10}) {
		t.Errorf("the word is said to stand at %v", at)
	}
}
