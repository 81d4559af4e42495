package warc

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// benchFile is 500 pages of about 40 KiB, gzip by record, as a crawl of a
// newspaper is, and its size decompressed.
func benchFile(b *testing.B) (file []byte, size int64) {
	var out bytes.Buffer
	w := NewWriter(&out)
	for i := range 500 {
		var body strings.Builder
		for n := 0; body.Len() < 40<<10; n++ {
			fmt.Fprintf(&body, "<p class=\"dong-%d\">Đoạn %d của bài số %d, viết %d chữ.</p>\n", n%7, n, i, n*7919%10007)
		}
		size += int64(body.Len())
		if _, err := w.WriteRecord(Response("https://baomau.vn/"+fmt.Sprint(i), when, 200, []Field{{"Content-Type", "text/html"}}, []byte(body.String()))); err != nil {
			b.Fatal(err)
		}
	}
	return out.Bytes(), size
}

func BenchmarkRead(b *testing.B) {
	file, size := benchFile(b)
	b.SetBytes(size)
	b.ReportAllocs()
	records := 0
	for b.Loop() {
		r, err := NewReader(bytes.NewReader(file), Options{})
		if err != nil {
			b.Fatal(err)
		}
		for {
			rec, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			if _, err := rec.HTTP(); err != nil {
				b.Fatal(err)
			}
			records++
		}
	}
	b.ReportMetric(float64(records)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkWrite(b *testing.B) {
	file, size := benchFile(b)
	r, err := NewReader(bytes.NewReader(file), Options{})
	if err != nil {
		b.Fatal(err)
	}
	records, _ := readAll(b, r)
	b.SetBytes(size)
	written := 0
	for b.Loop() {
		w := NewWriter(io.Discard)
		for _, rec := range records {
			if _, err := w.WriteRecord(*rec); err != nil {
				b.Fatal(err)
			}
			written++
		}
	}
	b.ReportMetric(float64(written)/b.Elapsed().Seconds(), "records/s")
}
