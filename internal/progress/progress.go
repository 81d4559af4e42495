// Package progress holds the events that long work emits and the printers that
// show them: a bar on a terminal, plain lines elsewhere.
// Work never prints; it calls a Sink.
package progress

import (
	"time"
)

// Event is something that happened in a piece of work. Exactly one of Step,
// Failure and Note is set.
type Event struct {
	Step    *Step    `json:"step,omitempty"`
	Failure *Failure `json:"failure,omitempty"`
	Note    *Note    `json:"note,omitempty"`
}

// Step says how far the work is.
type Step struct {
	Phase   string         `json:"phase"` // import, index, verify …; locale key "phase."+Phase
	Done    int64          `json:"done"`  // in Unit
	Total   int64          `json:"total"` // 0 when unknown
	Unit    string         `json:"unit"`  // "bytes" or "items"
	Items   int64          `json:"items"` // pages or articles handled so far
	Elapsed time.Duration  `json:"elapsed"`
	Counts  map[string]int `json:"counts,omitempty"`
	Last    bool           `json:"last,omitempty"` // the phase is over
}

// Failure names one thing that failed and why; the work goes on.
type Failure struct {
	Object string `json:"object"`
	Kind   string `json:"kind"`
	Code   string `json:"code,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Note is something the reader should know, e.g. that a damaged index is being
// rebuilt; its text is locale key Key with Args as its values.
type Note struct {
	Key  string   `json:"key"`
	Args []string `json:"args,omitempty"` // name, value pairs
}

// Sink takes events. It is called from one goroutine at a time.
type Sink func(Event)

// Discard takes events and does nothing.
func Discard(Event) {}

// Rate gives items a second, 0 before anything was measured.
func (s *Step) Rate() float64 {
	if s.Elapsed <= 0 {
		return 0
	}
	return float64(s.Items) / s.Elapsed.Seconds()
}

// Left estimates the time left by the share done, 0 when unknown.
func (s *Step) Left() time.Duration {
	if s.Total <= 0 || s.Done <= 0 || s.Done >= s.Total {
		return 0
	}
	return time.Duration(float64(s.Elapsed) * float64(s.Total-s.Done) / float64(s.Done))
}
