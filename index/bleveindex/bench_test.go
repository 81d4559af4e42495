package bleveindex

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"khobao/index"
	"khobao/index/bleveindex/lab"
	"khobao/index/query"
	"khobao/index/vi"
	"khobao/internal/testkit"
)

// The benchmarks run on the first articles of a collection of real news that
// lies beside the repository; without it they are skipped.
const corpusLimit = 20_000

// corpus reads the articles and spreads them over ten years, sections and sites.
func corpus(b testing.TB) (articles []index.Article, textBytes int64) {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	for n, text := range testkit.Lines(b, "news", "vntc10.jsonl.zst") {
		if n == corpusLimit {
			break
		}
		var line struct {
			ID, Title, Text, Body, Category, Label string
			Lead                                   string
		}
		if err := json.Unmarshal(text, &line); err != nil {
			b.Fatal(err)
		}
		a := index.Article{
			ID: index.NewID(fmt.Sprint(n)), Title: line.Title, Lead: line.Lead, Body: line.Body + line.Text,
			Site:      fmt.Sprintf("s%02d.example", rng.IntN(40)),
			Section:   []string{"Mục " + line.Category + line.Label},
			Authors:   []string{fmt.Sprintf("Tác giả %d", int(rng.ExpFloat64()*200))},
			Published: index.Date{Time: time.Date(2014, 1, 1, 0, rng.IntN(10*365*24*60), 0, 0, index.Zone)},
		}
		textBytes += int64(len(a.Title) + len(a.Lead) + len(a.Body))
		articles = append(articles, a)
	}
	if len(articles) == 0 {
		b.Fatal("no articles in the corpus")
	}
	return articles, textBytes
}

// build rebuilds an index from articles and reports what it cost.
func build(b *testing.B, e *Engine, articles []index.Article, textBytes int64) {
	b.Helper()
	start, wall := lab.ProcessCPU(), time.Now()
	err := e.Rebuild(b.Context(), func(w index.Writer) error {
		for i := 0; i < len(articles); i += 500 {
			batch := index.Batch{Put: articles[i:min(i+500, len(articles))]}
			if i+500 >= len(articles) {
				batch.Seq = 1
			}
			if err := w.Apply(b.Context(), batch); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	s := status(b, e)
	b.ReportMetric(float64(len(articles))/(lab.ProcessCPU()-start).Seconds(), "docs/CPU-s")
	b.ReportMetric(float64(len(articles))/time.Since(wall).Seconds(), "docs/s")
	b.ReportMetric(float64(s.Bytes)/float64(textBytes), "index/text")
}

// formats are compared by every benchmark.
func formats(b *testing.B, run func(b *testing.B, o Options)) {
	b.Run("zap", func(b *testing.B) { run(b, Options{Segment: Zap, CacheBytes: -1}) })
	b.Run("own", func(b *testing.B) { run(b, Options{Segment: Own, CacheBytes: -1}) })
}

func BenchmarkBuild(b *testing.B) {
	articles, textBytes := corpus(b)
	formats(b, func(b *testing.B, o Options) {
		for b.Loop() {
			e := open(b, b.TempDir(), o)
			build(b, e, articles, textBytes)
			closeEngine(b, e)
		}
	})
}

func BenchmarkApply(b *testing.B) {
	articles, _ := corpus(b)
	formats(b, func(b *testing.B, o Options) {
		for b.Loop() {
			e := open(b, b.TempDir(), o)
			start := lab.ProcessCPU()
			for i := 0; i < 4000; i += 200 {
				mustApply(b, e, index.Batch{Seq: uint64(i + 1), Put: articles[i : i+200]})
			}
			b.ReportMetric(4000/(lab.ProcessCPU()-start).Seconds(), "docs/CPU-s")
			closeEngine(b, e)
		}
	})
}

// queries are taken from the corpus: terms by how many articles have them,
// phrases from titles and bodies.
type queries struct{ common, mid, and3, phrase3, phrase2, unmarked, prefix []query.Node }

func sample(b *testing.B, e *Engine, articles []index.Article) queries {
	b.Helper()
	rng := rand.New(rand.NewPCG(3, 3))
	var q queries
	words := e.Vocabulary()
	for len(q.common) < 40 || len(q.mid) < 40 || len(q.and3) < 100 {
		a := articles[rng.IntN(len(articles))]
		tokens := vi.Tokens(a.Body)
		if len(tokens) < 20 {
			continue
		}
		at := rng.IntN(len(tokens) - 3)
		one, three := tokens[at].Term, tokens[at:at+3]
		n, err := words.DocFreq(b.Context(), one)
		if err != nil {
			b.Fatal(err)
		}
		switch share := float64(n) / float64(len(articles)); {
		case share > 0.2 && len(q.common) < 40:
			q.common = append(q.common, query.Word{Text: one, Exact: true})
			q.phrase2 = append(q.phrase2, query.Phrase{Text: one + " " + tokens[at+1].Term, Exact: true})
			q.unmarked = append(q.unmarked, query.Word{Text: tokens[at].Folded})
		case share > 0.005 && share < 0.05 && len(q.mid) < 40:
			q.mid = append(q.mid, query.Word{Text: one, Exact: true})
		}
		var nodes []query.Node
		var text []string
		for _, t := range three {
			nodes = append(nodes, query.Word{Text: t.Term, Exact: true})
			text = append(text, t.Term)
		}
		q.and3 = append(q.and3, query.And{Nodes: nodes})
		q.phrase3 = append(q.phrase3, query.Phrase{Text: strings.Join(text, " "), Exact: true})
		if r := []rune(one); len(r) >= 3 {
			q.prefix = append(q.prefix, query.Word{Text: string(r[:2]), Prefix: true, Exact: true})
		}
	}
	return q
}

func BenchmarkSearch(b *testing.B) {
	articles, textBytes := corpus(b)
	formats(b, func(b *testing.B, o Options) {
		e := open(b, b.TempDir(), o)
		defer closeEngine(b, e)
		build(b, e, articles, textBytes)
		searches(b, e, sample(b, e, articles))
	})
}

func searches(b *testing.B, e *Engine, q queries) {
	facets := []string{"site", "section", "author", "year"}
	for _, c := range []struct {
		name  string
		nodes []query.Node
		r     index.Request
	}{
		{"common", q.common, index.Request{}},
		{"mid", q.mid, index.Request{}},
		{"unmarked", q.unmarked, index.Request{}},
		{"and3", q.and3, index.Request{}},
		{"and3 count", q.and3, index.Request{Size: -1}},
		{"phrase3", q.phrase3, index.Request{}},
		{"phrase2 common", q.phrase2, index.Request{}},
		{"prefix2 count", q.prefix, index.Request{Size: -1}},
		{"common 4 facets newest", q.common, index.Request{Sort: index.Newest, Facets: facets}},
		{"common 4 facets scored", q.common, index.Request{Facets: facets}},
		{"all 4 facets", []query.Node{nil}, index.Request{Facets: facets}},
		{"newest", q.common, index.Request{Sort: index.Newest}},
		{"all newest", []query.Node{nil}, index.Request{}},
		{"page 100", q.common, index.Request{Offset: 1980}},
	} {
		b.Run(c.name, func(b *testing.B) {
			i, hits, start := 0, 0, lab.ProcessCPU()
			for b.Loop() {
				r := c.r
				r.Query = c.nodes[i%len(c.nodes)]
				i++
				result, err := e.Search(b.Context(), r)
				if err != nil {
					if len(c.nodes) > 1 && strings.Contains(err.Error(), index.ErrTooManyTerms.Error()) {
						continue
					}
					b.Fatal(err)
				}
				hits += result.Total
			}
			b.ReportMetric(float64((lab.ProcessCPU()-start).Microseconds())/float64(i), "cpu-us/op")
			b.ReportMetric(float64(hits)/float64(i), "hits")
			b.ReportMetric(float64(segments(b, e)), "segments")
		})
	}
	b.Run("variants", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Vocabulary().Variants(b.Context(), "duong"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
