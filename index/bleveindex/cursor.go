package bleveindex

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// cursor walks the postings of one term through ascending documents.
type cursor struct {
	it  segment.PostingsIterator
	now segment.Posting // nil before the first and after the last
	end bool
}

// cursor opens a term of a text field for the documents of within.
func (m *matcher) cursor(f int, term string, within *roaring.Bitmap, positions bool) (*cursor, error) {
	list, err := m.postings(f, term)
	if err != nil {
		return nil, err
	}
	it := list.Iterator(true, true, positions, nil)
	if o, ok := it.(segment.OptimizablePostingsIterator); ok {
		if docs := o.ActualBitmap(); docs != nil {
			o.ReplaceActual(roaring.And(docs, within))
		}
	}
	return &cursor{it: it}, nil
}

// at gives the posting of doc, or nil. Documents must be asked for in ascending order.
func (c *cursor) at(doc uint32) (segment.Posting, error) {
	if c.end {
		return nil, nil
	}
	if c.now == nil || c.now.Number() < uint64(doc) {
		p, err := c.it.Advance(uint64(doc))
		if err != nil {
			return nil, fmt.Errorf("read postings: %w", err)
		}
		if p == nil {
			c.now, c.end = nil, true
			return nil, nil
		}
		c.now = p
	}
	if c.now.Number() != uint64(doc) {
		return nil, nil
	}
	return c.now, nil
}

// slotCursor walks the terms that may stand in one slot.
type slotCursor struct {
	cursors   []*cursor
	positions []uint32 // of the document asked for last
}

func (m *matcher) slotCursor(f int, s slot, within *roaring.Bitmap) (*slotCursor, error) {
	c := &slotCursor{}
	for _, t := range s.terms {
		docs, err := m.term(f, t)
		if err != nil {
			return nil, err
		}
		if !docs.Intersects(within) {
			continue
		}
		one, err := m.cursor(f, t, within, true)
		if err != nil {
			return nil, err
		}
		c.cursors = append(c.cursors, one)
	}
	return c, nil
}

// at fills positions, ascending.
func (c *slotCursor) at(doc uint32) error {
	c.positions = c.positions[:0]
	for _, one := range c.cursors {
		p, err := one.at(doc)
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		for _, l := range p.Locations() {
			c.positions = append(c.positions, uint32(l.Pos()))
		}
	}
	if len(c.cursors) > 1 {
		slices.Sort(c.positions)
		c.positions = slices.Compact(c.positions)
	}
	return nil
}
