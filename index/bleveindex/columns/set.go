package columns

import (
	"context"
	"slices"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Set holds the columns of the segments of one index.
type Set struct {
	Keywords []string  // names of the keyword fields
	Values   []*Values // of each keyword field

	texts int

	mu       sync.Mutex
	latest   uint64
	segments map[uint64]*entry
}

type entry struct {
	once    sync.Once
	columns *Segment
	err     error
}

// NewSet makes an empty set for documents with so many text fields and these
// keyword fields; normal gives the compared forms of a value.
func NewSet(texts int, keywords []string, normal func(string) Normal) *Set {
	s := &Set{Keywords: slices.Clone(keywords), texts: texts, segments: map[uint64]*entry{}}
	for range keywords {
		s.Values = append(s.Values, newValues(normal))
	}
	return s
}

// Keyword gives the position of a keyword field, or -1.
func (s *Set) Keyword(name string) int { return slices.Index(s.Keywords, name) }

// Source is one segment and the number that names its content for ever.
type Source struct {
	ID      uint64
	Segment segment.Segment
}

// Of gives the columns of the segments of a snapshot, in their order, reading
// those not read yet. epoch grows with every snapshot; segments that the latest
// snapshot no longer has are forgotten.
func (s *Set) Of(ctx context.Context, epoch uint64, sources []Source) ([]*Segment, error) {
	entries := make([]*entry, len(sources))
	s.mu.Lock()
	if epoch >= s.latest {
		s.latest = epoch
		for id := range s.segments {
			if !slices.ContainsFunc(sources, func(src Source) bool { return src.ID == id }) {
				delete(s.segments, id)
			}
		}
	}
	for i, src := range sources {
		e := s.segments[src.ID]
		if e == nil {
			e = &entry{}
			s.segments[src.ID] = e
		}
		entries[i] = e
	}
	s.mu.Unlock()

	found := make([]*Segment, len(sources))
	for i, src := range sources {
		e := entries[i]
		e.once.Do(func() { e.columns, e.err = read(ctx, src.Segment, s.texts, s.Keywords, s.Values) })
		if e.err != nil {
			s.forget(src.ID, e)
			return nil, e.err
		}
		found[i] = e.columns
	}
	return found, nil
}

// forget drops a segment whose reading failed, so that the next one tries again.
func (s *Set) forget(id uint64, e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.segments[id] == e {
		delete(s.segments, id)
	}
}
