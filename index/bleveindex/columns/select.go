package columns

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// AddWith puts into set the documents that have any of the values of a keyword
// field, as the postings of s, whose columns these are, name them. (They hold no
// segment: the one in memory is replaced by one on disk.) It stops with ctx's
// error soon after ctx ends.
func (c *Segment) AddWith(ctx context.Context, s api.Segment, set docset.Set, keyword int, values []uint32) error {
	f := &c.fields[keyword]
	for i, v := range values {
		if i%checkValues == checkValues-1 && ctx.Err() != nil {
			return ctx.Err()
		}
		if _, ok := f.ordinal[v]; !ok {
			continue
		}
		if err := c.addValue(s, set, f, f.values.Name(v)); err != nil {
			return fmt.Errorf("read documents of %s %q: %w", f.name, f.values.Name(v), err)
		}
	}
	return nil
}

func (c *Segment) addValue(s api.Segment, set docset.Set, f *field, value string) error {
	if own := segment.Of(s); own != nil {
		l, ok, err := own.Field(f.name).Term([]byte(value))
		if err != nil || !ok {
			return err
		}
		return set.OrList(&l)
	}
	dict, err := s.Dictionary(f.name)
	if err != nil {
		return err
	}
	docs, err := documentsOf(dict, value, uint64(c.Docs), nil)
	for _, doc := range docs {
		set.Add(doc)
	}
	return err
}

// Has reports whether a document has any of the values of a keyword field, which
// are in order.
func (c *Segment) Has(doc uint32, keyword int, values []uint32) bool {
	f := &c.fields[keyword]
	found := false
	f.each(doc, func(ordinal int) {
		if _, has := slices.BinarySearch(values, f.numbers[ordinal]); has {
			found = true
		}
	})
	return found
}

// KeepPeriod keeps in set the documents with from <= minute < to; NoDate as an
// end is open. Documents without a date are in no bounded period.
func (c *Segment) KeepPeriod(set docset.Set, from, to uint32) {
	if from == NoDate && to == NoDate {
		return
	}
	if c.newest == nil { // numbered newest first: a period is a range
		set.Keep(c.olderThan(to), c.olderThan(max(from, NoDate+1)))
		return
	}
	for doc, minute := range c.Minutes {
		if minute == NoDate || minute < from || to != NoDate && minute >= to {
			set.Remove(uint32(doc))
		}
	}
}

// olderThan gives the first document before a minute, 0 for NoDate.
func (c *Segment) olderThan(minute uint32) uint32 {
	if minute == NoDate {
		return 0
	}
	return uint32(sort.Search(int(c.Docs), func(doc int) bool { return c.Minutes[doc] < minute }))
}

// In reports whether a document is in a period, see KeepPeriod.
func (c *Segment) In(doc, from, to uint32) bool {
	minute := c.Minutes[doc]
	return from == NoDate && to == NoDate || minute != NoDate && minute >= from && (to == NoDate || minute < to)
}

// LengthOf gives the syllables in a text field of all documents but the deleted
// ones, and how many of them have the field.
func (c *Segment) LengthOf(text int, deleted *roaring.Bitmap) (syllables uint64, docs int) {
	syllables, docs = c.sums[text], c.counts[text]
	if deleted == nil {
		return syllables, docs
	}
	it := deleted.Iterator()
	for it.HasNext() {
		if n := c.Lengths[text][it.Next()]; n > 0 {
			syllables -= uint64(n)
			docs--
		}
	}
	return syllables, docs
}
