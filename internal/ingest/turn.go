package ingest

import "context"

// turn is a place in a queue: it comes when the one before has passed. The zero
// turn is over.
type turn struct {
	before, own chan struct{}
}

// next gives the turn behind t.
func (t turn) next() turn { return turn{before: t.own, own: make(chan struct{})} }

// wait returns when the turn has come.
func (t turn) wait(ctx context.Context) error {
	if t.before == nil {
		return nil
	}
	select {
	case <-t.before:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pass lets the next one in. It is called once for every turn, whatever became
// of it: an index that lacks changes makes up for them.
func (t turn) pass() { close(t.own) }
