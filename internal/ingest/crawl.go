package ingest

import (
	"cmp"
	"context"
	"errors"
	"time"

	"khobao/internal/archive"
	"khobao/internal/crawl"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/progress"
	"khobao/internal/source"
)

// flushEvery is how long a crawled page waits for its batch at most: a page a
// second makes small batches, and a killed crawl repeats one of them.
const flushEvery = 10 * time.Second

// Crawled is the part of a report that only a crawl has.
type Crawled struct {
	crawl.Stats
	Sites []crawl.Site `json:"sites"`
	Full  bool         `json:"page_limit_reached"`
}

// Crawl reads live sites through the stages of Import. A crawl of the same
// seeds that was stopped, killed or reached its limit goes on where its last
// committed batch ended. Cancelling ctx stops asking; what was received by then
// is kept, and the error is that of ctx. Crawls do not wait for imports.
func (im *Importer) Crawl(ctx context.Context, c *crawl.Crawler, sink progress.Sink) (*Report, error) {
	if err := c.Options.Check(); err != nil {
		return nil, err
	}
	im.crawling.Lock()
	defer im.crawling.Unlock()
	seeds := c.Options.Seeds
	report := newReport(seeds)
	report.Crawl = &Crawled{Sites: []crawl.Site{}}
	kept, err := im.Archive.Frontier(ctx, archive.ImportKey("crawl", seeds))
	if err != nil {
		return nil, err
	}
	report.Resumed = len(kept) > 0
	if err := im.readLedger(ctx); err != nil {
		return nil, err
	}
	id, err := im.Archive.StartImport(ctx, "crawl", seeds)
	if err != nil {
		return nil, err
	}
	own := *c
	own.Earlier = asked{im.Archive}
	r := &run{im: im, id: id, report: report, meter: newMeter("crawl", "items", 0, sink), sink: sink}
	// What was received is kept also when ctx ends, so the stages go on without it.
	err = r.stages(context.WithoutCancel(ctx), func(inner context.Context, out chan<- *batch) error {
		asking, cancel := context.WithCancel(inner)
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		return r.crawl(asking, inner, &own, entries(kept), out)
	})
	if err == nil && ctx.Err() == nil {
		err = im.Learn(ctx)
	}
	if err == nil && ctx.Err() == nil {
		err = im.Indexer.Group(ctx, sink)
	}
	report.Finished = time.Now().UTC()
	status := archive.ImportDone
	switch {
	case err != nil:
		status = archive.ImportBroken
	case ctx.Err() != nil:
		status, err = archive.ImportStopped, ctx.Err()
	case report.Crawl.Queued > 0:
		status = archive.ImportStopped
	}
	finishErr := im.Archive.FinishImport(context.WithoutCancel(ctx), id, status, report.Counts.figures())
	return report, errors.Join(err, finishErr)
}

// crawl makes batches of what the crawler hands on, and keeps their originals.
func (r *run) crawl(asking, ctx context.Context, c *crawl.Crawler, kept []crawl.Entry, out chan<- *batch) error {
	visits := make(chan crawl.Visit)
	done := make(chan error, 1)
	var result crawl.Result
	crawling, cancel := context.WithCancel(asking)
	defer cancel()
	go func() {
		defer close(visits)
		var err error
		result, err = c.Run(crawling, kept, func(v crawl.Visit) error {
			select {
			case visits <- v:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		done <- err
	}()
	b := &batch{}
	flush := func() error {
		if b.queue == nil {
			return nil // nothing happened
		}
		if err := r.keep(ctx, b); err != nil {
			return err
		}
		err := send(ctx, out, b)
		b = &batch{}
		return err
	}
	tick := time.NewTicker(cmp.Or(r.im.flushEvery, flushEvery))
	defer tick.Stop()
	var err error
	for open := true; open && err == nil; {
		select {
		case v, ok := <-visits:
			if open = ok; ok {
				b.visit(v)
			}
			if !ok || b.full() {
				err = flush()
			}
		case <-tick.C:
			err = flush()
		}
	}
	cancel()
	for range visits { // when a stage failed, the crawler is let go
	}
	err = errors.Join(err, <-done)
	r.report.Crawl.Sites, r.report.Crawl.Full = result.Sites, result.Full
	return err
}

// visit puts what happened into the batch.
func (b *batch) visit(v crawl.Visit) {
	if v.Page != nil {
		b.items = append(b.items, source.Item{Page: *v.Page})
		b.bytes += len(v.Page.Body)
	}
	if v.Failure != nil {
		b.failed = append(b.failed, v.Failure)
	}
	for _, e := range v.Entries {
		b.frontier = append(b.frontier, archive.FrontierEntry{
			Site: e.Site, N: e.N, URL: e.URL, Rank: int(e.Rank), State: int(e.State),
			Depth: e.Depth, Hops: e.Hops, Tries: e.Tries, Guess: e.Guess,
		})
	}
	b.queue = &v.Stats
	b.done = int64(v.Stats.Pages)
}

func entries(kept []archive.FrontierEntry) []crawl.Entry {
	out := make([]crawl.Entry, len(kept))
	for i, e := range kept {
		out[i] = crawl.Entry{
			Site: e.Site, N: e.N, URL: e.URL, Rank: crawl.Rank(e.Rank), State: crawl.State(e.State),
			Depth: e.Depth, Hops: e.Hops, Tries: e.Tries, Guess: e.Guess,
		}
	}
	return out
}

// asked finds what is kept of an address, for conditional requests. An original
// that cannot be read is as good as none: it is asked for again.
type asked struct{ archive *archive.Archive }

// Earlier gives the newest answer of an address.
func (a asked) Earlier(ctx context.Context, url string) (page.Page, bool, error) {
	c, err := a.archive.FindCapture(ctx, url, time.Time{})
	if isMissing(err) || err == nil && (c.Status != 200 || c.URL != url) {
		return page.Page{}, false, nil
	}
	if err != nil {
		return page.Page{}, false, err
	}
	p, err := a.archive.Original(ctx, c.ID)
	if failure.Is(err, failure.Damaged) {
		return page.Page{}, false, nil
	}
	return p, err == nil, err
}
