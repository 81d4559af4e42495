package main

import (
	"sync"

	"khobao/index"
	"khobao/internal/progress"
)

// building remembers how far a rebuild of the index is, for readers who wait.
type building struct {
	mu  sync.Mutex
	now *index.Building
}

// watch passes events on and remembers the steps of a rebuild.
func (b *building) watch(sink progress.Sink) progress.Sink {
	return func(e progress.Event) {
		if s := e.Step; s != nil && s.Phase == "index" {
			b.set(s)
		}
		sink(e)
	}
}

func (b *building) set(s *progress.Step) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now = nil; !s.Last && s.Total > 0 {
		b.now = &index.Building{Done: int(min(s.Done, s.Total)), Total: int(s.Total), Left: int(s.Left().Seconds())}
	}
}

// over forgets a rebuild that ended, well or not.
func (b *building) over() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = nil
}

func (b *building) state() *index.Building {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}
