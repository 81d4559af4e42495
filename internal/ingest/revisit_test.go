package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
	"khobao/internal/progress"
	"khobao/internal/warc"
)

// TestRevisitsAreResolvedAcrossRuns: records that say "as before" are read with
// the body that a file of an earlier run holds, found by the digest of its
// payload at whatever address, or by address and date.
func TestRevisitsAreResolvedAcrossRuns(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2024, 5, n, 1, 0, 0, 0, time.UTC) }
	html := page.Field{Name: "Content-Type", Value: "text/html; charset=utf-8"}
	write := func(name string, records ...warc.Record) string {
		var b bytes.Buffer
		for _, r := range records {
			if _, err := warc.WriteRecord(&b, r); err != nil {
				t.Fatal(err)
			}
		}
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	response := func(url string, at int, digest string, n int) warc.Record {
		r := warc.Response(url, day(at), 200, []page.Field{html}, []byte(story(n, "")))
		r.PayloadDigest = digest
		return r
	}
	revisit := func(url string, at int, digest string, fields ...warc.Field) warc.Record {
		r := warc.Response(url, day(at), 200, []page.Field{html}, nil)
		r.Type, r.PayloadDigest = warc.TypeRevisit, digest
		r.Header = append(r.Header, fields...)
		return r
	}
	refers := func(at int) warc.Field {
		return warc.Field{Name: "WARC-Refers-To-Date", Value: day(at).Format(time.RFC3339)}
	}
	first := write("first.warc.gz",
		response("https://baomot.example/1.html", 1, "sha1:AAAA", 1),
		response("https://baohai.example/2.html", 1, "", 2))
	second := write("second.warc.gz",
		revisit("https://baoba.example/1.html", 3, "sha1:aaaa"),             // another paper prints the same page
		revisit("https://baohai.example/2.html", 3, "sha1:BBBB", refers(1)), // digest unknown, address and date known
		revisit("https://baohai.example/2.html", 4, "sha1:CCCC"),            // it may have changed since: not resolved
		revisit("https://baobon.example/9.html", 3, "sha1:DDDD", refers(1))) // never seen
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	if _, err := im.Import(t.Context(), []string{first}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	report, err := im.Import(t.Context(), []string{second}, progress.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if c := report.Counts; c.Read != 4 || c.Added != 1 || c.Failed != 2 {
		t.Errorf("counts %+v\n%+v", c, report.Failures)
	}
	art, err := im.Archive.Article(t.Context(), index.NewID("https://baoba.example/1.html"))
	if err != nil || art.Title != "Chuyến tàu số 1 về bến an toàn" {
		t.Errorf("the page of another paper: %q, %v", art.Title, err)
	}
	c, err := im.Archive.FindCapture(t.Context(), "https://baohai.example/2.html", day(1))
	if err != nil || !c.Seen.Equal(day(3)) {
		t.Errorf("the page of before was seen until %v, %v", c.Seen, err)
	}
}
