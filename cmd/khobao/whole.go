package main

import (
	"context"

	"khobao/index"
)

// whole asks the index, but takes no "nothing" from one that is still empty while
// the archive is not: that is told as not ready, since it would be a wrong answer.
type whole struct{ h *house }

// Search answers as a reader reads it.
func (w whole) Search(ctx context.Context, r index.Request) (index.Result, error) {
	return w.trusted(ctx)(w.h.searcher.Search(ctx, r))
}

// find answers with ids and counts alone.
func (w whole) find(ctx context.Context, r index.Request) (index.Result, error) {
	return w.trusted(ctx)(w.h.engine.Search(ctx, r))
}

func (w whole) trusted(ctx context.Context) func(index.Result, error) (index.Result, error) {
	return func(res index.Result, err error) (index.Result, error) {
		if err != nil || res.Total > 0 || w.h.archive.Seq() == 0 {
			return res, err
		}
		state, err := w.h.engine.State(ctx)
		if err == nil && state.Status == index.Empty {
			err = index.ErrNotReady
		}
		return res, err
	}
}
