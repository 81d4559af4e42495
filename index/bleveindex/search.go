package bleveindex

import (
	"context"
	"fmt"
	"sync"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/docset"
	"khobao/index/query"
)

// Search answers a request. It returns as many hits as asked for, up to
// index.MaxDepth with the offset, or index.FoldedDepth with Families; a page is
// cut to its size by the caller of rank.
func (e *Engine) Search(ctx context.Context, r index.Request) (index.Result, error) {
	v, err := e.acquire()
	if err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	defer v.release()
	of := stamp{v.generation.number, v.record.epoch}
	key := ""
	if e.cache != nil {
		key = requestKey(r)
		if a := e.cache.get(of, key); a != nil && ctx.Err() == nil {
			return a.result(of, r.Query), nil
		}
	}
	var result index.Result
	err = guarded("search", func() error {
		result, err = e.search(ctx, v, r)
		return err
	})
	if err == nil && e.cache != nil {
		a := answerOf(&result, key)
		e.cache.put(of, key, a)
		result = a.result(of, r.Query)
	}
	if isDamage(err) {
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
		size: pageEnd(r), first: max(r.Offset, 0),
	}
	defer s.release()
	s.scored = (r.Sort == index.Relevance || r.Sort == "") && s.size > 0 && scored(plan)
	s.sort = r.Sort
	if s.scored || heavy(plan) {
		if err := e.gate.enter(ctx); err != nil {
			return index.Result{}, fmt.Errorf("search: %w", err)
		}
		defer e.gate.leave()
	}
	if err := s.run(); err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	result.Total = s.total
	if result.Facets, result.Values, err = f.counted(ctx, v, r); err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	if f.families != nil {
		result.Rows = rows(s.total, f.families)
		s.tellFamilies(f.families)
	}
	result.Hits = append(result.Hits, s.hits...)
	if s.scored && len(r.Places) > 0 {
		if result.Places, err = s.places(p, r.Places); err != nil {
			return index.Result{}, fmt.Errorf("search: %w", err)
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
	most := index.MaxDepth
	if r.Families {
		most = index.FoldedDepth
	}
	return min(max(r.Offset, 0)+size, most)
}

// search is one request under way.
type search struct {
	ctx      context.Context
	engine   *Engine
	view     *view
	plan     expr
	filters  *filters
	first    int // hit that is wanted first
	size     int // how many of the first hits are needed to know it and those after
	scored   bool
	sort     index.Sort
	total    int
	hits     []index.Hit
	found    []columns.Found // the same, as documents
	matchers []*matcher      // by segment
	matched  []matched
}

// matched is what matches in one segment.
type matched struct {
	docs docset.Set
	hits int
}

// release gives back what the search used.
func (s *search) release() {
	for i, m := range s.matchers {
		m.release()
		if i < len(s.matched) {
			m.discard(s.matched[i].docs)
		}
	}
}

func (s *search) run() error {
	for _, part := range s.view.segments {
		m := newMatcher(s.ctx, s.engine.layout, part)
		m.scored = s.scored
		s.matchers = append(s.matchers, m)
		docs := m.liveSet()
		s.matched = append(s.matched, matched{docs: docs})
		if err := s.filters.fixed(m, docs); err != nil {
			return err
		}
		if docs.Empty() { // of another time, or another newspaper
			continue
		}
		if err := m.match(s.plan, docs); err != nil {
			return err
		}
		hits, err := s.filters.apply(m, docs)
		if err != nil {
			return err
		}
		s.matched[len(s.matched)-1].hits = hits
		s.total += hits
	}
	if s.total == 0 || s.size == 0 {
		return s.ctx.Err()
	}
	if !s.scored {
		return s.byTime()
	}
	scorer, err := newScorer(s.engine.layout, s.view, s.matchers, s.plan)
	if err != nil {
		return err
	}
	if prunable(s.plan, s.matchers) {
		return s.pruned(scorer)
	}
	return s.byScore(scorer)
}

// byTime orders by date or arrival: no score is reckoned.
func (s *search) byTime() error {
	order := columns.ByNewest
	switch s.sort {
	case index.Oldest:
		order = columns.ByOldest
	case index.Arrived:
		order = columns.ByArrival
	}
	best := columns.NewBest(s.size, order)
	for i, part := range s.view.segments {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if s.sort == index.Arrived {
			if err := best.AddByArrival(s.ctx, part.columns, s.matched[i].docs); err != nil {
				return err
			}
			continue
		}
		best.AddByTime(part.columns, s.matched[i].docs, s.matched[i].hits, s.sort == index.Oldest)
	}
	s.take(best)
	return nil
}

// checkMany is how many documents with their scores are looked at between two looks
// at the context: each takes some ten nanoseconds.
const checkMany = 1 << 16

// byScore scores every document matched, word by word.
func (s *search) byScore(scorer *scorer) error {
	best := columns.NewBest(s.size, columns.ByScore)
	for i, m := range s.matchers {
		if s.matched[i].hits == 0 {
			continue
		}
		docs := s.matched[i].docs.Documents(make([]uint32, 0, s.matched[i].hits))
		scores := getScores(len(docs))
		err := scorer.add(m, s.plan, matches{docs, *scores})
		if err == nil {
			for place, doc := range docs {
				if place%checkMany == 0 && s.ctx.Err() != nil {
					err = s.ctx.Err()
					break
				}
				best.Add(columns.Found{Score: (*scores)[place], Doc: doc, Segment: m.part.columns})
			}
		}
		putScores(scores)
		if err != nil {
			return err
		}
	}
	s.take(best)
	return nil
}

func (s *search) take(best *columns.Best) {
	list := best.List()
	s.show(list[min(s.first, len(list)):])
}

// show makes hits of the documents of the page.
func (s *search) show(found []columns.Found) {
	s.found = found
	s.hits = make([]index.Hit, len(found))
	for i, f := range found {
		s.hits[i] = index.Hit{ID: f.Segment.ID(f.Doc), Score: float64(f.Score)}
	}
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
