package lab

import (
	"cmp"
	"slices"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// column is a keyword field by document: its values' numbers, several a document
// one after another.
type column struct {
	values []string
	totals []int    // over all documents
	starts []uint32 // where a document's values begin; one more than documents
	of     []uint16
}

func newColumn(s *segment.Segment, name string) (*column, error) {
	c := &column{starts: make([]uint32, s.Documents()+1)}
	type pair struct {
		doc   uint32
		value uint16
	}
	var pairs []pair
	var docs [bitpack.Block]uint32
	err := s.Field(name).Walk(nil, nil, nil, func(term []byte, l *segment.List) error {
		for b := range l.Blocks() {
			n, err := l.Docs(b, &docs)
			if err != nil {
				return err
			}
			for _, d := range docs[:n] {
				pairs = append(pairs, pair{d, uint16(len(c.values))})
			}
		}
		c.values = append(c.values, string(term))
		c.totals = append(c.totals, l.Len())
		return nil
	})
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.doc, b.doc), cmp.Compare(a.value, b.value)) })
	for _, p := range pairs {
		c.starts[p.doc+1]++
		c.of = append(c.of, p.value)
	}
	for d := range s.Documents() {
		c.starts[d+1] += c.starts[d]
	}
	return c, err
}

// count counts the values over documents.
func (c *column) count(docs []uint32, into []int) {
	if len(c.of) == len(c.starts)-1 { // one value a document
		for _, d := range docs {
			into[c.of[d]]++
		}
		return
	}
	for _, d := range docs {
		for _, v := range c.of[c.starts[d]:c.starts[d+1]] {
			into[v]++
		}
	}
}

// most gives the k most frequent values, by falling count, then name.
func (c *column) most(counts []int, k int) []valueCount {
	keys := make([]uint64, 0, len(counts))
	for v, n := range counts {
		if n > 0 { // values stand in the order of their names
			keys = append(keys, uint64(n)<<32|uint64(^uint32(v)))
		}
	}
	slices.Sort(keys)
	out := make([]valueCount, 0, min(k, len(keys)))
	for i := len(keys) - 1; i >= 0 && len(out) < k; i-- {
		out = append(out, valueCount{c.values[^uint32(keys[i])], int(keys[i] >> 32)})
	}
	return out
}

type valueCount struct {
	value string
	count int
}

// shown is how many values of each facet a page has, in the order of the answer.
var shown = []struct {
	field string
	most  int
}{{"category", 15}, {"source", 20}, {"places", 20}, {"year", 1000}}

// facets counts the values of all facets over a set and gives the sums of what
// is shown.
func (x *Index) facets(set docset.Set, all bool) []int {
	counts := make([][]int, len(shown))
	switch {
	case all:
		for i, f := range shown {
			counts[i] = x.columns[f.field].totals
		}
	case x.packed != nil:
		counts = x.packed.count(set)
	default:
		x.docs = set.Documents(x.docs[:0])
		for i, f := range shown {
			c := x.columns[f.field]
			counts[i] = make([]int, len(c.values))
			c.count(x.docs, counts[i])
		}
	}
	sums := make([]int, len(shown))
	for i, f := range shown {
		for _, v := range x.columns[f.field].most(counts[i], f.most) {
			sums[i] += v.count
		}
	}
	return sums
}
