package main

import (
	"context"
	"fmt"
)

// backupCmd copies the archive to a new folder; the index is left out, since it
// is rebuilt from the archive.
type backupCmd struct {
	Dir string `arg:""`
}

// Run copies a consistent state.
func (c *backupCmd) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, openServe)
	if err != nil {
		return err
	}
	defer h.close(a.log)
	if err := h.archive.Backup(ctx, c.Dir); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, a.t.Text("backup.done", "Dir", c.Dir))
	return err
}
