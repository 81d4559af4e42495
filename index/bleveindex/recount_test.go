package bleveindex

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"khobao/index"
	"khobao/index/query"
)

// faceted makes an article with values in every field that is counted: few in
// some, many in others, several at once in most.
func faceted(rng *rand.Rand, n int) index.Article {
	a := worded(rng, n)
	some := func(kind string, values, most int) []string {
		var list []string
		for range rng.IntN(most + 1) {
			list = append(list, fmt.Sprintf("%s %d", kind, int(rng.ExpFloat64()*float64(values)/3)))
		}
		return list
	}
	mentions := func(names []string) []index.Mention {
		var list []index.Mention
		for _, name := range names {
			list = append(list, index.Mention{Name: name, Field: "body"})
		}
		return list
	}
	a.Section, a.Authors, a.Tags = some("Mục", 5, 2), some("Tác giả", 60, 2), some("Thẻ", 20, 3)
	a.Places, a.Agencies, a.People = mentions(some("Nơi", 30, 4)), mentions(some("Cơ quan", 12, 3)), mentions(some("Người", 400, 4))
	if rng.IntN(8) > 0 {
		a.Import = fmt.Sprintf("2026-11-%02d 08:00 %d.wacz", 1+rng.IntN(7), rng.IntN(2))
	}
	if rng.IntN(8) == 0 {
		a.Published = index.Date{}
	}
	for range rng.IntN(4) {
		a.Figures = append(a.Figures, index.Figure{Value: float64(int(rng.ExpFloat64()*300)) * 1e4, Unit: []string{"đồng", "USD", "đồng/kg", "cơn"}[rng.IntN(4)]})
	}
	return a
}

// kept are the articles that an index should hold, by id.
type kept map[string]index.Article

func (k kept) batch(rng *rand.Rand, seq int) index.Batch {
	b := index.Batch{Seq: uint64(seq)}
	for range 1 + rng.IntN(60) {
		a := faceted(rng, rng.IntN(300))
		b.Put = append(b.Put, a)
		k[a.ID] = a
	}
	for range rng.IntN(20) {
		id := index.NewID(fmt.Sprint(rng.IntN(300)))
		if !slices.ContainsFunc(b.Put, func(a index.Article) bool { return a.ID == id }) {
			b.Delete = append(b.Delete, id)
			delete(k, id)
		}
	}
	return b
}

// valuesOf gives the distinct values of an article in a field.
func valuesOf(a *index.Article, name string) []string {
	f, _ := index.FieldNamed(name)
	values := slices.Clone(f.Of(a))
	slices.Sort(values)
	return slices.Compact(values)
}

// passes applies the filters of a request but those on one field.
func passes(a *index.Article, r *index.Request, but string) bool {
	asked, has := map[string]bool{}, map[string]bool{}
	for _, f := range r.Filters {
		if f.Field == but {
			continue
		}
		here := slices.Contains(valuesOf(a, f.Field), f.Value)
		if f.Exclude && here {
			return false
		}
		if !f.Exclude {
			asked[f.Field], has[f.Field] = true, has[f.Field] || here
		}
	}
	for f := range asked {
		if !has[f] {
			return false
		}
	}
	d := a.Published
	return (r.From.IsZero() || !d.IsZero() && !d.Time.Before(r.From)) && (r.To.IsZero() || !d.IsZero() && d.Time.Before(r.To))
}

func (k kept) recount(r *index.Request, matches func(*index.Article) bool) (total int, facets map[string][]index.FacetCount) {
	facets = map[string][]index.FacetCount{}
	for _, name := range r.Facets {
		counts := map[string]int{}
		for _, a := range k {
			if matches(&a) && passes(&a, r, name) {
				for _, v := range valuesOf(&a, name) {
					counts[v]++
				}
			}
		}
		list := []index.FacetCount{}
		for v, n := range counts {
			list = append(list, index.FacetCount{Value: v, Count: n})
		}
		slices.SortFunc(list, func(a, b index.FacetCount) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			return strings.Compare(a.Value, b.Value)
		})
		if r.Top > 0 && len(list) > r.Top {
			list = list[:r.Top]
		}
		facets[name] = list
	}
	for _, a := range k {
		if matches(&a) && passes(&a, r, "") {
			total++
		}
	}
	return total, facets
}

// counting makes a request for all facets with filters on some of the fields.
func (k kept) counting(rng *rand.Rand) index.Request {
	r := index.Request{Size: []int{-1, 3}[rng.IntN(2)], Facets: index.FacetNames(), Top: []int{0, 0, 5}[rng.IntN(3)]}
	names := index.FacetNames()
	ids := slices.Sorted(maps.Keys(k))
	for range rng.IntN(5) {
		name := names[rng.IntN(len(names))]
		for range 20 { // until an article has a value
			a := k[ids[rng.IntN(len(ids))]]
			if values := valuesOf(&a, name); len(values) > 0 {
				r.Filters = append(r.Filters, index.Filter{Field: name, Value: values[rng.IntN(len(values))], Exclude: rng.IntN(4) == 0})
				break
			}
		}
	}
	if rng.IntN(4) == 0 {
		r.From = index.NewDay(2000+rng.IntN(20), 1, 1).Time
	}
	if rng.IntN(4) == 0 {
		r.To = index.NewDay(2005+rng.IntN(20), 1, 1).Time
	}
	return r
}

// compare asks for counts, of all articles and of those with a word.
func (k kept) compare(t *testing.T, rng *rand.Rand, e *Engine, when string) {
	t.Helper()
	for range 12 {
		r, matches := k.counting(rng), func(*index.Article) bool { return true }
		switch rng.IntN(3) {
		case 0:
			low := float64(rng.IntN(600)) * 1e4
			f := query.Figure{Kind: "money", Unit: "đồng", Low: low, High: low + float64(rng.IntN(300))*1e4, Over: rng.IntN(2) == 0}
			r.Query = f
			matches = func(a *index.Article) bool {
				return slices.ContainsFunc(a.Figures, func(told index.Figure) bool { return told.Answers(f) })
			}
		case 1:
			r.Query = query.Field{Name: "site", Node: query.Phrase{Text: "s1"}}
			matches = func(a *index.Article) bool { return a.Site == "s1" }
		}
		total, facets := k.recount(&r, matches)
		got, err := e.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(facets, got.Facets, cmpopts.EquateEmpty()); diff != "" || got.Total != total {
			t.Fatalf("%s, %+v: total %d, want %d (-recounted +got)\n%s", when, r, got.Total, total, diff)
		}
	}
}

// TestCountsEqualRecount compares every count of every facet, with filters on
// some of them and of numbers told, with those of the articles themselves, while
// articles come, change and go, segments are merged and the index is made anew.
func TestCountsEqualRecount(t *testing.T) {
	rounds := 24
	if testing.Short() {
		rounds = 9
	}
	for _, format := range []SegmentFormat{Own, Zap} {
		t.Run(format.Type, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(11, 12))
			e := open(t, t.TempDir(), Options{Segment: format})
			defer closeEngine(t, e)
			k := kept{}
			for seq := 1; seq <= rounds; seq++ {
				mustApply(t, e, k.batch(rng, seq))
				k.compare(t, rng, e, fmt.Sprintf("after batch %d", seq))
				if seq%4 > 0 {
					continue
				}
				merge(t, e)
				k.compare(t, rng, e, fmt.Sprintf("merged after batch %d", seq))
			}
			err := e.Rebuild(t.Context(), func(w index.Writer) error {
				var put []index.Article
				for _, id := range slices.Sorted(maps.Keys(k)) {
					put = append(put, k[id])
				}
				return w.Apply(t.Context(), index.Batch{Seq: uint64(rounds), Put: put})
			})
			if err != nil {
				t.Fatal(err)
			}
			k.compare(t, rng, e, "after a rebuild")
		})
	}
}

// merge makes one segment of however many there are, and shows it.
func merge(t *testing.T, e *Engine) {
	t.Helper()
	if err := e.live.store.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := e.publish(t.Context(), e.live); err != nil {
		t.Fatal(err)
	}
	if n := segments(t, e); n != 1 {
		t.Fatalf("%d segments after merging all", n)
	}
}

// segments counts those that are searched.
func segments(t testing.TB, e *Engine) int {
	t.Helper()
	v, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	return len(v.segments)
}
