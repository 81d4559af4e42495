package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strconv"
	"testing"

	"khobao/index/bleveindex"
	"khobao/internal/annotate"
	"khobao/internal/archive"
	"khobao/internal/extract"
	"khobao/internal/progress"
	"khobao/internal/testkit"
)

// BenchmarkImport takes articles of a JSONL file all the way into archive and
// index. KHOBAO_BENCH_N says how many, 20,000 unless told.
func BenchmarkImport(b *testing.B) {
	n := 20_000
	if s, err := strconv.Atoi(os.Getenv("KHOBAO_BENCH_N")); err == nil {
		n = s
	}
	file := filepath.Join(b.TempDir(), "news.jsonl")
	lines(b, file, n)
	extractor, err := extract.New(extract.Options{})
	if err != nil {
		b.Fatal(err)
	}
	annotator, err := annotate.New()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		dir := b.TempDir()
		a, err := archive.Open(b.Context(), dir, archive.Options{Create: true})
		if err != nil {
			b.Fatal(err)
		}
		engine, err := bleveindex.Open(b.Context(), archive.IndexDir(dir), bleveindex.Options{})
		if err != nil {
			b.Fatal(err)
		}
		im := &Importer{Archive: a, Extractor: extractor, Annotator: annotator, Indexer: &Indexer{Archive: a, Engine: engine}}
		report, err := im.Import(b.Context(), []string{file}, progress.Discard)
		if err != nil || report.Counts.Read != n {
			b.Fatalf("read %d, %v", report.Counts.Read, err)
		}
		if err := engine.Close(); err != nil {
			b.Fatal(err)
		}
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(idle(), "idle-share")
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// idle is the share of the cores' time in which Go had nothing to run: what a
// quiet machine would lose by stages that wait for each other.
func idle() float64 {
	s := []metrics.Sample{{Name: "/cpu/classes/idle:cpu-seconds"}, {Name: "/cpu/classes/total:cpu-seconds"}}
	runtime.GC() // brings the figures up to date
	metrics.Read(s)
	return s[0].Value.Float64() / s[1].Value.Float64()
}

// lines writes the first n lines of the news to a file.
func lines(b *testing.B, name string, n int) {
	b.Helper()
	out, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	for i, line := range testkit.Lines(b, "news", "vntc10.jsonl.zst") {
		if i == n {
			return
		}
		if _, err := fmt.Fprintf(out, "%s\n", line); err != nil {
			b.Fatal(err)
		}
	}
	b.Skip("fewer lines than asked")
}
