package extract

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"

	"khobao/internal/page"
	"khobao/internal/testkit"
)

// BenchmarkPages reads saved pages of newspapers with all fields.
func BenchmarkPages(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(testkit.Shared(b, "pages"), "article", "*.html"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no pages: %v", err)
	}
	var pages []*page.Page
	total := 0
	for _, f := range files {
		p := readPage(b, f)
		pages = append(pages, p)
		total += len(p.Body)
	}
	x := mustNew(b, Options{})
	b.SetBytes(int64(total / len(pages)))
	b.ReportAllocs()
	before := cpuSeconds(b)
	for i := 0; b.Loop(); i++ {
		if _, err := x.Extract(b.Context(), pages[i%len(pages)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/(cpuSeconds(b)-before), "pages/cpu-s")
}

// BenchmarkLines reads articles of a JSONL file.
func BenchmarkLines(b *testing.B) {
	body := ""
	for i := range 20 {
		body += fmt.Sprintf("Đoạn %d của bài viết kể lại buổi họp của phường về việc sửa đường. ", i)
	}
	line := fmt.Appendf(nil, `{"id":"7","url":"https://bao.example/7.html","title":"Phường sửa đường","lead":"Lead","body":%q,"date":"2021-08-25T07:29:00+07:00","source":"bao.example","category":"Xã hội"}`, body)
	p := &page.Page{Body: line, ContentType: page.ArticleJSON}
	x := mustNew(b, Options{})
	b.ReportAllocs()
	before := cpuSeconds(b)
	for b.Loop() {
		if _, err := x.Extract(b.Context(), p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/(cpuSeconds(b)-before), "lines/cpu-s")
}

// cpuSeconds gives the processor time of this process, for the machine may be
// busy with other work.
func cpuSeconds(b *testing.B) float64 {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return float64(use.Utime.Sec+use.Stime.Sec) + float64(use.Utime.Usec+use.Stime.Usec)/1e6
}
