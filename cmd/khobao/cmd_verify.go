package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// verifyCmd reads every byte of archive and index and reports damage.
type verifyCmd struct{ output }

// verified is what was found.
type verified struct {
	Problems    []archive.Problem `json:"problems"`
	IndexHealed bool              `json:"index_healed"` // a damaged index was rebuilt from the archive
	Ungrouped   int               `json:"ungrouped"`    // articles that were in no reprint family yet, grouped now
}

// Run checks the archive, then the index, which is rebuilt when it is damaged; or
// has the process check that holds the archive.
func (c *verifyCmd) Run(ctx context.Context, a *app) error {
	out, err := here(ctx, a, "verify", nil, func(h *house) (verified, error) { return h.verify(ctx, a.sink(), a.log) })
	if err != nil && len(out.Problems) == 0 {
		return err
	}
	if c.JSON {
		err = errors.Join(err, a.printJSON(out))
	} else {
		a.printVerified(out)
	}
	if n := len(out.Problems); err == nil && n > 0 {
		err = failure.Newf(failure.Partial, "", "%s", a.t.Number(n)).WithCode("verify-damaged")
	}
	return err
}

// verify reads everything, heals the index and groups what is not yet.
func (h *house) verify(ctx context.Context, sink progress.Sink, log *slog.Logger) (verified, error) {
	out := verified{Problems: []archive.Problem{}}
	err := h.archive.Verify(ctx, func(p archive.Problem) { out.Problems = append(out.Problems, p) })
	if err != nil && (ctx.Err() != nil || len(out.Problems) == 0) {
		return out, err // it could not look; what it found is told by the caller
	}
	grouped, err := h.archive.Grouped(ctx)
	if err != nil {
		return out, err
	}
	out.Ungrouped = grouped.Behind
	out.IndexHealed, err = h.checkIndex(ctx, sink, log)
	return out, err
}

func (a *app) printVerified(out verified) {
	for _, p := range out.Problems {
		fmt.Fprintln(a.stdout, a.t.Text("fault."+string(p.What), "File", p.File, "Offset", fmt.Sprint(p.Offset), "Object", p.Object))
	}
	switch {
	case out.IndexHealed:
		fmt.Fprintln(a.stdout, a.t.Text("verify.index-healed"))
	case len(out.Problems) == 0:
		fmt.Fprintln(a.stdout, a.t.Text("verify.clean"))
	}
	if out.Ungrouped > 0 {
		fmt.Fprintln(a.stdout, a.t.Text("verify.grouped", "Count", out.Ungrouped))
	}
}

// checkIndex verifies the index and heals it; healed tells that it had to.
func (h *house) checkIndex(ctx context.Context, sink progress.Sink, log *slog.Logger) (healed bool, err error) {
	before, err := h.engine.State(ctx)
	if err != nil {
		return false, err
	}
	bad := before.Status == index.DamagedIndex
	if !bad && before.Status == index.Ready {
		if err := h.engine.Verify(ctx); err != nil {
			if ctx.Err() != nil {
				return false, ctx.Err()
			}
			log.Warn("index damaged", "error", err)
			bad = true
		}
	}
	if bad {
		return true, h.indexer.Rebuild(ctx, sink)
	}
	return false, h.indexer.Ensure(ctx, sink)
}
