package columns

import (
	"context"
	"math/bits"
	"slices"

	"khobao/index"
	"khobao/index/bleveindex/docset"
)

// Tally counts the values of one keyword field, over as many segments as are
// added to it.
type Tally struct {
	Keyword int
	Counts  []uint32 // by value number
}

// countWords is how many words of a set are counted together: their documents lie
// in the first level cache while each field is gone through.
const countWords = 32

// checkWords is how many words of a set are gone through between two looks at the
// context, a millisecond's work.
const checkWords = 64 * countWords

// Count adds to tallies how many documents of set have each value. hits is how
// many there are in set. Where that is most of the segment, what is not in set is
// counted and taken from the whole.
func (c *Segment) Count(ctx context.Context, set docset.Set, hits int, tallies []Tally) error {
	if hits == 0 || len(tallies) == 0 {
		return ctx.Err()
	}
	counts := make([][]uint32, len(tallies))
	for i, t := range tallies {
		counts[i] = make([]uint32, len(c.fields[t.Keyword].numbers))
	}
	rest := hits > int(c.Docs)/2
	if !rest || hits < int(c.Docs) {
		if err := c.walk(ctx, set, rest, tallies, counts); err != nil {
			return err
		}
	}
	for i := range tallies {
		f := &c.fields[tallies[i].Keyword]
		for ordinal, n := range counts[i] {
			if rest {
				n = f.totals[ordinal] - n
			}
			if n > 0 {
				tallies[i].add(f.numbers[ordinal], n)
			}
		}
	}
	return ctx.Err()
}

// walk counts the values of what is in set or, with rest, of what is not.
func (c *Segment) walk(ctx context.Context, set docset.Set, rest bool, tallies []Tally, counts [][]uint32) error {
	var docs [64 * countWords]uint32
	for start := 0; start < len(set); start += countWords {
		if start%checkWords == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n := 0
		for i, word := range set[start:min(start+countWords, len(set))] {
			first := uint32(start+i) * 64
			if rest {
				if word = ^word; c.Docs-first < 64 {
					word &= 1<<(c.Docs-first) - 1
				}
			}
			for ; word != 0; word &= word - 1 {
				docs[n] = first + uint32(bits.TrailingZeros64(word))
				n++
			}
		}
		if n == 0 {
			continue
		}
		for i := range tallies {
			c.fields[tallies[i].Keyword].count(docs[:n], counts[i])
		}
	}
	return nil
}

func (t *Tally) add(number, n uint32) {
	if int(number) >= len(t.Counts) {
		t.Counts = append(t.Counts, make([]uint32, int(number)+1-len(t.Counts))...)
	}
	t.Counts[number] += n
}

// Named gives the values counted, most frequent first, then by name: the first
// top of them, 0 = all, and how many there are. The list is never nil.
func (t *Tally) Named(set *Set, top int) (list []index.FacetCount, values int) {
	o := set.Values[t.Keyword].ordered()
	keys := make([]uint64, 0, 64) // the complement of the count above the place of the name: plain numbers are sorted
	for number, n := range t.Counts {
		if n == 0 {
			continue
		}
		values++
		keys = append(keys, uint64(^n)<<32|uint64(o.rank[number]))
		if top > 0 && len(keys) == 2*top+64 {
			keys = firstKeys(keys, top)
		}
	}
	keys = firstKeys(keys, top)
	list = make([]index.FacetCount, len(keys))
	for i, key := range keys {
		list[i] = index.FacetCount{Value: o.names[o.byName[uint32(key)]], Count: int(^uint32(key >> 32))}
	}
	return list, values
}

func firstKeys(keys []uint64, top int) []uint64 {
	slices.Sort(keys)
	if top > 0 && len(keys) > top {
		return keys[:top]
	}
	return keys
}
