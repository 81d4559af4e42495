package bleveindex

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
)

// asked makes requests that repeat often.
func asked(rng *rand.Rand) index.Request {
	r := index.Request{
		Query: []query.Node{
			nil,
			query.Word{Text: "bão"},
			query.Word{Text: "duong"},
			query.Phrase{Text: "trường học"},
			query.Word{Text: fmt.Sprint(rng.IntN(3))},
		}[rng.IntN(5)],
		Sort:   []index.Sort{index.Relevance, index.Newest, index.Oldest}[rng.IntN(3)],
		Size:   []int{-1, 5, 20}[rng.IntN(3)],
		Facets: [][]string{nil, {"site", "year"}}[rng.IntN(2)],
	}
	if rng.IntN(3) == 0 {
		r.Filters = []index.Filter{{Field: "site", Value: "s1.example"}}
	}
	if rng.IntN(3) == 0 {
		r.Places = []index.PlaceWord{{Text: "bão"}}
	}
	return r
}

// TestCacheIsNeverStale asks an engine that keeps answers and one that keeps none
// the same, while both change in the same way.
func TestCacheIsNeverStale(t *testing.T) {
	keeps, plain := open(t, t.TempDir(), Options{}), open(t, t.TempDir(), Options{CacheBytes: -1})
	defer closeEngine(t, keeps)
	defer closeEngine(t, plain)
	rng := rand.New(rand.NewPCG(7, 7))
	rounds := 25
	if testing.Short() {
		rounds = 8
	}
	for seq := range rounds {
		b := upTo(1+rng.IntN(40), 40+rng.IntN(40))
		b.Seq = uint64(seq + 1)
		b.Delete = []string{numbered(100 - rng.IntN(60)).ID}
		mustApply(t, keeps, b)
		mustApply(t, plain, b)
		if seq == rounds/2 {
			if err := keeps.Rebuild(t.Context(), func(w index.Writer) error { return w.Apply(t.Context(), upTo(1, 30)) }); err != nil {
				t.Fatal(err)
			}
			if err := plain.Rebuild(t.Context(), func(w index.Writer) error { return w.Apply(t.Context(), upTo(1, 30)) }); err != nil {
				t.Fatal(err)
			}
		}
		for range 60 {
			r := asked(rng)
			want, err := plain.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := keeps.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("after batch %d, %+v: (-want +kept)\n%s", b.Seq, r, diff)
			}
			// Whoever asked may do with it as it likes.
			for i := range got.Hits {
				got.Hits[i] = index.Hit{}
			}
			for _, counts := range got.Facets {
				clear(counts)
			}
		}
	}
	if len(keeps.cache.young) == 0 {
		t.Error("nothing was kept: the test shows nothing")
	}
}

// TestCacheBehindWriters sees every batch as soon as Apply has returned, however
// many searches are under way.
func TestCacheBehindWriters(t *testing.T) {
	e := open(t, t.TempDir(), Options{})
	defer closeEngine(t, e)
	batches := 30
	if testing.Short() {
		batches = 10
	}
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				if _, err := e.Search(t.Context(), index.Request{Size: -1}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := 1; n <= batches; n++ {
		mustApply(t, e, upTo(n, n))
		r, err := e.Search(t.Context(), index.Request{Size: -1})
		if err != nil || r.Total != n {
			t.Errorf("%d articles after batch %d, %v", r.Total, n, err)
			break
		}
	}
	stop()
	wg.Wait()
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache(1 << 16)
	for n := range 5000 {
		c.put(stamp{1, 1}, fmt.Sprint(n), &answer{size: 1 + n%2000})
		if size := c.size; size > c.room {
			t.Fatalf("%d bytes are kept, room %d", size, c.room)
		}
		if n%3 == 0 {
			c.get(stamp{1, 1}, fmt.Sprint(n/2))
		}
	}
	c.put(stamp{1, 1}, "huge", &answer{size: c.room})
	if c.get(stamp{1, 1}, "huge") != nil {
		t.Error("an answer as large as all others together is kept")
	}
	c.put(stamp{1, 2}, "new", &answer{size: 1})
	if len(c.young)+len(c.old) != 1 {
		t.Error("answers of before the change are kept")
	}
	c.put(stamp{1, 1}, "late", &answer{size: 1})
	if c.get(stamp{1, 1}, "late") != nil || c.get(stamp{1, 2}, "late") != nil {
		t.Error("an answer that comes too late is kept")
	}
}

// TestRequestKeys tells apart whatever may be answered in different ways.
func TestRequestKeys(t *testing.T) {
	word := func(s string) query.Node { return query.Word{Text: s} }
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	requests := []index.Request{
		{},
		{Query: word("a")},
		{Query: word("ab")},
		{Query: query.Word{Text: "a", Exact: true}},
		{Query: query.Word{Text: "a", Prefix: true}},
		{Query: query.Phrase{Text: "a"}},
		{Query: query.Phrase{Text: "a", Slop: 1}},
		{Query: query.And{Nodes: []query.Node{word("a"), word("b")}}},
		{Query: query.Or{Nodes: []query.Node{word("a"), word("b")}}},
		{Query: query.Or{Nodes: []query.Node{word("a"), query.Or{Nodes: []query.Node{word("b")}}}}},
		{Query: query.Not{Node: word("a")}},
		{Query: query.Field{Name: "title", Node: word("a")}},
		{Query: query.Field{Name: "lead", Node: word("a")}},
		{Query: query.Period{From: "2020"}},
		{Query: query.Period{To: "2020"}},
		{Query: query.Figure{Kind: "money", Unit: "đồng", Low: 5}},
		{Query: query.Figure{Kind: "money", Unit: "đồng", High: 5}},
		{Query: query.Figure{Kind: "money", Unit: "USD", Low: 5}},
		{Query: query.Figure{Kind: "area", Unit: "USD", Low: 5}},
		{Query: query.Figure{Kind: "money", Unit: "đồng", Low: 5, Over: true}},
		{Query: query.Figure{Kind: "money", Unit: "đồng", Low: 5, Under: true}},
		{Query: query.Scope{Kind: query.First, N: 5, Node: word("a")}},
		{Query: query.Scope{Kind: query.First, N: 6, Node: word("a")}},
		{Query: query.Scope{Kind: query.Sentence, N: 5, Node: word("a")}},
		{Query: query.Readings{Typed: word("a"), Readings: []query.Reading{{Node: word("b"), Weight: 0.5}}}},
		{Query: query.Readings{Typed: word("a"), Readings: []query.Reading{{Node: word("b"), Weight: 0.6}}}},
		{Filters: []index.Filter{{Field: "site", Value: "a"}}},
		{Filters: []index.Filter{{Field: "site", Value: "a", Exclude: true}}},
		{Filters: []index.Filter{{Field: "sitea", Value: ""}}},
		{From: day},
		{To: day},
		{From: day.Add(time.Minute)},
		{Sort: index.Newest},
		{Sort: index.Oldest},
		{Size: 5},
		{Size: -1},
		{Offset: 5},
		{Facets: []string{"site"}},
		{Facets: []string{"site", "year"}},
		{Facets: []string{"site"}, Top: 3},
		{Places: []index.PlaceWord{{Text: "a"}}},
	}
	seen := map[string]int{}
	for i, r := range requests {
		k := requestKey(r)
		if other, ok := seen[k]; ok {
			t.Errorf("requests %d and %d have one key", other, i)
		}
		seen[k] = i
	}
	a, b := index.Request{Q: "a", Query: query.Word{Text: "a", Span: query.Span{End: 1}}}, index.Request{Q: "a ", Query: word("a"), Literal: []string{"x"}}
	if requestKey(a) != requestKey(b) {
		t.Error("what was typed tells apart requests with one answer")
	}
}
