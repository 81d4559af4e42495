package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	bleveapi "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index"
	"khobao/index/vi"
)

// vocabulary knows which accented terms fold to which folded one. It grows with
// the segments of its generation; terms whose articles are gone count 0.
type vocabulary struct {
	mu       sync.RWMutex
	seen     map[uint64]bool // segments read
	variants map[string][]string
}

func newVocabulary() *vocabulary {
	return &vocabulary{seen: map[uint64]bool{}, variants: map[string][]string{}}
}

// learn reads the terms of the segments of v that were not read yet.
func (w *vocabulary) learn(ctx context.Context, l layout, v *view) error {
	for _, p := range v.segments {
		w.mu.RLock()
		seen := w.seen[p.id]
		w.mu.RUnlock()
		if seen {
			continue
		}
		for _, f := range l.texts {
			if err := w.learnFrom(ctx, p.segment, f.Name); err != nil {
				return err
			}
		}
		w.mu.Lock()
		w.seen[p.id] = true
		w.mu.Unlock()
	}
	return nil
}

func (w *vocabulary) learnFrom(ctx context.Context, s segmentapi.Segment, field string) error {
	return eachTerm(ctx, s, field, accentedStart, nil, func(term string) bool {
		folded := vi.Fold(term)
		w.mu.RLock()
		known := slices.Contains(w.variants[folded], term)
		w.mu.RUnlock()
		if !known {
			w.mu.Lock()
			w.variants[folded] = append(w.variants[folded], term)
			w.mu.Unlock()
		}
		return true
	})
}

// accentedStart is the first byte of the accented terms: all marks lie below.
var accentedStart = []byte{0x03}

// omitsCounts is the dictionary of zap, which can list terms without reading
// how many documents they have.
type omitsCounts interface {
	AutomatonIteratorOmitCount(a segmentapi.Automaton, start, end []byte) segmentapi.DictionaryIterator
}

// eachTerm visits the terms of a dictionary from start up to end until visit
// says false.
func eachTerm(ctx context.Context, s segmentapi.Segment, field string, start, end []byte, visit func(term string) bool) error {
	dict, err := s.Dictionary(field)
	if err != nil {
		return fmt.Errorf("open dictionary of %s: %w", field, err)
	}
	var it segmentapi.DictionaryIterator
	if o, ok := dict.(omitsCounts); ok {
		it = o.AutomatonIteratorOmitCount(nil, start, end)
	} else {
		it = dict.AutomatonIterator(nil, start, end)
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var entry *bleveapi.DictEntry
		if entry, err = it.Next(); err != nil {
			return fmt.Errorf("read dictionary of %s: %w", field, err)
		}
		if entry == nil || !visit(entry.Term) {
			return nil
		}
	}
}

// Vocabulary gives the terms of the live generation.
func (e *Engine) Vocabulary() index.Vocabulary { return terms{e} }

type terms struct{ engine *Engine }

// DocFreq gives the number of articles holding the accented term.
func (t terms) DocFreq(ctx context.Context, term string) (int, error) {
	var n int
	err := t.with("count articles", func(v *view) (err error) {
		n, err = t.docFreq(ctx, v, vi.Normalize(term))
		return err
	})
	return n, err
}

func (t terms) docFreq(ctx context.Context, v *view, term string) (int, error) {
	n := 0
	s := slot{terms: []string{term}}
	for _, p := range v.segments {
		m := newMatcher(ctx, t.engine.layout, p)
		docs, err := m.slot(&s, t.engine.layout.plain())
		if err == nil {
			n += p.countLive(docs)
		}
		m.release()
		if err != nil {
			return 0, err
		}
	}
	return n, ctx.Err()
}

// Variants lists the accented spellings that fold to folded, most frequent first.
func (t terms) Variants(ctx context.Context, folded string) ([]index.TermCount, error) {
	var list []index.TermCount
	err := t.with("list spellings", func(v *view) error {
		if known, ok := v.variants.Load(folded); ok {
			list = slices.Clone(known.([]index.TermCount))
			return nil
		}
		w := v.generation.words
		w.mu.RLock()
		spellings := slices.Clone(w.variants[folded])
		w.mu.RUnlock()
		found, err := t.count(ctx, v, spellings)
		if err != nil {
			return err
		}
		v.variants.Store(folded, found)
		list = slices.Clone(found)
		return nil
	})
	return list, err
}

// maxScanned bounds the terms looked at for Prefix.
const maxScanned = 1 << 14

// Prefix lists at most limit accented terms that begin with prefix, most
// frequent first.
func (t terms) Prefix(ctx context.Context, prefix string, limit int) ([]index.TermCount, error) {
	tokens := vi.Tokens(prefix)
	if len(tokens) == 0 || limit <= 0 {
		return nil, nil
	}
	prefixes, _ := begun(prefix, tokens, true)
	var list []index.TermCount
	err := t.with("list words", func(v *view) error {
		found, err := v.termsWith(ctx, t.engine.layout, t.engine.layout.plain(), prefixes, maxScanned)
		if err != nil {
			return err
		}
		list, err = t.count(ctx, v, found)
		list = list[:min(limit, len(list))]
		return err
	})
	return list, err
}

func (t terms) count(ctx context.Context, v *view, spellings []string) ([]index.TermCount, error) {
	list := []index.TermCount{}
	for _, s := range spellings {
		n, err := t.docFreq(ctx, v, s)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			list = append(list, index.TermCount{Term: s, Count: n})
		}
	}
	slices.SortFunc(list, func(a, b index.TermCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
	})
	return list, nil
}

func (t terms) with(act string, f func(*view) error) error {
	v, err := t.engine.acquire()
	if err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	defer v.release()
	return guarded(act, func() error { return f(v) })
}
