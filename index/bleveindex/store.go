package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	bleveapi "github.com/blevesearch/bleve_index_api"

	"khobao/index"
	"khobao/index/bleveindex/segment"
)

// store is one scorch index: it opens, takes batches and closes without ever
// hanging on a background task that died.
type store struct {
	scorch *scorch.Scorch
	queue  *bleveapi.AnalysisQueue

	changed   chan struct{} // a merge or a persist went in; never more than one waits
	failed    chan error    // what a background task could not do; never more than one waits
	mayMerge  chan struct{} // closed when merges may begin
	mergeOnce sync.Once
	closing   chan struct{}
	merging   sync.Mutex    // one merge that was asked for at a time
	broken    chan struct{} // closed when a background task died
	mu        sync.Mutex
	cause     error // why broken
	persisted *sync.Cond
	stuck     error // why the last attempt to persist failed
	closeOnce sync.Once
	closeErr  error
}

// lockTimeout is how long to wait for another process to let go of the files.
const lockTimeout = "1s"

// retryPause keeps scorch, which tries again at once, from spinning on a full disk.
const retryPause = 200 * time.Millisecond

// registering guards scorch's tables of callbacks and segment formats, which are
// plain maps; our format is added to the latter once.
var (
	registering sync.Mutex
	registered  bool
)

// openStore opens or creates the scorch files in dir. bulk acknowledges batches
// before they are on disk. Merges wait until allowMerges.
func openStore(dir string, format SegmentFormat, bulk bool) (*store, error) {
	s := &store{
		changed:  make(chan struct{}, 1),
		failed:   make(chan error, 1),
		mayMerge: make(chan struct{}),
		closing:  make(chan struct{}),
		broken:   make(chan struct{}),
	}
	s.persisted = sync.NewCond(&s.mu)
	s.queue = bleveapi.NewAnalysisQueue(1) // documents come analysed
	config := map[string]any{
		"path":                   dir,
		"bolt_timeout":           lockTimeout,
		"forceSegmentType":       format.Type,
		"forceSegmentVersion":    int(format.Version),
		"unsafe_batch":           bulk,
		"eventCallbackName":      dir,
		"asyncErrorCallbackName": dir,
		"segmentConfig":          map[string]any{segment.MergeWorkers: mergeWorkers(bulk)},
		"scorchPersisterOptions": map[string]any{
			"NumPersisterWorkers":           2,
			"MaxSizeInMemoryMergePerWorker": 64 << 20,
		},
		"scorchMergePlanOptions": map[string]any{
			"FloorSegmentFileSize": 10 << 20,
		},
	}
	registering.Lock()
	if !registered {
		scorch.RegisterSegmentPlugin(segment.Plugin{}, false)
		registered = true
	}
	scorch.RegistryEventCallbacks[dir] = s.event
	scorch.RegistryAsyncErrorCallbacks[dir] = s.asyncError
	opened, err := scorch.NewScorch(scorch.Name, config, s.queue)
	delete(scorch.RegistryEventCallbacks, dir)
	delete(scorch.RegistryAsyncErrorCallbacks, dir)
	registering.Unlock()
	if err != nil {
		s.queue.Close()
		return nil, fmt.Errorf("configure scorch: %w", err)
	}
	s.scorch = opened.(*scorch.Scorch)
	if err := guarded("open scorch", s.scorch.Open); err != nil {
		s.queue.Close()
		return nil, err
	}
	return s, nil
}

// mergeWorkers gives how many cores a merge may take: all while nobody searches.
func mergeWorkers(bulk bool) int {
	if bulk {
		return runtime.GOMAXPROCS(0)
	}
	return 1
}

// event is called by scorch in its own goroutines.
func (s *store) event(e scorch.Event) bool {
	switch e.Kind {
	case scorch.EventKindPreMergeCheck:
		// The merger reads whole files through memory maps: a fault there must
		// become a panic, which scorch reports, and not the end of the process.
		debug.SetPanicOnFault(true)
		select {
		case <-s.mayMerge:
		case <-s.closing:
		}
	case scorch.EventKindPurgerCheck:
		debug.SetPanicOnFault(true)
	case scorch.EventKindPersisterProgress:
		debug.SetPanicOnFault(true)
		s.mu.Lock()
		s.stuck = nil
		s.persisted.Broadcast()
		s.mu.Unlock()
		s.notify()
	case scorch.EventKindMergerProgress:
		s.notify()
	}
	return true
}

func (s *store) notify() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

func (s *store) asyncError(err error, _ string) {
	if errors.Is(err, scorch.ErrAsyncPanic) {
		s.mu.Lock()
		if s.cause == nil {
			s.cause = err
			close(s.broken)
			s.persisted.Broadcast()
		}
		s.mu.Unlock()
		return
	}
	s.mu.Lock()
	s.stuck = err
	s.persisted.Broadcast()
	s.mu.Unlock()
	select {
	case s.failed <- err:
	default:
	}
	select {
	case <-time.After(retryPause):
	case <-s.closing:
	}
}

// allowMerges lets merges begin.
func (s *store) allowMerges() { s.mergeOnce.Do(func() { close(s.mayMerge) }) }

// batch lands b. An error after scorch took it in does not say that it will not
// land later; putting the same again is harmless.
func (s *store) batch(b *bleveapi.Batch) error {
	done := make(chan error, 1)
	go func() {
		done <- guarded("write batch", func() error { return s.scorch.Batch(b) })
	}()
	select {
	case err := <-done:
		return storageError(err)
	case <-s.broken:
		return fmt.Errorf("%w: %w", index.ErrNotReady, s.failure())
	case <-s.closing:
		return index.ErrNotReady
	}
}

// failure says which background task died; nil when none did.
func (s *store) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause == nil {
		return nil
	}
	return fmt.Errorf("background task of the index died: %w", s.cause)
}

// rootEpoch is the number of the present snapshot.
func (s *store) rootEpoch() uint64 {
	return atomic.LoadUint64(&s.scorch.Stats().(*scorch.Stats).CurRootEpoch)
}

// settle merges all segments into one, which searches fastest.
func (s *store) settle(ctx context.Context) error { return s.merge(ctx, &oneSegment) }

// merge merges segments as o plans it. It is left undone where it cannot be done,
// for want of space for example.
func (s *store) merge(ctx context.Context, o *mergeplan.MergePlanOptions) error {
	s.allowMerges()
	if err := s.waitPersisted(ctx, s.rootEpoch()); err != nil {
		return err
	}
	select {
	case <-s.failed: // an old one
	default:
	}
	merging, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		s.merging.Lock()
		defer s.merging.Unlock()
		if err := merging.Err(); err != nil {
			done <- err
			return
		}
		done <- guarded("merge segments", func() error { return s.scorch.ForceMerge(merging, o) })
	}()
	select {
	case err := <-done:
		if isDamage(err) {
			return err
		}
	case <-s.failed:
	case <-s.broken:
		return fmt.Errorf("%w: %w", index.ErrNotReady, s.failure())
	case <-ctx.Done():
	}
	return ctx.Err()
}

// waitPersisted waits until the snapshot of that number is on disk. When scorch
// fails at it, it is given a little time to recover.
func (s *store) waitPersisted(ctx context.Context, epoch uint64) error {
	onDisk := func() bool {
		return atomic.LoadUint64(&s.scorch.Stats().(*scorch.Stats).LastPersistedEpoch) >= epoch
	}
	wake := func() {
		s.mu.Lock()
		s.persisted.Broadcast()
		s.mu.Unlock()
	}
	defer context.AfterFunc(ctx, wake)()
	patience := time.Now().Add(5 * retryPause)
	defer time.AfterFunc(5*retryPause, wake).Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !onDisk() {
		switch {
		case s.cause != nil:
			return fmt.Errorf("%w: %w", index.ErrNotReady, s.cause)
		case ctx.Err() != nil:
			return ctx.Err()
		case s.stuck != nil && !time.Now().Before(patience):
			return fmt.Errorf("an earlier batch is not on disk: %w", storageError(s.stuck))
		}
		s.persisted.Wait()
	}
	return nil
}

func (s *store) close() error {
	s.closeOnce.Do(func() {
		close(s.closing)
		s.closeErr = guarded("close scorch", s.scorch.Close)
		s.queue.Close()
	})
	return s.closeErr
}

// storageError adds index.ErrNoSpace to errors of a full disk; scorch keeps only
// their text.
func storageError(err error) error {
	if err == nil {
		return nil
	}
	for _, e := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, e) || strings.Contains(err.Error(), e.Error()) {
			return fmt.Errorf("%w: %w", index.ErrNoSpace, err)
		}
	}
	return err
}
