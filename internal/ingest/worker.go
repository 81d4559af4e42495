package ingest

import (
	"context"
	"runtime"
	"sync"

	"khobao/index"
	"khobao/internal/annotate"
	"khobao/internal/archive"
	"khobao/internal/dedupe"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// extract fills the outcomes of a batch, on all cores.
func (im *Importer) extract(ctx context.Context, b *batch) {
	b.outcomes = make([]archive.Outcome, len(b.items))
	b.counters = make([][]extract.Counter, len(b.items))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			w := im.worker()
			for i := range next {
				b.outcomes[i], b.counters[i] = w.outcome(ctx, &b.items[i].Page, b.captures[i])
				b.items[i].Page.Body = nil // kept, and read
			}
		})
	}
	for i := range b.items {
		next <- i
	}
	close(next)
	wg.Wait()
}

// worker reads page after page in the same memory. It belongs to one goroutine.
type worker struct {
	im       *Importer
	reader   *annotate.Reader // nil leaves places, agencies, people and figures out
	sketcher dedupe.Sketcher
}

func (im *Importer) worker() *worker {
	w := &worker{im: im}
	if im.Annotator != nil {
		w.reader = im.Annotator.Reader()
	}
	return w
}

// outcome extracts one page; a known one and a part of a page are left as they are.
func (w *worker) outcome(ctx context.Context, p *page.Page, c archive.Capture) (archive.Outcome, []extract.Counter) {
	out := archive.Outcome{Capture: c}
	if c.Known || !isPage(p) {
		out.Kind = c.Kind
		return out, nil
	}
	art, counters, err := w.im.extractor().ExtractCounted(ctx, p)
	if err != nil {
		out.Failure = failure.From(err, p.Origin.String())
		return out, nil
	}
	out.Kind = art.Kind
	if art.Kind == index.KindArticle {
		if w.reader != nil {
			tokens := w.reader.Annotate(&art)
			out.Sketch = sketchOf(&art, w.sketcher.AppendTokens(nil, tokens.Lead, tokens.Body))
		} else {
			out.Sketch = sketchOf(&art, w.sketcher.Append(nil, &art))
		}
		out.Article = &art
	}
	return out, counters
}
