package evaluate

import (
	"context"
	"fmt"
	"time"

	"khobao/index"
	"khobao/index/rank"
)

// Finder gives the ids of articles for a query, the best first, at most depth.
type Finder interface {
	Find(ctx context.Context, q string, depth int) ([]string, error)
}

// Product finds as a reader would: the strict hits, then the wider ones.
type Product struct{ Searcher *rank.Searcher }

// Find asks the searcher.
func (p Product) Find(ctx context.Context, q string, depth int) ([]string, error) {
	res, err := p.Searcher.Search(ctx, index.Request{Q: q, Size: min(depth, index.MaxSize)})
	if err != nil {
		return nil, err
	}
	hits := res.Hits
	if res.Wider != nil {
		hits = append(hits, res.Wider.Hits...)
	}
	ids := make([]string, 0, len(hits))
	for _, h := range hits[:min(len(hits), depth)] {
		ids = append(ids, h.ID)
	}
	return ids, nil
}

// Set is documents and the topics asked of them.
type Set struct {
	Docs     []Document
	Topics   []Topic
	relevant map[string][]string
	missing  []string
	twin     map[string]string
}

// NewSet finds the articles of the topics among docs, and takes from those the
// field that the topics were made of.
func NewSet(docs []Document, topics Topics) (*Set, error) {
	relevant, missing, err := topics.resolve(docs)
	if err != nil {
		return nil, err
	}
	return &Set{Docs: docs, Topics: topics.Topics, relevant: relevant, missing: missing, twin: twins(docs)}, nil
}

// Run types every topic, asks f, and judges what it gives.
func (s *Set) Run(ctx context.Context, f Finder, typing Typing) (Report, error) {
	var sum figures
	var failed []string
	for n, topic := range s.Topics {
		q := typing.Type(topic.Text)
		start := time.Now()
		ids, err := f.Find(ctx, q, Depth)
		took := time.Since(start)
		if err != nil {
			return Report{}, fmt.Errorf("topic %s: %w", topic.ID, err)
		}
		if sum.add(s.first(ids), s.first(s.relevant[number(n)]), took) == 0 {
			failed = append(failed, topic.ID)
		}
	}
	r := sum.report()
	r.Typing, r.Documents, r.Failed, r.Missing = typing.Name, len(s.Docs), failed, s.missing
	return r, nil
}

// first replaces ids by those of their first twins, each once.
func (s *Set) first(ids []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, id := range ids {
		if first, ok := s.twin[id]; ok {
			id = first
		}
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
