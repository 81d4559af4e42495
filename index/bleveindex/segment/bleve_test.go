package segment_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/simple"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"khobao/index/bleveindex/segment"
)

// open makes a bleve index on zap or on our format.
func open(t *testing.T, format string) bleve.Index {
	t.Helper()
	config := map[string]any{"bolt_timeout": "1s"}
	if format == segment.Type {
		scorch.RegisterSegmentPlugin(segment.Plugin{}, false)
		config["forceSegmentType"], config["forceSegmentVersion"] = segment.Type, segment.Version
	}
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "simple"
	text := mapping.NewTextFieldMapping()
	text.Store, text.DocValues, text.IncludeInAll = false, false, false
	keyword := mapping.NewKeywordFieldMapping()
	keyword.Store, keyword.DocValues, keyword.IncludeInAll, keyword.SkipFreqNorm = false, false, false, true
	m.DefaultMapping.AddFieldMappingsAt("title", text)
	m.DefaultMapping.AddFieldMappingsAt("body", text)
	m.DefaultMapping.AddFieldMappingsAt("site", keyword)
	m.DefaultMapping.Dynamic = false
	ix, err := bleve.NewUsing(filepath.Join(t.TempDir(), format), m, scorch.Name, scorch.Name, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	return ix
}

// words are few and skewed, so that phrases, common terms and rare ones occur.
func word(r *rand.Rand) string {
	n := int(math.Floor(math.Exp(r.Float64()*5))) - 1
	return string([]byte{byte('a' + n%26), byte('a' + n/26%26), byte('a' + (n*7)%26)})
}

func text(r *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = word(r)
	}
	return strings.Join(words, " ")
}

// TestBleveQueriesAgreeWithZap runs the same random batches, updates and
// deletions and the same queries on both formats, on the segments as they come and
// on one merged of all. Texts are as long as our format says after rounding, so
// that scores agree, too.
func TestBleveQueriesAgreeWithZap(t *testing.T) {
	rounds, queries := 9, 150 // twice each
	if testing.Short() {
		rounds, queries = 3, 30
	}
	for seed := range rounds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(seed), 7))
			zap, own := open(t, "zap"), open(t, segment.Type)
			longest := 30
			if seed%3 == 2 {
				longest = 900
			}
			fill(t, r, longest, zap, own)
			for range queries {
				compare(t, randomQuery(r), zap, own)
			}
			merge(t, zap, own)
			for range queries {
				compare(t, randomQuery(r), zap, own)
			}
		})
	}
}

func fill(t *testing.T, r *rand.Rand, longest int, all ...bleve.Index) {
	t.Helper()
	next := 0
	for range 3 + r.IntN(12) {
		type op struct {
			id  string
			doc map[string]any
		}
		var ops []op
		for range 1 + r.IntN(200) {
			id := fmt.Sprintf("d%05d", next)
			next++
			if next > 10 && r.IntN(4) == 0 {
				id = fmt.Sprintf("d%05d", r.IntN(next))
			}
			if r.IntN(8) == 0 {
				ops = append(ops, op{id: id})
				continue
			}
			ops = append(ops, op{id, map[string]any{
				"title": text(r, r.IntN(8)), "body": text(r, int(segment.RoundLength(r.IntN(longest)))), "site": "site" + fmt.Sprint(r.IntN(5)),
			}})
		}
		for _, ix := range all {
			b := ix.NewBatch()
			for _, o := range ops {
				if o.doc == nil {
					b.Delete(o.id)
				} else if err := b.Index(o.id, o.doc); err != nil {
					t.Fatal(err)
				}
			}
			if err := ix.Batch(b); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// merge makes one segment of all, which are some hundred documents.
func merge(t *testing.T, all ...bleve.Index) {
	t.Helper()
	for _, ix := range all {
		advanced, err := ix.Advanced()
		if err != nil {
			t.Fatal(err)
		}
		s, ok := advanced.(*scorch.Scorch)
		if !ok {
			t.Fatalf("the index is a %T", advanced)
		}
		if err := s.ForceMerge(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
}

func randomQuery(r *rand.Rand) query.Query {
	field := []string{"title", "body"}[r.IntN(2)]
	term := func() query.Query {
		q := bleve.NewTermQuery(word(r))
		q.SetField(field)
		return q
	}
	switch r.IntN(10) {
	case 0:
		q := bleve.NewMatchPhraseQuery(text(r, 2))
		q.SetField(field)
		return q
	case 1:
		q := bleve.NewPrefixQuery(word(r)[:2])
		q.SetField(field)
		return q
	case 2:
		q := bleve.NewFuzzyQuery(word(r))
		q.SetField(field)
		return q
	case 3:
		q := bleve.NewWildcardQuery(word(r)[:1] + "*" + word(r)[2:])
		q.SetField(field)
		return q
	case 4:
		q := bleve.NewTermRangeQuery(word(r), word(r))
		q.SetField(field)
		return q
	case 5:
		return bleve.NewConjunctionQuery(term(), term())
	case 6:
		return bleve.NewDisjunctionQuery(term(), term(), term())
	case 7:
		q := bleve.NewBooleanQuery()
		q.AddMust(term())
		q.AddMustNot(term())
		return q
	case 8:
		q := bleve.NewTermQuery("site" + fmt.Sprint(r.IntN(6)))
		q.SetField("site")
		return bleve.NewConjunctionQuery(q, term())
	}
	return term()
}

func compare(t *testing.T, q query.Query, zap, own bleve.Index) {
	t.Helper()
	ask := func(ix bleve.Index) *bleve.SearchResult {
		req := bleve.NewSearchRequestOptions(q, 5000, 0, false)
		res, err := ix.Search(req)
		if err != nil {
			t.Fatalf("%#v: %v", q, err)
		}
		sort.Slice(res.Hits, func(i, j int) bool { return res.Hits[i].ID < res.Hits[j].ID })
		return res
	}
	want, got := ask(zap), ask(own)
	if want.Total != got.Total || len(want.Hits) != len(got.Hits) {
		t.Fatalf("%#v: %d hits, zap has %d", q, got.Total, want.Total)
	}
	for i, w := range want.Hits {
		g := got.Hits[i]
		if w.ID != g.ID || math.Abs(w.Score-g.Score) > 1e-6*math.Max(1, w.Score) {
			t.Fatalf("%#v: hit %d is %s %.6f, zap has %s %.6f", q, i, g.ID, g.Score, w.ID, w.Score)
		}
	}
}
