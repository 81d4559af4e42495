package cores

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		var workers atomic.Int64
		done := make([]int, n)
		err := Each(n, func() func(int) error {
			workers.Add(1)
			return func(i int) error { done[i]++; return nil }
		})
		if err != nil || workers.Load() != int64(min(n, runtime.GOMAXPROCS(0))) {
			t.Errorf("%d: %d workers, %v", n, workers.Load(), err)
		}
		for i, times := range done {
			if times != 1 {
				t.Errorf("%d: done %d times", i, times)
			}
		}
	}
}

func TestEachEndsAtAnError(t *testing.T) {
	bad := errors.New("bad")
	var calls atomic.Int64
	err := Each(1_000_000, func() func(int) error {
		return func(int) error { calls.Add(1); return bad }
	})
	if !errors.Is(err, bad) || calls.Load() > int64(runtime.GOMAXPROCS(0)) { // each core has begun one at the most
		t.Errorf("%v after %d calls", err, calls.Load())
	}
}
