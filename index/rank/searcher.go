package rank

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"khobao/index"
	"khobao/index/query"
)

// Depth is how many of the best candidates are reordered; what comes after them
// keeps the engine's order.
const Depth = 200

// Texts gives articles by id, in the order asked; missing ones are left out.
type Texts interface {
	Articles(ctx context.Context, ids []string) ([]index.Article, error)
}

// Searcher answers requests as a reader sees them. It is safe for use by several
// goroutines.
type Searcher struct {
	Engine    index.Engine
	Texts     Texts
	Expanders []Expander // nil means Expanders()
}

// Search parses r.Q, or takes r.Query where Q is empty, expands it, asks the
// engine, and gives the page asked for, ranked, marked and explained. Errors are
// the engine's, the texts' or the context's.
func (s *Searcher) Search(ctx context.Context, r index.Request) (index.Result, error) {
	typed, notices := s.parse(r)
	x, err := s.expand(ctx, typed, r)
	if err != nil {
		return index.Result{}, err
	}
	p := newPlan(x.node)
	r.Query = x.node
	if r.Sort == "" {
		r.Sort = index.Newest
		if p.slots > 0 {
			r.Sort = index.Relevance
		}
	}
	if r.Size == 0 {
		r.Size = index.DefaultSize
	}
	res, err := s.ranked(ctx, r, p, Depth)
	if err != nil {
		return index.Result{}, err
	}
	res.Query, res.Notices, res.Expansions = x.node, notices, x.expansions
	if res.Hits == nil {
		res.Hits = []index.Hit{}
	}
	if res.Wider, err = s.wider(ctx, r, typed, x.node, p, res.Total); err != nil {
		return index.Result{}, err
	}
	return res, nil
}

func (s *Searcher) parse(r index.Request) (query.Node, []query.Notice) {
	if r.Q == "" && r.Query != nil {
		return r.Query, []query.Notice{}
	}
	n, notices := query.Parse(r.Q, Lookup)
	if notices == nil {
		notices = []query.Notice{}
	}
	return n, notices
}

// ranked asks the engine and gives the page asked for with its texts.
// Candidates after the first depth keep the engine's order.
func (s *Searcher) ranked(ctx context.Context, r index.Request, p *plan, depth int) (index.Result, error) {
	rerank := r.Sort == index.Relevance && p.slots > 0 && r.Size > 0 && r.Offset < depth
	ask := r
	if rerank {
		ask.Offset, ask.Size = 0, max(r.Offset+r.Size, depth)
		ask.Query = sharpen(r.Query, p)
	}
	res, err := s.Engine.Search(ctx, ask)
	if err != nil {
		return index.Result{}, fmt.Errorf("search: %w", err)
	}
	var have map[string]*index.Article
	if rerank {
		if have, err = s.rerank(ctx, res.Hits[:min(len(res.Hits), depth)], p); err != nil {
			return index.Result{}, err
		}
		from := min(r.Offset, len(res.Hits))
		res.Hits = slices.Clone(res.Hits[from:min(r.Offset+r.Size, len(res.Hits))])
	}
	return res, s.show(ctx, res.Hits, have, p)
}

// rerank puts hits in their final order and gives their articles.
func (s *Searcher) rerank(ctx context.Context, hits []index.Hit, p *plan) (map[string]*index.Article, error) {
	have, err := s.texts(ctx, hits)
	if err != nil {
		return nil, err
	}
	scale := 0.0
	for _, h := range hits {
		scale = max(scale, h.Score)
	}
	err = each(ctx, hits, p, func(sc *scanner, h *index.Hit) {
		f := features{}
		if a := have[h.ID]; a != nil {
			h.Published = a.Published
			f = sc.features(a)
		}
		weigh(h, &f, scale)
	})
	if err != nil {
		return nil, fmt.Errorf("rank: %w", err)
	}
	sortHits(hits)
	return have, nil
}

// show fills in what a reader sees of hits; an article whose text is gone keeps
// its id and score.
func (s *Searcher) show(ctx context.Context, hits []index.Hit, have map[string]*index.Article, p *plan) error {
	var missing []index.Hit
	for _, h := range hits {
		if have[h.ID] == nil {
			missing = append(missing, h)
		}
	}
	more, err := s.texts(ctx, missing)
	if err != nil {
		return err
	}
	err = each(ctx, hits, p, func(sc *scanner, h *index.Hit) {
		a := have[h.ID]
		if a == nil {
			a = more[h.ID]
		}
		sc.fill(h, a)
	})
	if err != nil {
		return fmt.Errorf("make snippets: %w", err)
	}
	return nil
}

// fill copies what a result shows of an article and marks it.
func (s *scanner) fill(h *index.Hit, a *index.Article) {
	h.Snippets = []index.Snippet{}
	if h.Why == nil && h.Score != 0 {
		h.Why = []index.Part{{Code: WordsPart, Score: h.Score}}
	}
	if a == nil {
		return
	}
	h.URL, h.Name, h.Title, h.Site = a.URL, a.Name, a.Title, a.Site
	h.Section, h.Authors, h.Published, h.Family = a.Section, a.Authors, a.Published, a.Family
	h.TitleMarks = marks(s.scan(a.Title, titleField))
	h.Snippets = s.snippets(a)
}

// texts asks for the articles of hits, by id.
func (s *Searcher) texts(ctx context.Context, hits []index.Hit) (map[string]*index.Article, error) {
	if len(hits) == 0 {
		return nil, ctx.Err()
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	articles, err := s.Texts.Articles(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read the texts of %d articles: %w", len(ids), err)
	}
	byID := make(map[string]*index.Article, len(articles))
	for i := range articles {
		byID[articles[i].ID] = &articles[i]
	}
	return byID, nil
}

// each does something with every hit, on all cores, until ctx ends.
func each(ctx context.Context, hits []index.Hit, p *plan, do func(*scanner, *index.Hit)) error {
	workers := min(runtime.GOMAXPROCS(0), (len(hits)+9)/10)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			sc := newScanner(p)
			for i := w; i < len(hits) && ctx.Err() == nil; i += workers {
				do(sc, &hits[i])
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
