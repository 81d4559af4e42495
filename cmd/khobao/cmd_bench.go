package main

import (
	"context"
	"errors"
	"fmt"

	"khobao/index/bleveindex/lab"
	"khobao/internal/archive"
	"khobao/internal/bench"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// benchCmd measures how fast the product builds and answers.
type benchCmd struct {
	output
	indexFlags
	Docs     string `placeholder:"FILE"`
	N        int    `placeholder:"N"`
	Clients  int    `placeholder:"C" default:"1"`
	Queries  string `placeholder:"FILE"`
	Out      string `placeholder:"FILE"`
	Baseline bool
}

// Limits of what may be asked for.
const (
	maxBenchDocs    = 5_000_000
	maxBenchClients = 256
)

// Run asks the classes of queries of a lab, with --queries, or a fixed mix of
// searches of a temporary archive.
func (c *benchCmd) Run(ctx context.Context, a *app) error {
	switch {
	case c.N < 0 || c.N > maxBenchDocs:
		return failure.Newf(failure.Usage, "--n", "%d", c.N)
	case c.Clients < 1 || c.Clients > maxBenchClients:
		return failure.Newf(failure.Usage, "--clients", "%d", c.Clients)
	case c.Queries != "":
		return c.lab(ctx, a)
	case c.Out != "":
		return failure.Newf(failure.Usage, "--queries", "")
	}
	out, err := bench.Measure(ctx, bench.Options{
		Docs: c.Docs, N: c.N, Clients: c.Clients, Baseline: c.Baseline,
		Product: bench.Product{Open: a.openBench, Index: archive.IndexDir},
	})
	if err != nil {
		return engineFailure(err)
	}
	if c.JSON {
		return a.printJSON(out)
	}
	a.printBench(out)
	return nil
}

// lab runs the lab on the corpus beside its queries.
func (c *benchCmd) lab(ctx context.Context, a *app) error {
	if c.Out == "" {
		return failure.Newf(failure.Usage, "--out", "")
	}
	r, err := lab.Run(ctx, c.Queries, c.Out, c.N)
	if err != nil {
		return pathFailure(c.Queries, err)
	}
	if c.JSON {
		return a.printJSON(r)
	}
	b := r.Build
	a.printMade("khobao", b.Articles, float64(b.Articles)/b.Wall, b.PerCPU, b.Bytes, b.Anonymous)
	for _, k := range r.Classes {
		fmt.Fprintf(a.stdout, "  %-11s %9.0f  %8.4f / %.4f ms\n", k.Name, k.MeanHits, k.ThreadP50, k.ThreadP95)
	}
	return nil
}

// openBench opens an archive in a folder that is not that of the options.
func (a *app) openBench(ctx context.Context, dir string, create bool) (*bench.Opened, error) {
	arc, err := archive.Open(ctx, dir, archive.Options{Create: create})
	if err != nil {
		return nil, err
	}
	h := &house{archive: arc, segment: segmentFormats[a.values.Get("segment")], cache: -1, damaged: make(chan error, 1)}
	if err := h.wire(ctx, archive.IndexDir(dir)); err != nil {
		return nil, errors.Join(err, arc.Close())
	}
	if err := h.indexer.Ensure(ctx, progress.Discard); err != nil {
		h.close(a.log)
		return nil, err
	}
	h.importer.IndexLast = indexLast
	return &bench.Opened{
		Import: func(ctx context.Context, path string) error {
			report, err := h.importer.Import(ctx, []string{path}, progress.Discard)
			if err == nil && report.Counts.Failed > 0 {
				err = failure.Newf(failure.Partial, path, "%d", report.Counts.Failed)
			}
			return err
		},
		Searcher: h.searcher, Engine: h.engine, Close: func() { h.close(a.log) },
	}, nil
}

func (a *app) printBench(r *bench.Report) {
	for _, side := range []struct {
		name string
		s    *bench.Side
	}{{"khobao", &r.Product}, {"bleve", &r.Bleve}} {
		if len(side.s.Classes) == 0 {
			continue
		}
		s := side.s
		a.printMade(side.name, s.Searchable, s.PerSecond, s.PerCPU, s.IndexBytes, max(s.Building, s.Serving))
		for _, k := range s.Classes {
			fmt.Fprintf(a.stdout, "  %-11s %9.0f  %s  %s\n", k.Name, k.Hits, percents(k.Wall), percents(k.CPU))
		}
	}
	fmt.Fprintln(a.stdout, a.t.Text("bench.columns"))
}

func percents(t bench.Times) string { return fmt.Sprintf("%8.3f %8.3f %8.3f", t.P50, t.P95, t.P99) }

func (a *app) printMade(name string, articles int, perSecond, perCPU float64, index, memory int64) {
	fmt.Fprintln(a.stdout, a.t.Text("bench.made", "Name", name, "Articles", articles, "PerSecond", int(perSecond), "PerCPU", int(perCPU),
		"Index", int(index>>20), "Memory", int(memory>>20)))
}
