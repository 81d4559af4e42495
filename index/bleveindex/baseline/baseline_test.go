package baseline

import (
	"path/filepath"
	"testing"
	"time"
)

func TestSearch(t *testing.T) {
	x, err := Create(filepath.Join(t.TempDir(), "b"))
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2021, 8, 25, 0, 0, 0, 0, time.UTC)
	for _, d := range []Doc{
		{ID: "1", Title: "Bão số ba", Body: "Mưa lớn ở ven biển.", Section: "Thời sự", Date: day},
		{ID: "2", Title: "Giá vải", Body: "Vải chín, mưa ít.", Section: "Kinh tế", Date: day},
		{ID: "3", Title: "Lũ rút", Lead: "Mưa tạnh.", Body: "Đường thông."},
	} {
		if err := x.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := x.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		q    Question
		want int
	}{
		{Question{Facets: true}, 3},
		{Question{Words: []string{"mưa"}}, 3},
		{Question{Words: []string{"mưa", "bão"}, Newest: true}, 1},
		{Question{Words: []string{"bão", "số"}, Phrase: true}, 1},
		{Question{Words: []string{"số", "bão"}, Phrase: true}, 0},
		{Question{Words: []string{"vả"}, Prefix: true}, 1},
		{Question{Words: []string{"mưa"}, Year: "2021"}, 2},
	} {
		got, err := x.Search(t.Context(), tc.q)
		if err != nil || got != tc.want {
			t.Errorf("%+v: %d, %v, want %d", tc.q, got, err, tc.want)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}
