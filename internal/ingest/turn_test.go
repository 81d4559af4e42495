package ingest

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestTurnsComeInOrder: however the holders are scheduled, and when one in the
// middle gives up too.
func TestTurnsComeInOrder(t *testing.T) {
	const n = 50
	var last turn
	turns := make([]turn, n)
	for i := range turns {
		last = last.next()
		turns[i] = last
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	var mu sync.Mutex
	var seen []int
	var wg sync.WaitGroup
	for _, i := range rand.Perm(n) {
		wg.Go(func() {
			defer turns[i].pass()
			ctx := t.Context()
			if i == n/2 {
				ctx = stopped
			}
			if err := turns[i].wait(ctx); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			if i != n/2 {
				mu.Lock()
				defer mu.Unlock()
				seen = append(seen, i)
			}
		})
	}
	wg.Wait()
	if len(seen) != n-1 {
		t.Errorf("%d turns of %d came", len(seen), n-1)
	}
	// One that gives up lets the next in early, before those ahead of it.
	half := 0
	for i, got := range seen {
		if got < n/2 {
			if got != half {
				t.Errorf("turn %d came at %d, want %d", got, i, half)
			}
			half++
		}
	}
}

func TestFirstTurnIsOpen(t *testing.T) {
	var zero turn
	if err := zero.next().wait(t.Context()); err != nil {
		t.Error(err)
	}
}
