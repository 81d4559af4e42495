// Package cores has all cores share a piece of work.
package cores

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls a worker's function for 0 to n-1 on all cores and gives the first
// error, after which nothing more is begun. worker is called once for each core
// that works, on its goroutine: what it makes for its function is that core's own.
func Each(n int, worker func() func(i int) error) error {
	var next atomic.Int64
	var once sync.Once
	var first error
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			do := worker()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				if err := do(int(i)); err != nil {
					once.Do(func() { first = err })
					next.Store(int64(n))
				}
			}
		})
	}
	wg.Wait()
	return first
}
