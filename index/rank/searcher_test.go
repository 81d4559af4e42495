package rank_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

func titles(hits []index.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Title)
	}
	return out
}

func TestWordsSideBySideComeFirst(t *testing.T) {
	filler := strings.Repeat("lời bàn thêm về việc khác ", 5)
	res := search(t, "ngo quyen",
		index.Article{Title: "Ngõ nhỏ của ông Quyền", Body: filler + "ngõ"},
		index.Article{Title: "Xa", Body: "quyền " + filler + "ngõ " + filler + "quyền"},
		index.Article{Title: "Quận Ngô Quyền", Body: filler},
		index.Article{Title: "Thân bài", Body: filler + "tại quận Ngô Quyền"},
	)
	got := titles(res.Hits)
	if want := []string{"Quận Ngô Quyền", "Thân bài", "Ngõ nhỏ của ông Quyền", "Xa"}; !slices.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
}

func TestWhyAddsUpToScore(t *testing.T) {
	res := search(t, "duong sat",
		index.Article{Title: "Đường sắt", Body: "Tàu chạy trên đường sắt. " + strings.Repeat("Mưa. ", 50)},
		index.Article{Title: "Duong sat", Lead: "Bài không dấu duong sat."},
		index.Article{Title: "Khác", Body: strings.Repeat("Nắng. ", 80) + "sát đường"},
	)
	if len(res.Hits) != 3 {
		t.Fatalf("%d hits", len(res.Hits))
	}
	codes := map[string]bool{}
	for _, h := range res.Hits {
		sum := 0.0
		for _, p := range h.Why {
			if p.Score < 0 || !slices.Contains(rank.PartCodes(), p.Code) {
				t.Errorf("%s: part %+v", h.ID, p)
			}
			codes[p.Code] = true
			sum += p.Score
		}
		if math.Abs(sum-h.Score) > 1e-9 || len(h.Why) == 0 {
			t.Errorf("%s: parts add up to %g, score %g", h.ID, sum, h.Score)
		}
	}
	for _, code := range rank.PartCodes() {
		if !codes[code] {
			t.Errorf("no hit has part %s", code)
		}
	}
}

// numbered makes n articles that all hold the same words, one a day.
func numbered(n int) *memory {
	m := newMemory()
	for i := range n {
		m.articles = append(m.articles, index.Article{
			ID: fmt.Sprintf("%04d", i), Title: "Tin " + fmt.Sprint(i),
			Body:      strings.Repeat("đường ", 1+i%7) + "sắt",
			Published: index.NewDay(2021, 1, 1+i),
		})
	}
	return m
}

func TestPagesFitTogether(t *testing.T) {
	m := numbered(260)
	s := &rank.Searcher{Engine: m, Texts: m}
	page := func(offset, size int) []string {
		res, err := s.Search(t.Context(), index.Request{Q: "duong sat", Offset: offset, Size: size})
		if err != nil {
			t.Fatal(err)
		}
		if res.Total != 260 || res.Facets["site"][0].Count != 260 {
			t.Errorf("total %d, facets %v", res.Total, res.Facets)
		}
		var ids []string
		for _, h := range res.Hits {
			if h.Title == "" || len(h.Snippets) == 0 || len(h.Why) == 0 {
				t.Errorf("hit %s has no text or no reason", h.ID)
			}
			ids = append(ids, h.ID)
		}
		return ids
	}
	all := page(0, 260)
	var pages []string
	for offset := 0; offset < 280; offset += 30 {
		pages = append(pages, page(offset, 30)...)
	}
	if diff := cmp.Diff(all, pages); diff != "" {
		t.Error(diff)
	}
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	if len(slices.Compact(sorted)) != 260 {
		t.Error("an article twice or missing")
	}
}

func TestTiesAreByNewestThenID(t *testing.T) {
	day := index.NewDay(2021, 8, 25)
	m := newMemory(
		index.Article{ID: "b", Title: "đường"},
		index.Article{ID: "d", Title: "đường", Published: day},
		index.Article{ID: "c", Title: "đường", Published: day},
		index.Article{ID: "e", Title: "đường", Published: index.NewDay(2022, 1, 1)},
		index.Article{ID: "a", Title: "đường"},
	)
	s := &rank.Searcher{Engine: m, Texts: m}
	res, err := s.Search(t.Context(), index.Request{Q: "đường"})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, h := range res.Hits {
		got += h.ID
	}
	if got != "ecdab" {
		t.Errorf("order %s", got)
	}
}

func TestDateOrderIsTheEngines(t *testing.T) {
	m := numbered(30)
	s := &rank.Searcher{Engine: m, Texts: m}
	for _, r := range []index.Request{{Q: "duong", Sort: index.Newest}, {}} {
		res, err := s.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Hits) != index.DefaultSize || res.Hits[0].ID != "0029" || res.Hits[19].ID != "0010" {
			t.Errorf("%+v: %d hits from %s", r, len(res.Hits), res.Hits[0].ID)
		}
	}
}

func TestCountsOnly(t *testing.T) {
	m := numbered(30)
	res, err := (&rank.Searcher{Engine: m, Texts: m}).Search(t.Context(), index.Request{Q: "duong", Size: -1})
	if err != nil || res.Total != 30 || len(res.Hits) != 0 || res.Hits == nil || res.Notices == nil || res.Expansions == nil {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestNoticesAndQueryComeBack(t *testing.T) {
	res := search(t, `"đường sắt`, index.Article{Title: "đường sắt"})
	if len(res.Notices) != 1 || res.Notices[0].Code != query.UnclosedQuote || query.String(res.Query) != "đường sắt" {
		t.Errorf("notices %v, query %q", res.Notices, query.String(res.Query))
	}
}

func TestArticleWhoseTextIsGone(t *testing.T) {
	m := newMemory(index.Article{ID: "x", Title: "gone", Body: "đường"}, index.Article{ID: "y", Title: "đường"})
	res, err := (&rank.Searcher{Engine: m, Texts: m}).Search(t.Context(), index.Request{Q: "đường"})
	if err != nil || len(res.Hits) != 2 || res.Total != 2 {
		t.Fatalf("%+v, %v", res, err)
	}
	if gone := res.Hits[1]; gone.ID != "x" || gone.Title != "" || gone.Snippets == nil {
		t.Errorf("%+v", gone)
	}
}

func TestErrorsAndCancelling(t *testing.T) {
	m := numbered(3)
	m.fail = index.ErrBusy
	s := &rank.Searcher{Engine: m, Texts: m}
	if _, err := s.Search(t.Context(), index.Request{Q: "đường"}); !errors.Is(err, index.ErrBusy) {
		t.Errorf("error %v", err)
	}
	m.fail = nil
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Search(ctx, index.Request{Q: "đường"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestSnippets(t *testing.T) {
	long := strings.Repeat("Câu này nói về chuyện khác hẳn. ", 20)
	a := index.Article{
		Title:    "Nhan đề",
		Lead:     "Dẫn đầu không có gì.",
		Body:     long + "Tại buổi lễ, “Công an quận Ngô Quyền” đã tặng quà. " + long + "\n\nĐoạn sau chỉ nhắc quận một lần. " + long,
		Captions: []index.Caption{{Text: "Ảnh: Ngô Quyền"}},
	}
	h := search(t, "công an ngô quyền", a).Hits[0]
	var got []string
	for _, s := range h.Snippets {
		got = append(got, s.Field+": "+marked(s.Text, s.Marks))
	}
	want := []string{
		"body: Tại buổi lễ, “[Công] [an] quận [Ngô] [Quyền]” đã tặng quà. Câu này nói về chuyện khác hẳn. Câu này nói về chuyện khác hẳn. Câu này nói về chuyện …",
		"caption: Ảnh: [Ngô] [Quyền]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSnippetCutInsideASentence(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("lời ", 40))
	h := search(t, "đường", index.Article{Title: "T", Body: words + " đường " + words}).Hits[0]
	s := h.Snippets[0]
	want := "… " + strings.Repeat("lời ", 8) + "[đường]" + strings.Repeat(" lời", 21) + " …"
	if got := marked(s.Text, s.Marks); got != want {
		t.Errorf("snippet %q", got)
	}
}

func TestSnippetOfASignDesertIsShort(t *testing.T) {
	for _, sign := range []string{".", "-", "…", " ", "~ ", "\n"} {
		desert := strings.Repeat(sign, 5000)
		body := desert + "lời" + desert + " đường " + desert + "lời" + desert
		for _, s := range search(t, "đường", index.Article{Title: "T", Body: body}).Hits[0].Snippets {
			if len(s.Text) > 1000 || len(s.Marks) != 1 || s.Text[s.Marks[0][0]:s.Marks[0][1]] != "đường" {
				t.Errorf("%q: snippet of %d bytes with marks %v", sign, len(s.Text), s.Marks)
			}
		}
	}
}

func TestSnippetWithoutWordsIsTheBeginning(t *testing.T) {
	a := index.Article{Title: "đường", Lead: "Dẫn đầu. Câu hai."}
	for _, q := range []string{"đường", ""} {
		s := search(t, q, a).Hits[0].Snippets
		want := []index.Snippet{{Field: "lead", Text: "Dẫn đầu. Câu hai.", Marks: [][2]int{}}}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Errorf("%q: %s", q, diff)
		}
	}
}

func TestWider(t *testing.T) {
	articles := []index.Article{
		{Title: "tái hòa nhập cộng đồng"},
		{Title: "hòa nhập cộng đồng"},
		{Title: "tái hòa nhập"},
		{Title: "cộng"},
	}
	res := search(t, "tái hòa nhập cộng đồng", articles...)
	if res.Total != 1 || res.Wider == nil || res.Wider.Total != 3 || res.Wider.Hits[0].Title != "hòa nhập cộng đồng" {
		t.Fatalf("total %d, wider %+v", res.Total, res.Wider)
	}
	if len(res.Wider.Hits[0].TitleMarks) != 4 {
		t.Errorf("marks %v", res.Wider.Hits[0].TitleMarks)
	}
	if res := search(t, "tái hòa nhập xã hội", articles...); res.Total != 0 || res.Wider == nil || res.Wider.Total != 3 || res.Wider.Hits[2].Title != "hòa nhập cộng đồng" {
		t.Errorf("two words less: %+v", res.Wider)
	}
	sentence := `"Tái hòa nhập cộng đồng rất khó."`
	if res := search(t, sentence, articles...); res.Total != 0 || res.Wider == nil || res.Wider.Total != 4 || res.Wider.Hits[0].Title != articles[0].Title {
		t.Errorf("%s: total %d, wider %+v", sentence, res.Total, res.Wider)
	}
	for _, q := range []string{`"tái hòa nhập"`, "tái -nhập", "cộng"} {
		if res := search(t, q, articles...); res.Wider != nil {
			t.Errorf("%s: wider %+v", q, res.Wider)
		}
	}
}

func TestHitsCarryTheArticle(t *testing.T) {
	a := index.Article{
		ID: "x", URL: "https://a.vn/1", Name: "1.html", Site: "a.vn", Title: "đường", Section: []string{"Thời sự"},
		Authors: []string{"Minh"}, Published: index.NewDay(2021, 8, 25), Family: "f",
	}
	m := newMemory(a)
	res, err := (&rank.Searcher{Engine: m, Texts: m}).Search(t.Context(), index.Request{Q: "đường"})
	if err != nil {
		t.Fatal(err)
	}
	want := index.Hit{
		ID: "x", URL: a.URL, Name: a.Name, Site: a.Site, Title: a.Title, Section: a.Section, Authors: a.Authors,
		Published: a.Published, Family: a.Family, TitleMarks: [][2]int{{0, 9}}, Snippets: []index.Snippet{},
	}
	if diff := cmp.Diff(want, res.Hits[0], cmpopts.IgnoreFields(index.Hit{}, "Score", "Why")); diff != "" {
		t.Error(diff)
	}
}

func TestWordsWithoutMarksAmongMarkedOnesAreMeantSo(t *testing.T) {
	res := search(
		t, "công an nhân dân",
		index.Article{Title: "Công văn", Body: "Đề án, đáp án và đồ án của nhân dân."},
		index.Article{Title: "Tin", Body: "Học viện có nhiều lớp, trong đó lực lượng công an nhân dân."},
	)
	if got := titles(res.Hits); !slices.Equal(got, []string{"Tin"}) || res.Total != 1 {
		t.Errorf("order %q", got)
	}
	if got := query.String(res.Query); got != "công =an nhân dân" {
		t.Errorf("the query is %q", got)
	}
	want := []index.Expansion{{Typed: "công an nhân dân", As: "công an nhân dân", Kind: rank.OthersKind, Count: 1, End: 19}}
	if diff := cmp.Diff(want, res.Expansions); diff != "" {
		t.Error(diff)
	}
}

// TestRepeatedWords has no clock: a place for every word typed at every word of
// the text would not end.
func TestRepeatedWords(t *testing.T) {
	long := strings.Repeat("là ", 5_000)
	res := search(t, strings.Repeat("là ", query.MaxWords), index.Article{Title: "Là là", Body: long})
	h := res.Hits[0]
	if got := marked(h.Title, h.TitleMarks); got != "[Là] [là]" || len(h.Snippets) != 2 {
		t.Errorf("marks %q, %d snippets", got, len(h.Snippets))
	}
}
