package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"

	bleveapi "github.com/blevesearch/bleve_index_api"

	"khobao/index"
)

// Rebuild fills a new generation and switches to it; see the package comment for
// what fill must do. Rebuilds run one at a time.
func (e *Engine) Rebuild(ctx context.Context, fill func(index.Writer) error) error {
	e.rebuilding.Lock()
	defer e.rebuilding.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.background, cancel)()

	e.applying.Lock()
	e.mu.RLock()
	number := e.number
	old := e.live
	e.mu.RUnlock()
	if e.lock == nil {
		e.applying.Unlock()
		return fmt.Errorf("rebuild index: %w", index.ErrNotReady)
	}
	e.journal = &journal{}
	if old != nil {
		e.journal.after = old.last.seq
	}
	e.applying.Unlock()
	defer func() {
		e.applying.Lock()
		e.journal = nil
		e.applying.Unlock()
	}()

	kept, err := e.dropPrevious()
	if err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	g, err := e.createGeneration(max(number, kept)+1, true)
	if err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	w := &writer{engine: e, generation: g}
	if err := w.fill(ctx, fill); err != nil {
		return errors.Join(err, e.discard(g))
	}
	if err := g.store.close(); err != nil {
		return errors.Join(fmt.Errorf("rebuild index: %w", err), os.RemoveAll(g.dir))
	}
	if err := e.switchTo(ctx, w); err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	return nil
}

// discard removes a generation that never went live.
func (e *Engine) discard(g *generation) error {
	return errors.Join(g.store.close(), os.RemoveAll(g.dir))
}

// switchTo opens what w filled as a generation like any other, brings it up to
// date and makes it the live one. The one before is kept, where it is of use.
func (e *Engine) switchTo(ctx context.Context, w *writer) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	g, err := e.openGeneration(ctx, w.generation.number)
	if err != nil {
		return errors.Join(err, os.RemoveAll(w.generation.dir))
	}
	for _, b := range e.journal.since(g.last.seq) {
		if err := e.applyTo(ctx, g, b); err != nil {
			return errors.Join(err, e.discard(g))
		}
	}
	v, err := e.ready(ctx, g)
	if err != nil {
		return errors.Join(err, e.discard(g))
	}
	kept := e.worthKeeping()
	if kept != 0 {
		err = writeName(e.dir, previousName, kept) // before CURRENT, so that it is never taken for a leftover
	}
	if err == nil {
		err = writeCurrent(e.dir, g.number)
	}
	if err != nil {
		v.release()
		return errors.Join(err, e.discard(g))
	}
	old := e.replace(g, v, kept)
	if old == nil {
		err = removeLeftovers(e.dir, g.number, kept) // before merges begin, which leave such files for a while
	}
	e.watch(g)
	return err
}

// replace makes g the live generation and lets go of the one before, which it
// gives: nil when there was none to be read. kept is its number where its files
// are to stay, else 0.
func (e *Engine) replace(g *generation, v *view, kept int) *generation {
	e.mu.Lock()
	oldView, old := e.view, e.live
	e.setReady(g)
	e.view, e.number = v, g.number
	e.previous = previous{number: kept, generation: old}
	e.mu.Unlock()
	if old != nil {
		if kept == 0 {
			_ = old.fate.doom(old.dir) // it is in use: its last user removes it
		}
		close(old.retired)
	}
	if oldView != nil {
		oldView.release()
	}
	if old != nil {
		old.release()
	}
	return old
}

// ready makes the view of a generation that is about to go live.
func (e *Engine) ready(ctx context.Context, g *generation) (*view, error) {
	if err := e.raiseEpoch(g); err != nil {
		return nil, err
	}
	return newView(ctx, g, e.layout)
}

// raiseEpoch writes a record whose epoch lies above that of the generation about
// to be replaced: epochs go on over generations, so that what is cached under an
// old one is never taken for the new.
func (e *Engine) raiseEpoch(g *generation) error {
	r := g.last
	e.mu.RLock()
	if e.live != nil {
		r.epoch = max(r.epoch, e.live.last.epoch)
	}
	e.mu.RUnlock()
	r.epoch++
	b := bleveapi.NewBatch()
	b.SetInternal(recordKey, r.marshal())
	if err := g.store.batch(b); err != nil {
		return err
	}
	g.last = r
	return writeApplied(g.dir, r)
}
