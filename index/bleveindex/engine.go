package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"khobao/index"
)

// ErrInUse says that another process holds the index.
var ErrInUse = errors.New("the index is in use by another process")

// Engine is an index in a folder. Its methods may be called from several
// goroutines at once.
type Engine struct {
	dir     string
	options Options
	layout  layout
	lock    *os.File
	pool    sync.Pool // of *analyser
	gate    *gate
	cache   *cache

	applying   sync.Mutex // one batch, rebuild switch or close at a time
	rebuilding sync.Mutex // one rebuild at a time
	journal    *journal   // batches that land during a rebuild; guarded by applying

	mu     sync.RWMutex
	live   *generation // nil when there is none to write to
	view   *view       // nil when there is none to read
	status index.Status
	why    string
	number int // of the live generation, also of one that cannot be opened

	previous previous // what Rollback goes back to

	publishing sync.Mutex
	background context.Context
	stop       context.CancelFunc
	tasks      sync.WaitGroup
	open       sync.WaitGroup // generations that are or were live
	closeErr   error
}

// Open opens the index in dir, creating the folder and an empty index when there
// is none. Damage is no error: State tells of it and Rebuild cures it. ErrInUse
// is returned when another process holds the folder.
func Open(ctx context.Context, dir string, o Options) (*Engine, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, storageError(err))
	}
	e := &Engine{dir: dir, options: o.withDefaults(), layout: newLayout(index.Fields)}
	e.pool.New = func() any { return newAnalyser(e.layout) }
	e.gate = newGate(e.options.MaxScored, e.options.MaxQueue)
	e.cache = newCache(e.options.CacheBytes)
	e.background, e.stop = context.WithCancel(context.Background())
	if err := e.takeLock(); err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	if err := e.load(ctx); err != nil {
		e.lock.Close()
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	return e, nil
}

func (e *Engine) takeLock() error {
	f, err := os.OpenFile(filepath.Join(e.dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	ok, err := tryLock(f)
	if err != nil || !ok {
		f.Close()
		if err == nil {
			err = ErrInUse
		}
		return err
	}
	e.lock = f
	return nil
}

// load opens the live generation, or makes the first one.
func (e *Engine) load(ctx context.Context) error {
	number, err := readCurrent(e.dir)
	if err == nil && number == 0 {
		var numbers []int
		if numbers, err = generations(e.dir); err != nil {
			return err
		}
		if len(numbers) == 0 {
			return e.begin()
		}
		number = numbers[len(numbers)-1]
		err = damaged("%s is gone", filepath.Join(e.dir, currentName))
	}
	var g *generation
	if err == nil {
		number, err = e.preferred(number)
	}
	if err == nil {
		g, err = e.openGeneration(ctx, number)
	}
	if err != nil && !isDamage(err) {
		return err
	}
	e.number = number
	e.previous.number = keptIn(e.dir, number)
	if err != nil {
		e.status, e.why = index.DamagedIndex, err.Error()
		return nil
	}
	if err := removeLeftovers(e.dir, number, e.previous.number); err != nil {
		return err
	}
	if g.store == nil {
		e.status = index.StaleSchema
		e.why = fmt.Sprintf("made with schema %s and segments %s, this program has %s", g.meta.Schema, g.meta.Segment, e.layout.schema())
		return nil
	}
	e.setReady(g)
	if err := e.publish(ctx, g); err != nil {
		if !isDamage(err) {
			return errors.Join(err, g.store.close())
		}
		e.status, e.why = index.DamagedIndex, err.Error()
	}
	e.watch(g)
	return nil
}

// begin makes the first generation.
func (e *Engine) begin() error {
	g, err := e.createGeneration(1, false)
	if err != nil {
		return err
	}
	if err := writeCurrent(e.dir, 1); err != nil {
		return err
	}
	e.setReady(g)
	e.number = 1
	if err := e.publish(context.Background(), g); err != nil {
		return err
	}
	e.watch(g)
	return nil
}

// setReady makes g the live generation. The caller holds what it must.
func (e *Engine) setReady(g *generation) {
	e.open.Add(1)
	e.live = g
	e.status, e.why = index.Ready, ""
	if g.meta.Analysis != e.wantMeta().Analysis {
		e.status = index.StaleAnalysis
		e.why = fmt.Sprintf("made with analysis %d, this program has %d", g.meta.Analysis, e.wantMeta().Analysis)
	}
}

// State says what the index is and holds.
func (e *Engine) State(ctx context.Context) (index.State, error) {
	if err := ctx.Err(); err != nil {
		return index.State{}, err
	}
	e.mu.RLock()
	defer e.mu.RUnlock()
	s := index.State{
		Status:     e.status,
		Why:        e.why,
		Generation: e.number,
		Bytes:      bytesIn(filepath.Join(e.dir, genName(e.number))),
	}
	if e.live != nil {
		s.Seq = e.live.last.seq
	}
	if n := e.previous.number; n != 0 {
		s.Previous = &index.Previous{Generation: n, Bytes: bytesIn(filepath.Join(e.dir, genName(n)))}
	}
	if e.view != nil {
		s.Epoch, s.Articles = e.view.record.epoch, int(e.view.record.articles)
		if s.Status == index.Ready && e.view.record == (record{}) {
			s.Status = index.Empty
		}
	}
	return s, nil
}

// fail marks the live generation damaged and tells the owner, once.
func (e *Engine) fail(g *generation, err error) {
	e.mu.Lock()
	first := e.live == g && e.status != index.DamagedIndex
	if first {
		e.status, e.why = index.DamagedIndex, err.Error()
	}
	e.mu.Unlock()
	if first && e.options.OnDamage != nil {
		e.tasks.Go(func() { e.options.OnDamage(err) })
	}
}

// generationClosed is called when the last user of g let go.
func (e *Engine) generationClosed(g *generation) {
	go func() {
		defer e.open.Done()
		if err := g.shut(); err != nil && !g.isRetired() {
			e.mu.Lock()
			e.closeErr = errors.Join(e.closeErr, err)
			e.mu.Unlock()
		}
	}()
}

// Close ends background work and a rebuild under way, waits for the searches
// that run, and closes the files.
func (e *Engine) Close() error {
	e.stop()
	e.rebuilding.Lock()
	defer e.rebuilding.Unlock()
	e.applying.Lock()
	defer e.applying.Unlock()
	e.mu.Lock()
	v, g := e.view, e.live
	e.view, e.live = nil, nil
	e.status, e.why = index.Empty, "closed"
	e.mu.Unlock()
	if v != nil {
		v.release()
	}
	if g != nil {
		g.release()
	}
	e.tasks.Wait()
	e.open.Wait() // until the last search let go
	if e.lock == nil {
		return nil
	}
	err := errors.Join(e.closeErr, e.lock.Close())
	e.lock = nil
	return err
}
