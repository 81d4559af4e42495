package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index"
	"khobao/index/bleveindex/boltfile"
)

// Verify reads every byte of the live generation and checks it. Damage it finds
// also changes State and is told to OnDamage.
func (e *Engine) Verify(ctx context.Context) error {
	e.mu.RLock()
	status, why := e.status, e.why
	e.mu.RUnlock()
	if status == index.DamagedIndex || status == index.StaleSchema {
		return fmt.Errorf("verify index: %w: %s %s", index.ErrNotReady, status, why)
	}
	v, err := e.acquire()
	if err != nil {
		return fmt.Errorf("verify index: %w", err)
	}
	defer v.release()
	err = e.verify(ctx, v)
	if err != nil && ctx.Err() == nil {
		e.fail(v.generation, err)
	}
	if err != nil {
		return fmt.Errorf("verify index: %w", err)
	}
	return nil
}

// verify checks the files of a view, which stay while it is held, and the list
// of them.
func (e *Engine) verify(ctx context.Context, v *view) error {
	var paths []string
	for _, p := range v.segments {
		if on, ok := p.segment.(segment.PersistedSegment); ok {
			paths = append(paths, on.Path())
		}
	}
	if err := checkFiles(ctx, v.generation.format, paths); err != nil {
		return err
	}
	// Scorch may write root.bolt while it is read; what is torn once is read again.
	var err error
	for range 3 {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err = boltfile.Walk(filepath.Join(v.generation.dir, boltName), func([][]byte, []byte, []byte) error { return nil }); err == nil {
			return nil
		}
	}
	return err
}

// verifyAtStart checks what Open left unchecked because of its size.
func (e *Engine) verifyAtStart(g *generation) {
	if e.options.VerifyNow < 0 || g.verified {
		return
	}
	v, err := e.acquire()
	if err != nil {
		return
	}
	defer v.release()
	if v.generation != g {
		return
	}
	if err := e.verify(e.background, v); err != nil && !errors.Is(err, context.Canceled) {
		e.fail(g, err)
	}
}
