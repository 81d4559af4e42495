//go:build unix

package rank

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"khobao/index"
	"khobao/index/vi"
	"khobao/internal/testkit"
)

// wordList is a vocabulary in memory.
type wordList map[string][]index.TermCount // by folded form

func (w wordList) DocFreq(_ context.Context, term string) (int, error) {
	for _, c := range w[vi.Fold(term)] {
		if c.Term == term {
			return c.Count, nil
		}
	}
	return 0, nil
}

func (w wordList) Variants(_ context.Context, folded string) ([]index.TermCount, error) {
	return w[folded], nil
}

func (w wordList) Prefix(context.Context, string, int) ([]index.TermCount, error) { return nil, nil }

// answering is an engine that finds the same number of articles for every query.
type answering struct {
	index.Engine
	words wordList
}

func (a answering) Vocabulary() index.Vocabulary { return a.words }

func (a answering) Search(context.Context, index.Request) (index.Result, error) {
	return index.Result{Total: 5000}, nil
}

// BenchmarkExpand parses and expands queries by the words and pairs of 20,000 news
// articles, and reports the processor time of that. Counting readings, which is the
// engine's work, costs nothing here.
func BenchmarkExpand(b *testing.B) {
	f, err := os.Open(testkit.Shared(b, "news", "vntc10.jsonl.zst"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	defer z.Close()
	var pairs vi.Learner
	counts := map[string]int{}
	lines := json.NewDecoder(z)
	for range 20000 {
		var a struct{ Title, Body, Text string }
		if err := lines.Decode(&a); err != nil {
			b.Fatal(err)
		}
		tokens := vi.Tokens(a.Title + "\n\n" + a.Body + a.Text)
		pairs.Add(tokens)
		for _, t := range tokens {
			counts[t.Term]++
		}
	}
	e := answering{words: wordList{}}
	for term, n := range counts {
		e.words[vi.Fold(term)] = append(e.words[vi.Fold(term)], index.TermCount{Term: term, Count: n})
	}
	for _, spellings := range e.words {
		slices.SortFunc(spellings, func(a, b index.TermCount) int { return b.Count - a.Count })
	}
	s := &Searcher{Engine: e}
	s.Learn(Lessons{Pairs: pairs.Bigrams()})
	for _, q := range []string{
		"tái hòa nhập cộng đồng", "tai hoa nhap cong dong", "UBND quận Ngô Quyền", "uy ban nhan dan quan ngo quyen", "TP.HCM", "haiphong",
		"hair phongf", "quốc lộ 5", "chủ tịch nước trần đức lương thăm trung quốc", "chu tich nuoc tran duc luong tham trung quoc",
		`tieude:"công an" -tù tu:2021-08`,
	} {
		b.Run(q, func(b *testing.B) {
			b.ReportAllocs()
			start, n := processorTime(), 0
			for b.Loop() {
				if err := s.readOnly(b.Context(), index.Request{Q: q}); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64((processorTime()-start).Microseconds())/float64(n), "cpu-µs/op")
		})
	}
}

// readOnly does what is done with a query before anything is searched for.
func (s *Searcher) readOnly(ctx context.Context, r index.Request) error {
	typed, _ := s.parse(r)
	x, err := s.expand(ctx, typed, r)
	if err == nil {
		x, err = s.converted(ctx, x, r)
	}
	if err == nil {
		err = s.restored(ctx, r, &x)
	}
	if err == nil {
		err = s.narrow(ctx, r, &x)
	}
	return err
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are right, so it cannot fail
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
