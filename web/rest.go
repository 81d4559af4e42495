package web

import (
	"runtime"
	"runtime/debug"
	gauges "runtime/metrics"
	"time"
)

// restEvery is how often the server looks whether it has come to rest.
const restEvery = 15 * time.Second

// rest gives back the memory of a burst once it is over. Nothing else does: a
// server that is asked little allocates little, so that what a thousand
// connections left is collected minutes later and its pages are kept longer.
func (s *Server) rest() {
	tick := time.NewTicker(restEvery)
	defer tick.Stop()
	var before resting
	for {
		select {
		case <-s.life.Done():
			return
		case <-tick.C:
			if before.due(heapNow()) {
				tidy()
			}
		}
	}
}

// tidy collects what is used no more; what stands ready in pools goes with the
// second time.
func tidy() {
	runtime.GC()
	debug.FreeOSMemory()
}

// heapState is what the heap holds, and how often it was collected.
type heapState struct{ cycles, live, objects uint64 }

// heapNow reads the state of the heap.
func heapNow() heapState {
	sample := []gauges.Sample{{Name: "/gc/cycles/total:gc-cycles"}, {Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	gauges.Read(sample)
	return heapState{sample[0].Value.Uint64(), sample[1].Value.Uint64(), sample[2].Value.Uint64()}
}

// resting remembers how often the heap had been collected.
type resting uint64

// restWorth is how much has to be given back for it to be worth the work.
const restWorth = 8 << 20

// due reports whether nothing was collected since it was asked last, though a
// tenth of what lived then, and enough to be worth it, may be.
func (r *resting) due(h heapState) bool {
	still := uint64(*r) == h.cycles
	*r = resting(h.cycles)
	return still && h.objects > h.live+max(h.live/10, restWorth)
}
