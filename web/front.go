package web

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// overview is what the archive holds as a whole: the ground that searches stand
// out against. It changes only with the index's epoch.
type overview struct {
	Facets map[string][]index.FacetCount // each in its standing order, the first of them
	Values map[string]int                // of each facet, how many there are
	Years  []index.FacetCount
	Total  int
	Newest []index.Hit
	Order  index.Sort // of Newest: where no article has a date, by their coming
	Cover  []coverRow // of the largest papers, most articles first
	Stats  Stats
}

// coverRow is how many articles of a year the archive holds of a paper.
type coverRow struct {
	Site  string
	Years map[string]int
	Total int
}

// overviewCache keeps the last overview.
type overviewCache struct {
	mu    sync.Mutex
	key   [2]uint64
	value *overview
	until time.Time // an older one is good enough until then
}

// overviewShare is how many times longer than its making an overview is kept
// while the index changes: an import changes it every second, and readers should
// not pay for that more than a twentieth of the machine.
const overviewShare = 20

// newestOnFront is how many articles the front page lists, and coverSites of how
// many papers it shows the years.
const (
	newestOnFront  = 8
	overviewValues = 500 // of a facet; the browsing page lists them all
	coverSites     = 12
)

// overview gives the counts of the whole archive, kept until the index changes.
// One reader counts, the others wait for the same answer.
func (s *Server) overview(ctx context.Context) (*overview, error) {
	state := s.deps.State(ctx)
	key := [2]uint64{uint64(max(state.Generation, 0)), state.Epoch}
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	start := time.Now()
	if s.counts.value != nil && (s.counts.key == key || start.Before(s.counts.until)) {
		return s.counts.value, nil
	}
	all := index.Request{Size: newestOnFront, Sort: index.Newest, Facets: index.FacetNames(), Top: overviewValues}
	res, err := s.deps.Search.Search(ctx, all)
	if err == nil {
		err = s.countImports(ctx, all, &res)
	}
	if err != nil {
		return nil, err
	}
	o := &overview{Facets: map[string][]index.FacetCount{}, Values: res.Values, Total: res.Total, Newest: res.Hits, Order: index.Newest}
	if len(res.Hits) > 0 && res.Hits[0].Published.IsZero() {
		o.Order = index.Arrived
		arrived, err := s.deps.Search.Search(ctx, index.Request{Size: newestOnFront, Sort: o.Order})
		if err != nil {
			return nil, err
		}
		o.Newest = arrived.Hits
	}
	for name, counts := range res.Facets {
		o.Facets[name] = inOrder(name, counts, overviewValues)
	}
	o.Years = slices.Clone(res.Facets["year"])
	slices.SortFunc(o.Years, func(a, b index.FacetCount) int { return cmp.Compare(b.Value, a.Value) })
	if o.Cover, err = s.cover(ctx, o.Facets["site"]); err != nil {
		return nil, err
	}
	if o.Stats, err = s.deps.Archive.Stats(ctx); err != nil {
		return nil, err
	}
	s.counts.key, s.counts.value = key, o
	s.counts.until = time.Now().Add(overviewShare * time.Since(start))
	return o, nil
}

// frontView is the data of the front page.
type frontView struct {
	Stats    Stats
	Status   index.State
	Newest   []hitView
	Order    string // key of what they are ordered by
	All      string // every article in that order
	Papers   int
	Sites    []facetValue // the largest
	Sections []facetValue
	More     string // every section, "" where all are shown
	Coverage *coverage
	ThisDay  []thisDayYear
	Today    string
	TodayAll string
	First    string // year
	Last     string
	Empty    bool
	Ready    bool
}

// frontSections is how many sections the front page lists.
const frontSections = 12

func (s *Server) front(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	sh.State, sh.Follow = st, st.Search()
	v := &frontView{Status: s.deps.State(ctx)}
	v.Ready = v.Status.Status == index.Ready
	if !v.Ready || v.Status.Articles == 0 {
		var err error
		if v.Stats, err = s.deps.Archive.Stats(ctx); err != nil {
			return nil, err
		}
		v.Empty = v.Stats.Articles == 0
		return v, nil
	}
	o, err := s.overview(ctx)
	if err != nil {
		return nil, err
	}
	v.Stats = o.Stats
	v.Newest, v.Order = hitViews(sh, st, o.Newest), "web.sort."+string(o.Order)
	v.All = st.with(func(r *index.Request) { r.Sort = o.Order }).Search()
	v.Papers = o.Values["site"]
	v.Sites = rows(sh, st, "site", o.Facets["site"])
	v.Sites = v.Sites[:min(len(v.Sites), coverSites)]
	v.Sections = rows(sh, st, "section", o.Facets["section"])
	if len(v.Sections) > frontSections {
		v.Sections, v.More = v.Sections[:frontSections], valuesHref(st, "section")
	}
	v.Coverage = coverageOf(sh, st, o)
	today := dayOf(s.now())
	v.Today, v.TodayAll = dayMonth(today), thisDayHref(sh, today)
	past, err := s.onThisDay(ctx, today)
	if err != nil {
		return nil, err
	}
	for _, r := range past[:min(len(past), newestOnFront)] {
		r.Hits = r.Hits[:1]
		v.ThisDay = append(v.ThisDay, yearOnDay(sh, today, r))
	}
	if len(o.Years) > 0 {
		v.Last, v.First = o.Years[0].Value, o.Years[len(o.Years)-1].Value
	}
	return v, nil
}

func rows(sh *shell, st State, field string, counts []index.FacetCount) []facetValue {
	out := make([]facetValue, len(counts))
	for i, c := range counts {
		out[i] = facetRow(sh, st, field, c.Value, c.Count)
	}
	return out
}

// cover counts the years of the largest papers.
func (s *Server) cover(ctx context.Context, sites []index.FacetCount) ([]coverRow, error) {
	var out []coverRow
	for _, site := range sites[:min(len(sites), coverSites)] {
		res, err := s.deps.Search.Search(ctx, index.Request{
			Size: -1, Filters: []index.Filter{{Field: "site", Value: site.Value}}, Facets: []string{"year"},
		})
		if err != nil {
			return nil, err
		}
		row := coverRow{Site: site.Value, Years: map[string]int{}, Total: res.Total}
		for _, y := range res.Facets["year"] {
			row.Years[y.Value] = y.Count
		}
		out = append(out, row)
	}
	return out, nil
}
