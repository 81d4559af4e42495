package bleveindex

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveapi "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index"
)

// Apply lands a batch: when it returns nil the batch is on disk and searchable.
// Of one ID in both Put and Delete the Put holds, of one ID put twice the last.
// After an error the batch may still land later; applying it again is harmless.
func (e *Engine) Apply(ctx context.Context, b index.Batch) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	e.mu.RLock()
	g, status, why := e.live, e.status, e.why
	e.mu.RUnlock()
	if g == nil || status == index.DamagedIndex {
		return fmt.Errorf("apply batch %d: %w: %s %s", b.Seq, index.ErrNotReady, status, why)
	}
	if err := e.applyTo(ctx, g, b); err != nil {
		return fmt.Errorf("apply batch %d: %w", b.Seq, err)
	}
	e.journal.add(b)
	return nil
}

// applyTo lands a batch in the live generation; the caller holds applying.
func (e *Engine) applyTo(ctx context.Context, g *generation, b index.Batch) error {
	if p := g.pending; p != nil {
		if err := g.store.waitPersisted(ctx, p.snapshot); err != nil {
			return err
		}
		if err := e.acknowledge(ctx, g, p.record); err != nil {
			return err
		}
	}
	if b.Seq <= g.last.seq {
		if e.shows(g) {
			return nil
		}
		return e.publish(ctx, g)
	}
	batch, err := e.prepare(ctx, g, b)
	if err != nil {
		return err
	}
	r := record{seq: b.Seq, epoch: g.last.epoch + 1}
	if r.articles, err = g.articlesAfter(batch); err != nil {
		return err
	}
	batch.SetInternal(recordKey, r.marshal())
	if err := g.store.batch(batch); err != nil {
		if g.holds(r) {
			g.pending = &pending{r, g.store.rootEpoch()}
		}
		return err
	}
	return e.acknowledge(ctx, g, r)
}

// acknowledge notes a batch that is on disk and makes it searchable.
func (e *Engine) acknowledge(ctx context.Context, g *generation, r record) error {
	e.mu.Lock()
	g.last, g.pending = r, nil
	e.mu.Unlock()
	if err := writeApplied(g.dir, r); err != nil {
		return err
	}
	err := e.publish(context.WithoutCancel(ctx), g)
	if isDamage(err) {
		e.fail(g, err)
	}
	return err
}

// shows reports whether the last batch acknowledged is searchable.
func (e *Engine) shows(g *generation) bool {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.live != g || e.view != nil && e.view.generation == g && e.view.record.epoch >= g.last.epoch
}

// holds reports whether scorch took the batch of r in.
func (g *generation) holds(r record) bool {
	reader, err := g.store.scorch.Reader()
	if err != nil {
		return false
	}
	defer reader.Close()
	now, err := readRecord(reader)
	return err == nil && now == r
}

// prepare analyses a batch for g.
func (e *Engine) prepare(ctx context.Context, g *generation, b index.Batch) (*bleveapi.Batch, error) {
	last := make(map[string]int, len(b.Put))
	for i := range b.Put {
		if b.Put[i].ID == "" {
			return nil, fmt.Errorf("article %d of the batch (%s) has no ID", i, b.Put[i].URL)
		}
		last[b.Put[i].ID] = i
	}
	articles := make([]*index.Article, 0, len(last))
	for i := range b.Put {
		if last[b.Put[i].ID] == i {
			articles = append(articles, &b.Put[i])
		}
	}
	docs, err := analyse(ctx, &e.pool, articles, g.format.flat())
	if err != nil {
		return nil, err
	}
	batch := bleveapi.NewBatch()
	for _, id := range b.Delete {
		if id != "" {
			batch.Delete(id)
		}
	}
	for _, d := range docs {
		batch.Update(d)
	}
	return batch, nil
}

// articlesAfter counts the articles g will have after batch.
func (g *generation) articlesAfter(batch *bleveapi.Batch) (uint64, error) {
	reader, err := g.store.scorch.Reader()
	if err != nil {
		return 0, err
	}
	defer reader.Close()
	ids := make([]string, 0, len(batch.IndexOps))
	var put uint64
	for id, doc := range batch.IndexOps {
		ids = append(ids, id)
		if doc != nil {
			put++
		}
	}
	var count, replaced uint64
	for _, s := range reader.(*scorch.IndexSnapshot).Segments() {
		count += uint64(s.LiveSize())
		n, err := liveAmong(s.Segment(), s, ids)
		if err != nil {
			return 0, fmt.Errorf("look up articles: %w", err)
		}
		replaced += n
	}
	return count - replaced + put, nil
}

// liveAmong counts the documents of a segment that have one of ids and are not deleted.
func liveAmong(s segmentapi.Segment, snapshot *scorch.SegmentSnapshot, ids []string) (n uint64, err error) {
	err = guarded("look up ids", func() error {
		docs, err := s.DocNumbers(ids)
		if err != nil {
			return err
		}
		if n = docs.GetCardinality(); snapshot.Deleted() != nil {
			n -= docs.AndCardinality(snapshot.Deleted())
		}
		return nil
	})
	return n, err
}
