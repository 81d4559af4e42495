package bleveindex

import (
	"context"
	"fmt"

	bleveapi "github.com/blevesearch/bleve_index_api"

	"khobao/index"
)

const (
	// bulkArticles is how many articles of a rebuild go into one segment: more
	// make the build faster but cost memory.
	bulkArticles = 2000
	// bulkSegments is how many segments are written before merges begin; fewer
	// are merged once, at the end. Scorch stops to wait for merges at 1,000 files.
	bulkSegments = 900
	// bulkAhead is how many batches may wait to be written to disk.
	bulkAhead = 3
)

// writer takes the articles of a rebuild. It gathers them into large batches and
// analyses one while the one before goes in. It belongs to one goroutine.
type writer struct {
	engine     *Engine
	generation *generation
	ctx        context.Context
	seq        uint64
	order      []string // ids in put, in the order they came
	put        map[string]index.Article
	deleted    map[string]bool
	segments   int
	writing    chan error // of the batch under way; nil when none
	snapshots  []uint64   // scorch's numbers after the batches not known to be on disk
}

// fill runs f and finishes what it left.
func (w *writer) fill(ctx context.Context, f func(index.Writer) error) error {
	w.ctx, w.put, w.deleted = ctx, map[string]index.Article{}, map[string]bool{}
	if err := f(w); err != nil {
		w.wait()
		return err
	}
	err := w.flush()
	if waited := w.wait(); err == nil {
		err = waited
	}
	if err == nil {
		err = w.finish()
	}
	if err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	return nil
}

// Apply takes a batch, in the order given. Its Seq claims that all changes up
// to it are in.
func (w *writer) Apply(ctx context.Context, b index.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	for _, id := range b.Delete {
		delete(w.put, id)
		w.deleted[id] = true
	}
	for i := range b.Put {
		a := &b.Put[i]
		if a.ID == "" {
			return fmt.Errorf("apply batch %d: article %d (%s) has no ID", b.Seq, i, a.URL)
		}
		if _, again := w.put[a.ID]; !again {
			w.order = append(w.order, a.ID)
		}
		w.put[a.ID] = *a
	}
	if b.Seq > w.seq {
		w.seq = b.Seq
		w.engine.applying.Lock()
		w.engine.journal.forget(w.seq)
		w.engine.applying.Unlock()
	}
	if len(w.put)+len(w.deleted) >= bulkArticles {
		return w.flush()
	}
	return nil
}

// flush sends what was gathered on its way.
func (w *writer) flush() error {
	var b index.Batch
	for _, id := range w.order {
		if a, ok := w.put[id]; ok {
			b.Put = append(b.Put, a)
			delete(w.put, id) // an id may stand twice in order
		}
	}
	for id := range w.deleted {
		b.Delete = append(b.Delete, id)
	}
	w.order = w.order[:0]
	clear(w.deleted)
	if len(b.Put)+len(b.Delete) == 0 {
		return nil
	}
	batch, err := w.engine.prepare(w.ctx, w.generation, b)
	if err != nil {
		return err
	}
	if err := w.wait(); err != nil {
		return err
	}
	store := w.generation.store
	if len(w.snapshots) >= bulkAhead {
		if err := store.waitPersisted(w.ctx, w.snapshots[0]); err != nil {
			return err
		}
		w.snapshots = w.snapshots[1:]
	}
	if w.segments++; w.segments == bulkSegments {
		store.allowMerges()
	}
	w.writing = make(chan error, 1)
	go func(done chan<- error) { done <- store.batch(batch) }(w.writing)
	return nil
}

// wait waits for the batch under way.
func (w *writer) wait() error {
	if w.writing == nil {
		return nil
	}
	err := <-w.writing
	w.writing = nil
	w.snapshots = append(w.snapshots, w.generation.store.rootEpoch())
	return err
}

// finish merges what was written, adds the record and waits until all is on disk.
func (w *writer) finish() error {
	g := w.generation
	if err := g.store.settle(w.ctx); err != nil {
		return err
	}
	reader, err := g.store.scorch.Reader()
	if err != nil {
		return err
	}
	articles, err := reader.DocCount()
	reader.Close()
	if err != nil {
		return err
	}
	r := record{seq: w.seq, articles: articles}
	b := bleveapi.NewBatch()
	b.SetInternal(recordKey, r.marshal())
	if err := g.store.batch(b); err != nil {
		return err
	}
	if err := g.store.waitPersisted(w.ctx, g.store.rootEpoch()); err != nil {
		return err
	}
	return writeApplied(g.dir, r)
}
