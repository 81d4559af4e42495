package dedupe

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"testing"

	"khobao/index"
	"khobao/internal/testkit"
)

// news calls visit with the articles of a file of news until it gives false.
func news(t testing.TB, file string, visit func(n int, a *index.Article) bool) {
	t.Helper()
	for n, line := range testkit.Lines(t, "news", file+".jsonl.zst") {
		var r struct{ ID, URL, Title, Lead, Body string }
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if !visit(n, &index.Article{ID: r.ID + r.URL, Title: r.Title, Lead: r.Lead, Body: r.Body}) {
			return
		}
	}
}

// shelf is a corpus in memory.
type shelf struct {
	articles map[uint64]*index.Article
	entries  []Entry
}

func (s *shelf) add(k *Sketcher, o Order, a *index.Article) {
	if s.articles == nil {
		s.articles = map[uint64]*index.Article{}
	}
	s.articles[o.ID] = a
	s.entries = append(s.entries, Entry{Order: o, Sketch: k.Append(nil, a), New: true})
}

func (s *shelf) corpus() Corpus {
	var entries iter.Seq2[Entry, error] = func(yield func(Entry, error) bool) {
		for _, e := range s.entries {
			if !yield(e, nil) {
				return
			}
		}
	}
	return Corpus{Entries: entries, Text: func(_ context.Context, id uint64) (*index.Article, error) {
		if a := s.articles[id]; a != nil {
			return a, nil
		}
		return nil, fmt.Errorf("no article %d", id)
	}}
}

// tester is what tests and their random steps have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}

// group brings the families up to date, as an archive would.
func (s *shelf) group(t tester) []Change {
	t.Helper()
	changes, err := Group(t.Context(), s.corpus())
	if err != nil {
		t.Fatal(err)
	}
	at := map[uint64]int{}
	for i := range s.entries {
		s.entries[i].New = false
		at[s.entries[i].ID] = i
	}
	for _, c := range changes {
		s.entries[at[c.ID]].Family = c.Family
	}
	return changes
}

// families gives the family of every article that has one.
func (s *shelf) families() map[uint64]uint64 {
	m := map[uint64]uint64{}
	for _, e := range s.entries {
		if e.Family != 0 {
			m[e.ID] = e.Family
		}
	}
	return m
}
