package rank_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

func itoa(n int) string { return strconv.Itoa(n) }

// archive gives each text so many articles.
func archive(texts map[string]int) *memory {
	m := newMemory()
	for text, n := range texts {
		for range n {
			m.articles = append(m.articles, index.Article{ID: string(rune('A' + len(m.articles))), Title: text})
		}
	}
	return m
}

func TestExpansions(t *testing.T) {
	m := archive(map[string]int{
		"đường sắt": 5, "đương nhiên": 3, "dương": 4, "tuyên bố": 6, "tuyển quân": 6,
		"kỹ thuật": 4, "kĩ thuật": 2, "quí": 1, "lý do": 2, "bác sĩ": 1,
	})
	tests := []struct{ q, want, said string }{
		{"đường sắt", "đường sắt", ""},
		{"duong sat", "duong sat", ""},
		{"đuong sắt", "(đuong OR =đường OR =đương) sắt", "đuong→đường marks 5 0-6, đuong→đương marks 3 0-6"},
		{"ĐUONG", "ĐUONG OR =đường OR =đương", "ĐUONG→đường marks 5 0-6, ĐUONG→đương marks 3 0-6"},
		{"=đuong", "=đuong", ""},
		{"tuyên", "tuyên", ""},
		{"đuô*", "đuô*", ""},
		{`x "đuong sắt"`, `x ("đuong sắt" OR "đường sắt")`, "\"đuong sắt\"→đường sắt marks 5 2-16"},
		{"author:đuong", "author:đuong", ""},
		{"title:(đuong -x)", "title:((đuong OR =đường OR =đương) -x)", "đuong→đường marks 5 7-13, đuong→đương marks 3 7-13"},
		{"x -đuong", "x -(đuong OR =đường OR =đương)", "đuong→đường marks 5 3-9, đuong→đương marks 3 3-9"},
		{"kỹ thuật", "(kỹ OR =kĩ) thuật", "kỹ→kĩ iy 2 0-4"},
		{"kĩ", "kĩ OR =kỹ", "kĩ→kỹ iy 4 0-3"},
		{`"kỹ thuật"`, `"kỹ thuật" OR "kĩ thuật"`, "\"kỹ thuật\"→kĩ thuật iy 2 0-14"},
		{"quý", "quý OR =quí", "quý→quí iy 1 0-4"},
		{"lý", "lý", ""},
		{"ky thuat", "ky thuat", ""},
	}
	for _, tt := range tests {
		res, err := (&rank.Searcher{Engine: m, Texts: m}).Search(t.Context(), index.Request{Q: tt.q})
		if err != nil {
			t.Fatal(err)
		}
		if got := query.String(res.Query); got != tt.want {
			t.Errorf("%q is searched as %q, want %q", tt.q, got, tt.want)
		}
		var said []string
		for _, x := range res.Expansions {
			said = append(said, x.Typed+"→"+x.As+" "+x.Kind+" "+itoa(x.Count)+" "+itoa(x.Start)+"-"+itoa(x.End))
		}
		if got := strings.Join(said, ", "); got != tt.said {
			t.Errorf("%q says %q, want %q", tt.q, got, tt.said)
		}
	}
}

func TestLiteralSwitchesOff(t *testing.T) {
	m := archive(map[string]int{"đường kỹ": 5, "kĩ": 1})
	res, err := (&rank.Searcher{Engine: m, Texts: m}).Search(t.Context(), index.Request{Q: "Đuong kỹ", Literal: []string{"đuong"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := query.String(res.Query); got != "Đuong (kỹ OR =kĩ)" || len(res.Expansions) != 1 {
		t.Errorf("searched as %q, expansions %v", got, res.Expansions)
	}
}

func TestNoExpanders(t *testing.T) {
	m := archive(map[string]int{"đường": 5})
	res, err := (&rank.Searcher{Engine: m, Texts: m, Expanders: []rank.Expander{}}).Search(t.Context(), index.Request{Q: "đuong"})
	if err != nil || query.String(res.Query) != "đuong" || res.Total != 0 {
		t.Errorf("%q, %d, %v", query.String(res.Query), res.Total, err)
	}
}

// abbreviations reads two words as one, as an expander of another package may.
func abbreviations(_ context.Context, _ index.Vocabulary, run []rank.Leaf) ([]rank.Proposal, error) {
	var out []rank.Proposal
	for i := range len(run) - 1 {
		if run[i].Tokens[0].Folded == "cong" && run[i+1].Tokens[0].Folded == "an" {
			out = append(out, rank.Proposal{From: i, To: i + 2, Node: query.Word{Text: "CA"}, As: "CA", Kind: "abbreviation", Count: -1, Weight: 0.8})
		}
	}
	return append(out, rank.Proposal{From: 3, To: 99, As: "nothing there"}), nil
}

func TestReadingsOfSeveralWords(t *testing.T) {
	m := archive(map[string]int{"CA quận": 2, "công an quận": 1, "cơ quan công an": 1})
	s := &rank.Searcher{Engine: m, Texts: m, Expanders: append(rank.Expanders(), abbreviations)}
	s.Learn(taught(m.articles...))
	res, err := s.Search(t.Context(), index.Request{Q: "quận cong an côg"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := query.String(res.Query), "quận (=công =an OR CA) côg"; got != want {
		t.Errorf("searched as %q, want %q", got, want)
	}
	res, err = s.Search(t.Context(), index.Request{Q: "cong an quận"})
	if err != nil {
		t.Fatal(err)
	}
	want := []index.Expansion{
		{Typed: "cong an", As: "CA", Kind: "abbreviation", Count: 2, Start: 0, End: 7},
		{Typed: "cong an quận", As: "công an quận", Kind: rank.RestoredKind, Count: 3, Start: 0, End: 14},
	}
	if diff := cmp.Diff(want, res.Expansions); diff != "" {
		t.Error(diff)
	}
	if res.Total != 3 || marked(res.Hits[0].Title, res.Hits[0].TitleMarks) == res.Hits[0].Title {
		t.Errorf("total %d, %+v", res.Total, res.Hits)
	}
}

func TestExpanderErrorEndsTheSearch(t *testing.T) {
	m := numbered(1)
	broken := errors.New("no dictionary")
	s := &rank.Searcher{Engine: m, Texts: m, Expanders: []rank.Expander{
		func(context.Context, index.Vocabulary, []rank.Leaf) ([]rank.Proposal, error) { return nil, broken },
	}}
	if _, err := s.Search(t.Context(), index.Request{Q: "đường"}); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
