package ingest

import (
	"context"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// Rollback goes back to the generation that the last rebuild replaced, brought up
// to date with the catalogue first; searches go on meanwhile. index.ErrNoPrevious
// says that none is kept.
func (x *Indexer) Rollback(ctx context.Context, sink progress.Sink) error {
	keeper, ok := x.Engine.(index.Keeper)
	if !ok {
		return index.ErrNoPrevious
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return keeper.Rollback(ctx, func(w index.Writer, after uint64) error {
		if after > x.Archive.Seq() { // of another catalogue
			return index.ErrNoPrevious
		}
		return x.replay(ctx, w, after, sink)
	})
}

// UndoExtraction gives articles the fields they had before the last extraction of
// everything, or of a site; undone twice it stands again. It gives the number of
// articles that changed; the index has not followed. What came in since stays.
func (im *Importer) UndoExtraction(ctx context.Context, sink progress.Sink) (changed int, err error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	last, err := im.Archive.LastExtraction(ctx)
	if err != nil || last.Replaced == 0 {
		return 0, err
	}
	meter := newMeter("undo", "items", int64(last.Replaced), sink)
	var outcomes []archive.Outcome
	flush := func() error {
		_, changes, place, err := im.reextract(ctx, outcomes)
		if err != nil {
			return err
		}
		place.pass() // the index makes up for it
		for _, c := range changes {
			if c.Seq > 0 {
				changed++
			}
		}
		meter.add(int64(len(outcomes)), int64(len(outcomes)))
		outcomes = outcomes[:0]
		return nil
	}
	for o, err := range im.Archive.UndoExtraction(ctx) {
		if tellDamage(err, sink) {
			continue
		}
		if err != nil {
			return changed, err
		}
		if outcomes = append(outcomes, o); len(outcomes) >= indexBatch {
			if err := flush(); err != nil {
				return changed, err
			}
		}
	}
	if len(outcomes) > 0 {
		if err := flush(); err != nil {
			return changed, err
		}
	}
	meter.finish()
	return changed, im.Archive.EndUndo(ctx)
}

// Withdraw takes an import back, see archive.Withdraw, and brings the index after
// it. One that still runs is refused (Busy).
func (im *Importer) Withdraw(ctx context.Context, id int64, sink progress.Sink) (archive.Withdrawal, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	if !im.crawling.TryLock() {
		return archive.Withdrawal{}, failure.New(failure.Busy, "", nil).WithCode("crawling")
	}
	defer im.crawling.Unlock()
	w, err := im.Archive.Withdraw(ctx, id)
	if err != nil {
		return w, err
	}
	return w, im.Indexer.Ensure(ctx, sink)
}
