package ingest

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/dedupe"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// Group brings reprint families up to date with the articles, and the index with
// the families. It costs little where little is new. A killed run has changed
// nothing but that sketches are there already: families land whole.
func (x *Indexer) Group(ctx context.Context, sink progress.Sink) error {
	changes, err := x.group(ctx, sink)
	if err != nil || len(changes) == 0 {
		return err
	}
	return x.Apply(ctx, changes[0].Seq-1, changes, nil)
}

// group does the part of Group that is the archive's. It runs beside imports:
// what they commit meanwhile is left to the next time.
func (x *Indexer) group(ctx context.Context, sink progress.Sink) ([]archive.Change, error) {
	x.grouping.Lock()
	defer x.grouping.Unlock()
	done, err := x.Archive.Grouped(ctx)
	if err != nil || done.Rule == dedupe.Version && done.Behind == 0 {
		return nil, err
	}
	if done.Rule != dedupe.Version {
		if err := x.Archive.DropSketches(ctx); err != nil {
			return nil, err
		}
	}
	seq := x.Archive.Seq()
	if err := x.sketch(ctx, done.Behind, sink); err != nil {
		return nil, err
	}
	moved, err := dedupe.Group(ctx, dedupe.Corpus{Entries: x.entries(ctx, done.Rule != dedupe.Version), Text: x.text})
	if err != nil {
		return nil, err
	}
	list := make([]archive.Regrouped, len(moved))
	for i, m := range moved {
		list[i] = archive.Regrouped(m)
	}
	return x.Archive.PutFamilies(ctx, dedupe.Version, seq, list)
}

// entries gives the articles as grouping wants them; anew groups all of them.
func (x *Indexer) entries(ctx context.Context, anew bool) iter.Seq2[dedupe.Entry, error] {
	return func(yield func(dedupe.Entry, error) bool) {
		for g, err := range x.Archive.Groupings(ctx) {
			e := dedupe.Entry{
				Order:  dedupe.Order{Minute: g.Sketch.Minute, Captured: g.Sketch.Captured, ID: g.ID},
				Sketch: g.Sketch.Bytes, Family: g.Family, New: g.New || anew,
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// text reads an article to compare it. One that has gone is like no other.
func (x *Indexer) text(ctx context.Context, id uint64) (*index.Article, error) {
	art, err := x.Archive.Article(ctx, archive.ArticleID(id))
	if failure.Is(err, failure.NotFound) {
		return &index.Article{}, nil
	}
	return &art, err
}

// sketch makes the sketches that are lacking, on all cores.
func (x *Indexer) sketch(ctx context.Context, behind int, sink progress.Sink) error {
	if behind < indexBatch {
		sink = progress.Discard // no time to tell of it
	}
	meter := newMeter("families", "items", int64(behind), sink)
	var entries []archive.Entry
	flush := func() error {
		sketches := sketchesOf(entries)
		meter.add(int64(len(entries)), int64(len(entries)))
		entries = entries[:0]
		return x.Archive.PutSketches(ctx, sketches)
	}
	for e, err := range x.Archive.Unsketched(ctx) {
		if err != nil {
			return err
		}
		if entries = append(entries, e); len(entries) >= indexBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if len(entries) > 0 {
		if err := flush(); err != nil {
			return err
		}
	}
	if meter.step.Items > 0 {
		meter.finish()
	}
	return nil
}

func sketchesOf(entries []archive.Entry) []archive.Sketch {
	sketches := make([]archive.Sketch, len(entries))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			var k dedupe.Sketcher
			for i := w; i < len(entries); i += workers {
				o := dedupe.OrderOf(&entries[i].Article, 0)
				sketches[i] = archive.Sketch{Seq: entries[i].Seq, Minute: o.Minute, Captured: o.Captured, Bytes: k.Append(nil, &entries[i].Article)}
			}
		})
	}
	wg.Wait()
	return sketches
}
