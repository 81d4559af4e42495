package rank_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

func TestReprintsAreCountedOverTheWholeResult(t *testing.T) {
	var articles []index.Article
	for i, family := range []string{"a", "a", "b", "a", "", "b"} {
		a := index.Article{ID: index.NewID(string(rune('A' + i))), Title: "Cầu mới thông xe", Body: "Dân hai bờ dự lễ.", Published: index.NewDay(2021, 8, 1+i)}
		if family != "" {
			a.Family = index.NewID(family)
		}
		if i == 3 {
			a.Body = "Chợ cũ đóng cửa."
		}
		articles = append(articles, a)
	}
	s := onBleve(t, articles...)
	for _, c := range []struct {
		name string
		r    index.Request
		want []int
	}{
		{"all", index.Request{Q: "cầu", Sort: index.Oldest}, []int{2, 2, 1, 2, 0, 1}},
		{"a page", index.Request{Q: "cầu", Sort: index.Oldest, Size: 1}, []int{2}},
		{"other words", index.Request{Q: "dân", Sort: index.Oldest}, []int{1, 1, 1, 0, 1}},
		{"a period", index.Request{Q: "cầu", Sort: index.Oldest, From: articles[1].Published.Time}, []int{1, 1, 1, 0, 1}},
		{"no words", index.Request{Sort: index.Oldest}, []int{2, 2, 1, 2, 0, 1}},
		{"one family", index.Request{Sort: index.Oldest, Filters: []index.Filter{{Field: "family", Value: index.NewID("a")}}}, []int{2, 2, 2}},
		{"two families", index.Request{Q: "dân", Sort: index.Oldest, Filters: []index.Filter{
			{Field: "family", Value: index.NewID("a")}, {Field: "family", Value: index.NewID("b")},
		}}, []int{1, 1, 1, 1}},
		{"but one family", index.Request{Sort: index.Oldest, Filters: []index.Filter{{Field: "family", Value: index.NewID("a"), Exclude: true}}}, []int{1, 0, 1}},
	} {
		res, err := s.Search(t.Context(), c.r)
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, h := range res.Hits {
			got = append(got, h.Reprints)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestAFamilyIsOneRowOnAllPages pages through a result in which most articles are
// reprints, in each order and with pages of several sizes.
func TestAFamilyIsOneRowOnAllPages(t *testing.T) {
	var articles []index.Article
	for i := range 300 {
		a := index.Article{ID: index.NewID("bài" + string(rune('A'+i))), Title: "Cầu mới thông xe", Body: "Dân hai bờ dự lễ.", Published: index.NewDay(2021, 1, 1+i)}
		if i%3 > 0 {
			a.Family = index.NewID("f" + string(rune('A'+i%7)))
		}
		if i%5 == 0 {
			a.Body += " Cầu dài."
		}
		articles = append(articles, a)
	}
	s := onBleve(t, articles...)
	const rows = 100 + 7
	for _, q := range []string{"", "cầu", "cầu dân"} {
		for _, sort := range []index.Sort{"", index.Newest, index.Oldest} {
			for _, size := range []int{1, 9, 20, 100} {
				if size == 1 && sort != "" {
					continue
				}
				var ids, families []string
				for offset := 0; offset <= rows; offset += size {
					res, err := s.Search(t.Context(), index.Request{Q: q, Sort: sort, Size: size, Offset: offset, Fold: true})
					if err != nil {
						t.Fatal(err)
					}
					if res.Total != len(articles) || res.Rows != rows {
						t.Fatalf("%q %s: %d articles in %d rows, want %d in %d", q, sort, res.Total, res.Rows, len(articles), rows)
					}
					if want := min(size, max(0, rows-offset)); len(res.Hits) != want {
						t.Fatalf("%q %s by %d: %d rows from %d, want %d", q, sort, size, len(res.Hits), offset, want)
					}
					for _, h := range res.Hits {
						ids = append(ids, h.ID)
						if h.Family != "" {
							families = append(families, h.Family)
						}
					}
				}
				slices.Sort(ids)
				slices.Sort(families)
				if len(slices.Compact(ids)) != rows || len(slices.Compact(families)) != 7 {
					t.Errorf("%q %s by %d: rows come twice", q, sort, size)
				}
			}
		}
	}
}
