package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"khobao/index"
	"khobao/index/vi"
)

// previous is the generation that was live before, if its files are kept: 0 when
// none is. Searches that began on it may still have it open.
type previous struct {
	number     int
	generation *generation // nil when this process did not have it open
}

// fate is what becomes of the files of a generation that was replaced.
type fate struct {
	mu    sync.Mutex
	gone  bool // they are not to stay
	ended chan struct{}
}

// end closes the files by shut, which is told whether to remove them.
func (f *fate) end(shut func(gone bool) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended == nil {
		f.ended = make(chan struct{})
	}
	defer close(f.ended)
	return shut(f.gone)
}

// doom has the files removed: now, or by the last user. It is for those that are
// still open, or were.
func (f *fate) doom(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gone = true
	select {
	case <-f.over():
		return os.RemoveAll(dir)
	default:
		return nil
	}
}

// over is closed when the files are. The caller holds mu.
func (f *fate) over() <-chan struct{} {
	if f.ended == nil {
		f.ended = make(chan struct{})
	}
	return f.ended
}

// wait waits until the last user let go.
func (f *fate) wait(ctx context.Context) error {
	f.mu.Lock()
	over := f.over()
	f.mu.Unlock()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// keptIn gives the generation that PREVIOUS names, 0 when it is not there.
func keptIn(dir string, live int) int {
	n, err := readName(dir, previousName)
	if err != nil || n == live {
		return 0
	}
	if found, err := exists(filepath.Join(dir, genName(n))); err != nil || !found {
		return 0
	}
	return n
}

// worthKeeping gives the number of the live generation, if someone may want to go
// back to it: 0 of one that is empty or damaged.
func (e *Engine) worthKeeping() int {
	e.mu.RLock()
	defer e.mu.RUnlock()
	switch {
	case e.status == index.StaleSchema: // another release can read it
		return e.number
	case e.live == nil, e.status == index.DamagedIndex, e.live.last.seq == 0:
		return 0
	}
	return e.number
}

// dropPrevious removes the generation that is kept, so that there are never more
// than two on disk, and gives its number.
func (e *Engine) dropPrevious() (int, error) {
	e.mu.Lock()
	p := e.previous
	e.previous = previous{}
	e.mu.Unlock()
	if p.number == 0 {
		return 0, nil
	}
	err := os.Remove(filepath.Join(e.dir, previousName))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	dir := filepath.Join(e.dir, genName(p.number))
	if p.generation != nil {
		return p.number, errors.Join(err, p.generation.fate.doom(dir))
	}
	return p.number, errors.Join(err, os.RemoveAll(dir))
}

// Rollback goes back to the generation before the last rebuild.
func (e *Engine) Rollback(ctx context.Context, fill func(w index.Writer, after uint64) error) error {
	e.rebuilding.Lock()
	defer e.rebuilding.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.background, cancel)()
	e.mu.RLock()
	p, live := e.previous, e.number
	e.mu.RUnlock()
	if p.number == 0 || !e.reads(p.number) {
		return index.ErrNoPrevious
	}
	if p.generation != nil {
		if err := p.generation.fate.wait(ctx); err != nil {
			return err
		}
	}
	e.applying.Lock()
	defer e.applying.Unlock()
	g, err := e.openGeneration(ctx, p.number)
	if err != nil {
		return fmt.Errorf("go back to generation %d: %w", p.number, err)
	}
	if err := fill(catchUp{e, g}, g.last.seq); err != nil {
		return errors.Join(err, g.shut())
	}
	v, err := e.ready(ctx, g)
	if err != nil {
		return errors.Join(fmt.Errorf("go back to generation %d: %w", p.number, err), g.shut())
	}
	kept := e.worthKeeping()
	if err := writeCurrent(e.dir, g.number); err != nil {
		v.release()
		return errors.Join(err, g.shut())
	}
	old := e.replace(g, v, kept)
	if kept != 0 {
		err = writeName(e.dir, previousName, kept)
	} else if old == nil {
		err = os.RemoveAll(filepath.Join(e.dir, genName(live)))
	}
	e.watch(g)
	return err
}

// reads reports whether this program makes such generations.
func (e *Engine) reads(number int) bool {
	m, err := readMeta(filepath.Join(e.dir, genName(number)))
	return err == nil && m.Schema == e.layout.schema() && m.Analysis == vi.Version && e.formatNamed(m.Segment).Type != ""
}

// catchUp brings a generation up to date that is not live yet. Engine.applying is
// held while it is used.
type catchUp struct {
	engine     *Engine
	generation *generation
}

// Apply lands a batch.
func (c catchUp) Apply(ctx context.Context, b index.Batch) error {
	return c.engine.applyTo(ctx, c.generation, b)
}

// preferred gives the generation to open: the live one, or the one before it when
// only that is of this program, as it is when an earlier release was put back.
func (e *Engine) preferred(live int) (int, error) {
	kept := keptIn(e.dir, live)
	if kept == 0 || e.reads(live) || !e.reads(kept) {
		return live, nil
	}
	if err := writeCurrent(e.dir, kept); err != nil {
		return 0, err
	}
	return kept, writeName(e.dir, previousName, live)
}
