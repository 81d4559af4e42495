package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"khobao/internal/archive"
	"khobao/internal/config"
	"khobao/internal/failure"
	"khobao/internal/sample"
)

// samplePages is the folder the sample's pages are imported from.
const samplePages = "bao-mau"

// demoCmd makes an archive of the sample and serves it.
type demoCmd struct{ serveFlags }

// Run makes the archive (or uses the one made before), imports the sample and
// serves. An archive of the reader's own is never filled with samples: unless
// --archive or KHOBAO_ARCHIVE names one, the demo has its own folder.
func (c *demoCmd) Run(ctx context.Context, a *app) error {
	if a.values.OriginOf("archive") == config.FromDefault {
		a.values.Set("archive", config.DefaultDemo(a.env))
	}
	dir, err := filepath.Abs(a.values.Get("archive"))
	if err != nil {
		return err
	}
	a.values.Set("archive", dir)
	if err := a.fillDemo(ctx, dir); err != nil {
		return err
	}
	h, err := a.open(ctx, openServe)
	if err != nil {
		return err
	}
	defer h.close(a.log)
	fmt.Fprintln(a.stdout, a.t.Text("demo.made", "Dir", dir))
	return a.serve(ctx, h, true)
}

// fillDemo writes the sample's files to a folder of the moment and imports
// them; pages that are there already are known and add nothing.
func (a *app) fillDemo(ctx context.Context, dir string) error {
	if owner, err := archive.ReadOwner(dir); err == nil {
		return failure.Newf(failure.InUse, dir, "%s", owner)
	}
	pages, err := os.MkdirTemp("", "khobao-demo-")
	if err != nil {
		return pathFailure(os.TempDir(), err)
	}
	defer os.RemoveAll(pages)
	// Reports and evidence name the pages by the path given here, so it is a
	// short one that is the same every time.
	if err := os.Chdir(pages); err != nil {
		return pathFailure(pages, err)
	}
	if err := os.Mkdir(samplePages, 0o755); err != nil {
		return pathFailure(samplePages, err)
	}
	if _, err := sample.Write(samplePages); err != nil {
		return fmt.Errorf("write the sample: %w", err)
	}
	report, err := a.importPaths(ctx, []string{samplePages})
	if err != nil {
		return err
	}
	a.wordReport(report)
	a.printReport(report)
	if n := report.Counts.Failed; n > 0 {
		fmt.Fprintln(a.stdout, a.t.Text("demo.damage", "Count", n))
	}
	return nil
}
