package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"khobao/index"
	"khobao/index/bleveindex/lab"
	"khobao/index/query"
)

// ending is a context that ends at its n-th look; it counts those after.
type ending struct {
	context.Context
	left, late int
}

func (c *ending) Err() error {
	if c.left--; c.left >= 0 {
		return nil
	}
	c.late++
	return context.Canceled
}

// stopping are requests that go every way a search can.
func stopping() map[string]index.Request {
	w := func(s string) query.Node { return query.Word{Text: s} }
	return map[string]index.Request{
		"word":            {Query: w("bão")},
		"unmarked":        {Query: query.And{Nodes: []query.Node{w("duong"), w("ngap")}}},
		"and":             {Query: query.And{Nodes: []query.Node{w("mưa"), w("đường"), w("tỉnh")}}, Facets: index.FacetNames()},
		"or":              {Query: query.Or{Nodes: []query.Node{w("mưa"), w("7"), w("đường")}}, Offset: 300},
		"phrase":          {Query: query.Phrase{Text: "trường học đóng cửa"}},
		"unmarked phrase": {Query: query.Phrase{Text: "truong hoc"}},
		"near":            {Query: query.Phrase{Text: "đường mưa", Slop: 9}},
		"prefix":          {Query: query.Word{Text: "t", Prefix: true}},
		"sentence":        {Query: query.Scope{Kind: query.Sentence, Node: query.And{Nodes: []query.Node{w("mưa"), w("tỉnh")}}}},
		"readings":        {Query: query.Readings{Typed: w("bão"), Readings: []query.Reading{{Node: w("mưa"), Weight: 0.5}}}},
		"places":          {Query: w("bão"), Size: 100, Places: []index.PlaceWord{{Text: "bão"}, {Text: "duong"}, {Text: "t", Prefix: true}}},
		"newest":          {Query: w("mưa"), Sort: index.Newest},
		"filtered":        {Query: w("mưa"), Filters: []index.Filter{{Field: "site", Value: "s1.example"}}, Facets: []string{"site", "year"}},
		"browse":          {Facets: index.FacetNames()},
	}
}

// TestStopsSoon ends searches at each of their first looks at the context and at
// some later ones: they stop there, and look hardly any more.
func TestStopsSoon(t *testing.T) {
	every := 20
	if testing.Short() {
		every = 4
	}
	for _, format := range []SegmentFormat{Own, Zap} {
		e := open(t, t.TempDir(), Options{Segment: format, CacheBytes: -1})
		for n := range 3 {
			mustApply(t, e, upTo(400*n+1, 400*(n+1)))
		}
		for name, r := range stopping() {
			for at := 0; ; at += 1 + at/every {
				ctx := &ending{Context: t.Context(), left: at}
				_, err := e.Search(ctx, r)
				if ctx.late == 0 {
					if err != nil {
						t.Errorf("%s %s: %v", format.Type, name, err)
					}
					if at == 0 {
						t.Errorf("%s %s never looks at its context", format.Type, name)
					}
					break
				}
				if !errors.Is(err, context.Canceled) || ctx.late > 3 {
					t.Errorf("%s %s: ended at look %d, which %d more followed: %v", format.Type, name, at, ctx.late, err)
					break
				}
			}
		}
		closeEngine(t, e)
	}
}

// clocked is a context that notes the processor time between two looks at it.
type clocked struct {
	context.Context
	last, most time.Duration
}

func (c *clocked) Err() error {
	now := lab.ThreadCPU()
	c.most = max(c.most, now-c.last)
	c.last = lab.ThreadCPU()
	return c.Context.Err()
}

// BenchmarkLooks gives the most processor time that passes between two looks at
// the context, by kind of search.
func BenchmarkLooks(b *testing.B) {
	articles, _ := corpus(b)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	formats(b, func(b *testing.B, o Options) {
		e := open(b, b.TempDir(), o)
		defer closeEngine(b, e)
		for i := 0; i < len(articles); i += 5000 {
			mustApply(b, e, index.Batch{Seq: uint64(i + 1), Put: articles[i:min(i+5000, len(articles))]})
		}
		for name, r := range stopping() {
			b.Run(name, func(b *testing.B) {
				most := time.Duration(0)
				for b.Loop() {
					ctx := &clocked{Context: b.Context(), last: lab.ThreadCPU()}
					if _, err := e.Search(ctx, r); err != nil && !errors.Is(err, index.ErrTooManyTerms) {
						b.Fatal(fmt.Errorf("%s: %w", name, err))
					}
					_ = ctx.Err()
					most = max(most, ctx.most)
				}
				b.ReportMetric(float64(most.Microseconds())/1000, "ms/look")
			})
		}
	})
}
