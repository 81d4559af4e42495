// Package baseline is bleve as it comes: its zap segments, its mapping, its
// searchers, facets and highlighter. It promises nothing but to be what the
// product is measured against.
package baseline

import (
	"context"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Index is a bleve index in a folder.
type Index struct {
	index bleve.Index
	batch *bleve.Batch
}

// Doc is an article.
type Doc struct {
	ID, Title, Lead, Body, Section, Source string
	Date                                   time.Time
}

// batchDocs is how many articles go in at once.
const batchDocs = 1000

// words is the analysis: words of letters and digits in lower case, no stop words.
const words = "words"

// Create makes an empty index in dir, which must not exist.
func Create(dir string) (*Index, error) {
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer(words, map[string]any{
		"type": custom.Name, "tokenizer": unicode.Name, "token_filters": []string{lowercase.Name},
	}); err != nil {
		return nil, fmt.Errorf("configure bleve: %w", err)
	}
	m.DefaultAnalyzer, m.DefaultMapping = words, documents()
	ix, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", dir, err)
	}
	return &Index{index: ix, batch: ix.NewBatch()}, nil
}

func documents() *mapping.DocumentMapping {
	d := bleve.NewDocumentStaticMapping()
	for _, name := range []string{"title", "lead", "body"} {
		f := bleve.NewTextFieldMapping()
		f.IncludeInAll, f.DocValues = false, false
		d.AddFieldMappingsAt(name, f)
	}
	for _, name := range []string{"section", "source", "year"} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.IncludeInAll, f.Store = keyword.Name, false, false
		d.AddFieldMappingsAt(name, f)
	}
	date := bleve.NewDateTimeFieldMapping()
	date.IncludeInAll, date.Store = false, false
	d.AddFieldMappingsAt("date", date)
	return d
}

// Add puts an article in.
func (x *Index) Add(d Doc) error {
	fields := map[string]any{"title": d.Title, "lead": d.Lead, "body": d.Body, "section": d.Section, "source": d.Source}
	if !d.Date.IsZero() {
		fields["date"], fields["year"] = d.Date, d.Date.Format("2006")
	}
	if err := x.batch.Index(d.ID, fields); err != nil {
		return err
	}
	if x.batch.Size() < batchDocs {
		return nil
	}
	return x.Flush()
}

// Flush lands what was added.
func (x *Index) Flush() error {
	err := x.index.Batch(x.batch)
	x.batch = x.index.NewBatch()
	return err
}

// Settle merges all into one segment.
func (x *Index) Settle(ctx context.Context) error {
	advanced, err := x.index.Advanced()
	if err != nil {
		return err
	}
	if s, ok := advanced.(*scorch.Scorch); ok {
		return s.ForceMerge(ctx, nil)
	}
	return nil
}

// Close closes the index.
func (x *Index) Close() error { return x.index.Close() }

// Question is a search: all words, side by side where Phrase, their beginnings
// where Prefix; none is every article. Year is that of the article, "" any.
type Question struct {
	Words          []string
	Year           string
	Phrase, Prefix bool
	Newest         bool
	Facets         bool
}

// Search gives the total; it reads 20 hits with their marked text.
func (x *Index) Search(ctx context.Context, q Question) (int, error) {
	r := bleve.NewSearchRequestOptions(question(q), 20, 0, false)
	if len(q.Words) > 0 && !q.Prefix {
		r.Highlight = bleve.NewHighlightWithStyle("html")
	}
	if q.Newest || len(q.Words) == 0 {
		r.SortBy([]string{"-date"})
	}
	if q.Facets {
		for _, name := range []string{"section", "source", "year"} {
			r.AddFacet(name, bleve.NewFacetRequest(name, 20))
		}
	}
	res, err := x.index.SearchInContext(ctx, r)
	if err != nil {
		return 0, err
	}
	return int(res.Total), nil
}

var texts = []struct {
	name  string
	boost float64
}{{"title", 3}, {"lead", 2}, {"body", 1}}

func question(q Question) query.Query {
	switch {
	case len(q.Words) == 0:
		return bleve.NewMatchAllQuery()
	case q.Phrase:
		return anywhere(func(field string) query.Query { return bleve.NewPhraseQuery(q.Words, field) })
	case q.Prefix:
		return anywhere(func(field string) query.Query {
			p := bleve.NewPrefixQuery(q.Words[0])
			p.SetField(field)
			return p
		})
	}
	all := bleve.NewConjunctionQuery()
	for _, w := range q.Words {
		all.AddQuery(anywhere(func(field string) query.Query {
			t := bleve.NewTermQuery(w)
			t.SetField(field)
			return t
		}))
	}
	if q.Year != "" {
		t := bleve.NewTermQuery(q.Year)
		t.SetField("year")
		all.AddQuery(t)
	}
	return all
}

func anywhere(in func(field string) query.Query) query.Query {
	any := bleve.NewDisjunctionQuery()
	for _, f := range texts {
		part := in(f.name)
		if b, ok := part.(query.BoostableQuery); ok {
			b.SetBoost(f.boost)
		}
		any.AddQuery(part)
	}
	return any
}
