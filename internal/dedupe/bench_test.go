package dedupe

import (
	"bytes"
	"context"
	"encoding/gob"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"khobao/index"
)

// onDisk keeps texts in a file, as an archive does, so that what grouping takes
// of memory is its own.
type onDisk struct {
	file  *os.File
	at    [][2]int64
	shelf shelf
}

func newOnDisk(b *testing.B) *onDisk {
	f, err := os.Create(filepath.Join(b.TempDir(), "texts"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	return &onDisk{file: f}
}

func (d *onDisk) add(b *testing.B, a *index.Article) {
	start := int64(0)
	if n := len(d.at); n > 0 {
		start = d.at[n-1][1]
	}
	var text bytes.Buffer
	if err := gob.NewEncoder(&text).Encode([2]string{a.Lead, a.Body}); err != nil {
		b.Fatal(err)
	}
	if _, err := d.file.Write(text.Bytes()); err != nil {
		b.Fatal(err)
	}
	d.at = append(d.at, [2]int64{start, start + int64(text.Len())})
}

func (d *onDisk) read(_ context.Context, id uint64) (*index.Article, error) {
	at := d.at[id-1]
	text := make([]byte, at[1]-at[0])
	if _, err := d.file.ReadAt(text, at[0]); err != nil {
		return nil, err
	}
	var parts [2]string
	err := gob.NewDecoder(bytes.NewReader(text)).Decode(&parts)
	return &index.Article{Lead: parts[0], Body: parts[1]}, err
}

// BenchmarkGroupNews groups all the real news and copies of one in five, sketches
// included, and tells the memory it took at most.
func BenchmarkGroupNews(b *testing.B) {
	const wanted = 100_000
	d := newOnDisk(b)
	r := rand.New(rand.NewPCG(1, 2))
	var other string
	news(b, "vntc10", func(n int, a *index.Article) bool {
		d.add(b, a)
		if n%5 == 0 && n > 0 && len(d.at) < wanted {
			c := *a
			edits[n/5%len(edits)].do(r, &c, other)
			d.add(b, &c)
		}
		other = a.Body
		return len(d.at) < wanted
	})
	for b.Loop() {
		runtime.GC()
		peak, stop := watch()
		var k Sketcher
		d.shelf.entries = nil
		for i := range d.at {
			id := uint64(i) + 1
			a, err := d.read(b.Context(), id)
			if err != nil {
				b.Fatal(err)
			}
			d.shelf.entries = append(d.shelf.entries, Entry{Order: Order{Minute: int64(i), ID: id}, Sketch: k.Append(nil, a), New: true})
		}
		c := d.shelf.corpus()
		c.Text = d.read
		changes, err := Group(b.Context(), c)
		if err != nil {
			b.Fatal(err)
		}
		stop()
		b.ReportMetric(float64(len(changes)), "in_families")
		b.ReportMetric(float64(*peak)/(1<<20), "MB_peak")
	}
	b.ReportMetric(float64(len(d.at)), "articles")
}

// watch tells the most heap in use until it is stopped.
func watch() (peak *uint64, stop func()) {
	peak = new(uint64)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			*peak = max(*peak, m.HeapInuse)
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return peak, func() { close(done); <-ended }
}

func BenchmarkSketch(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	a := ownArticle(r, 25)
	b.SetBytes(int64(len(a.Lead) + len(a.Body)))
	var k Sketcher
	var room []byte
	for b.Loop() {
		room = k.Append(room[:0], a)
	}
}

// BenchmarkGroupOne adds one article to ten thousand.
func BenchmarkGroupOne(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var s shelf
	var k Sketcher
	for i := range uint64(10_000) {
		s.add(&k, Order{Minute: int64(i), ID: i + 1}, ownArticle(r, 12))
	}
	if _, err := Group(b.Context(), s.corpus()); err != nil {
		b.Fatal(err)
	}
	for i := range s.entries {
		s.entries[i].New = i == 5000
	}
	for b.Loop() {
		if _, err := Group(b.Context(), s.corpus()); err != nil {
			b.Fatal(err)
		}
	}
}
