package enginetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"khobao/index"
	"khobao/index/query"
)

func testRebuild(t *testing.T, open Open) {
	a, b, c := titled("a", "Bão"), titled("b", "Bão"), titled("c", "Bão")
	all := []index.Article{a, b, c}
	e := filled(t, open, a, b)
	before := state(t, e)
	err := e.Rebuild(t.Context(), func(w index.Writer) error {
		if err := w.Apply(t.Context(), index.Batch{Put: []index.Article{b}}); err != nil {
			return err
		}
		want(t, "before the switch", "a b", names(t, e, nil, all))
		if err := w.Apply(t.Context(), index.Batch{Put: []index.Article{a, c}}); err != nil {
			return err
		}
		return w.Apply(t.Context(), index.Batch{Seq: 5, Delete: []string{a.ID}})
	})
	if err != nil {
		t.Fatalf("rebuild: %v", err)
	}
	want(t, "after the switch", "b c", names(t, e, word("bão"), all))
	s := state(t, e)
	if s.Seq != 5 || s.Articles != 2 || s.Status != index.Ready || s.Generation <= before.Generation || s.Epoch <= before.Epoch {
		t.Errorf("state after the switch: %+v, before: %+v", s, before)
	}
	apply(t, e, index.Batch{Seq: 6, Put: []index.Article{a}})
	want(t, "after another batch", "a b c", names(t, e, nil, all))
	if err := e.Rebuild(t.Context(), func(index.Writer) error { return nil }); err != nil {
		t.Fatalf("rebuild to nothing: %v", err)
	}
	want(t, "nothing", "", names(t, e, nil, all))
	if s := state(t, e); s.Seq != 0 || s.Articles != 0 {
		t.Errorf("state after a rebuild to nothing: %+v", s)
	}
	apply(t, e, index.Batch{Seq: 1, Put: []index.Article{a}})
	want(t, "numbers begin anew", "a", names(t, e, nil, all))
}

func testRebuildFails(t *testing.T, open Open) {
	a, b := titled("a", "Bão"), titled("b", "Bão")
	e := filled(t, open, a)
	before := state(t, e)
	broken := errors.New("the archive cannot be read")
	err := e.Rebuild(t.Context(), func(w index.Writer) error {
		if err := w.Apply(t.Context(), index.Batch{Seq: 9, Put: []index.Article{b}}); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("rebuild gives %v, want fill's error", err)
	}
	want(t, "the old generation stays", "a", names(t, e, nil, []index.Article{a, b}))
	if s := state(t, e); s.Generation != before.Generation || s.Seq != before.Seq {
		t.Errorf("state: %+v, before %+v", s, before)
	}
	apply(t, e, index.Batch{Seq: 2, Put: []index.Article{b}})
	want(t, "and takes batches", "a b", names(t, e, nil, []index.Article{a, b}))
}

// testRebuildCatchesUp lands batches in the live generation while fill runs,
// some before and one after fill's last look at the changes.
func testRebuildCatchesUp(t *testing.T, open Open) {
	var all []index.Article
	for i := range 6 {
		all = append(all, titled(fmt.Sprint(i), "Bão"))
	}
	e := filled(t, open, all[0])
	err := e.Rebuild(t.Context(), func(w index.Writer) error {
		if err := w.Apply(t.Context(), index.Batch{Seq: 1, Put: all[:1]}); err != nil {
			return err
		}
		apply(t, e, index.Batch{Seq: 2, Put: all[1:2]})
		apply(t, e, index.Batch{Seq: 3, Put: all[2:3], Delete: []string{all[0].ID}})
		want(t, "live while filling", "1 2", names(t, e, nil, all))
		if err := w.Apply(t.Context(), index.Batch{Seq: 2, Put: all[1:2]}); err != nil {
			return err
		}
		apply(t, e, index.Batch{Seq: 4, Put: all[3:4]})
		return nil
	})
	if err != nil {
		t.Fatalf("rebuild: %v", err)
	}
	want(t, "after the switch", "1 2 3", names(t, e, nil, all))
	if s := state(t, e); s.Seq != 4 {
		t.Errorf("seq %d after the switch, want 4", s.Seq)
	}

	// What fill claims lies before the batches that landed: they must not go in
	// over a gap, and State must say so.
	err = e.Rebuild(t.Context(), func(w index.Writer) error {
		if err := w.Apply(t.Context(), index.Batch{Seq: 1, Put: all[:1]}); err != nil {
			return err
		}
		apply(t, e, index.Batch{Seq: 5, Put: all[4:5]})
		return nil
	})
	if err != nil {
		t.Fatalf("rebuild: %v", err)
	}
	if s := state(t, e); s.Seq != 1 {
		t.Errorf("seq %d after a switch with a gap, want 1", s.Seq)
	}
	want(t, "with a gap", "0", names(t, e, nil, all))
}

func testRebuildUnderSearches(t *testing.T, open Open) {
	const articles, rounds = 40, 5
	var all []index.Article
	for i := range articles {
		all = append(all, titled(fmt.Sprint(i), "Bão số"))
	}
	e := filled(t, open, all...)
	ctx, cancel := context.WithCancel(eventually(t))
	var wg sync.WaitGroup
	searches := make(chan int, 4)
	for range cap(searches) {
		wg.Go(func() {
			n := 0
			for ; ctx.Err() == nil; n++ {
				for _, q := range []query.Node{nil, word("bão"), phrase("bão số")} {
					r, err := e.Search(context.WithoutCancel(ctx), index.Request{Query: q, Size: 100, Facets: []string{"site"}})
					if err != nil || r.Total != articles || len(r.Hits) != articles {
						t.Errorf("search during a rebuild: total %d, %d hits, %v", r.Total, len(r.Hits), err)
						break
					}
				}
			}
			searches <- n
		})
	}
	for range rounds {
		err := e.Rebuild(ctx, func(w index.Writer) error {
			for i, a := range all {
				if err := w.Apply(ctx, index.Batch{Seq: uint64(i + 1), Put: []index.Article{a}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("rebuild: %v", err)
		}
	}
	cancel()
	wg.Wait()
	for range cap(searches) {
		if n := <-searches; n == 0 {
			t.Error("a searcher never searched")
		}
	}
}
