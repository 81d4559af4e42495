package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
)

// worded makes an article of random words, some of them frequent.
func worded(rng *rand.Rand, n int) index.Article {
	text := func(most int) string {
		words := make([]string, 1+rng.IntN(most))
		for i := range words {
			words[i] = fmt.Sprintf("từ%d", int(rng.ExpFloat64()*6))
		}
		return strings.Join(words, " ")
	}
	return index.Article{
		ID: index.NewID(fmt.Sprint(n)), Title: text(8), Lead: text(20), Body: text(90),
		Site: fmt.Sprintf("s%d", rng.IntN(3)), Published: index.NewDay(2000+rng.IntN(20), 1, 1+rng.IntN(28)),
	}
}

func randomWord(rng *rand.Rand) query.Word {
	return query.Word{Text: fmt.Sprintf("từ%d", int(rng.ExpFloat64()*8))}
}

// ranked are queries whose every way to be scored must agree.
func ranked(rng *rand.Rand) query.Node {
	switch rng.IntN(8) {
	case 0:
		return randomWord(rng)
	case 5:
		return query.And{Nodes: []query.Node{readings(rng), readings(rng)}}
	case 6:
		return query.Or{Nodes: []query.Node{readings(rng), randomWord(rng)}}
	case 1:
		return query.And{Nodes: []query.Node{randomWord(rng), randomWord(rng)}}
	case 2:
		return query.Or{Nodes: []query.Node{randomWord(rng), randomWord(rng), randomWord(rng)}}
	case 3:
		return query.And{Nodes: []query.Node{randomWord(rng), query.Not{Node: randomWord(rng)}}}
	case 4:
		return query.Field{Name: "title", Node: query.Or{Nodes: []query.Node{randomWord(rng), randomWord(rng)}}}
	}
	return query.And{Nodes: []query.Node{query.Phrase{Text: randomWord(rng).Text + " " + randomWord(rng).Text}, randomWord(rng)}}
}

// readings makes a word with other ways to read it.
func readings(rng *rand.Rand) query.Node {
	r := query.Readings{Typed: randomWord(rng)}
	for range 1 + rng.IntN(2) {
		r.Readings = append(r.Readings, query.Reading{Node: randomWord(rng), Weight: 0.3 + rng.Float64()})
	}
	if rng.IntN(3) == 0 {
		r.Readings[0].Node = query.And{Nodes: []query.Node{randomWord(rng), randomWord(rng)}}
	}
	return r
}

// TestFormatsAgree searches the same articles in both formats of segments, one
// of which skips what cannot be among the best: hits and scores must be equal.
func TestFormatsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	engines := map[string]*Engine{"zap": open(t, t.TempDir(), Options{Segment: Zap}), "own": open(t, t.TempDir(), Options{Segment: Own})}
	for seq := range 12 {
		b := index.Batch{Seq: uint64(seq + 1)}
		for range 60 {
			b.Put = append(b.Put, worded(rng, rng.IntN(500)))
		}
		for _, e := range engines {
			mustApply(t, e, b)
		}
	}
	for range 400 {
		r := index.Request{Query: ranked(rng), Size: 1 + rng.IntN(30), Offset: rng.IntN(20)}
		zap, err := engines["zap"].Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		own, err := engines["own"].Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if zap.Total != own.Total || len(zap.Hits) != len(own.Hits) {
			t.Fatalf("%#v: totals %d and %d, hits %d and %d", r.Query, zap.Total, own.Total, len(zap.Hits), len(own.Hits))
		}
		for i := range zap.Hits {
			a, b := zap.Hits[i], own.Hits[i]
			// Sums in another order may differ in the last digit and swap equals.
			if math.Abs(a.Score-b.Score) > 1e-4*a.Score {
				t.Fatalf("%#v: hit %d scores %g and %g", r.Query, i, a.Score, b.Score)
			}
		}
	}
	for _, e := range engines {
		closeEngine(t, e)
	}
}

// TestMerges searches while small batches come in and are merged, and recounts.
func TestMerges(t *testing.T) {
	batches := 80
	if testing.Short() {
		batches = 25
	}
	for _, format := range []SegmentFormat{Zap, Own} {
		t.Run(format.Type, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(8, 8))
			e := open(t, t.TempDir(), Options{Segment: format})
			defer closeEngine(t, e)
			sites := map[string]string{}
			ctx, stop := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			for range 2 {
				wg.Go(func() {
					for ctx.Err() == nil {
						r, err := e.Search(context.WithoutCancel(ctx), index.Request{Facets: []string{"site"}, Size: 1})
						sum := 0
						for _, f := range r.Facets["site"] {
							sum += f.Count
						}
						if err != nil || sum != r.Total {
							t.Errorf("sites add up to %d of %d, %v", sum, r.Total, err)
							return
						}
					}
				})
			}
			for seq := range batches {
				b := index.Batch{Seq: uint64(seq + 1)}
				for range 1 + rng.IntN(12) {
					a := worded(rng, rng.IntN(200))
					b.Put = append(b.Put, a)
					sites[a.ID] = a.Site
				}
				if id := index.NewID(fmt.Sprint(rng.IntN(200))); !slices.ContainsFunc(b.Put, func(a index.Article) bool { return a.ID == id }) {
					b.Delete = append(b.Delete, id)
					delete(sites, id)
				}
				mustApply(t, e, b)
				r, err := e.Search(t.Context(), index.Request{Facets: []string{"site"}, Size: -1})
				if err != nil {
					t.Fatal(err)
				}
				got, want := map[string]int{}, map[string]int{}
				for _, f := range r.Facets["site"] {
					got[f.Value] = f.Count
				}
				for _, s := range sites {
					want[s]++
				}
				if diff := cmp.Diff(want, got); diff != "" || r.Total != len(sites) {
					t.Fatalf("after batch %d: total %d, want %d (-want +got)\n%s", seq+1, r.Total, len(sites), diff)
				}
			}
			merge(t, e) // whatever was merged meanwhile
			stop()
			wg.Wait()
			if r, err := e.Search(t.Context(), index.Request{Size: -1}); err != nil || r.Total != len(sites) {
				t.Errorf("total %d after merging all, want %d, %v", r.Total, len(sites), err)
			}
			if err := e.Verify(t.Context()); err != nil {
				t.Errorf("verify: %v", err)
			}
		})
	}
}

func TestBusy(t *testing.T) {
	e := open(t, t.TempDir(), Options{MaxScored: 1, MaxQueue: 1})
	defer closeEngine(t, e)
	mustApply(t, e, upTo(1, 5))
	scored := index.Request{Query: query.Word{Text: "bão"}}
	e.gate.slots <- struct{}{} // a search that never ends
	waits := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, err := e.Search(ctx, scored)
		waits <- err
	}()
	for e.gate.waiting.Load() == 0 {
		select {
		case err := <-waits:
			t.Fatalf("the second search does not wait: %v", err)
		default:
		}
	}
	for _, heavy := range []query.Node{
		scored.Query,
		query.Phrase{Text: "bão số"},
		query.Not{Node: query.Word{Text: "b", Prefix: true}},
		query.Scope{Kind: query.Sentence, Node: query.Word{Text: "bão"}},
	} {
		for _, sort := range []index.Sort{index.Relevance, index.Newest} {
			r := index.Request{Query: heavy, Sort: sort}
			if cmp.Equal(heavy, scored.Query) && sort == index.Newest {
				continue
			}
			if _, err := e.Search(t.Context(), r); !errors.Is(err, index.ErrBusy) {
				t.Errorf("%v by %s: %v, want ErrBusy", heavy, sort, err)
			}
		}
	}
	if _, err := e.Search(t.Context(), index.Request{Query: query.Word{Text: "bão"}, Sort: index.Newest}); err != nil {
		t.Errorf("a search by date needs no slot: %v", err)
	}
	cancel()
	if err := <-waits; !errors.Is(err, context.Canceled) {
		t.Errorf("the waiting search: %v", err)
	}
	<-e.gate.slots
	if _, err := e.Search(t.Context(), scored); err != nil {
		t.Errorf("when all is quiet again: %v", err)
	}
}

// TestClosed uses an engine after its end.
func TestClosed(t *testing.T) {
	e := open(t, t.TempDir(), Options{})
	mustApply(t, e, upTo(1, 5))
	closeEngine(t, e)
	closeEngine(t, e)
	_, err := e.Search(t.Context(), index.Request{})
	errs := map[string]error{
		"search":  err,
		"apply":   e.Apply(t.Context(), upTo(1, 6)),
		"verify":  e.Verify(t.Context()),
		"rebuild": e.Rebuild(t.Context(), func(index.Writer) error { return nil }),
	}
	_, errs["vocabulary"] = e.Vocabulary().DocFreq(t.Context(), "bão")
	for what, err := range errs {
		if !errors.Is(err, index.ErrNotReady) {
			t.Errorf("%s after close: %v", what, err)
		}
	}
}

// TestFormatStays opens an index of one format with another wanted: it goes on
// in its own, and a rebuild changes it.
func TestFormatStays(t *testing.T) {
	dir := t.TempDir()
	e := open(t, dir, Options{Segment: Zap})
	mustApply(t, e, upTo(1, 30))
	closeEngine(t, e)
	e = open(t, dir, Options{Segment: Own})
	defer closeEngine(t, e)
	mustApply(t, e, upTo(31, 60))
	want, err := digest(t, e)
	if err != nil || status(t, e).Articles != 60 || e.live.format.Type != Zap.Type {
		t.Fatalf("%+v, format %s, %v", status(t, e), e.live.format.Type, err)
	}
	err = e.Rebuild(t.Context(), func(w index.Writer) error { return w.Apply(t.Context(), upTo(1, 60)) })
	if err != nil {
		t.Fatal(err)
	}
	got, err := digest(t, e)
	if err != nil || e.live.format.Type != Own.Type {
		t.Fatalf("format %s, %v", e.live.format.Type, err)
	}
	if len(got) == 0 || len(want) == 0 {
		t.Error("an empty digest")
	}
}

// TestCloseWaits closes an engine while a search holds its files.
func TestCloseWaits(t *testing.T) {
	e := open(t, t.TempDir(), Options{})
	mustApply(t, e, upTo(1, 5))
	v, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan error, 1)
	go func() { closed <- e.Close() }()
	for status(t, e).Why != "closed" {
		select {
		case err := <-closed:
			t.Fatalf("closed under a search: %v", err)
		default:
		}
	}
	if _, err := e.search(t.Context(), v, index.Request{Query: query.Word{Text: "bão"}}); err != nil {
		t.Errorf("search that began before: %v", err)
	}
	v.release()
	if err := <-closed; err != nil {
		t.Errorf("close: %v", err)
	}
}

// TestRebuildLeavesOneSegment fills more than one bulk batch.
func TestRebuildLeavesOneSegment(t *testing.T) {
	articles := 13*bulkArticles + 1
	if testing.Short() {
		articles = 2*bulkArticles + 1
	}
	for _, format := range []SegmentFormat{Zap, Own} {
		e := open(t, t.TempDir(), Options{Segment: format})
		err := e.Rebuild(t.Context(), func(w index.Writer) error {
			for n := 1; n <= articles; n += 500 {
				b := upTo(n, min(n+499, articles))
				for i := range b.Put { // short: what counts is their number
					b.Put[i].Body = ""
				}
				if err := w.Apply(t.Context(), b); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := segments(t, e); n != 1 || status(t, e).Articles != articles {
			t.Errorf("%s: %d segments, %+v", format.Type, n, status(t, e))
		}
		closeEngine(t, e)
	}
}
