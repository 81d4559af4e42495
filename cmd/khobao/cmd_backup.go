package main

import (
	"context"
	"fmt"
	"path/filepath"
)

// backupCmd copies the archive to a new folder; the index is left out, since it
// is rebuilt from the archive.
type backupCmd struct {
	Dir string `arg:""`
}

// Run copies a consistent state, or has the process copy that holds the archive.
func (c *backupCmd) Run(ctx context.Context, a *app) error {
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return err
	}
	arc, err := a.openArchive(ctx)
	if err == nil {
		defer arc.Close()
		err = arc.Backup(ctx, dir)
	} else {
		err = a.handOver(ctx, err, "backup", backupArgs{dir}, &backupArgs{})
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, a.t.Text("backup.done", "Dir", c.Dir))
	return err
}
