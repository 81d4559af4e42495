package evaluate

import (
	"cmp"
	"context"
	"math"
	"slices"

	"khobao/index/rank"
	"khobao/index/vi"
)

// Mode names what is asked.
const (
	ModeFull   = "full"   // the product
	ModePlain  = "plain"  // BM25 over accented syllables
	ModeBigram = "bigram" // BM25 over accented syllables and pairs of them
	ModeFolded = "folded" // BM25 over folded syllables and pairs of them
)

// Modes lists the product and the baselines.
var Modes = []string{ModeFull, ModePlain, ModeBigram, ModeFolded}

// Ablations lists the product without one of its parts, by mode.
var Ablations = map[string]rank.Without{
	"no-rerank":      {Reordering: true},
	"no-compounds":   {Compounds: true},
	"no-restoration": {Restoration: true},
	"no-neighbours":  {Neighbours: true},
}

// BM25 as Robertson and Zaragoza (2009), over one bag of title, lead and body;
// any word of a query may match.
const (
	bm25K = 1.2
	bm25B = 0.75
)

// Baseline is an inverted index of the simplest kind, for comparison.
type Baseline struct {
	mode     string
	ids      []string
	lengths  []float64
	average  float64
	postings map[string][]posting
	scores   []float64
}

type posting struct {
	doc   int32
	count int32
}

// NewBaseline indexes documents in one of the modes but ModeFull; of documents
// with one id the last counts.
func NewBaseline(mode string, docs []Document) *Baseline {
	b := &Baseline{mode: mode, postings: map[string][]posting{}}
	last := map[string]int{}
	for i := range docs {
		last[docs[i].Article.ID] = i
	}
	total := 0.0
	for i := range docs {
		a := &docs[i].Article
		if last[a.ID] != i {
			continue
		}
		doc := int32(len(b.ids))
		counts := map[string]int32{}
		length := 0.0
		for _, text := range []string{a.Title, a.Lead, a.Body} {
			for _, unit := range b.units(text) {
				counts[unit]++
				length++
			}
		}
		for unit, n := range counts {
			b.postings[unit] = append(b.postings[unit], posting{doc, n})
		}
		b.ids, b.lengths = append(b.ids, a.ID), append(b.lengths, length)
		total += length
	}
	b.average = max(total/float64(max(len(b.ids), 1)), 1)
	b.scores = make([]float64, len(b.ids))
	return b
}

// units cuts a text as the mode does.
func (b *Baseline) units(text string) []string {
	var units []string
	var t vi.Tokenizer
	t.Reset(text)
	before := ""
	for t.Next() {
		term := string(t.Term())
		if b.mode == ModeFolded {
			term = string(t.Folded())
		}
		units = append(units, term)
		if b.mode != ModePlain && before != "" {
			units = append(units, before+" "+term)
		}
		before = term
	}
	return units
}

// Find scores every document that has a unit of the query.
func (b *Baseline) Find(ctx context.Context, q string, depth int) ([]string, error) {
	clear(b.scores)
	for _, unit := range b.units(q) {
		list := b.postings[unit]
		df := float64(len(list))
		idf := math.Log(1 + (float64(len(b.ids))-df+0.5)/(df+0.5))
		for _, p := range list {
			tf := float64(p.count)
			b.scores[p.doc] += idf * tf * (bm25K + 1) / (tf + bm25K*(1-bm25B+bm25B*b.lengths[p.doc]/b.average))
		}
	}
	var found []int
	for doc, score := range b.scores {
		if score > 0 {
			found = append(found, doc)
		}
	}
	slices.SortFunc(found, func(x, y int) int {
		return cmp.Or(cmp.Compare(b.scores[y], b.scores[x]), cmp.Compare(x, y))
	})
	ids := make([]string, 0, depth)
	for _, doc := range found[:min(len(found), depth)] {
		ids = append(ids, b.ids[doc])
	}
	return ids, ctx.Err()
}
