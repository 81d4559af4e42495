package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"khobao/internal/failure"
	"khobao/internal/ingest"
	"khobao/internal/progress"
)

// importCmd takes saved pages into the archive.
type importCmd struct {
	output
	indexFlags
	Paths  []string `arg:""`
	Report string   `placeholder:"FILE"`
}

// Run imports here, or hands over to the process that holds the archive.
func (c *importCmd) Run(ctx context.Context, a *app) error {
	file, err := reportFile(c.Report)
	if err != nil {
		return err
	}
	defer file.discard()
	report, err := a.importPaths(ctx, c.Paths)
	if report == nil {
		return err
	}
	return a.tellReport(report, err, file, c.JSON, a.printReport)
}

// reportFile begins the file a report goes to, before the work does that it is
// about; nil where none was asked for.
func reportFile(name string) (*outFile, error) {
	if name == "" {
		return nil, nil
	}
	return createFile(name, true)
}

// tellReport tells a report, writes it where it was asked for and makes failures in
// it the error of the verb, unless that has one of its own. print is for people.
func (a *app) tellReport(report *ingest.Report, err error, file *outFile, asJSON bool, print func(*ingest.Report)) error {
	a.wordReport(report)
	if asJSON {
		if perr := writeJSON(a.stdout, report); perr != nil {
			return perr
		}
	} else {
		print(report)
	}
	name := ""
	if file != nil {
		name = file.name
		werr := writeJSON(file, report)
		if werr == nil {
			werr = file.finish()
		}
		if werr != nil {
			return file.failure(werr)
		}
		if !asJSON {
			fmt.Fprintln(a.stdout, a.t.Text("import.report", "File", name))
		}
	}
	switch {
	case errors.Is(err, context.Canceled), failure.Is(err, failure.Canceled):
		return failure.New(failure.Canceled, "", err).WithCode("stopped")
	case err == nil && report.Counts.Failed > 0:
		return failure.Newf(failure.Partial, name, "%s", a.t.Number(report.Counts.Failed))
	}
	return err
}

// importPaths opens the archive, making it where there is none, and imports. A
// report comes back beside an error when the import had begun.
func (a *app) importPaths(ctx context.Context, paths []string) (*ingest.Report, error) {
	for _, p := range paths { // told before an archive is made for nothing
		if _, err := os.Stat(p); err != nil {
			return nil, pathFailure(p, err)
		}
	}
	h, err := a.open(ctx, openWrite)
	if failure.Is(err, failure.InUse) {
		client, cerr := a.client()
		if cerr != nil {
			return nil, err
		}
		fmt.Fprintln(a.stderr, a.t.Text("import.handed-over"))
		var report ingest.Report
		args := importArgs{}
		for _, p := range paths {
			abs, err := filepath.Abs(p)
			if err != nil {
				return nil, err
			}
			args.Paths = append(args.Paths, abs)
		}
		err := client.run(ctx, "import", args, a.sink(), &report)
		if err != nil {
			return nil, err
		}
		return &report, nil
	}
	if err != nil {
		return nil, err
	}
	defer h.close(a.log)
	h.importer.IndexLast = indexLast
	report, err := h.importer.Import(ctx, paths, a.sink())
	return h.taught(ctx, report, err)
}

// indexLast is the size of what is imported from which a first index is built at
// the end: some ten thousand articles.
const indexLast = 32 << 20

// sink is a bar on a terminal and plain lines elsewhere, on standard error: the
// result alone goes to standard output.
func (a *app) sink() progress.Sink {
	if isTerminal(a.stderr) {
		return progress.Bar(a.stderr, a.t)
	}
	return progress.Plain(a.stderr, a.t)
}

func (a *app) wordReport(r *ingest.Report) {
	for i := range r.Failures {
		r.Failures[i].Message = progress.FailureLine(r.Failures[i].Failure, a.t)
	}
}

// shownAtMost bounds the list of pages that are no articles on a terminal; the
// report file has them all.
const shownAtMost = 20

func (a *app) printReport(r *ingest.Report) {
	w, c := a.stdout, r.Counts
	if r.Resumed {
		fmt.Fprintln(w, a.t.Text("import.resumed"))
	}
	for _, n := range r.Notices {
		fmt.Fprintln(w, a.t.Text("reason."+n.Code, "Object", n.Object, "Detail", n.Detail))
	}
	var pages []ingest.Skipped
	for _, s := range r.Skipped {
		if s.Kind != "resource" {
			pages = append(pages, s)
		}
	}
	if len(pages) > 0 {
		fmt.Fprintln(w, a.t.Text("import.not-articles"))
	}
	for i, s := range pages {
		if i == shownAtMost {
			fmt.Fprintf(w, "  … +%s\n", a.t.Number(len(pages)-shownAtMost))
			break
		}
		fmt.Fprintf(w, "  %s (%s)\n", s.Object, a.t.Text("kind."+s.Kind))
	}
	fmt.Fprintln(w, a.t.Text("import.summary", "Read", c.Read, "Added", c.Added, "Changed", c.Changed, "Same", c.Same, "Known", c.Known,
		"Duplicate", c.Duplicate, "Lists", c.Lists, "Others", c.Others, "Resources", c.Resources, "Failed", c.Failed))
}
