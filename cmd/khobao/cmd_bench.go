package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"khobao/index/bleveindex/lab"
	"khobao/internal/bench"
	"khobao/internal/failure"
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
	dir, err := os.MkdirTemp("", "khobao-bench-")
	if err != nil {
		return pathFailure(os.TempDir(), err)
	}
	defer os.RemoveAll(dir)
	corpus, err := bench.Write(ctx, filepath.Join(dir, "docs.jsonl"), c.Docs, c.N)
	if err != nil {
		return err
	}
	out := benchReport{Articles: corpus.Articles, TextBytes: corpus.Text, Clients: c.Clients}
	if out.Product, err = c.product(ctx, a, dir, corpus); err != nil {
		return err
	}
	if c.Baseline {
		if out.Bleve, err = c.bleve(ctx, dir, corpus); err != nil {
			return err
		}
	}
	out.Load = lab.Load()
	if c.JSON {
		return a.printJSON(out)
	}
	a.printBench(&out)
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

// benchReport is what a run of the mix found.
type benchReport struct {
	Articles  int       `json:"articles"`
	TextBytes int64     `json:"text_bytes"`
	Clients   int       `json:"clients"`
	Load      float64   `json:"load"`
	Product   benchSide `json:"khobao"`
	Bleve     benchSide `json:"bleve,omitzero"`
}

// benchSide is what one side took.
type benchSide struct {
	Searchable   int           `json:"searchable"` // articles; those with the text of another are left out
	Wall         float64       `json:"build_wall_s"`
	CPU          float64       `json:"build_cpu_s"`
	PerSecond    float64       `json:"articles_per_s"`
	PerCPU       float64       `json:"articles_per_cpu_s"`
	Building     int64         `json:"building_anonymous_bytes"`
	IndexBytes   int64         `json:"index_bytes"`
	ArchiveBytes int64         `json:"archive_bytes,omitempty"` // catalogue, originals and texts
	Serving      int64         `json:"serving_anonymous_bytes"`
	Peak         int64         `json:"peak_bytes"`
	Classes      []bench.Class `json:"classes"`
}

func (a *app) printBench(r *benchReport) {
	for _, side := range []struct {
		name string
		s    *benchSide
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
