package rank_test

import (
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
