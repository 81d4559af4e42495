package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// Engine and IndexName are what tables call this engine and its index: one
// merged segment.
const (
	Engine    = "khobao"
	IndexName = "merged"
)

// Made is what building the index took.
type Made struct {
	Articles  int     `json:"articles"`
	Wall      float64 `json:"wall_s"`
	CPU       float64 `json:"cpu_s"`
	PerCPU    float64 `json:"articles_per_cpu_s"`
	Anonymous int64   `json:"anonymous_bytes"` // the most while building
	Peak      int64   `json:"peak_bytes"`      // mapped pages included
	Bytes     int64   `json:"index_bytes"`
	Load      float64 `json:"load"`
}

// Report is a run of the lab.
type Report struct {
	Index   string  `json:"index"`
	Build   Made    `json:"build"`
	Classes []Class `json:"classes"`
}

// Run indexes at most n articles (0 = all) of the corpus.us beside queries, asks
// the queries, and adds what it measured to the tables of the lab: rows to out,
// the answers to a file beside it, the build to build.tsv beside queries.
func Run(ctx context.Context, queries, out string, n int) (*Report, error) {
	work := filepath.Dir(queries)
	path := filepath.Join(work, "ix", Engine+"-"+IndexName+".seg")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	r := &Report{Index: IndexName}
	var err error
	if r.Build, err = timed(ctx, filepath.Join(work, "corpus.us"), path, n); err != nil {
		return nil, fmt.Errorf("build the index: %w", err)
	}
	if err := appendTo(filepath.Join(work, "build.tsv"), r.Build.row()); err != nil {
		return nil, err
	}
	debug.FreeOSMemory() // what the build leaves is not the searches' to collect
	x, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	if r.Classes, err = x.Measure(ctx, queries); err != nil {
		return nil, err
	}
	var rows, answers strings.Builder
	for _, c := range r.Classes {
		rows.WriteString(c.Row(Engine, IndexName))
		for _, a := range c.Answers {
			answers.WriteString(a + "\n")
		}
	}
	if err := appendTo(out, rows.String()); err != nil {
		return nil, err
	}
	return r, os.WriteFile(out+".hits."+Engine+"."+IndexName, []byte(answers.String()), 0o644)
}

// timed builds and measures that.
func timed(ctx context.Context, corpus, path string, n int) (Made, error) {
	m := Made{Load: Load()}
	watch := WatchMemory()
	wall, cpu := time.Now(), ProcessCPU()
	articles, err := Build(ctx, corpus, path, n)
	m.Wall, m.CPU = time.Since(wall).Seconds(), (ProcessCPU() - cpu).Seconds()
	m.Anonymous, m.Peak = watch(), Peak()
	if err != nil {
		return m, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return m, err
	}
	m.Articles, m.Bytes, m.PerCPU = articles, info.Size(), float64(articles)/max(m.CPU, 1e-3)
	return m, nil
}

// row is the build as a line of the table that engines share.
func (m Made) row() string {
	return fmt.Sprintf("%s\t%s\t%d\t%.2f\t%.2f\t%d\t%d\t1\t%d\t%.2f\n",
		Engine, IndexName, m.Articles, m.Wall, m.CPU, m.Anonymous>>20, m.Peak>>20, m.Bytes, m.Load)
}

// sampling is how often memory is looked at.
const sampling = 50 * time.Millisecond

// WatchMemory follows the anonymous memory of the process until the function it
// gives is called, which tells the most that was seen, in bytes.
func WatchMemory() (most func() int64) {
	done := make(chan struct{})
	var peak int64
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(sampling)
		defer tick.Stop()
		for {
			peak = max(peak, Anonymous())
			select {
			case <-tick.C:
			case <-done:
				return
			}
		}
	})
	return func() int64 {
		close(done)
		wg.Wait()
		return peak
	}
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
