package bleveindex

import (
	"fmt"

	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// ownCursor walks the postings of a list through ascending documents.
type ownCursor struct {
	list      *segment.List
	bitmap    segment.Bits // nil for rarer terms
	positions segment.Positions
	block     int // first that may hold the next document
	decoded   int // block in docs and tfs, -1 = none
	i, n      int
	first     int // number of posting i's first position
	docs, tfs [bitpack.Block]uint32
}

func newOwnCursor(l *segment.List, positions bool) (*ownCursor, error) {
	c := &ownCursor{list: l, bitmap: l.Bitmap(), decoded: -1}
	if !positions {
		return c, nil
	}
	return c, c.positions.Reset(l)
}

// reset turns to another list, for its positions.
func (c *ownCursor) reset(l *segment.List) error {
	c.list, c.bitmap, c.block, c.decoded, c.i, c.n, c.first = l, l.Bitmap(), 0, -1, 0, 0, 0
	return c.positions.Reset(l)
}

// seek moves to doc and reports whether the list holds it. Where it does not, a
// bitmap says so before anything is decoded.
func (c *ownCursor) seek(doc uint32) (bool, error) {
	if c.bitmap != nil && !c.bitmap.Has(doc) {
		return false, nil
	}
	if c.decoded < 0 || c.i == c.n || c.docs[c.n-1] < doc {
		if c.block = c.list.Seek(c.block, doc); c.block >= c.list.Blocks() {
			return false, nil
		}
		if err := c.decode(); err != nil {
			return false, err
		}
	}
	for c.i < c.n && c.docs[c.i] < doc {
		c.first += int(c.tfs[c.i])
		c.i++
	}
	return c.i < c.n && c.docs[c.i] == doc, nil
}

func (c *ownCursor) decode() error {
	if c.block == c.decoded {
		return nil
	}
	n, err := c.list.Docs(c.block, &c.docs)
	if err == nil {
		_, err = c.list.TFs(c.block, &c.tfs)
	}
	if err != nil {
		return fmt.Errorf("read postings: %w", err)
	}
	c.decoded, c.n, c.i, c.first = c.block, n, 0, c.list.Before(c.block)
	return nil
}

// at appends the positions in doc.
func (c *ownCursor) at(doc uint32, dst []uint32) ([]uint32, error) {
	ok, err := c.seek(doc)
	if err != nil || !ok {
		return dst, err
	}
	return c.positions.Read(dst, c.first, int(c.tfs[c.i]))
}
