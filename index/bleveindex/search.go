package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/query"
)

// Search answers a request. It returns as many hits as asked for, up to
// index.MaxDepth with the offset; a page is cut to its size by the caller of rank.
func (e *Engine) Search(ctx context.Context, r index.Request) (index.Result, error) {
	v, err := e.acquire()
	if err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	defer v.release()
	var result index.Result
	err = guarded("search", func() error {
		result, err = e.search(ctx, v, r)
		return err
	})
	var p *panicked
	if errors.As(err, &p) {
		e.fail(v.generation, err)
		return index.Result{}, fmt.Errorf("search: %w: %w", index.ErrNotReady, err)
	}
	return result, err
}

func (e *Engine) search(ctx context.Context, v *view, r index.Request) (index.Result, error) {
	result := index.Result{
		Hits:       []index.Hit{},
		Expansions: []index.Expansion{},
		Notices:    []query.Notice{},
		Generation: v.generation.number,
		Epoch:      v.record.epoch,
		Query:      r.Query,
	}
	p := &planner{ctx: ctx, layout: e.layout, view: v}
	plan, err := p.plan(r.Query, e.layout.plain())
	if err != nil {
		return index.Result{}, err
	}
	f, err := newFilters(v, r)
	if err != nil {
		return index.Result{}, err
	}
	s := &search{
		ctx: ctx, engine: e, view: v, plan: plan, filters: f,
		best: columns.NewBest(pageEnd(r), columns.ByNewest),
	}
	byScore := r.Sort == index.Relevance || r.Sort == ""
	switch {
	case byScore && pageEnd(r) > 0 && scored(plan):
		s.scored, s.best = true, columns.NewBest(pageEnd(r), columns.ByScore)
		if err := e.gate.enter(ctx); err != nil {
			return index.Result{}, fmt.Errorf("search: %w", err)
		}
		defer e.gate.leave()
	case r.Sort == index.Oldest:
		s.oldest, s.best = true, columns.NewBest(pageEnd(r), columns.ByOldest)
	}
	if err := s.run(); err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	result.Total = s.total
	result.Facets = f.counted(v, r)
	if found := s.best.List(); r.Offset < len(found) {
		for _, hit := range found[max(r.Offset, 0):] {
			result.Hits = append(result.Hits, index.Hit{
				ID: hit.Segment.ID(hit.Doc), Score: float64(hit.Score),
			})
		}
	}
	return result, nil
}

// pageEnd is how many of the first hits a request needs.
func pageEnd(r index.Request) int {
	size := r.Size
	switch {
	case size < 0:
		return 0
	case size == 0:
		size = index.DefaultSize
	}
	return min(max(r.Offset, 0)+size, index.MaxDepth)
}

// search is one request under way.
type search struct {
	ctx     context.Context
	engine  *Engine
	view    *view
	plan    expr
	filters *filters
	scored  bool
	oldest  bool
	best    *columns.Best
	total   int
}

func (s *search) run() error {
	matchers := make([]*matcher, len(s.view.segments))
	matched := make([]*roaring.Bitmap, len(s.view.segments))
	for i, part := range s.view.segments {
		matchers[i] = newMatcher(s.ctx, s.engine.layout, part)
		docs, err := matchers[i].match(s.plan, s.filters.fixedIn(part))
		if err != nil {
			return err
		}
		if matched[i], err = s.filters.apply(s.ctx, part, docs); err != nil {
			return err
		}
		s.total += int(matched[i].GetCardinality())
	}
	if s.total == 0 {
		return nil
	}
	if !s.scored {
		for i, part := range s.view.segments {
			if err := s.ctx.Err(); err != nil {
				return err
			}
			s.best.AddByTime(part.columns, matched[i], s.oldest)
		}
		return nil
	}
	scorer, err := newScorer(s.engine.layout, s.view, matchers, s.plan)
	if err != nil {
		return err
	}
	for i, m := range matchers {
		if err := s.score(scorer, m, matched[i]); err != nil {
			return err
		}
	}
	return nil
}

// score ranks the documents matched in one segment.
func (s *search) score(scorer *scorer, m *matcher, docs *roaring.Bitmap) error {
	if docs.IsEmpty() {
		return nil
	}
	scores := getScores(int(m.part.columns.Docs))
	defer putScores(scores)
	if err := scorer.add(m, s.plan, docs, *scores); err != nil {
		return err
	}
	it := docs.Iterator()
	for it.HasNext() {
		doc := it.Next()
		s.best.Add(columns.Found{Score: (*scores)[doc], Doc: doc, Segment: m.part.columns})
	}
	return nil
}

// scorePool keeps score arrays: one of a large segment is megabytes.
var scorePool = sync.Pool{New: func() any { return new([]float32) }}

func getScores(n int) *[]float32 {
	s := scorePool.Get().(*[]float32)
	if cap(*s) < n {
		*s = make([]float32, n)
		return s
	}
	*s = (*s)[:n]
	clear(*s)
	return s
}

func putScores(s *[]float32) { scorePool.Put(s) }
