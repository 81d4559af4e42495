package enginetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

func counts(pairs ...any) []index.FacetCount {
	list := []index.FacetCount{}
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, index.FacetCount{Value: pairs[i].(string), Count: pairs[i+1].(int)})
	}
	return list
}

func testFacets(t *testing.T, open Open) {
	make := func(name, site string, year int, sections ...string) index.Article {
		return article(name, func(a *index.Article) {
			a.Title, a.Site, a.Section, a.Published = "Bão", site, sections, day(year, 5, 1)
		})
	}
	articles := []index.Article{
		make("1", "a.example", 2020, "Thời sự"),
		make("2", "a.example", 2020, "Thời sự", "Bão"),
		make("3", "a.example", 2021, "Pháp luật"),
		make("4", "b.example", 2021, "Thời sự"),
		make("5", "b.example", 2021, "Đời sống"),
		make("6", "c.example", 2022),
	}
	e := filled(t, open, articles...)
	keep := func(field, value string) index.Filter { return index.Filter{Field: field, Value: value} }
	drop := func(field, value string) index.Filter { return index.Filter{Field: field, Value: value, Exclude: true} }
	for _, c := range []struct {
		what    string
		filters []index.Filter
		finds   string
		facets  map[string][]index.FacetCount
	}{
		{"no filter", nil, "1 2 3 4 5 6", map[string][]index.FacetCount{
			"site":    counts("a.example", 3, "b.example", 2, "c.example", 1),
			"section": counts("Thời sự", 3, "Bão", 1, "Pháp luật", 1, "Đời sống", 1),
			"year":    counts("2021", 3, "2020", 2, "2022", 1),
		}},
		{"a facet leaves out its own filter", []index.Filter{keep("site", "a.example")}, "1 2 3", map[string][]index.FacetCount{
			"site":    counts("a.example", 3, "b.example", 2, "c.example", 1),
			"section": counts("Thời sự", 2, "Bão", 1, "Pháp luật", 1),
			"year":    counts("2020", 2, "2021", 1),
		}},
		{"or inside a field", []index.Filter{keep("site", "a.example"), keep("site", "c.example")}, "1 2 3 6", map[string][]index.FacetCount{
			"site":    counts("a.example", 3, "b.example", 2, "c.example", 1),
			"section": counts("Thời sự", 2, "Bão", 1, "Pháp luật", 1),
			"year":    counts("2020", 2, "2021", 1, "2022", 1),
		}},
		{"and between fields", []index.Filter{keep("site", "a.example"), keep("year", "2021")}, "3", map[string][]index.FacetCount{
			"site":    counts("b.example", 2, "a.example", 1),
			"section": counts("Pháp luật", 1),
			"year":    counts("2020", 2, "2021", 1),
		}},
		{"excluded", []index.Filter{drop("section", "Thời sự")}, "3 5 6", map[string][]index.FacetCount{
			"site":    counts("a.example", 1, "b.example", 1, "c.example", 1),
			"section": counts("Thời sự", 3, "Bão", 1, "Pháp luật", 1, "Đời sống", 1),
			"year":    counts("2021", 2, "2022", 1),
		}},
		{"a value typed without marks", []index.Filter{keep("section", "thoi su")}, "1 2 4", map[string][]index.FacetCount{
			"site":    counts("a.example", 2, "b.example", 1),
			"section": counts("Thời sự", 3, "Bão", 1, "Pháp luật", 1, "Đời sống", 1),
			"year":    counts("2020", 2, "2021", 1),
		}},
		{"a value nobody has", []index.Filter{keep("site", "x.example")}, "", map[string][]index.FacetCount{
			"site":    counts("a.example", 3, "b.example", 2, "c.example", 1),
			"section": counts(),
			"year":    counts(),
		}},
	} {
		r := search(t, e, index.Request{Query: word("bão"), Filters: c.filters, Facets: []string{"site", "section", "year"}, Size: 100})
		want(t, c.what, c.finds, namesOf(t, r, articles))
		if diff := cmp.Diff(c.facets, r.Facets); diff != "" {
			t.Errorf("%s: facets (-want +found)\n%s", c.what, diff)
		}
		counted := search(t, e, index.Request{Filters: c.filters, Facets: []string{"site", "section", "year"}, Size: -1})
		if len(counted.Hits) != 0 || counted.Total != r.Total {
			t.Errorf("%s: counts only: %d hits, total %d, want %d", c.what, len(counted.Hits), counted.Total, r.Total)
		}
		if diff := cmp.Diff(c.facets, counted.Facets); diff != "" {
			t.Errorf("%s: facets of counts only (-want +found)\n%s", c.what, diff)
		}
	}
	top := search(t, e, index.Request{Facets: []string{"site"}, Top: 2})
	if diff := cmp.Diff(map[string]int{"site": 3}, top.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(counts("a.example", 3, "b.example", 2), top.Facets["site"]); diff != "" {
		t.Errorf("top 2: (-want +found)\n%s", diff)
	}
	for _, r := range []index.Request{{Facets: []string{"nowhere"}}, {Facets: []string{"title"}}, {Filters: []index.Filter{keep("nowhere", "x")}}} {
		if _, err := e.Search(t.Context(), r); err == nil {
			t.Errorf("no error for %+v", r)
		}
	}
}
