package ingest

import (
	"time"

	"khobao/internal/progress"
)

// meter turns counts into Step events, at most ten a second. It is used by one
// goroutine at a time.
type meter struct {
	step  progress.Step
	start time.Time
	told  time.Time
	sink  progress.Sink

	source string // being read
	before int64  // bytes of the sources before it
}

func newMeter(phase, unit string, total int64, sink progress.Sink) *meter {
	return &meter{step: progress.Step{Phase: phase, Unit: unit, Total: total}, start: time.Now(), sink: sink}
}

func (m *meter) add(done, items int64) {
	m.step.Done += done
	m.step.Items += items
	if now := time.Now(); now.Sub(m.told) >= 100*time.Millisecond {
		m.told = now
		m.tell()
	}
}

func (m *meter) finish() {
	m.step.Last = true
	m.tell()
}

func (m *meter) tell() {
	m.step.Elapsed = time.Since(m.start)
	s := m.step
	m.sink(progress.Event{Step: &s})
}

// to sets how far a source was read; what other sources gave stays counted.
func (m *meter) to(source string, done, items int64) {
	if source != m.source {
		m.before, m.source = m.step.Done, source
	}
	m.add(m.before+done-m.step.Done, items)
}
