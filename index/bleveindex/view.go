package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/topk"
)

// view is one snapshot of a generation, ready to be searched: its columns are
// read. Searches hold it while they run.
type view struct {
	generation *generation
	snapshot   *scorch.IndexSnapshot
	record     record
	segments   []*part
	articles   int       // live ones
	averages   []float64 // by text field: mean length of the articles that have it
	norms      func() []*topk.Norm
	variants   sync.Map // folded term → []index.TermCount, see vocabulary
	users      atomic.Int64
}

// part is one segment of a view.
type part struct {
	generation *generation
	id         uint64
	segment    segment.Segment
	columns    *columns.Segment
	deleted    *roaring.Bitmap // nil when none
	live       docset.Set      // nil when none is deleted
	articles   int             // live ones
}

// acquire gives the view to search; release it after.
func (e *Engine) acquire() (*view, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.view == nil || e.status == index.DamagedIndex || e.status == index.StaleSchema {
		return nil, fmt.Errorf("%w: %s %s", index.ErrNotReady, e.status, e.why)
	}
	e.view.users.Add(1)
	return e.view, nil
}

func (v *view) release() {
	if v.users.Add(-1) == 0 {
		v.snapshot.Close()
		v.generation.release()
	}
}

// publish makes the present snapshot of g the one that is searched, if g is live.
func (e *Engine) publish(ctx context.Context, g *generation) error {
	e.publishing.Lock()
	defer e.publishing.Unlock()
	v, err := newView(ctx, g, e.layout)
	if err != nil {
		return err
	}
	e.mu.Lock()
	if e.live != g || e.view != nil && e.view.generation == g && e.view.record.epoch > v.record.epoch {
		e.mu.Unlock()
		v.release()
		return nil
	}
	old := e.view
	e.view = v
	e.mu.Unlock()
	if old != nil {
		old.release()
	}
	return nil
}

func newView(ctx context.Context, g *generation, l layout) (v *view, err error) {
	reader, err := g.store.scorch.Reader()
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return nil, fmt.Errorf("read snapshot: %w", index.ErrNotReady)
	}
	g.retain()
	v = &view{generation: g, snapshot: snapshot}
	v.users.Store(1)
	err = guarded("read columns", func() error { return v.read(ctx, l) })
	if err != nil {
		v.release()
		if ctx.Err() == nil && !isDamage(err) {
			err = &damage{err}
		}
		return nil, err
	}
	return v, nil
}

func (v *view) read(ctx context.Context, l layout) error {
	texts := len(l.texts)
	var err error
	if v.record, err = readRecord(v.snapshot); err != nil {
		return err
	}
	var sources []columns.Source
	for _, s := range v.snapshot.Segments() {
		sources = append(sources, columns.Source{ID: s.Id(), Segment: s.Segment()})
	}
	columnsOf, err := v.generation.columns.Of(ctx, v.record.epoch, sources)
	if err != nil {
		return err
	}
	for i, f := range l.keywords {
		if f.Facet {
			v.generation.columns.Values[i].Order()
		}
	}
	sums := make([]uint64, texts)
	counts := make([]int, texts)
	for i, s := range v.snapshot.Segments() {
		p := &part{generation: v.generation, id: s.Id(), segment: s.Segment(), columns: columnsOf[i], deleted: s.Deleted()}
		p.articles = int(p.columns.Docs)
		if p.deleted != nil && !p.deleted.IsEmpty() {
			p.live = docset.Full(int(p.columns.Docs))
			it := p.deleted.Iterator()
			for it.HasNext() {
				p.live.Remove(it.Next())
			}
			p.articles = p.live.Count()
		}
		v.articles += p.articles
		for f := range texts {
			sum, count := p.columns.LengthOf(f, p.deleted)
			sums[f] += sum
			counts[f] += count
		}
		v.segments = append(v.segments, p)
	}
	if uint64(v.articles) != v.record.articles {
		return errors.New("the number of articles differs from the record of the last batch")
	}
	v.averages = make([]float64, texts)
	for f := range texts {
		v.averages[f] = float64(max(sums[f], 1)) / float64(max(counts[f], 1))
	}
	v.norms = sync.OnceValue(func() []*topk.Norm {
		norms := make([]*topk.Norm, texts)
		for f := range norms {
			norms[f] = topk.NewNorm(v.averages[f])
		}
		return norms
	})
	return v.generation.words.learn(ctx, l, v)
}

// watch follows what scorch does to g in the background until it is closed, checks
// its files if that was not done before they were opened, and tidies it up when it
// is at rest.
func (e *Engine) watch(g *generation) {
	g.retain()
	e.tasks.Go(func() {
		defer g.release()
		e.verifyAtStart(g)
		g.store.allowMerges()
		ctx, cancel := context.WithCancel(e.background)
		var merging sync.WaitGroup
		defer merging.Wait()
		defer cancel()
		rest := time.NewTimer(restAfter)
		defer rest.Stop()
		for {
			select {
			case <-e.background.Done():
				return
			case <-g.retired:
				return
			case <-g.store.broken:
				e.fail(g, g.store.failure())
				return
			case <-rest.C:
				merging.Go(func() { e.tidy(ctx, g) })
			case <-g.store.changed:
				rest.Reset(restAfter)
				if err := e.publish(e.background, g); isDamage(err) {
					e.fail(g, err)
				}
			}
		}
	})
}
