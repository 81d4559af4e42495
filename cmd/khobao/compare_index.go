package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"khobao/index"
	"khobao/index/bleveindex"
	"khobao/index/rank"
	"khobao/internal/ingest"
	"khobao/internal/progress"
	"khobao/web"
)

// tally counts what a comparison finds.
type tally struct {
	out     comparison
	counts  map[[2]string]int // site and field → articles
	samples []changeSample    // those with the lowest keys, which are as good as drawn
}

func newTally() *tally { return &tally{counts: map[[2]string]int{}} }

// key orders samples as if they were drawn by lot, the same every time.
func (s *changeSample) key() string { return index.NewID(s.ID) }

func (t *tally) add(c ingest.Compared) {
	switch {
	case c.Failed:
		t.out.Failed++
	case c.Old == nil:
		t.out.New++
		return
	case c.New == nil:
		t.out.Gone++
	}
	t.out.Articles++
	if len(c.Fields) == 0 {
		return
	}
	t.out.Changed++
	s := changeSample{ID: c.Old.ID, URL: c.Old.URL, Site: c.Old.Site, Title: c.Old.Title}
	for _, f := range c.Fields {
		t.counts[[2]string{c.Old.Site, f.Field}]++
		f.Old, f.New = around(f.Old, f.New)
		s.Fields = append(s.Fields, f)
	}
	at, _ := slices.BinarySearchFunc(t.samples, s.key(), func(x changeSample, key string) int { return cmp.Compare(x.key(), key) })
	if at < sampleChanges {
		t.samples = slices.Insert(t.samples, at, s)
		t.samples = t.samples[:min(len(t.samples), sampleChanges)]
	}
}

func (t *tally) result() comparison {
	out := t.out
	out.Fields, out.Samples, out.Queries = []fieldCount{}, append([]changeSample{}, t.samples...), []queryChange{}
	for k, n := range t.counts {
		out.Fields = append(out.Fields, fieldCount{k[0], k[1], n})
	}
	slices.SortFunc(out.Fields, func(x, y fieldCount) int {
		return cmp.Or(cmp.Compare(y.Articles, x.Articles), cmp.Compare(x.Site, y.Site), cmp.Compare(x.Field, y.Field))
	})
	return out
}

// otherIndex is an index of articles as they would be, to be searched once.
type otherIndex struct {
	engine   *bleveindex.Engine
	dir      string
	searcher *rank.Searcher
}

// otherName is its folder in that of the index: one that a killed comparison left
// is removed by the next.
const otherName = "compared"

func (h *house) otherIndex(ctx context.Context, site string, t *tally, sink progress.Sink) (*otherIndex, error) {
	o := &otherIndex{dir: filepath.Join(h.indexAt, otherName)}
	err := os.RemoveAll(o.dir)
	if err == nil {
		o.engine, err = bleveindex.Open(ctx, o.dir, bleveindex.Options{Segment: h.segment, CacheBytes: -1})
	}
	if err != nil {
		return nil, writeFailure(o.dir, err)
	}
	texts := readAnew{h.importer, map[string]string{}}
	err = o.engine.Rebuild(ctx, func(w index.Writer) error {
		return h.importer.Compare(ctx, site, func(c ingest.Compared) error {
			t.add(c)
			art := c.Article()
			if art == nil {
				return nil
			}
			if c.Old == nil || len(c.Fields) > 0 {
				texts.captures[art.ID] = c.Capture
			}
			return w.Apply(ctx, index.Batch{Put: []index.Article{*art}})
		}, sink)
	})
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	o.searcher = &rank.Searcher{Engine: o.engine, Texts: texts, Abbreviations: h.searcher.Abbreviations}
	lessons, _, ok, err := h.kept(ctx)
	if ok { // both are to read the same, and the archive may have been opened just now
		h.teach(h.searcher, lessons)
		h.teach(o.searcher, lessons)
	}
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *otherIndex) close() error { return errors.Join(o.engine.Close(), os.RemoveAll(o.dir)) }

// readAnew gives the texts of an index of articles as they would be: those that
// would change are read from their originals again, so that no two texts of an
// article are held.
type readAnew struct {
	importer *ingest.Importer
	captures map[string]string // of articles that would change
}

// Articles gives articles by id.
func (r readAnew) Articles(ctx context.Context, ids []string) ([]index.Article, error) {
	return r.importer.Again(ctx, ids, r.captures)
}

// comparedQuery is a search that is compared.
type comparedQuery struct {
	q       string
	filters []string
	request index.Request
}

// receiptsCompared is how many of the last receipts' searches are compared.
const receiptsCompared = 50

// comparedQueries are the searches to compare: those given, else those of which
// receipts are kept.
func (h *house) comparedQueries(ctx context.Context, given []string) ([]comparedQuery, error) {
	var queries []comparedQuery
	if given != nil {
		for _, q := range given {
			queries = append(queries, comparedQuery{q: q, request: index.Request{Q: q}})
		}
		return queries, nil
	}
	kept, err := h.archive.LastReceipts(ctx, receiptsCompared)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, packed := range kept {
		var r web.Receipt
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil || json.NewDecoder(z).Decode(&r) != nil || seen[r.Address] {
			continue // one that does not read is told where it is asked for
		}
		seen[r.Address] = true
		req, err := requestOf(r.Query, string(r.Sort), r.Filters)
		if err != nil {
			continue // of a release that had other fields
		}
		req.Literal = r.Literal
		queries = append(queries, comparedQuery{r.Query, r.Filters, req})
	}
	return queries, nil
}

// compareQuery asks both indexes.
func (h *house) compareQuery(ctx context.Context, other *rank.Searcher, q comparedQuery) (queryChange, error) {
	req := q.request
	req.Size = topCompared
	old, err := h.searcher.Search(ctx, req)
	if err != nil {
		return queryChange{}, tooManyTerms(err, q.q)
	}
	now, err := other.Search(ctx, req)
	if err != nil {
		return queryChange{}, tooManyTerms(err, q.q)
	}
	change := queryChange{Query: q.q, Filters: q.filters, OldTotal: old.Total, NewTotal: now.Total, Old: []string{}, New: []string{}}
	for _, hit := range old.Hits {
		change.Old = append(change.Old, hit.ID)
	}
	for _, hit := range now.Hits {
		change.New = append(change.New, hit.ID)
		if slices.Contains(change.Old, hit.ID) {
			change.Overlap++
		}
	}
	return change, nil
}
