package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"khobao/internal/archive"
	"khobao/internal/evaluate"
	"khobao/internal/failure"
	"khobao/internal/ingest"
	"khobao/internal/progress"
)

// evalCmd measures how well searches find, in a temporary archive; with --make it
// writes topics to measure with.
type evalCmd struct {
	output
	Docs    []string `placeholder:"FILE[:N]" sep:"none" required:""`
	Topics  string   `placeholder:"FILE"`
	Queries string   `placeholder:"HOW" enum:"as-is,unmarked,half,nfd,oldtone,telex,vni,upper" default:"as-is"`
	Mode    string   `placeholder:"MODE" enum:"full,plain,bigram,folded,no-rerank,no-compounds,no-restoration,no-neighbours" default:"full"`
	Make    string   `placeholder:"KIND" enum:"known-item,compounds," default:""`
	Without string   `placeholder:"FIELD" enum:"lead,title," default:""`
	Count   int      `placeholder:"N" default:"500"`
	Seed    uint64   `placeholder:"N" default:"1"`
}

// Run prints figures, or topics.
func (c *evalCmd) Run(ctx context.Context, a *app) error {
	switch {
	case c.Make == "" && c.Topics == "":
		return failure.Newf(failure.Usage, "--topics", "")
	case c.Count < 1:
		return failure.Newf(failure.Usage, "--count", "%d", c.Count)
	}
	docs, err := evaluate.ReadDocuments(ctx, c.Docs)
	if err != nil {
		return err
	}
	if c.Make != "" {
		topics, err := evaluate.Make(c.Make, c.field(evaluate.FieldLead), docs, c.Count, c.Seed)
		if err != nil {
			return err
		}
		return topics.Write(a.stdout)
	}
	topics, err := evaluate.ReadTopics(c.Topics)
	if err != nil {
		return err
	}
	topics.Without = c.field(topics.Without)
	set, err := evaluate.NewSet(docs, topics)
	if err != nil {
		return err
	}
	report, err := c.measure(ctx, a, set)
	if err != nil {
		return engineFailure(err)
	}
	if c.JSON {
		return a.printJSON(report)
	}
	a.printFigures(report)
	return nil
}

// field is what --without says, else what is usual.
func (c *evalCmd) field(usual string) string {
	if c.Without != "" {
		return c.Without
	}
	return usual
}

func (c *evalCmd) measure(ctx context.Context, a *app, set *evaluate.Set) (evaluate.Report, error) {
	typing, _ := evaluate.TypingNamed(c.Queries)
	var finder evaluate.Finder
	without, ablated := evaluate.Ablations[c.Mode]
	if c.Mode == evaluate.ModeFull || ablated {
		h, remove, err := a.temporaryHouse(ctx, set.Docs)
		if err != nil {
			return evaluate.Report{}, err
		}
		defer remove()
		h.searcher.Without = without
		finder = evaluate.Product{Searcher: h.searcher}
	} else {
		finder = evaluate.NewBaseline(c.Mode, set.Docs)
	}
	report, err := set.Run(ctx, finder, typing)
	report.Mode = c.Mode
	return report, err
}

// temporaryHouse imports documents into an archive of their own, which remove
// closes and takes away.
func (a *app) temporaryHouse(ctx context.Context, docs []evaluate.Document) (h *house, remove func(), err error) {
	dir, err := os.MkdirTemp("", "khobao-eval-")
	if err != nil {
		return nil, nil, pathFailure(os.TempDir(), err)
	}
	remove = func() {
		if h != nil {
			h.close(a.log)
		}
		if err := os.RemoveAll(dir); err != nil {
			a.log.Warn("remove temporary archive", "dir", dir, "error", err)
		}
	}
	if h, err = a.fill(ctx, dir, docs); err != nil {
		remove()
		return nil, nil, err
	}
	return h, remove, nil
}

// fill imports documents into a new archive below dir.
func (a *app) fill(ctx context.Context, dir string, docs []evaluate.Document) (*house, error) {
	lines := filepath.Join(dir, "docs.jsonl")
	f, err := os.Create(lines)
	if err != nil {
		return nil, pathFailure(lines, err)
	}
	if err := errors.Join(evaluate.WriteLines(f, docs), f.Close()); err != nil {
		return nil, pathFailure(lines, err)
	}
	where := filepath.Join(dir, "archive")
	arc, err := archive.Open(ctx, where, archive.Options{Create: true})
	if err != nil {
		return nil, err
	}
	h := &house{archive: arc}
	if err := h.wire(ctx, archive.IndexDir(where)); err != nil {
		return nil, errors.Join(err, arc.Close())
	}
	var report *ingest.Report
	if err = a.dictionaries(where, h); err == nil {
		report, err = h.importer.Import(ctx, []string{lines}, progress.Discard)
	}
	if err == nil && report.Counts.Failed > 0 {
		err = failure.Newf(failure.Partial, lines, "%d", report.Counts.Failed)
	}
	if err == nil {
		err = h.learned(ctx, false)
	}
	if err != nil {
		h.close(a.log)
		return nil, err
	}
	return h, nil
}

func (a *app) printFigures(r evaluate.Report) {
	fmt.Fprintln(a.stdout, a.t.Text("eval.run", "Mode", r.Mode, "Queries", r.Typing, "Topics", r.Topics, "Documents", r.Documents))
	for _, row := range []struct {
		name  string
		value float64
	}{{"MAP", r.MAP}, {"P@1", r.P1}, {"R@10", r.R10}, {"MRR@10", r.MRR10}} {
		fmt.Fprintf(a.stdout, "  %-7s %.4f\n", row.name, row.value)
	}
	fmt.Fprintf(a.stdout, "  p50 %.2f ms, p95 %.2f ms\n", r.P50, r.P95)
	if len(r.Missing) > 0 {
		fmt.Fprintln(a.stdout, a.t.Text("eval.missing", "Count", len(r.Missing), "ID", r.Missing[0]))
	}
}
