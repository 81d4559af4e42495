package rank

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// Depth is how many of the best candidates are reordered; what comes after them
// keeps the engine's order.
const Depth = 300

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
	// Abbreviations are those of the archive; nil means those that come with the
	// program.
	Abbreviations *vi.Abbreviations
	Without       Without

	known   onceAbbreviations
	learned atomic.Pointer[Lessons]
	counts  counts
}

// Without leaves out parts of ranking, to measure what each is worth.
type Without struct {
	Reordering  bool // hits stay in the engine's order
	Compounds   bool // syllables and pairs count alike
	Restoration bool // words without marks are any spelling
	Neighbours  bool // long runs match scattered words too
}

// Search parses r.Q, or takes r.Query where Q is empty, expands it, asks the
// engine, and gives the page asked for, ranked, marked and explained. Errors are
// the engine's, the texts' or the context's.
func (s *Searcher) Search(ctx context.Context, r index.Request) (index.Result, error) {
	res, err := s.search(ctx, r)
	if err == nil && s.counts.outdated(res.Epoch) {
		return s.search(ctx, r)
	}
	return res, err
}

func (s *Searcher) search(ctx context.Context, r index.Request) (index.Result, error) {
	typed, notices := s.parse(r)
	x, err := s.expand(ctx, typed, r)
	if err == nil {
		x, err = s.converted(ctx, x, r)
	}
	if err != nil {
		return index.Result{}, err
	}
	asked := r
	if x.read != "" {
		r.Q = x.read
	}
	if r.Sort == "" {
		r.Sort = index.Newest
		if newPlan(x.node).slots > 0 {
			r.Sort = index.Relevance
		}
	}
	if r.Size == 0 {
		r.Size = index.DefaultSize
	}
	if err := s.restored(ctx, r, &x); err != nil {
		return index.Result{}, err
	}
	if err := s.narrow(ctx, r, &x); err != nil {
		return index.Result{}, err
	}
	e, err := newEvidence(ctx, newPlan(loosen(x.whole())), s.vocabulary(), x.shares)
	if err != nil {
		return index.Result{}, err
	}
	e.lexicon = s.lexicon()
	if x.literal {
		e.forget()
	}
	r.Query = x.node
	strict, err := s.candidates(ctx, r, e, Depth)
	if err != nil {
		return index.Result{}, err
	}
	wide, err := s.wider(ctx, r, x, e, strict)
	if err != nil {
		return index.Result{}, err
	}
	if !s.Without.Reordering {
		e.order(s.Without, &strict, &wide)
	}
	if r.Fold && r.Size > 0 {
		if err := s.folded(ctx, r, &strict); err != nil {
			return index.Result{}, err
		}
		wide.fold()
	}
	p := newPlan(x.node)
	res := strict.page(r)
	if err := s.show(ctx, res.Hits, p); err != nil {
		return index.Result{}, err
	}
	if len(wide.res.Hits) > 0 {
		w := wide.page(index.Request{Size: r.Size})
		if err := s.show(ctx, w.Hits, e.plan); err != nil {
			return index.Result{}, err
		}
		res.Wider = &index.Wider{Total: wide.res.Total, Hits: w.Hits}
	}
	if res.Suggestions, err = s.suggest(ctx, asked, typed, x.meant, res); err != nil {
		return index.Result{}, err
	}
	if x.read != "" {
		for i := range x.expansions {
			x.expansions[i].Start, x.expansions[i].End = 0, len(asked.Q)
		}
	}
	res.Query, res.Notices, res.Expansions, res.Places = x.node, notices, x.expansions, nil
	return res, nil
}

func (s *Searcher) vocabulary() index.Vocabulary {
	if v := s.Engine.Vocabulary(); v != nil {
		return counted{v}
	}
	return nil
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

// candidates asks the engine for the page of a request or, where it will be
// ranked, for the best depth hits with the places of their words.
func (s *Searcher) candidates(ctx context.Context, r index.Request, e *evidence, depth int) (candidates, error) {
	ask := r
	ask.Families = r.Size > 0
	c := candidates{first: r.Offset}
	if r.Fold && r.Size > 0 { // a row is known by those before it
		ask.Offset, ask.Size, c.first = 0, r.Offset+r.Size, 0
	}
	if r.Sort == index.Relevance && e.plan.slots > 0 && r.Size > 0 && r.Offset < depth {
		ask.Offset, ask.Size, ask.Places = 0, max(r.Offset+r.Size, depth), e.words
		c.first = 0
	}
	var err error
	if c.res, err = s.Engine.Search(ctx, ask); err != nil {
		return c, fmt.Errorf("search: %w", err)
	}
	c.places = c.res.Places
	c.depth = min(depth, len(c.res.Hits))
	if c.places == nil && len(ask.Places) > 0 {
		c.places, err = s.textPlaces(ctx, c.res.Hits[:c.depth], e.words)
	}
	return c, err
}

// candidates are hits of an engine and where their words stand.
type candidates struct {
	res    index.Result
	places *index.Places // nil: not to be ranked
	depth  int           // hits to put in order
	first  int           // number of the first of res.Hits
}

// rank puts the first depth hits in their final order.
func (c *candidates) rank(e *evidence, m *measured) {
	hits := c.res.Hits[:c.depth]
	for i := range hits {
		g := e.grade(m, i)
		weigh(&hits[i], &g)
		if m := c.places.Minutes[i]; m > 0 { // for the order of equal scores
			hits[i].Published.Time = time.Unix(int64(m)*60, 0)
		}
	}
	sortHits(hits)
}

// page gives the page asked for.
func (c *candidates) page(r index.Request) index.Result {
	res := c.res
	from := min(max(r.Offset-c.first, 0), len(res.Hits))
	res.Hits = slices.Clone(res.Hits[from:min(from+max(r.Size, 0), len(res.Hits))])
	if res.Hits == nil {
		res.Hits = []index.Hit{}
	}
	return res
}

// show fills in what a reader sees of hits; an article whose text is gone keeps
// its id and score.
func (s *Searcher) show(ctx context.Context, hits []index.Hit, p *plan) error {
	have, err := s.texts(ctx, hits)
	if err != nil {
		return err
	}
	p.findWords(s.lexicon())
	err = each(ctx, hits, p, func(sc *scanner, h *index.Hit) { sc.fill(h, have[h.ID]) })
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
	h.TitleMarks = s.plan.marks(s.withFigures(s.scan(a.Title, titleField), a, titleField, a.Title))
	h.Why = append(h.Why, s.plan.figureParts(a)...)
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
