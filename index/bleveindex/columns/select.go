package columns

import "github.com/RoaringBitmap/roaring/v2"

// With gives the documents that have any of the values of a keyword field. The
// bitmap may be shared: it must not be changed.
func (c *Segment) With(keyword int, values []uint32) *roaring.Bitmap {
	f := &c.fields[keyword]
	var found []*roaring.Bitmap
	for _, v := range values {
		if ordinal, ok := f.ordinal[v]; ok {
			found = append(found, f.docs[ordinal])
		}
	}
	switch len(found) {
	case 0:
		return roaring.New()
	case 1:
		return found[0]
	}
	return roaring.FastOr(found...)
}

// Between gives the documents with from <= minute < to; NoDate as an end is
// open. Documents without a date are in no bounded period. The bitmap may be
// shared: it must not be changed.
func (c *Segment) Between(from, to uint32) *roaring.Bitmap {
	if from == NoDate && to == NoDate {
		return c.All
	}
	key := [2]uint32{from, to}
	c.mu.Lock()
	found := c.periods[key]
	c.mu.Unlock()
	if found != nil {
		return found
	}
	found = roaring.New()
	var docs []uint32
	for doc, minute := range c.Minutes {
		if minute != NoDate && minute >= from && (to == NoDate || minute < to) {
			docs = append(docs, uint32(doc))
		}
	}
	found.AddMany(docs)
	found.RunOptimize()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.periods) >= maxPeriods {
		clear(c.periods)
	}
	c.periods[key] = found
	return found
}

// bitmapCost is what one bitmap intersection costs beside one step through the
// ordinals of a document; both were timed at a few hundred thousand articles.
const bitmapCost = 48

// Count adds to counts, by value number, how many documents of docs have each
// value of a keyword field, and returns counts, grown where it was too short.
func (c *Segment) Count(keyword int, docs *roaring.Bitmap, counts []int) []int {
	f := &c.fields[keyword]
	for _, number := range f.numbers {
		if int(number) >= len(counts) {
			counts = append(counts, make([]int, int(number)+1-len(counts))...)
		}
	}
	hits := docs.GetCardinality()
	switch {
	case hits == 0:
	case hits == uint64(c.Docs):
		for ordinal, bitmap := range f.docs {
			counts[f.numbers[ordinal]] += int(bitmap.GetCardinality())
		}
	case hits > uint64(len(f.docs))*bitmapCost:
		for ordinal, bitmap := range f.docs {
			counts[f.numbers[ordinal]] += int(bitmap.AndCardinality(docs))
		}
	default:
		it := docs.Iterator()
		for it.HasNext() {
			doc := it.Next()
			for _, ordinal := range f.list[f.start[doc]:f.start[doc+1]] {
				counts[f.numbers[ordinal]]++
			}
		}
	}
	return counts
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
