package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"khobao/index"
	"khobao/internal/failure"
)

// Find answers one request as an engine does: ids in order, exact total and
// counts, at most index.MaxDepth hits.
type Find func(ctx context.Context, r index.Request) (index.Result, error)

// List is every hit of a request, and the state of the index they are from.
type List struct {
	IDs        IDs
	Generation int
	Epoch      uint64
}

// listTries is how often a listing begins again because the index changed under it.
const listTries = 4

// All lists every hit of a request whose Query is ready for an engine, also
// beyond index.MaxDepth; with Fold, the first hit of each reprint family. With
// order by relevance, head holds the first hits as a reader sees them. What goes
// by relevance or arrival has the engine's order to that depth, then the newest
// first. All ids are of one state of the index; failure.Busy says that it
// changed too often to list it.
func All(ctx context.Context, find Find, r index.Request, head []index.Hit) (*List, error) {
	return all(ctx, find, r, head, index.MaxDepth)
}

func all(ctx context.Context, find Find, r index.Request, head []index.Hit, depth int) (*List, error) {
	for range listTries {
		w := &walker{ctx: ctx, find: find, depth: depth, oldest: r.Sort == index.Oldest, families: familySet{fold: r.Fold}}
		err := w.walk(r, head)
		if err == nil && w.list.IDs.Len() != w.want {
			w.moved = true // what was there at the count is gone at the walk
		}
		if !w.moved {
			if err != nil {
				return nil, err
			}
			return &w.list, nil
		}
	}
	return nil, failure.Newf(failure.Busy, "index", "changed %d times while its hits were listed", listTries)
}

// walker lists windows of a request that are each small enough for an engine.
type walker struct {
	ctx    context.Context
	find   Find
	depth  int
	oldest bool
	list   List
	want   int  // rows there are
	known  bool // generation and epoch are set
	moved  bool

	families familySet
	first    bool            // the hits before the walk by date are being listed
	seen     map[string]bool // what these were
}

// familySet knows the reprint families that have a row.
type familySet struct {
	fold bool // not more than one
	seen map[string]bool
}

// again reports whether a hit's family has its row already, and notes it.
func (s *familySet) again(family string) bool {
	if !s.fold || family == "" {
		return false
	}
	if s.seen[family] {
		return true
	}
	if s.seen == nil {
		s.seen = map[string]bool{}
	}
	s.seen[family] = true
	return false
}

var errMoved = failure.Newf(failure.Busy, "index", "changed")

func (w *walker) ask(r index.Request) (index.Result, error) {
	res, err := w.find(w.ctx, r)
	if err != nil {
		return res, fmt.Errorf("list hits: %w", err)
	}
	if !w.known {
		w.known, w.list.Generation, w.list.Epoch = true, res.Generation, res.Epoch
	}
	if res.Generation != w.list.Generation || res.Epoch != w.list.Epoch {
		w.moved = true
		return res, errMoved
	}
	return res, nil
}

func (w *walker) walk(r index.Request, head []index.Hit) error {
	r.Offset, r.Facets, r.Top, r.Places = 0, nil, 0, nil
	r.Families = r.Fold
	if r.Sort == index.Relevance || r.Sort == index.Arrived {
		done, err := w.firstHits(r, head)
		if done || err != nil {
			return err
		}
		r.Sort = index.Newest
	}
	return w.window(r, 0)
}

// firstHits lists the hits that come first in an order that no period follows,
// and reports whether these are all.
func (w *walker) firstHits(r index.Request, head []index.Hit) (bool, error) {
	r.Size = w.depth
	res, err := w.ask(r)
	if err != nil {
		return false, err
	}
	w.want = rowsOf(r, res)
	w.seen, w.first = make(map[string]bool, len(res.Hits)), true
	defer func() { w.first = false }()
	if r.Fold { // as the engine knows them, which counts rows
		families := make(map[string]string, len(res.Hits))
		for _, h := range res.Hits {
			families[h.ID] = h.Family
		}
		head = slices.Clone(head)
		for i, h := range head {
			if family, ok := families[h.ID]; ok {
				head[i].Family = family
			}
		}
	}
	if err := w.add(head); err != nil {
		return false, err
	}
	return len(res.Hits) >= res.Total, w.add(res.Hits)
}

// rowsOf is how many rows the hits of a request make.
func rowsOf(r index.Request, res index.Result) int {
	if r.Fold {
		return res.Rows
	}
	return res.Total
}

// add lists hits that have no row yet.
func (w *walker) add(hits []index.Hit) error {
	for _, h := range hits {
		if w.seen[h.ID] {
			continue
		}
		if w.first {
			w.seen[h.ID] = true
		}
		if w.families.again(h.Family) {
			continue
		}
		if err := w.list.IDs.Add(h.ID); err != nil {
			return err
		}
	}
	return nil
}

// window lists the hits of a request in order of time; level says how finely it
// has been cut already.
func (w *walker) window(r index.Request, level int) error {
	r.Size = w.depth
	r.Facets = nil
	if level == 0 {
		r.Facets = []string{"year"}
	}
	res, err := w.ask(r)
	if err != nil {
		return err
	}
	if level == 0 && w.seen == nil {
		w.want = rowsOf(r, res)
	}
	if res.Total <= len(res.Hits) {
		return w.add(res.Hits)
	}
	if level == 0 {
		return w.years(r, res)
	}
	return w.parts(r, level)
}

// spans are the lengths a period is cut into, coarsest first.
var spans = []func(time.Time) time.Time{
	func(t time.Time) time.Time { return t.AddDate(1, 0, 0) },
	func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
	func(t time.Time) time.Time { return t.AddDate(0, 0, 1) },
	func(t time.Time) time.Time { return t.Add(time.Hour) },
	func(t time.Time) time.Time { return t.Add(time.Minute) },
}

// years cuts a request into its years and the articles without a date.
func (w *walker) years(r index.Request, res index.Result) error {
	var starts []time.Time
	var names []string
	for _, c := range res.Facets["year"] {
		start, _, err := index.ParsePeriod(c.Value)
		if err != nil {
			return fmt.Errorf("list hits by year: %w", err)
		}
		starts, names = append(starts, start), append(names, c.Value)
	}
	w.order(starts)
	for _, start := range starts {
		if err := w.between(r, start, spans[0](start), 1); err != nil {
			return err
		}
	}
	if !r.From.IsZero() || !r.To.IsZero() {
		return nil // an article without a date is in no period
	}
	for _, year := range names {
		r.Filters = append(slices.Clip(r.Filters), index.Filter{Field: "year", Value: year, Exclude: true})
	}
	_, err := w.undated(r, 0)
	return err
}

func (w *walker) order(starts []time.Time) {
	slices.SortFunc(starts, func(a, b time.Time) int {
		if w.oldest {
			a, b = b, a
		}
		return b.Compare(a)
	})
}

// parts cuts a period of one level into those of the next.
func (w *walker) parts(r index.Request, level int) error {
	if level >= len(spans) {
		return failure.Newf(failure.Unsupported, "export", "more than %d articles of one minute", w.depth)
	}
	from := r.From
	// The first part begins where a whole one would, so that bounds stay round.
	var starts []time.Time
	for t := whole(from, level); t.Before(r.To); t = spans[level](t) {
		starts = append(starts, t)
	}
	w.order(starts)
	for _, start := range starts {
		if err := w.between(r, start, spans[level](start), level+1); err != nil {
			return err
		}
	}
	return nil
}

// whole gives the beginning of the month, day, hour or minute that t is in.
func whole(t time.Time, level int) time.Time {
	t = t.In(index.Zone)
	switch level {
	case 1:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, index.Zone)
	case 2:
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, index.Zone)
	case 3:
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), 0, 0, 0, index.Zone)
	}
	return t.Truncate(time.Minute)
}

// between lists what of a request lies in a period, inside its own bounds.
func (w *walker) between(r index.Request, from, to time.Time, level int) error {
	if r.From.Before(from) {
		r.From = from
	}
	if r.To.IsZero() || r.To.After(to) {
		r.To = to
	}
	if !r.From.Before(r.To) {
		return nil
	}
	return w.window(r, level)
}

// cuts are the facets that articles without a date are parted by.
var cuts = []string{"site", "section", "author", "import", "place", "agency", "person"}

// undated lists articles without a date, and gives their number: each value of a
// facet in turn without those before it, the most frequent first, until what is
// left can be listed or is parted by the next facet.
func (w *walker) undated(r index.Request, cut int) (int, error) {
	r.Size, r.Facets = w.depth, nil
	if cut < len(cuts) {
		r.Facets = cuts[cut : cut+1]
	}
	res, err := w.ask(r)
	if err != nil {
		return 0, err
	}
	if res.Total <= len(res.Hits) {
		return res.Total, w.add(res.Hits)
	}
	if cut == len(cuts) {
		return 0, failure.Newf(failure.Unsupported, "export", "more than %d articles without a date that nothing tells apart", w.depth)
	}
	values := slices.Clone(res.Facets[cuts[cut]])
	slices.SortFunc(values, func(a, b index.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	left := res.Total
	for _, v := range values {
		if left <= w.depth {
			break
		}
		one := r
		one.Filters = append(slices.Clip(r.Filters), index.Filter{Field: cuts[cut], Value: v.Value})
		if slices.ContainsFunc(r.Filters, func(f index.Filter) bool { return f.Field == cuts[cut] && !f.Exclude }) {
			// A filter of the reader's own on this facet: alternatives would widen it.
			one.Filters = slices.DeleteFunc(slices.Clone(r.Filters), func(f index.Filter) bool { return f.Field == cuts[cut] && !f.Exclude })
			one.Filters = append(one.Filters, index.Filter{Field: cuts[cut], Value: v.Value})
			if !slices.Contains(r.Filters, index.Filter{Field: cuts[cut], Value: v.Value}) {
				continue
			}
		}
		n, err := w.undated(one, cut+1)
		if err != nil {
			return 0, err
		}
		left -= n
		r.Filters = append(slices.Clip(r.Filters), index.Filter{Field: cuts[cut], Value: v.Value, Exclude: true})
	}
	_, err = w.undated(r, cut+1)
	return res.Total, err
}
