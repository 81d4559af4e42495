package bleveindex

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// rebuilt fills a new generation with the articles from..to.
func rebuilt(t *testing.T, e *Engine, from, to int) {
	t.Helper()
	if err := e.Rebuild(t.Context(), func(w index.Writer) error { return w.Apply(t.Context(), upTo(from, to)) }); err != nil {
		t.Fatalf("rebuild: %v", err)
	}
}

// back goes back, catching up by the articles after.. to.
func back(t *testing.T, e *Engine, to int) uint64 {
	t.Helper()
	var from uint64
	err := e.Rollback(t.Context(), func(w index.Writer, after uint64) error {
		if from = after; int(after) == to {
			return nil
		}
		return w.Apply(t.Context(), upTo(int(after)+1, to))
	})
	if err != nil {
		t.Fatalf("go back: %v", err)
	}
	return from
}

func mustDigest(t *testing.T, e *Engine) string {
	t.Helper()
	d, err := digest(t, e)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestRollback: the generation before is found again, brought up to date, also
// while a search holds it, after a new start, and to and fro.
func TestRollback(t *testing.T) {
	for name, again := range map[string]bool{"in one process": false, "after a new start": true} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			e := open(t, dir, Options{})
			mustApply(t, e, upTo(1, 40))
			held, err := e.acquire()
			if err != nil {
				t.Fatal(err)
			}
			before := mustDigest(t, e)
			rebuilt(t, e, 11, 40)
			after := mustDigest(t, e)
			if s := status(t, e); s.Previous == nil || s.Previous.Generation != 1 || s.Previous.Bytes == 0 || s.Generation != 2 {
				t.Fatalf("state %+v, previous %+v", s, s.Previous)
			}
			held.release()
			if again {
				closeEngine(t, e)
				e = open(t, dir, Options{})
			}
			if from := back(t, e, 40); from != 40 {
				t.Errorf("it had reached %d", from)
			}
			if diff := cmp.Diff(before, mustDigest(t, e)); diff != "" {
				t.Error(diff)
			}
			epoch := status(t, e).Epoch
			if from := back(t, e, 40); from != 40 {
				t.Errorf("the newer had reached %d", from)
			}
			if diff := cmp.Diff(after, mustDigest(t, e)); diff != "" {
				t.Error(diff)
			}
			if s := status(t, e); s.Epoch <= epoch || s.Previous.Generation != 1 {
				t.Errorf("epoch %d after %d, previous %+v", s.Epoch, epoch, s.Previous)
			}
			mustApply(t, e, upTo(41, 50))
			if from := back(t, e, 50); from != 40 {
				t.Errorf("with 10 more it had reached %d", from)
			}
			if s := status(t, e); s.Articles != 50 || s.Seq != 50 {
				t.Errorf("%+v", s)
			}
			closeEngine(t, e)
			e = open(t, dir, Options{})
			defer closeEngine(t, e)
			if s := status(t, e); s.Generation != 1 || s.Articles != 50 || s.Previous == nil || s.Previous.Generation != 2 {
				t.Errorf("after a new start: %+v, previous %+v", s, s.Previous)
			}
		})
	}
}

// TestAtMostTwoGenerations: the next rebuild removes what was kept, under numbers
// that were never given before; nothing empty is kept.
func TestAtMostTwoGenerations(t *testing.T) {
	dir := t.TempDir()
	e := open(t, dir, Options{})
	rebuilt(t, e, 1, 5)
	if s := status(t, e); s.Previous != nil {
		t.Errorf("an empty generation is kept: %+v", s.Previous)
	}
	if err := e.Rollback(t.Context(), nil); !errors.Is(err, index.ErrNoPrevious) {
		t.Errorf("back to nothing: %v", err)
	}
	rebuilt(t, e, 1, 10)
	back(t, e, 10) // 2 is live, 3 is kept
	rebuilt(t, e, 1, 10)
	if s := status(t, e); s.Generation != 4 || s.Previous.Generation != 2 {
		t.Errorf("%+v, previous %+v", s, s.Previous)
	}
	// One that fails leaves the live one, and nothing half made.
	broken := errors.New("broken")
	if err := e.Rebuild(t.Context(), func(index.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	closeEngine(t, e)
	if got, err := generations(dir); err != nil || len(got) != 1 || got[0] != 4 {
		t.Errorf("on disk: %v, %v", got, err)
	}
}

// TestRollbackThatFails leaves everything as it was.
func TestRollbackThatFails(t *testing.T) {
	dir := t.TempDir()
	e := open(t, dir, Options{})
	defer closeEngine(t, e)
	mustApply(t, e, upTo(1, 20))
	rebuilt(t, e, 1, 20)
	broken := errors.New("broken")
	if err := e.Rollback(t.Context(), func(index.Writer, uint64) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Rollback(ctx, func(w index.Writer, _ uint64) error { return w.Apply(ctx, upTo(21, 22)) }); err == nil {
		t.Error("it was cancelled and went on")
	}
	if s := status(t, e); s.Generation != 2 || s.Articles != 20 || s.Previous == nil {
		t.Errorf("%+v", s)
	}
	back(t, e, 20)
	if s := status(t, e); s.Generation != 1 || s.Articles != 20 {
		t.Errorf("%+v", s)
	}
}

// TestAnEarlierReleaseFindsItsOwn: of two generations the one is opened that this
// program makes; to one it does not make it does not go back.
func TestAnEarlierReleaseFindsItsOwn(t *testing.T) {
	dir := t.TempDir()
	e := open(t, dir, Options{})
	mustApply(t, e, upTo(1, 20))
	rebuilt(t, e, 1, 20)
	closeEngine(t, e)
	other := func(number int, analysis int) {
		g := filepath.Join(dir, genName(number))
		m, err := readMeta(g)
		if err != nil {
			t.Fatal(err)
		}
		m.Analysis += analysis
		if err := m.write(g); err != nil {
			t.Fatal(err)
		}
	}
	other(2, 1) // as if a later release had made it
	e = open(t, dir, Options{})
	if s := status(t, e); s.Status != index.Ready || s.Generation != 1 || s.Articles != 20 || s.Previous == nil {
		t.Errorf("%+v", s)
	}
	if err := e.Rollback(t.Context(), nil); !errors.Is(err, index.ErrNoPrevious) {
		t.Errorf("back to a later release's: %v", err)
	}
	closeEngine(t, e)
	other(1, 1) // as if both were another's: the live one is read, and said to be stale
	e = open(t, dir, Options{})
	defer closeEngine(t, e)
	if s := status(t, e); s.Status != index.StaleAnalysis || s.Generation != 1 {
		t.Errorf("%+v", s)
	}
}
