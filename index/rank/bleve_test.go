package rank_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"khobao/index"
	"khobao/index/bleveindex"
	"khobao/index/rank"
	"khobao/index/vi"
)

// onBleve puts articles in a real engine; memory only holds their texts.
func onBleve(t *testing.T, articles ...index.Article) *rank.Searcher {
	t.Helper()
	e, err := bleveindex.Open(t.Context(), t.TempDir(), bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := e.Apply(t.Context(), index.Batch{Seq: 1, Put: articles}); err != nil {
		t.Fatal(err)
	}
	s := &rank.Searcher{Engine: e, Texts: newMemory(articles...)}
	s.Learn(taught(articles...))
	return s
}

// taught is what articles teach to read words without marks by.
func taught(articles ...index.Article) rank.Lessons {
	var pairs vi.Learner
	for _, a := range articles {
		for _, text := range []string{a.Title, a.Lead, a.Body} {
			pairs.Add(vi.Tokens(text))
		}
	}
	return rank.Lessons{Pairs: pairs.Bigrams()}
}

func TestOnBleve(t *testing.T) {
	filler := strings.Repeat("Chuyện khác trong ngày được kể lại ở đây. ", 15)
	s := onBleve(
		t,
		index.Article{ID: "seed", Title: "Quận Ngô Quyền siết chặt kỷ cương", Lead: "Công an quận giúp người tái hoà nhập cộng đồng.", Body: filler + "Mô hình tái hòa nhập cộng đồng có 12 phường tham gia."},
		index.Article{ID: "apart", Title: "Hòa giải", Body: "Tái định cư. " + filler + "Cộng tác viên nhập liệu, đồng lòng. Ngõ nhỏ, ông Quyền. " + filler},
		index.Article{ID: "duong", Title: "Ông Dương kể chuyện", Body: filler},
		index.Article{ID: "đường", Title: "Đường sắt Hải Phòng", Body: "Đường mới. " + filler},
		index.Article{ID: "kĩ", Title: "Kĩ thuật mới", Body: filler},
	)
	tests := []struct{ q, ids, title string }{
		{"tai hoa nhap cong dong ngo quyen", "seed", "Quận [Ngô] [Quyền] siết chặt kỷ cương"},
		{"tái hoà nhập cộng đồng", "seed apart", ""},
		{norm.NFD.String("tái hòa nhập cộng đồng"), "seed apart", ""},
		{`"tái hòa nhập"`, "seed", ""},
		{"đường", "đường", "[Đường] sắt Hải Phòng"},
		{"duong", "đường duong", "[Đường] sắt Hải Phòng"},
		{"đuong", "đường", "[Đường] sắt Hải Phòng"},
		{"=duong", "", ""},
		{"kỹ thuật", "kĩ", "[Kĩ] [thuật] mới"},
		{"sie*", "seed", "Quận Ngô Quyền [siết] chặt kỷ cương"},
		{`"hòa đồng"~3`, "seed", ""},
		{"tieude:quyền", "seed", "Quận Ngô [Quyền] siết chặt kỷ cương"},
		{"quyền -tái", "", ""},
	}
	for _, tt := range tests {
		res, err := s.Search(t.Context(), index.Request{Q: tt.q})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, " "); got != tt.ids {
			t.Errorf("%q finds %q, want %q", tt.q, got, tt.ids)
			continue
		}
		if tt.title != "" {
			if got := marked(res.Hits[0].Title, res.Hits[0].TitleMarks); got != tt.title {
				t.Errorf("%q marks %q, want %q", tt.q, got, tt.title)
			}
		}
	}
}

// TestWhatIsFoundIsMarked holds marking to the matching of a real engine: an
// article found by its words shows at least one of them. The two engines of these
// tests agree on what is found.
func TestWhatIsFoundIsMarked(t *testing.T) {
	var articles []index.Article
	draw := rapid.Custom(func(rt *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(textPieces[:len(textPieces)-2]), 1, 30).Draw(rt, "text"), "")
	})
	for i := range 300 {
		articles = append(articles, index.Article{
			ID: fmt.Sprintf("%03d", i), Title: draw.Example(3 * i), Body: draw.Example(3*i + 1),
			Captions: []index.Caption{{Text: draw.Example(3*i + 2)}},
		})
	}
	s := onBleve(t, articles...)
	for _, q := range queries {
		found := map[string]bool{}
		res, err := s.Search(t.Context(), index.Request{Q: q, Size: 300})
		if err != nil {
			t.Fatal(err)
		}
		if res.Total == 0 || res.Total != len(res.Hits) {
			t.Errorf("%q: total %d, %d hits", q, res.Total, len(res.Hits))
		}
		for _, h := range res.Hits {
			found[h.ID] = true
			n := len(h.TitleMarks)
			for _, sn := range h.Snippets {
				n += len(sn.Marks)
			}
			if n == 0 {
				t.Errorf("%q: %s is found and not marked", q, h.ID)
			}
		}
		if strings.Contains(q, "~") {
			continue // memory does not look how near words stand
		}
		for _, a := range articles {
			if _, matched := matches(&a, res.Query, ""); matched != found[a.ID] {
				t.Errorf("%q: %s is found by one engine only, memory says %v: %q", q, a.ID, matched, a.Title+" | "+a.Body)
				break
			}
		}
	}
}
