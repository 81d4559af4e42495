package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/rank"
	"khobao/index/vi"
)

func TestWordParts(t *testing.T) {
	restored := func(typed, as string) index.Expansion {
		return index.Expansion{Typed: typed, As: as, Kind: "restored", Start: 0, End: len(typed)}
	}
	s := newServer(t, nothing())
	for _, tt := range []struct {
		q          string
		understood []index.Expansion
		parts      []string // each part, then "→" and the query without it
	}{
		{"công an hải phòng", nil, []string{"công an→hải phòng", "hải phòng→công an"}},
		{"Công an quận Ngô Quyền bắt", nil, []string{"Công an→quận Ngô Quyền bắt", "quận→Công an Ngô Quyền bắt", "Ngô Quyền→Công an quận bắt", "bắt→Công an quận Ngô Quyền"}},
		{"giao thông", nil, nil},
		{"giao thông -xe máy", nil, []string{"giao thông→-xe máy", "-xe→giao thông máy", "máy→giao thông -xe"}},
		{`giao "thông xe" thông`, nil, []string{`giao→"thông xe" thông`, `"thông xe"→giao thông`, `thông→giao "thông xe"`}},
		{"giao HOẶC thông", nil, []string{"giao→thông", "thông→giao"}},
		{"giao =thông", nil, []string{"giao→=thông", "=thông→giao"}},
		{"hai phong", nil, []string{"hai→phong", "phong→hai"}},
		{"cong an hai phong", []index.Expansion{restored("cong an hai phong", "công an hải phòng")}, []string{"cong an→hai phong", "hai phong→cong an"}},
		{"công an hai phong", []index.Expansion{
			{Typed: "hai phong", As: "hải phòng", Kind: "marks", Start: len("công an "), End: len("công an hai phong")},
		}, []string{"công an→hai phong", "hai phong→công an"}},
	} {
		parts, _ := s.wordParts(tt.q, tt.understood)
		var got []string
		for _, p := range parts {
			got = append(got, strings.TrimSpace(tt.q[p.Start:p.End])+"→"+p.Rest)
		}
		if diff := cmp.Diff(tt.parts, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.q, diff)
		}
	}
}

// TestWordPartsKnowTheWordsOfTheArchive: what an archive taught its searcher is one
// word on the page as well.
func TestWordPartsKnowTheWordsOfTheArchive(t *testing.T) {
	words := vi.NewLexicon()
	if err := words.Add("vành khăn"); err != nil {
		t.Fatal(err)
	}
	searcher := &rank.Searcher{}
	searcher.Learn(rank.Lessons{Words: words})
	for name, want := range map[string]int{"untaught": 3, "taught": 2} {
		s := newServer(t, nothing(), func(d *Deps) {
			if name == "taught" {
				d.Joined = searcher.Words
			}
		})
		if parts, _ := s.wordParts("vành khăn xanh", nil); len(parts) != want {
			t.Errorf("%s: %d parts, want %d", name, len(parts), want)
		}
	}
}
