package bench

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"khobao/index/bleveindex/lab"
)

// Times are percentiles over calls, in milliseconds.
type Times struct {
	P50 float64 `json:"p50_ms"`
	P95 float64 `json:"p95_ms"`
	P99 float64 `json:"p99_ms"`
}

// Class is what the searches of one class took.
type Class struct {
	Name    string  `json:"class"`
	Calls   int     `json:"calls"`
	Hits    float64 `json:"mean_hits"`
	Wall    Times   `json:"wall"`
	CPU     Times   `json:"cpu"`            // of the thread that asked
	Process float64 `json:"process_cpu_ms"` // mean a call, collector and helpers included
}

// Limits of a class: passes over its searches, the first not counted, and the
// time after which it stops.
const (
	passes   = 4
	classCap = 15 * time.Second
	fewest   = 20 // searches a pass, those of a class again and again
)

// Ask answers a search and gives its total.
type Ask func(ctx context.Context, s Search) (total int, err error)

// Run has clients ask the searches, class by class.
func Run(ctx context.Context, searches []Search, clients int, ask Ask) ([]Class, error) {
	var out []Class
	for len(searches) > 0 {
		n := 1
		for n < len(searches) && searches[n].Class == searches[0].Class {
			n++
		}
		c, err := class(ctx, searches[:n], clients, ask)
		if err != nil {
			return out, err
		}
		out = append(out, c)
		searches = searches[n:]
	}
	return out, nil
}

// call is one search asked.
type call struct{ wall, cpu time.Duration }

func class(ctx context.Context, searches []Search, clients int, ask Ask) (Class, error) {
	c := Class{Name: searches[0].Class}
	hits := 0
	for _, s := range searches { // warms, and counts
		n, err := ask(ctx, s)
		if err != nil {
			return c, err
		}
		hits += n
	}
	c.Hits = float64(hits) / float64(len(searches))
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		next  atomic.Int64
		all   []call
		first error
	)
	until := time.Now().Add(classCap)
	process := lab.ProcessCPU()
	for range clients {
		wg.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			var mine []call
			var err error
			for err == nil && time.Now().Before(until) {
				i := int(next.Add(1) - 1)
				if i >= max(len(searches), fewest)*(passes-1) {
					break
				}
				wall, cpu := time.Now(), lab.ThreadCPU()
				_, err = ask(ctx, searches[i%len(searches)])
				mine = append(mine, call{time.Since(wall), lab.ThreadCPU() - cpu})
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
			if first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	c.Calls = len(all)
	c.Process = ms(lab.ProcessCPU()-process) / float64(max(len(all), 1))
	c.Wall = times(all, func(x call) time.Duration { return x.wall })
	c.CPU = times(all, func(x call) time.Duration { return x.cpu })
	return c, first
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

func times(calls []call, of func(call) time.Duration) Times {
	if len(calls) == 0 {
		return Times{}
	}
	all := make([]time.Duration, len(calls))
	for i, c := range calls {
		all[i] = of(c)
	}
	slices.Sort(all)
	at := func(percent int) float64 { return ms(all[(len(all)-1)*percent/100]) }
	return Times{at(50), at(95), at(99)}
}
