package export

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"khobao/index"
	"khobao/internal/failure"
)

// heap is an engine over a list of articles.
type heap struct {
	articles []index.Article
	depth    int
	asked    int
	moves    int // the epoch grows after this many questions, 0 = never
	epoch    uint64
}

func (h *heap) find(_ context.Context, r index.Request) (index.Result, error) {
	h.asked++
	if h.moves > 0 && h.asked == h.moves {
		h.epoch++
	}
	res := index.Result{Epoch: h.epoch, Facets: map[string][]index.FacetCount{}}
	var found []*index.Article
	for i := range h.articles {
		a := &h.articles[i]
		if dated := !r.From.IsZero() || !r.To.IsZero(); dated && (a.Published.IsZero() || a.Published.Time.Before(r.From) || !r.To.IsZero() && !a.Published.Time.Before(r.To)) {
			continue
		}
		if passes(a, r.Filters, "") {
			found = append(found, a)
		}
		for _, name := range r.Facets {
			if passes(a, r.Filters, name) {
				f, _ := index.FieldNamed(name)
				for _, v := range f.Of(a) {
					i := slices.IndexFunc(res.Facets[name], func(c index.FacetCount) bool { return c.Value == v })
					if i < 0 {
						res.Facets[name] = append(res.Facets[name], index.FacetCount{Value: v})
						i = len(res.Facets[name]) - 1
					}
					res.Facets[name][i].Count++
				}
			}
		}
	}
	res.Total = len(found)
	slices.SortStableFunc(found, func(a, b *index.Article) int { return before(a, b, r.Sort) })
	families := map[string]int{}
	for _, a := range found {
		if families[a.Family]++; a.Family == "" || families[a.Family] == 1 {
			res.Rows++
		}
	}
	for _, a := range found[:min(len(found), r.Size, h.depth)] {
		res.Hits = append(res.Hits, index.Hit{ID: a.ID})
		if r.Families {
			res.Hits[len(res.Hits)-1].Family = a.Family
		}
	}
	return res, nil
}

// before orders articles; by relevance the id decides.
func before(a, b *index.Article, sort index.Sort) int {
	switch {
	case sort == index.Relevance, sort == index.Arrived:
		return strings.Compare(a.ID, b.ID)
	case a.Published.IsZero() != b.Published.IsZero():
		if a.Published.IsZero() {
			return 1
		}
		return -1
	case a.Published.IsZero():
		return 0
	case sort == index.Oldest:
		return a.Published.Time.Compare(b.Published.Time)
	}
	return b.Published.Time.Compare(a.Published.Time)
}

func passes(a *index.Article, filters []index.Filter, leaveOut string) bool {
	want := map[string]bool{}
	for _, f := range filters {
		if f.Field == leaveOut {
			continue
		}
		field, _ := index.FieldNamed(f.Field)
		has := slices.Contains(field.Of(a), f.Value)
		if f.Exclude && has {
			return false
		}
		if !f.Exclude {
			want[f.Field] = want[f.Field] || has
		}
	}
	for _, ok := range want {
		if !ok {
			return false
		}
	}
	return true
}

// drawn is a heap with crowded days, empty years and articles without a date.
func drawn(t *rapid.T) *heap {
	h := &heap{depth: 10}
	for i := range rapid.IntRange(0, 150).Draw(t, "articles") {
		a := index.Article{ID: fmt.Sprintf("%016x", i*7919+1)}
		switch rapid.IntRange(0, 3).Draw(t, "when") {
		case 0:
			a.Site = rapid.SampledFrom([]string{"a.example", "b.example", ""}).Draw(t, "site")
			a.Section = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"Xã hội", "Kinh tế", "Đời sống"}), 0, 2, rapid.ID[string]).Draw(t, "section")
			a.Authors = []string{fmt.Sprint("Tác giả ", i/8)}
		case 1: // one crowded hour, at most three a minute
			a.Published.Time = time.Date(2021, 8, 25, 7, i%60, 0, 0, index.Zone)
		default:
			a.Family = rapid.SampledFrom([]string{"", "", "1", "2", "3"}).Draw(t, "family")
			a.Published.Time = time.Date(rapid.IntRange(1998, 2024).Draw(t, "year"), time.Month(1+i%12), 1+i%28, i%24, 0, 0, 0, index.Zone)
		}
		h.articles = append(h.articles, a)
	}
	return h
}

func TestAllListsEveryHitOnceInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t)
		r := index.Request{Sort: rapid.SampledFrom([]index.Sort{index.Newest, index.Oldest, index.Relevance, index.Arrived}).Draw(t, "sort")}
		if rapid.Bool().Draw(t, "bounded") {
			r.From = time.Date(2003, 5, 17, 0, 0, 0, 0, index.Zone)
		}
		switch rapid.IntRange(0, 3).Draw(t, "filters") {
		case 1:
			r.Filters = []index.Filter{{Field: "site", Value: "a.example"}, {Field: "site", Value: "b.example"}}
		case 2:
			r.Filters = []index.Filter{{Field: "section", Value: "Kinh tế", Exclude: true}}
		case 3:
			r.Filters = []index.Filter{{Field: "year", Value: "2021"}}
		}
		got, err := all(context.Background(), h.find, r, nil, h.depth)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, a := range h.articles {
			if passes(&a, r.Filters, "") && (r.From.IsZero() || !a.Published.IsZero() && !a.Published.Time.Before(r.From)) {
				want[a.ID] = true
			}
		}
		byID := map[string]*index.Article{}
		for i := range h.articles {
			byID[h.articles[i].ID] = &h.articles[i]
		}
		for i := range got.IDs.Len() {
			id := got.IDs.At(i)
			if !want[id] {
				t.Fatalf("row %d: %s is no hit or stands twice", i, id)
			}
			delete(want, id)
			if i > 0 && (r.Sort == index.Newest || r.Sort == index.Oldest) && before(byID[got.IDs.At(i-1)], byID[id], r.Sort) > 0 {
				t.Fatalf("row %d is out of order", i)
			}
		}
		if len(want) > 0 {
			t.Fatalf("%d hits are missing", len(want))
		}
	})
}

// TestFoldingKeepsTheFirstOfEachFamily: the rows of a folded list are those of the
// whole list, but for the articles whose family has stood before.
func TestFoldingKeepsTheFirstOfEachFamily(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t)
		families := map[string]string{}
		for i := range h.articles {
			families[h.articles[i].ID] = h.articles[i].Family
		}
		r := index.Request{Sort: rapid.SampledFrom([]index.Sort{index.Newest, index.Oldest, index.Relevance, index.Arrived}).Draw(t, "sort")}
		var head []index.Hit
		if r.Sort == index.Relevance && len(h.articles) > 3 {
			head = []index.Hit{{ID: h.articles[3].ID}, {ID: h.articles[0].ID}}
			if families[head[0].ID] != "" && families[head[0].ID] == families[head[1].ID] {
				head = head[:1] // the head is folded already
			}
		}
		whole, err := all(context.Background(), h.find, r, head, h.depth)
		if err != nil {
			t.Fatal(err)
		}
		r.Fold = true
		folded, err := all(context.Background(), h.find, r, head, h.depth)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		seen := map[string]bool{}
		for i := range whole.IDs.Len() {
			id := whole.IDs.At(i)
			if family := families[id]; family == "" || !seen[family] {
				seen[family] = true
				want = append(want, id)
			}
		}
		if diff := cmp.Diff(want, folded.IDs.Slice(0, folded.IDs.Len()), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("by %s (-want +got):\n%s", r.Sort, diff)
		}
	})
}

func TestHeadStandsFirst(t *testing.T) {
	h := &heap{depth: 100}
	for i := range 5 {
		h.articles = append(h.articles, index.Article{ID: fmt.Sprintf("%016x", i)})
	}
	got, err := all(t.Context(), h.find, index.Request{Sort: index.Relevance}, []index.Hit{{ID: h.articles[3].ID}, {ID: h.articles[0].ID}}, h.depth)
	if err != nil {
		t.Fatal(err)
	}
	var order string
	for i := range got.IDs.Len() {
		order += got.IDs.At(i)[15:]
	}
	if order != "30124" {
		t.Errorf("order %s", order)
	}
}

func TestAListIsOfOneState(t *testing.T) {
	h := drawnHeap(80)
	h.moves = 5
	got, err := all(t.Context(), h.find, index.Request{Sort: index.Newest}, nil, h.depth)
	if err != nil || got.IDs.Len() != 80 || got.Epoch != 1 {
		t.Fatalf("%v: %+v", err, got)
	}
	restless := drawnHeap(80)
	changing := func(ctx context.Context, r index.Request) (index.Result, error) {
		restless.epoch++
		return restless.find(ctx, r)
	}
	if _, err := all(t.Context(), changing, index.Request{Sort: index.Newest}, nil, restless.depth); !failure.Is(err, failure.Busy) {
		t.Errorf("an index that never rests: %v", err)
	}
}

func drawnHeap(n int) *heap {
	h := &heap{depth: 10}
	for i := range n {
		h.articles = append(h.articles, index.Article{ID: fmt.Sprintf("%016x", i), Published: index.NewDay(2001+i%20, time.Month(1+i%12), 1+i%28)})
	}
	return h
}

func TestUndatedArticlesOfOneSectionAreAllListed(t *testing.T) {
	for _, cut := range cuts {
		if f, ok := index.FieldNamed(cut); !ok || !f.Facet {
			t.Errorf("an engine does not count %q", cut)
		}
	}
	h := &heap{depth: 10}
	for i := range 60 {
		h.articles = append(h.articles, index.Article{
			ID: fmt.Sprintf("%016x", i), Site: "baocang.example", Section: []string{"Thời sự"},
			Places: []index.Mention{{Name: fmt.Sprintf("Phường %d", i%7)}, {Name: fmt.Sprintf("Quận %d", i%8)}},
		})
	}
	got, err := all(t.Context(), h.find, index.Request{Sort: index.Newest}, nil, h.depth)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for i := range got.IDs.Len() {
		ids[got.IDs.At(i)] = true
	}
	if got.IDs.Len() != 60 || len(ids) != 60 {
		t.Errorf("%d rows, %d articles, want 60", got.IDs.Len(), len(ids))
	}
}

func TestWhatCannotBePartedIsSaid(t *testing.T) {
	h := &heap{depth: 10}
	for i := range 11 {
		h.articles = append(h.articles, index.Article{ID: fmt.Sprintf("%016x", i)})
	}
	if _, err := all(t.Context(), h.find, index.Request{Sort: index.Newest}, nil, h.depth); !failure.Is(err, failure.Unsupported) {
		t.Errorf("undated articles that are all alike: %v", err)
	}
	for i := range h.articles {
		h.articles[i].Published = index.NewDay(2020, 1, 1)
	}
	if _, err := all(t.Context(), h.find, index.Request{Sort: index.Newest}, nil, h.depth); !failure.Is(err, failure.Unsupported) {
		t.Errorf("articles of one minute: %v", err)
	}
}
