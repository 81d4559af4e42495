package rank_test

import (
	"testing"

	"khobao/index"
)

// TestReadingsInAFieldAreCountedThere counts what a reading finds where it was
// looked for.
func TestReadingsInAFieldAreCountedThere(t *testing.T) {
	articles := []index.Article{
		{ID: "1", Title: "Ủy ban nhân dân quận họp", Body: "Chuyện quận."},
		{ID: "2", Title: "Quận họp", Body: "Ủy ban nhân dân quận ra quyết định."},
	}
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for q, want := range map[string]int{"UBND": 2, "tieude:UBND": 1, "sapo:UBND": 0} {
		res := found(t, s, q)
		got := 0
		for _, e := range res.Expansions {
			got += e.Count
		}
		if got != want || res.Total != want {
			t.Errorf("%q finds %d, its readings are told to find %d, want %d", q, res.Total, got, want)
		}
	}
}
