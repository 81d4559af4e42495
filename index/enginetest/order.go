package enginetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
)

// ids gives the names of hits in their order.
func ordered(t *testing.T, r index.Result, articles []index.Article) []string {
	t.Helper()
	found := []string{}
	for _, h := range r.Hits {
		i := slices.IndexFunc(articles, func(a index.Article) bool { return a.ID == h.ID })
		if i < 0 {
			t.Fatalf("found an article that was never put: %q", h.ID)
		}
		found = append(found, articles[i].Name)
	}
	return found
}

func testOrder(t *testing.T, open Open) {
	dated := func(name string, d index.Date) index.Article {
		return article(name, func(a *index.Article) { a.Title, a.Published = "Tin", d })
	}
	articles := []index.Article{
		dated("noon", clock(2021, 8, 25, 12, 0)),
		dated("morning", clock(2021, 8, 25, 7, 29)),
		dated("bare", day(2021, 8, 25)),
		dated("old", day(1975, 4, 30)),
		dated("new", day(2022, 1, 1)),
		dated("none", index.Date{}),
	}
	for i, arrival := range []int64{30, 0, 31, 70000, 1, 30} {
		articles[i].Arrival = arrival
	}
	e := filled(t, open)
	for i, a := range articles { // a batch each, so that several segments are ordered together
		apply(t, e, index.Batch{Seq: uint64(i + 1), Put: []index.Article{a}})
	}
	newest := []string{"new", "noon", "morning", "bare", "old", "none"}
	oldest := []string{"old", "bare", "morning", "noon", "new", "none"}
	arrived := []string{"old", "bare", "noon", "none", "new", "morning"} // equal ones the newest first
	for _, c := range []struct {
		what string
		r    index.Request
		want []string
	}{
		{"arrived", index.Request{Sort: index.Arrived}, arrived},
		{"arrived of a word", index.Request{Query: word("tin"), Sort: index.Arrived}, arrived},
		{"newest", index.Request{Sort: index.Newest}, newest},
		{"oldest", index.Request{Sort: index.Oldest}, oldest},
		{"nothing asked", index.Request{}, newest},
		{"newest of a word", index.Request{Query: word("tin"), Sort: index.Newest}, newest},
		{"oldest of a word", index.Request{Query: word("tin"), Sort: index.Oldest}, oldest},
		{"All by relevance", index.Request{Query: query.All{}, Sort: index.Relevance}, newest},
		{"equal scores", index.Request{Query: word("tin")}, newest},
	} {
		if diff := cmp.Diff(c.want, ordered(t, search(t, e, c.r), articles)); diff != "" {
			t.Errorf("%s: (-want +found)\n%s", c.what, diff)
		}
	}
}

func testPaging(t *testing.T, open Open) {
	var articles []index.Article
	for i := range 57 {
		articles = append(articles, article(fmt.Sprint(i), func(a *index.Article) {
			a.Title = "Tin" + map[bool]string{true: " tin tin"}[i%3 == 0]
			a.Published = day(2021, 1, 1+i%5)
		}))
	}
	e := filled(t, open, articles...)
	for _, sort := range []index.Sort{index.Relevance, index.Newest, index.Oldest, index.Arrived} {
		var all []string
		for offset := 0; offset < 70; offset += 10 {
			r := search(t, e, index.Request{Query: word("tin"), Sort: sort, Size: 10, Offset: offset})
			if r.Total != len(articles) {
				t.Fatalf("%s: total %d", sort, r.Total)
			}
			if n := min(10, max(0, len(articles)-offset)); len(r.Hits) != n {
				t.Fatalf("%s: page at %d has %d hits, want %d", sort, offset, len(r.Hits), n)
			}
			for _, h := range r.Hits {
				all = append(all, h.ID)
			}
		}
		whole := search(t, e, index.Request{Query: word("tin"), Sort: sort, Size: 100})
		var once []string
		for _, h := range whole.Hits {
			once = append(once, h.ID)
		}
		if diff := cmp.Diff(once, all); diff != "" {
			t.Errorf("%s: pages differ from the whole (-whole +pages)\n%s", sort, diff)
		}
	}
	if r := search(t, e, index.Request{Query: word("tin")}); len(r.Hits) != index.DefaultSize {
		t.Errorf("size 0 gives %d hits, want %d", len(r.Hits), index.DefaultSize)
	}
	if r := search(t, e, index.Request{Query: word("tin"), Offset: index.MaxDepth + 5}); len(r.Hits) != 0 || r.Total != len(articles) {
		t.Errorf("beyond the depth: %d hits of %d", len(r.Hits), r.Total)
	}
}

func testScore(t *testing.T, open Open) {
	articles := []index.Article{
		titled("title", "Lũ"),
		article("lead", func(a *index.Article) { a.Title, a.Lead = "Tin một", "Lũ" }),
		article("body", func(a *index.Article) { a.Title, a.Body = "Tin hai", "Lũ" }),
		article("often", func(a *index.Article) { a.Title, a.Body = "Tin ba", "Lũ lũ lũ lũ" }),
		article("other", func(a *index.Article) { a.Title, a.Body = "Tin bốn", "Nắng" }),
	}
	e := filled(t, open, articles...)
	r := search(t, e, index.Request{Query: word("lũ")})
	scores := map[string]float64{}
	for i, name := range ordered(t, r, articles) {
		scores[name] = r.Hits[i].Score
		if i > 0 && r.Hits[i].Score > r.Hits[i-1].Score {
			t.Errorf("hit %d scores more than the one before", i)
		}
	}
	for _, pair := range [][2]string{{"title", "lead"}, {"lead", "body"}, {"often", "body"}} {
		if scores[pair[0]] <= scores[pair[1]] {
			t.Errorf("%s scores %g, %s %g", pair[0], scores[pair[0]], pair[1], scores[pair[1]])
		}
	}
	rare := search(t, e, index.Request{Query: or(word("nắng"), word("tin"))})
	if got := ordered(t, rare, articles)[0]; got != "other" {
		t.Errorf("the rare word's article is not first but %s", got)
	}
	plain := query.Readings{Typed: word("zzz"), Readings: []query.Reading{{Node: word("nắng"), Weight: 1}}}
	half := query.Readings{Typed: word("zzz"), Readings: []query.Reading{{Node: word("nắng"), Weight: 0.5}}}
	a, b := search(t, e, index.Request{Query: plain}).Hits[0].Score, search(t, e, index.Request{Query: half}).Hits[0].Score
	if a <= 0 || b < a*0.49 || b > a*0.51 {
		t.Errorf("weight 0.5 gives %g, weight 1 gives %g", b, a)
	}
}

func testPrefix(t *testing.T, open Open) {
	articles := []index.Article{
		titled("a", "nước nướng"), titled("b", "nương rẫy"), titled("c", "nuong nau"), titled("d", "nam"),
	}
	for i := range 1500 {
		articles = append(articles, titled(fmt.Sprintf("t%d", i), fmt.Sprintf("tu%04d", i)))
	}
	e := filled(t, open, articles...)
	checkMatches(t, e, articles, []matchCase{
		{"marked", prefix("nươ"), "b"},
		{"marked, longer", prefix("nướ"), "a"},
		{"unmarked", prefix("nuo"), "a b c"},
		{"exact unmarked", query.Word{Text: "nuo", Prefix: true, Exact: true}, "c"},
		{"whole word", prefix("nam"), "d"},
		{"none", prefix("xyz"), ""},
		{"ten", prefix("tu000"), "t0 t1 t2 t3 t4 t5 t6 t7 t8 t9"},
		{"last word of several", prefix("nước nướ"), "a"},
	})
	for _, many := range []query.Node{prefix("tu"), prefix("tu0"), query.Word{Text: "tu", Prefix: true, Exact: true}} {
		want := 1500
		if many == prefix("tu0") {
			want = 1000
		}
		if r := search(t, e, index.Request{Query: many}); r.Total != want {
			t.Errorf("%v, which %d words begin with, is in %d articles", many, want, r.Total)
		}
	}
	// Where it is looked at how words stand, there is a bound, and it is told.
	_, err := e.Search(t.Context(), index.Request{Query: prefix("nước tu")})
	if !errors.Is(err, index.ErrTooManyTerms) {
		t.Errorf("a phrase that ends in a prefix of 1,500 words: %v, want ErrTooManyTerms", err)
	}
}
