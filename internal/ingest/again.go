package ingest

import (
	"context"

	"khobao/internal/archive"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/progress"
	"khobao/internal/source"
)

func isMissing(err error) bool { return failure.Is(err, failure.NotFound) }

// ExtractAgain extracts every page anew from its original and records what
// came out: after a rule was changed. With a site, as page.Site names it, only
// its pages, and nothing else is touched. It gives the number of articles whose
// fields changed and of pages that could not be read; the index has followed. An
// article whose original is damaged stays as it is; one whose text is damaged
// comes back. What it replaced is kept for UndoExtraction.
func (im *Importer) ExtractAgain(ctx context.Context, site string, sink progress.Sink) (changed, failed int, err error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	if err := im.readLedger(ctx); err != nil {
		return 0, 0, err
	}
	stats, err := im.Archive.Stats(ctx)
	if err != nil {
		return 0, 0, err
	}
	if err := im.Archive.StartExtraction(ctx, site); err != nil {
		return 0, 0, err
	}
	meter := newMeter("extract", "items", int64(stats.Captures), sink)
	b := &batch{}
	flush := func() error {
		im.extract(ctx, b)
		before, changes, place, err := im.reextract(ctx, b.outcomes)
		if err != nil {
			return err
		}
		defer place.pass()
		for i, c := range changes {
			if c.Seq > 0 {
				changed++
			}
			if f := b.outcomes[i].Failure; f != nil {
				failed++
				sink(progress.Event{Failure: &progress.Failure{Object: f.Object, Kind: string(f.Kind), Code: f.Code, Detail: f.Detail}})
			}
		}
		meter.add(int64(len(b.items)), int64(len(b.items)))
		b = &batch{}
		if err := place.wait(ctx); err != nil {
			return err
		}
		return im.Indexer.Apply(ctx, before, changes, nil)
	}
	for c, err := range im.Archive.WalkCaptures(ctx) {
		if err != nil {
			return changed, failed, err
		}
		if ours, err := im.ofSite(ctx, c, site); err != nil {
			return changed, failed, err
		} else if !ours {
			meter.add(1, 0)
			continue
		}
		p, err := im.Archive.Original(ctx, c.ID)
		if tellDamage(err, sink) {
			failed++
			meter.add(1, 0)
			continue
		}
		if err != nil {
			return changed, failed, err
		}
		if !isPage(&p) {
			continue
		}
		b.again(p, c)
		if len(b.items) >= batchPages || b.bytes >= batchBytes {
			if err := flush(); err != nil {
				return changed, failed, err
			}
		}
	}
	if len(b.items) > 0 {
		if err := flush(); err != nil {
			return changed, failed, err
		}
	}
	meter.finish()
	return changed, failed, im.Archive.EndExtraction(ctx)
}

// again has a batch read the page of a capture that was read before.
func (b *batch) again(p page.Page, c archive.Capture) {
	c.Known = false
	b.items, b.captures = append(b.items, source.Item{Page: p}), append(b.captures, c)
	b.bytes += len(p.Body)
}

// ofSite tells whether a capture is a page of a site, "" being all of them. What
// has no address of its own is of the site that its article is.
func (im *Importer) ofSite(ctx context.Context, c archive.Capture, site string) (bool, error) {
	switch {
	case site == "":
		return true, nil
	case c.URL != "":
		return page.Site(c.URL) == site, nil
	case c.Article == "":
		return false, nil
	}
	art, err := im.Archive.Article(ctx, c.Article)
	if isMissing(err) {
		return false, nil
	}
	return art.Site == site, err
}

// reextract records what came out and queues it for the index.
func (im *Importer) reextract(ctx context.Context, outcomes []archive.Outcome) (before uint64, changes []archive.Change, place turn, err error) {
	im.commits.Lock()
	defer im.commits.Unlock()
	before = im.Archive.Seq()
	if changes, err = im.Archive.Reextracted(ctx, outcomes); err == nil {
		place = im.last.next()
		im.last = place
	}
	return before, changes, place, err
}
