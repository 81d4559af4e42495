package enginetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
)

// testRandom makes random batches and requests and compares every count and
// every hit with the oracle.
func testRandom(t *testing.T, open Open) {
	rng := rand.New(rand.NewPCG(2021, 825))
	e, o := filled(t, open), oracle{}
	rounds := 30
	if testing.Short() {
		rounds = 8
	}
	for seq := range rounds {
		b := randomBatch(rng, uint64(seq+1))
		apply(t, e, b)
		o.apply(b)
		if s := state(t, e); s.Articles != len(o) {
			t.Fatalf("%d articles after batch %d, want %d", s.Articles, seq+1, len(o))
		}
		for range 25 {
			compare(t, e, o, randomRequest(rng))
		}
		if t.Failed() {
			return
		}
	}
	if err := e.Verify(t.Context()); err != nil {
		t.Errorf("verify: %v", err)
	}
}

func compare(t *testing.T, e index.Engine, o oracle, r index.Request) {
	t.Helper()
	found := search(t, e, r)
	matching := o.matching(r, "")
	if found.Total != len(matching) {
		t.Errorf("%s: total %d, want %d", describe(r), found.Total, len(matching))
	}
	for _, f := range r.Facets {
		if diff := cmp.Diff(o.facet(r, f), found.Facets[f]); diff != "" {
			t.Errorf("%s: facet %s (-want +found)\n%s", describe(r), f, diff)
		}
	}
	var ids, sought []string
	for _, h := range found.Hits {
		ids = append(ids, h.ID)
	}
	for _, a := range matching {
		sought = append(sought, a.ID)
	}
	if r.Sort == index.Arrived {
		slices.SortStableFunc(matching, func(a, b index.Article) int { return int(b.Arrival - a.Arrival) })
		for i, a := range matching {
			sought[i] = a.ID
		}
	}
	if r.Sort != index.Relevance {
		sought = sought[min(r.Offset, len(sought)):]
		sought = sought[:min(r.Size, len(sought))]
	} else {
		slices.Sort(ids)
		slices.Sort(sought)
	}
	if diff := cmp.Diff(sought, ids, equateEmpty); diff != "" {
		t.Errorf("%s: hits (-want +found)\n%s", describe(r), diff)
	}
}

var syllables = strings.Fields("bão bao báo lũ lu mưa mua mùa đường duong dương hà hạ nội nói noi số một hai ba 2021 cá chép")

var (
	sites    = []string{"a.example", "b.example", "c.example"}
	sections = []string{"Thời sự", "Pháp luật", "Đời sống", "Kinh tế", "Bão"}
)

func randomText(rng *rand.Rand, most int) string {
	words := make([]string, rng.IntN(most+1))
	for i := range words {
		words[i] = syllables[rng.IntN(len(syllables))]
		if rng.IntN(12) == 0 {
			words[i] += "."
		}
	}
	return strings.Join(words, " ")
}

func randomBatch(rng *rand.Rand, seq uint64) index.Batch {
	b := index.Batch{Seq: seq}
	for range rng.IntN(25) {
		b.Put = append(b.Put, article(fmt.Sprint(rng.IntN(120)), func(a *index.Article) {
			a.Title, a.Lead, a.Body = randomText(rng, 5), randomText(rng, 8), randomText(rng, 30)
			a.Site = sites[rng.IntN(len(sites))]
			a.Arrival = int64(rng.IntN(40))
			a.Figures = randomFigures(rng)
			for range rng.IntN(3) {
				a.Section = append(a.Section, sections[rng.IntN(len(sections))])
			}
			if rng.IntN(6) > 0 {
				a.Published = clock(2019+rng.IntN(4), time.Month(1+rng.IntN(12)), 1+rng.IntN(28), rng.IntN(3), rng.IntN(2))
			}
		}))
	}
	for range rng.IntN(6) {
		id := index.NewID(fmt.Sprint(rng.IntN(120)))
		if !slices.ContainsFunc(b.Put, func(a index.Article) bool { return a.ID == id }) {
			b.Delete = append(b.Delete, id)
		}
	}
	return b
}

func randomRequest(rng *rand.Rand) index.Request {
	r := index.Request{Size: 200, Sort: index.Relevance}
	if rng.IntN(5) > 0 {
		r.Query = randomNode(rng, 3)
	}
	if rng.IntN(3) == 0 {
		r.Sort, r.Size, r.Offset = []index.Sort{index.Newest, index.Arrived}[rng.IntN(2)], 1+rng.IntN(40), rng.IntN(30)
	}
	for range rng.IntN(4) {
		switch rng.IntN(3) {
		case 0:
			r.Filters = append(r.Filters, index.Filter{Field: "site", Value: sites[rng.IntN(len(sites))], Exclude: rng.IntN(4) == 0})
		case 1:
			r.Filters = append(r.Filters, index.Filter{Field: "section", Value: sections[rng.IntN(len(sections))], Exclude: rng.IntN(4) == 0})
		case 2:
			r.Filters = append(r.Filters, index.Filter{Field: "year", Value: fmt.Sprint(2019 + rng.IntN(4))})
		}
	}
	if rng.IntN(4) == 0 {
		r.From = time.Date(2019+rng.IntN(3), time.Month(1+rng.IntN(12)), 1, 0, 0, 0, 0, index.Zone)
	}
	if rng.IntN(4) == 0 {
		r.To = time.Date(2020+rng.IntN(3), time.Month(1+rng.IntN(12)), 1, 0, 0, 0, 0, index.Zone)
	}
	for _, f := range []string{"site", "section", "year"} {
		if rng.IntN(2) == 0 {
			r.Facets = append(r.Facets, f)
		}
	}
	return r
}

func randomNode(rng *rand.Rand, depth int) query.Node {
	some := func() string { return syllables[rng.IntN(len(syllables))] }
	kinds := 10
	if depth == 0 {
		kinds = 6
	}
	switch rng.IntN(kinds) {
	case 0, 1:
		return query.Word{Text: some(), Exact: rng.IntN(4) == 0}
	case 2:
		return query.Phrase{Text: some() + " " + some(), Exact: rng.IntN(4) == 0}
	case 3:
		return query.Phrase{Text: some() + " " + some() + " " + some(), Slop: 1 + rng.IntN(8)}
	case 4:
		return prefix(string([]rune(some())[:1]))
	case 5:
		return randomFigure(rng)
	case 6:
		return in([]string{"title", "lead", "body"}[rng.IntN(3)], randomNode(rng, depth-1))
	case 7:
		return not(randomNode(rng, depth-1))
	case 8:
		return or(randomNode(rng, depth-1), randomNode(rng, depth-1))
	}
	return and(randomNode(rng, depth-1), randomNode(rng, depth-1), randomNode(rng, depth-1))
}
