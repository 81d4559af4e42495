package ingest

import (
	"context"
	"crypto/x509"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"khobao/index"
	"khobao/internal/annotate"
	"khobao/internal/archive"
	"khobao/internal/crawl"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/progress"
	"khobao/internal/source"
)

// Limits of a batch. One fsync and one transaction serve a batch, so it should
// be large; a killed import repeats at most the batches under way. Up to five are
// in memory, of about 20 KB an article.
const (
	batchPages = 1500
	batchBytes = 24 << 20
)

// Importer takes pages through the stages. One import runs at a time, and one
// crawl beside it; a second call waits for the first.
type Importer struct {
	Archive   *archive.Archive
	Extractor *extract.Extractor
	Annotator *annotate.Annotator // nil leaves places, agencies, people and figures out
	Indexer   *Indexer

	// IndexLast is the size of sources in bytes from which an import into an empty
	// index leaves the index for the end: built at once, with the families known, it
	// costs less than kept up to date. 0 = never, where others search meanwhile.
	IndexLast int64

	learned  atomic.Pointer[extract.Extractor] // Extractor with what the ledger knows
	learning sync.Mutex                        // held while lines are learned

	mu       sync.Mutex // held by an import or an extraction of everything
	crawling sync.Mutex // held by a crawl, which may take days
	commits  sync.Mutex // held by a commit and the queueing of its changes, so that they reach the index in their order
	last     turn       // of the last batch that was committed; guarded by commits

	flushEvery time.Duration // how long a crawled page waits for its batch; 0 = flushEvery
}

// batch is what goes through the stages together, from one source.
type batch struct {
	source   string        // "" for a crawl
	cursor   source.Cursor // after its last item
	done     int64         // bytes of the source read up to there
	items    []source.Item
	bytes    int
	failed   []*failure.Error // records that could not be read as pages
	captures []archive.Capture
	outcomes []archive.Outcome
	counters [][]extract.Counter     // of each outcome
	frontier []archive.FrontierEntry // what changed in the frontier of a crawl
	queue    *crawl.Stats            // of a crawl, after its last item

	before  uint64 // sequence number before the batch was committed
	changes []archive.Change
	turn    turn
}

func (b *batch) full() bool {
	return len(b.items)+len(b.failed) >= batchPages || b.bytes >= batchBytes
}

// Import reads the paths and takes every page into the archive and the index.
// An import of the same paths that was interrupted goes on where its last
// committed batch ended. The report is complete up to what was committed, also
// beside an error; pages that fail are in it and are no error.
func (im *Importer) Import(ctx context.Context, paths []string, sink progress.Sink) (*Report, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	report := newReport(paths)
	sources, err := source.Open(ctx, paths, source.Options{Earlier: earlier{im.Archive}, Notice: report.notice, Roots: roots()})
	if err != nil {
		return nil, err
	}
	if err := im.readLedger(ctx); err != nil {
		return nil, err
	}
	id, err := im.Archive.StartImport(ctx, "import", paths)
	if err != nil {
		return nil, err
	}
	r := &run{im: im, id: id, key: archive.ImportKey("import", paths), report: report, meter: newMeter("import", "bytes", sizeOf(ctx, sources), sink), sink: sink}
	last := false
	if im.IndexLast > 0 && r.meter.step.Total >= im.IndexLast {
		if last, err = im.Indexer.hold(ctx); last {
			defer im.Indexer.release()
		}
	}
	if err == nil {
		err = r.pages(ctx, sources)
	}
	if err == nil {
		err = im.Learn(ctx)
	}
	if err == nil {
		err = im.Indexer.Group(ctx, sink)
	}
	if err == nil && last && im.Archive.Seq() > 0 {
		err = im.Indexer.Rebuild(ctx, sink)
	}
	report.Finished = time.Now().UTC()
	status := archive.ImportDone
	switch {
	case ctx.Err() != nil:
		status, err = archive.ImportStopped, ctx.Err()
	case err != nil:
		status = archive.ImportBroken
	}
	finishErr := im.Archive.FinishImport(context.WithoutCancel(ctx), id, status, report.Counts.figures())
	return report, errors.Join(err, finishErr)
}

// sizeOf is the size of sources in bytes, as far as it is known.
func sizeOf(ctx context.Context, sources []source.Source) (total int64) {
	for _, s := range sources {
		if size, err := s.Size(ctx); err == nil {
			total += size
		}
	}
	return total
}

// roots are the authorities this machine trusts; none where they cannot be read.
func roots() *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil
	}
	return pool
}

// run is one import under way.
type run struct {
	im     *Importer
	id     int64
	key    string
	report *Report
	meter  *meter
	sink   progress.Sink

	ungrouped int // pages of a crawl since families were made
}

// pages reads the sources through the stages.
func (r *run) pages(ctx context.Context, sources []source.Source) error {
	return r.stages(ctx, func(ctx context.Context, kept chan<- *batch) error {
		for _, s := range sources {
			if err := r.read(ctx, s, kept); err != nil {
				return err
			}
		}
		return nil
	})
}

// stages runs the four side by side: reading and keeping, extracting,
// committing, indexing. Batches stay in order.
func (r *run) stages(ctx context.Context, read func(context.Context, chan<- *batch) error) error {
	if err := r.im.Indexer.startSketches(ctx); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	// Without buffers: five batches are in memory at once, which is enough for
	// every stage to have its next one ready.
	kept, extracted, committed := make(chan *batch), make(chan *batch), make(chan *batch)
	group.Go(func() error {
		defer close(kept)
		return read(ctx, kept)
	})
	group.Go(func() error {
		defer close(extracted)
		for b := range kept {
			r.im.extract(ctx, b)
			if err := send(ctx, extracted, b); err != nil {
				return err
			}
		}
		return nil
	})
	group.Go(func() error {
		defer close(committed)
		for b := range extracted {
			if err := r.commit(ctx, b); err != nil {
				return err
			}
			committed <- b // taken whatever happens
		}
		return nil
	})
	group.Go(func() error {
		for b := range committed {
			if err := r.index(ctx, b); err != nil {
				group.Go(func() error {
					for b := range committed {
						b.turn.pass()
					}
					return nil
				})
				return err
			}
		}
		return nil
	})
	err := group.Wait()
	r.figures()
	r.meter.finish()
	return err
}

// figures puts the counts into the next event.
func (r *run) figures() {
	r.meter.step.Counts = r.report.Counts.figures()
	if s := r.report.Crawl; s != nil {
		r.meter.step.Counts["queue"], r.meter.step.Counts["errors"] = s.Queued, s.Failed
	}
}

// read makes batches of a source and keeps their originals.
func (r *run) read(ctx context.Context, s source.Source, out chan<- *batch) error {
	cursor, err := r.im.Archive.Cursor(ctx, r.key, s.Name())
	if err != nil {
		return err
	}
	if cursor != "" {
		r.report.resume()
	}
	b := &batch{source: s.Name(), cursor: source.Cursor(cursor)}
	flush := func() error {
		if err := r.keep(ctx, b); err != nil {
			return err
		}
		err := send(ctx, out, b)
		b = &batch{source: b.source, cursor: b.cursor, done: b.done}
		return err
	}
	for item, err := range s.Pages(ctx, source.Cursor(cursor)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			b.failed = append(b.failed, failure.From(err, s.Name()))
		} else {
			b.items = append(b.items, item)
			b.bytes += len(item.Page.Body)
		}
		b.cursor, b.done = item.After, item.Done
		if b.full() {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (r *run) keep(ctx context.Context, b *batch) error {
	if len(b.items) == 0 {
		return nil
	}
	pages := make([]page.Page, len(b.items))
	for i := range b.items {
		// As the archive keeps it: extracted again, the article is to be the same.
		b.items[i].Page.Captured = b.items[i].Page.Captured.Truncate(time.Microsecond)
		pages[i] = b.items[i].Page
	}
	var err error
	b.captures, err = r.im.Archive.Keep(ctx, pages)
	return err
}

// commit makes a batch durable, puts it into the report, and queues it for the
// index.
func (r *run) commit(ctx context.Context, b *batch) error {
	for _, f := range b.failed {
		b.outcomes = append(b.outcomes, archive.Outcome{Failure: f})
	}
	r.im.commits.Lock()
	defer r.im.commits.Unlock()
	b.before = r.im.Archive.Seq()
	var err error
	b.changes, err = r.im.Archive.Commit(ctx, b.outcomes, archive.Checkpoint{
		Import: r.id, Source: b.source, Cursor: string(b.cursor), Frontier: b.frontier,
	})
	if err != nil {
		return err
	}
	b.turn = r.im.last.next()
	r.im.last = b.turn
	if err := r.im.count(ctx, b); err != nil {
		return err
	}
	for i, c := range b.changes {
		r.report.add(b.outcomes[i], c, r.sink)
	}
	if b.queue != nil {
		r.report.Crawl.Stats = *b.queue
		r.meter.step.Total = int64(b.queue.Pages + b.queue.Queued)
	}
	r.figures()
	r.meter.to(b.source, b.done, int64(len(b.items)))
	return nil
}

// index brings a committed batch into the index when those before it are.
func (r *run) index(ctx context.Context, b *batch) error {
	defer b.turn.pass()
	if err := b.turn.wait(ctx); err != nil {
		return err
	}
	if err := r.im.Indexer.Apply(ctx, b.before, b.changes, ready(b.outcomes, b.changes)); err != nil {
		return err
	}
	return r.regroup(ctx, len(b.items))
}

// ready gives the articles of new texts, which the index need not look up again.
// An article that changes more than once in a batch is left out: which of its
// texts is the current one is the archive's to say.
func ready(outcomes []archive.Outcome, changes []archive.Change) map[string]*index.Article {
	articles := make(map[string]*index.Article, len(changes))
	times := make(map[string]int, len(changes))
	for i, c := range changes {
		if c.Seq == 0 {
			continue
		}
		times[c.ID]++
		if c.What == archive.Added {
			articles[c.ID] = outcomes[i].Article
		}
	}
	for id, n := range times {
		if n > 1 {
			delete(articles, id)
		}
	}
	return articles
}

func send[T any](ctx context.Context, out chan<- T, v T) error {
	select {
	case out <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
