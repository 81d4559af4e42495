package rank_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/rank"
	"khobao/index/vi"
)

// TestQuotedWordsFindEverySpelling puts the articles with the likeliest spelling of
// a phrase first, tells how many these are, and can be told to take all alike.
func TestQuotedWordsFindEverySpelling(t *testing.T) {
	articles := []index.Article{
		{ID: "other", Title: "Hai phóng viên, hai phong bì"},
		{ID: "meant", Title: "Cảng Hải Phòng đón tàu lớn, cảng đông khách và vui"},
		{ID: "more", Title: "Hải Phòng mưa", Body: "Ở Hải Phòng."},
	}
	s := onBleve(t, articles...)
	const q = `"hai phong"`
	want := []index.Expansion{{Typed: q, As: "hải phòng", Kind: rank.LikelyKind, Count: 2, End: len(q)}}
	res := found(t, s, q)
	if diff := cmp.Diff(want, res.Expansions); diff != "" {
		t.Error(diff)
	}
	if res.Total != 3 || len(res.Hits) != 3 || res.Hits[2].ID != "other" {
		t.Errorf("%d: %+v", res.Total, res.Hits)
	}
	off, err := s.Search(t.Context(), index.Request{Q: q, Literal: []string{q}})
	if err != nil || off.Total != 3 || len(off.Expansions) != 0 {
		t.Errorf("switched off: %d, %+v, %v", off.Total, off.Expansions, err)
	}
	if marked := found(t, s, `"hải phòng"`); marked.Total != 2 || len(marked.Expansions) != 0 {
		t.Errorf("with marks: %d, %+v", marked.Total, marked.Expansions)
	}
}

// TestSignsPartWords reads only words with nothing but blanks between them together.
func TestSignsPartWords(t *testing.T) {
	s := onBleve(
		t,
		index.Article{ID: "1", Title: "Nước đông dân nhất Trung Quốc nhất Trung Quốc"},
		index.Article{ID: "2", Title: "Nhật - Trung Quốc căng thẳng. Trung Quốc căng thẳng."},
	)
	if res := found(t, s, "nhat - trung quoc cang thang"); !slices.ContainsFunc(res.Hits, func(h index.Hit) bool { return h.ID == "2" }) {
		t.Errorf("%+v, %+v", res.Hits, res.Expansions)
	}
}

// TestWordsAreRestoredInFields reads without marks what stands in a field, in one
// sentence or among alternatives, as it is typed, and leaves what is left out.
func TestWordsAreRestoredInFields(t *testing.T) {
	articles := append(papers(), index.Article{ID: "7", Title: "Cống ẩn", Body: "Cống. Ẩn. Quán. Ngõ. Quyến."})
	s := onBleve(t, articles...)
	for q, as := range map[string]string{
		"title:(cong an quan)":           "title:(công an quận)",
		"câu(cong an quan ngo quyen)":    "câu(công an quận ngô quyền)",
		"(cong an quan) OR đường":        "(công an quận) OR đường",
		"-duong Cong an quan Ngo Quyen ": "-duong công an quận ngô quyền",
	} {
		res := found(t, s, q)
		i := slices.IndexFunc(res.Expansions, func(e index.Expansion) bool { return e.Kind == rank.RestoredKind })
		if i < 0 || res.Expansions[i].As != as {
			t.Errorf("%q: %+v", q, res.Expansions)
		}
	}
}

// TestWordsOfTheArchiveAreOne counts the words that staff or articles taught as
// compounds.
func TestWordsOfTheArchiveAreOne(t *testing.T) {
	articles := []index.Article{
		{ID: "apart", Title: "Chợ ở bờ Lửng, chợ gần Lửng, chợ và Lửng"},
		{ID: "word", Title: "Chợ Lửng mở cửa hôm nay sau một năm sửa sang"},
	}
	s := onBleve(t, articles...)
	lead := func() float64 {
		scores := map[string]float64{}
		for _, h := range found(t, s, "chợ lửng").Hits {
			scores[h.ID] = h.Score
		}
		return scores["word"] - scores["apart"]
	}
	before := lead()
	lessons := taught(articles...)
	lessons.Words = vi.NewLexicon()
	if err := lessons.Words.Add("chợ lửng"); err != nil {
		t.Fatal(err)
	}
	s.Learn(lessons)
	if after := lead(); after <= before {
		t.Errorf("ahead by %f, before the word was taught by %f", after, before)
	}
}
