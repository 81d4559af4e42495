package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"khobao/index"
	"khobao/index/bleveindex/lab"
	"khobao/internal/annotate"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/page"
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

// extractReport is what a run found.
type extractReport struct {
	Pages   int           `json:"pages"`
	Known   int           `json:"known"` // pages for which it is known what is right
	Bytes   int64         `json:"bytes"`
	Load    float64       `json:"load"`
	Readers []readerScore `json:"readers"`
	Stages  []stageShare  `json:"stages"`
}

// stageShare is one stage's part of the time a page takes.
type stageShare struct {
	Name         string  `json:"name"`
	Share        float64 `json:"share"`
	Microseconds float64 `json:"us_per_page"`
}

// Run measures the pages given, or those of the embedded sample.
func (c *benchExtractCmd) Run(ctx context.Context, a *app) error {
	if c.Rounds < 1 || c.Rounds > maxBenchRounds {
		return failure.Newf(failure.Usage, "--rounds", "%d", c.Rounds)
	}
	var pages []benchPage
	var err error
	switch {
	case len(c.Pages) > 0:
		pages, err = pagesBelow(ctx, c.Pages, c.Truth)
	case c.Truth != "":
		return failure.Newf(failure.Usage, "--truth", "%s", c.Truth)
	default:
		pages, err = samplePagesOf(ctx)
	}
	if err != nil {
		return err
	}
	out, err := c.measure(ctx, pages)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	return a.printExtractBench(out)
}

func (c *benchExtractCmd) measure(ctx context.Context, pages []benchPage) (*extractReport, error) {
	out := &extractReport{Pages: len(pages)}
	for _, p := range pages {
		out.Bytes += int64(len(p.page.Body))
		if p.want != nil {
			out.Known++
		}
	}
	ruled, err := extract.New(extract.Options{})
	if err != nil {
		return nil, err
	}
	general, err := extract.New(extract.Options{NoRules: true})
	if err != nil {
		return nil, err
	}
	for _, r := range []struct {
		name string
		read func(context.Context, *page.Page) (index.Article, error)
	}{{"khobao", ruled.Extract}, {"khobao --no-rules", general.Extract}, {"go-readability", readReadable}, {"JSON-LD", extract.LinkedOnly}} {
		score, err := c.score(ctx, r.name, r.read, pages)
		if err != nil {
			return nil, err
		}
		out.Readers = append(out.Readers, score)
	}
	out.Stages, err = stagesOf(ctx, pages)
	out.Load = lab.Load()
	return out, err
}

// score reads all pages once to compare, and as often as asked to measure the
// processor time.
func (c *benchExtractCmd) score(ctx context.Context, name string, read func(context.Context, *page.Page) (index.Article, error), pages []benchPage) (readerScore, error) {
	s := readerScore{Name: name, Fields: map[string]share{}}
	for i := range pages {
		art, err := read(ctx, &pages[i].page)
		if ctx.Err() != nil {
			return s, ctx.Err()
		}
		if err != nil {
			s.Failed++
		}
		if want := pages[i].want; want != nil {
			s.add(&art, want)
		}
	}
	before := lab.ProcessCPU()
	for range c.Rounds {
		for i := range pages {
			_, _ = read(ctx, &pages[i].page) // counted above
			if ctx.Err() != nil {
				return s, ctx.Err()
			}
		}
	}
	s.PerCPU = float64(c.Rounds*len(pages)) / max((lab.ProcessCPU()-before).Seconds(), 1e-6)
	return s, nil
}

// stagesOf measures where the time of one reading goes, annotation included.
func stagesOf(ctx context.Context, pages []benchPage) ([]stageShare, error) {
	took := map[string]time.Duration{}
	x, err := extract.New(extract.Options{Lap: func(stage string, d time.Duration) { took[stage] += d }})
	if err != nil {
		return nil, err
	}
	annotator, err := annotate.New()
	if err != nil {
		return nil, err
	}
	for i := range pages {
		art, err := x.Extract(ctx, &pages[i].page)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || art.Kind != index.KindArticle {
			continue
		}
		begun := time.Now()
		annotator.Annotate(&art)
		took["annotate"] += time.Since(begun)
	}
	names := append(append([]string{}, extract.Stages...), "annotate")
	var all time.Duration
	for _, n := range names {
		all += took[n]
	}
	stages := make([]stageShare, len(names))
	for i, n := range names {
		stages[i] = stageShare{n, float64(took[n]) / float64(max(all, 1)), float64(took[n].Microseconds()) / float64(len(pages))}
	}
	return stages, nil
}

func (a *app) printExtractBench(out *extractReport) error {
	fmt.Fprintln(a.stdout, a.t.Text("bench.pages", "Pages", out.Pages, "Known", out.Known, "Bytes", int(out.Bytes>>10)))
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\t%s\t%s", a.t.Text("bench.body-f1"), a.t.Text("bench.kind"))
	for _, f := range scoredFields {
		fmt.Fprintf(w, "\t%s", a.fieldLabel(f))
	}
	fmt.Fprintf(w, "\t%s\t\n", a.t.Text("bench.per-cpu"))
	for _, r := range out.Readers {
		fmt.Fprintf(w, "%s\t%s\t%s", r.Name, dashed(r.Articles, r.BodyF1, 3), dashed(r.Kind.Of, r.Kind.percent(), 1))
		for _, f := range scoredFields {
			fmt.Fprintf(w, "\t%s", dashed(r.Fields[f].Of, r.Fields[f].percent(), 1))
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
