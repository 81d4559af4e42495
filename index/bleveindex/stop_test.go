package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
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

// looking is a context that counts the looks at it.
type looking struct {
	context.Context
	looks int
}

func (c *looking) Err() error {
	c.looks++
	return c.Context.Err()
}

// TestLooksGrowWithWork counts the looks at the context of searches that have a
// known amount of work in one place: one very long article, or one field with very
// many values. What is gone through between two looks must not grow with it.
func TestLooksGrowWithWork(t *testing.T) {
	syllables := 1_200_000
	if testing.Short() {
		syllables = 240_000
	}
	e := open(t, t.TempDir(), Options{CacheBytes: -1})
	defer closeEngine(t, e)
	long := numbered(1)
	long.Body = strings.Repeat("Mưa lớn mùa đường. ", syllables/4) + "Cuối cùng."
	many := numbered(2)
	for n := range syllables / 24 {
		many.Authors = append(many.Authors, fmt.Sprintf("Tác giả %d", n))
	}
	mustApply(t, e, index.Batch{Seq: 1, Put: []index.Article{long, many}})
	w := func(s string) query.Node { return query.Word{Text: s} }
	both := query.And{Nodes: []query.Node{w("mưa"), w("cuối")}}
	authors := query.Field{Name: "author", Node: query.Word{Text: "tac", Prefix: true}}
	for _, c := range []struct {
		name string
		node query.Node
		work int // positions, events, sentences or values that are gone through at least
		want int // articles
	}{
		{"near", query.Phrase{Text: "mưa lớn", Slop: 5}, syllables / 2, 2},
		{"near, of several spellings", query.Phrase{Text: "mua lon", Slop: 5}, 3 * syllables / 4, 2},
		{"near, for one position", query.Phrase{Text: "mua mưa", Slop: 2}, 3 * syllables / 4, 1},
		{"a sentence", query.Scope{Kind: query.Sentence, Node: both}, syllables / 2, 0},
		{"a paragraph", query.Scope{Kind: query.Paragraph, Node: both}, syllables / 4, 1},
		{"values", authors, syllables / 24 * documentWork, 1},
		{"values in a sentence", query.Scope{Kind: query.Sentence, Node: query.And{Nodes: []query.Node{w("mưa"), authors}}}, syllables / 24 * documentWork, 1},
	} {
		ctx := &looking{Context: t.Context()}
		r, err := e.Search(ctx, index.Request{Query: c.node})
		if err != nil || r.Total != c.want {
			t.Errorf("%s: %d articles, want %d, %v", c.name, r.Total, c.want, err)
		}
		if least := c.work / mostWork; ctx.looks < least {
			t.Errorf("%s: %d looks at the context, want %d at least", c.name, ctx.looks, least)
		}
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
