package main

import (
	"context"
	"fmt"
	"strconv"

	"khobao/internal/archive"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// undoCmd takes an import back.
type undoCmd struct {
	output
	Import string `arg:""`
}

// undone is the result of undo.
type undone struct {
	Import   int64    `json:"import"`
	Name     string   `json:"name"`
	Articles int      `json:"articles"` // that left
	Kept     []string `json:"kept"`     // ids of those that another import brought too
}

// lastImport may be typed for the number of the last import.
const lastImport = "last"

// Run takes it back here, or has the process do it that holds the archive.
func (c *undoCmd) Run(ctx context.Context, a *app) error {
	args := undoArgs{Import: c.Import}
	out, err := here(ctx, a, "undo", args, func(h *house) (undone, error) { return h.undo(ctx, args, a.sink()) })
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	fmt.Fprintln(a.stdout, a.t.Text("undo.done", "Import", out.Name, "Count", out.Articles))
	if len(out.Kept) > 0 {
		fmt.Fprintln(a.stdout, a.t.Text("undo.kept", "Count", len(out.Kept)))
		a.list(out.Kept)
	}
	return nil
}

// list prints some of many.
func (a *app) list(lines []string) {
	for i, line := range lines {
		if i == shownAtMost {
			fmt.Fprintf(a.stdout, "  … +%s\n", a.t.Number(len(lines)-shownAtMost))
			break
		}
		fmt.Fprintf(a.stdout, "  %s\n", line)
	}
}

// undo takes back the import named by its number.
func (h *house) undo(ctx context.Context, in undoArgs, sink progress.Sink) (undone, error) {
	id, err := strconv.ParseInt(in.Import, 10, 64)
	if in.Import == lastImport {
		id, err = h.lastImport(ctx)
	}
	if err != nil {
		return undone{}, failure.New(failure.NotFound, in.Import, err).WithCode("no-import")
	}
	w, err := h.importer.Withdraw(ctx, id, sink)
	return undone{Import: id, Name: w.Import.Name(), Articles: w.Articles, Kept: w.Kept}, err
}

// lastImport gives the number of the last import that was not taken back.
func (h *house) lastImport(ctx context.Context) (int64, error) {
	list, err := h.archive.Imports(ctx, 0)
	for _, i := range list {
		if i.Label != archive.LabelUndo && i.Status != archive.ImportWithdrawn {
			return i.ID, err
		}
	}
	return 0, failure.New(failure.NotFound, lastImport, err)
}
