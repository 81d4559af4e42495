package rank

import (
	"context"
	"fmt"
	"sync"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// counted is a vocabulary that asks the engine for all spellings of a word at
// once, which engines remember, and not for each by itself.
type counted struct{ index.Vocabulary }

// DocFreq gives the number of articles holding the accented term.
func (c counted) DocFreq(ctx context.Context, term string) (int, error) {
	term = vi.Normalize(term)
	variants, err := c.Variants(ctx, vi.Fold(term))
	if err != nil {
		return 0, err
	}
	for _, v := range variants {
		if v.Term == term {
			return v.Count, nil
		}
	}
	return 0, nil
}

// spelled gives the number of articles that hold a term as a query would match it:
// without marks in every spelling. An article of two spellings counts twice.
func (c counted) spelled(ctx context.Context, term string) (int, error) {
	if vi.Marked(term) {
		return c.DocFreq(ctx, term)
	}
	variants, err := c.Variants(ctx, term)
	n := 0
	for _, v := range variants {
		n += v.Count
	}
	return n, err
}

// maxCounts bounds the counts remembered.
const maxCounts = 1 << 12

// counts remembers how many articles the readings of queries have, for as long as
// nothing changes in the index.
type counts struct {
	mu    sync.Mutex
	epoch uint64
	known map[string]int
}

// count gives the number of articles a reading has.
func (s *Searcher) count(ctx context.Context, n query.Node) (int, error) {
	key := fmt.Sprintf("%T %s", n, query.String(n))
	s.counts.mu.Lock()
	total, ok := s.counts.known[key]
	s.counts.mu.Unlock()
	if ok {
		return total, nil
	}
	res, err := s.Engine.Search(ctx, index.Request{Query: n, Size: -1})
	if err != nil {
		return 0, err
	}
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	if s.counts.known == nil || res.Epoch != s.counts.epoch || len(s.counts.known) >= maxCounts {
		s.counts.known, s.counts.epoch = map[string]int{}, res.Epoch
	}
	s.counts.known[key] = res.Total
	return res.Total, nil
}

// outdated reports whether an engine that is at epoch has changed since readings
// were counted, and forgets the counts then.
func (c *counts) outdated(epoch uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || c.epoch == epoch {
		return false
	}
	c.known = nil
	return true
}
