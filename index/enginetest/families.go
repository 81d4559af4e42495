package enginetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// testFamilies asks of reprint families: rows count each once among what was
// found, and a hit tells how many others of its own there are.
func testFamilies(t *testing.T, open Open) {
	var articles []index.Article
	for i, family := range []string{"a", "a", "b", "", "a", "b", "c", ""} {
		articles = append(articles, article(string(rune('1'+i)), func(a *index.Article) {
			a.Title, a.Site, a.Published = "Bão vào bờ", "a.example", day(2021, 8, 1+i)
			if i%2 == 1 {
				a.Site = "b.example"
			}
			if family != "" {
				a.Family = index.NewID(family)
			}
		}))
	}
	e := filled(t, open)
	for i, a := range articles { // a batch each: families lie in several segments
		apply(t, e, index.Batch{Seq: uint64(i + 1), Put: []index.Article{a}})
	}
	only := func(field, value string) []index.Filter { return []index.Filter{{Field: field, Value: value}} }
	for _, c := range []struct {
		name     string
		r        index.Request
		rows     int
		reprints []int
	}{
		{"all, by date", index.Request{Sort: index.Oldest}, 5, []int{2, 2, 1, 0, 2, 1, 0, 0}},
		{"words", index.Request{Query: word("bão"), Size: 8}, 5, []int{0, 0, 1, 2, 0, 1, 2, 2}},
		{"one of a page", index.Request{Sort: index.Oldest, Size: 1}, 5, []int{2}},
		{"a site", index.Request{Sort: index.Oldest, Filters: only("site", "a.example")}, 3, []int{1, 0, 1, 0}},
		{"beside a facet", index.Request{Sort: index.Oldest, Facets: []string{"site"}, Filters: only("site", "b.example")}, 4, []int{0, 0, 0, 0}},
		{"one family", index.Request{Sort: index.Oldest, Filters: only("family", index.NewID("a"))}, 1, []int{2, 2, 2}},
		{"none", index.Request{Query: word("nắng")}, 0, nil},
	} {
		c.r.Families = true
		for range 2 { // the second may be remembered
			r := search(t, e, c.r)
			var reprints []int
			for _, h := range r.Hits {
				reprints = append(reprints, h.Reprints)
			}
			if diff := cmp.Diff(c.reprints, reprints); diff != "" {
				t.Errorf("%s: reprints (-want +got):\n%s", c.name, diff)
			}
			if r.Rows != c.rows {
				t.Errorf("%s: %d rows, want %d", c.name, r.Rows, c.rows)
			}
		}
	}
	plain := search(t, e, index.Request{})
	if plain.Rows != 0 || plain.Hits[0].Family != "" {
		t.Errorf("families are told that were not asked for: %+v", plain)
	}
}
