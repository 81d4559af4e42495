package bleveindex

import (
	"fmt"
	"slices"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/runs"
)

// cursor reads where a term stands, document by document.
type cursor interface {
	// at appends the positions in doc. Documents are asked for in ascending order.
	at(doc uint32, dst []uint32) ([]uint32, error)
}

// cursor opens a term of a text field, nil when no document has it.
func (m *matcher) cursor(f int, term string) (cursor, error) {
	if m.own != nil {
		l, err := m.list(f, term)
		if err != nil || l.Len() == 0 {
			return nil, err
		}
		return newOwnCursor(l, true)
	}
	list, err := m.postings(f, term)
	if err != nil || list.Count() == 0 {
		return nil, err
	}
	return &postingsCursor{it: list.Iterator(true, true, true, nil)}, nil
}

// postingsCursor is the cursor over any format of segments.
type postingsCursor struct {
	it  segmentapi.PostingsIterator
	now segmentapi.Posting // nil before the first and after the last
	end bool
}

func (c *postingsCursor) at(doc uint32, dst []uint32) ([]uint32, error) {
	if c.end {
		return dst, nil
	}
	if c.now == nil || c.now.Number() < uint64(doc) {
		p, err := c.it.Advance(uint64(doc))
		if err != nil {
			return dst, fmt.Errorf("read postings: %w", err)
		}
		if p == nil {
			c.now, c.end = nil, true
			return dst, nil
		}
		c.now = p
	}
	if c.now.Number() != uint64(doc) {
		return dst, nil
	}
	for _, l := range c.now.Locations() {
		dst = append(dst, uint32(l.Pos()))
	}
	return dst, nil
}

// slotCursor walks the terms that may stand in one slot.
type slotCursor struct {
	m         *matcher
	cursors   []cursor
	positions []uint32 // of the document asked for last
	spare     []uint32
	ends      []int // in positions, of what each term has
}

func (m *matcher) slotCursor(f int, s slot) (*slotCursor, error) {
	c := &slotCursor{m: m}
	for _, t := range m.spelled(s.terms) {
		if err := m.worked(documentWork); err != nil {
			return nil, err
		}
		one, err := m.cursor(f, t)
		if err != nil {
			return nil, err
		}
		if one != nil {
			c.cursors = append(c.cursors, one)
		}
	}
	return c, nil
}

// at fills positions, ascending.
func (c *slotCursor) at(doc uint32) (err error) {
	c.positions, c.ends = c.positions[:0], c.ends[:0]
	for _, one := range c.cursors {
		before := len(c.positions)
		if c.positions, err = one.at(doc, c.positions); err != nil {
			return err
		}
		n := len(c.positions) - before
		if n > 0 {
			c.ends = append(c.ends, len(c.positions))
		}
		if err := c.m.worked(cursorWork + n); err != nil {
			return err
		}
	}
	if len(c.ends) < 2 {
		return nil
	}
	c.positions, c.spare, err = runs.Merge(c.positions, c.spare, c.ends, c.m.worked)
	c.positions = slices.Compact(c.positions)
	return err
}
