package ingest

import (
	"context"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/dedupe"
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
	for part := range slices.Chunk(changes, indexBatch) {
		if err := x.Apply(ctx, part[0].Seq-1, part, nil); err != nil {
			return err
		}
	}
	return nil
}

// groupEvery is how many pages of a crawl, which may go on for days, are read
// before families are made.
const groupEvery = 2000

// regroup makes families now and then while a crawl goes on. An import makes them
// at its end.
func (r *run) regroup(ctx context.Context, pages int) error {
	if r.report.Crawl == nil {
		return nil
	}
	if r.ungrouped += pages; r.ungrouped < groupEvery {
		return nil
	}
	r.ungrouped = 0
	return r.im.Indexer.Group(ctx, progress.Discard)
}

// group does the part of Group that is the archive's. It runs beside imports:
// what they commit meanwhile is left to the next time.
func (x *Indexer) group(ctx context.Context, sink progress.Sink) ([]archive.Change, error) {
	x.grouping.Lock()
	defer x.grouping.Unlock()
	done, err := x.drawn(ctx)
	if err != nil || done.Rule == dedupe.Version && done.Behind == 0 {
		return nil, err
	}
	seq := x.Archive.Seq()
	if err := x.sketch(ctx, done.Behind, sink); err != nil {
		return nil, err
	}
	moved, err := x.families(ctx, done.Rule != dedupe.Version)
	if err != nil {
		return nil, err
	}
	list := make([]archive.Regrouped, len(moved))
	for i, m := range moved {
		list[i] = archive.Regrouped(m)
	}
	return x.Archive.PutFamilies(ctx, dedupe.Version, seq, list)
}

// families groups. The sketches are 200 MB of a million articles and without a
// pointer: to look for garbage beside them often costs nothing, and seldom would
// cost as much memory again.
func (x *Indexer) families(ctx context.Context, anew bool) ([]dedupe.Change, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(groupGC))
	return dedupe.Group(ctx, dedupe.Corpus{Entries: x.entries(ctx, anew), Text: x.text})
}

// groupGC is how much garbage, in percent of what is in use, families may leave lying.
const groupGC = 40

// startSketches sees to it that sketches are of the present rule, so that new ones
// can be added.
func (x *Indexer) startSketches(ctx context.Context) error {
	x.grouping.Lock()
	defer x.grouping.Unlock()
	_, err := x.drawn(ctx)
	return err
}

// drawn is startSketches under the lock.
func (x *Indexer) drawn(ctx context.Context) (archive.Grouped, error) {
	done, err := x.Archive.Grouped(ctx)
	if err != nil || done.Drawn == dedupe.Version {
		return done, err
	}
	return done, x.Archive.DropSketches(ctx, dedupe.Version)
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

// text reads an article to compare it. One that has gone, or does not read, is
// like no other.
func (x *Indexer) text(ctx context.Context, id uint64) (*index.Article, error) {
	art, err := x.Archive.Article(ctx, archive.ArticleID(id))
	if isMissing(err) || tellDamage(err, progress.Discard) {
		return &index.Article{}, nil
	}
	return &art, err
}

// sketch makes the sketches that are lacking, on all cores: import and crawl make
// them as they go.
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
		if tellDamage(err, progress.Discard) { // told where it is indexed
			continue
		}
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

// sketchOf describes the sketch of an article, but for the number of its change.
func sketchOf(art *index.Article, sketch []byte) archive.Sketch {
	o := dedupe.OrderOf(art, 0)
	return archive.Sketch{Minute: o.Minute, Captured: o.Captured, Bytes: sketch}
}

func sketchesOf(entries []archive.Entry) []archive.Sketch {
	sketches := make([]archive.Sketch, len(entries))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			var k dedupe.Sketcher
			for i := w; i < len(entries); i += workers {
				sketches[i] = sketchOf(&entries[i].Article, k.Append(nil, &entries[i].Article))
				sketches[i].Seq = entries[i].Seq
			}
		})
	}
	wg.Wait()
	return sketches
}
