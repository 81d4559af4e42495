package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"khobao/internal/bench/reading"
	"khobao/internal/failure"
)

// benches are the verbs that measure; the index is measured where none is named.
type benches struct {
	Index   benchCmd        `cmd:"" default:"withargs"`
	Extract benchExtractCmd `cmd:""`
}

// benchExtractCmd measures how right and how fast pages are read.
type benchExtractCmd struct {
	output
	Pages  []string `arg:"" optional:""`
	Truth  string   `placeholder:"FILE"`
	Rounds int      `placeholder:"N" default:"3"`
}

const maxBenchRounds = 1000

// Run measures the pages given, or those of the embedded sample.
func (c *benchExtractCmd) Run(ctx context.Context, a *app) error {
	if c.Rounds < 1 || c.Rounds > maxBenchRounds {
		return failure.Newf(failure.Usage, "--rounds", "%d", c.Rounds)
	}
	var pages []reading.Page
	var err error
	switch {
	case len(c.Pages) > 0:
		pages, err = reading.Below(ctx, c.Pages, c.Truth)
	case c.Truth != "":
		return failure.Newf(failure.Usage, "--truth", "%s", c.Truth)
	default:
		pages, err = reading.Sample(ctx)
	}
	if err != nil {
		return err
	}
	out, err := reading.Measure(ctx, pages, c.Rounds)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	return a.printExtractBench(out)
}

func (a *app) printExtractBench(out *reading.Report) error {
	fmt.Fprintln(a.stdout, a.t.Text("bench.pages", "Pages", out.Pages, "Known", out.Known, "Bytes", int(out.Bytes>>10)))
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\t%s\t%s", a.t.Text("bench.body-f1"), a.t.Text("bench.kind"))
	for _, f := range reading.Fields {
		fmt.Fprintf(w, "\t%s", a.fieldLabel(f))
	}
	fmt.Fprintf(w, "\t%s\t\n", a.t.Text("bench.per-cpu"))
	for _, r := range out.Readers {
		fmt.Fprintf(w, "%s\t%s\t%s", r.Name, dashed(r.Articles, r.BodyF1, 3), dashed(r.Kind.Of, r.Kind.Percent(), 1))
		for _, f := range reading.Fields {
			fmt.Fprintf(w, "\t%s", dashed(r.Fields[f].Of, r.Fields[f].Percent(), 1))
		}
		fmt.Fprintf(w, "\t%.0f\t\n", r.PerCPU)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, a.t.Text("bench.page-columns"))
	for _, s := range out.Stages {
		fmt.Fprintf(a.stdout, "  %-9s %5.1f %%  %7.0f µs\n", s.Name, s.Share*100, s.Microseconds)
	}
	return nil
}

// dashed prints a figure, or a dash where nothing was compared.
func dashed(of int, v float64, digits int) string {
	if of == 0 {
		return "-"
	}
	return strconv.FormatFloat(v, 'f', digits, 64)
}
