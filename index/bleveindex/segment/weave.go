package segment

import (
	"cmp"
	"math/bits"
	"slices"

	"khobao/index/bleveindex/segment/bitpack"
)

// read decodes a term's postings into p, renumbered, dropped documents left out.
func (c *cursor) read(p *postings, off uint64, positions bool) error {
	p.reset()
	l, err := c.field.at(off)
	if err != nil {
		return err
	}
	var at *Positions
	if positions {
		if at, err = l.Positions(); err != nil {
			return err
		}
	}
	var docs, tfs [bitpack.Block]uint32
	first := 0
	for b := range l.Blocks() {
		n, err := l.Docs(b, &docs)
		if err != nil {
			return err
		}
		if _, err := l.TFs(b, &tfs); err != nil {
			return err
		}
		if !c.dropped {
			for _, d := range docs[:n] {
				p.docs = append(p.docs, c.numbers[d])
			}
			p.tfs = append(p.tfs, tfs[:n]...)
			continue
		}
		for i := range n {
			if doc := c.numbers[docs[i]]; doc != absent {
				p.docs = append(p.docs, doc)
				p.tfs = append(p.tfs, tfs[i])
				if positions {
					gaps, err := at.Gaps(first, int(tfs[i]))
					if err != nil {
						return err
					}
					p.gaps = append(p.gaps, gaps...)
				}
			}
			first += int(tfs[i])
		}
	}
	if !positions || c.dropped {
		return nil
	}
	if p.gaps, err = at.All(p.gaps); err != nil {
		return err
	}
	for _, tf := range p.tfs {
		first += int(tf)
	}
	if first != len(p.gaps) {
		return errList("places and frequencies differ")
	}
	return nil
}

// weaver merges lists whose documents ascend and are distinct into one, which
// holds until the next call.
type weaver struct {
	documents int
	out       postings
	set       []uint64
	ranks     []uint32 // documents in the words before each
	starts    []uint32
	next, at  []int
}

// scatterShare is the share of the documents, one in scatterShare, from which
// lists are merged by a bitmap: each document's place is the number of bits
// before it, so that nothing is compared. Below, reading the empty bitmap costs
// more.
const scatterShare = 256

func (w *weaver) lists(lists []*postings) *postings {
	if len(lists) == 1 {
		return lists[0]
	}
	slices.SortFunc(lists, func(a, b *postings) int { return cmp.Compare(a.docs[0], b.docs[0]) })
	w.out.reset()
	total, apart := 0, true
	for i, l := range lists {
		total += len(l.docs)
		if i > 0 {
			before := lists[i-1].docs
			apart = apart && before[len(before)-1] < l.docs[0]
		}
	}
	switch {
	case apart: // as of segments that follow one another in time
		for _, l := range lists {
			w.out.docs = append(w.out.docs, l.docs...)
			w.out.tfs = append(w.out.tfs, l.tfs...)
			w.out.gaps = append(w.out.gaps, l.gaps...)
		}
	case total*scatterShare >= w.documents:
		w.scatter(lists, total)
	default:
		w.compare(lists)
	}
	return &w.out
}

func (w *weaver) scatter(lists []*postings, total int) {
	words := (w.documents + 63) / 64
	if len(w.set) < words {
		w.set, w.ranks = make([]uint64, words), make([]uint32, words)
	}
	clear(w.set)
	for _, l := range lists {
		for _, d := range l.docs {
			w.set[d>>6] |= 1 << (d & 63)
		}
	}
	n := uint32(0)
	for i, word := range w.set[:words] {
		w.ranks[i] = n
		n += uint32(bits.OnesCount64(word))
		for ; word != 0; word &= word - 1 {
			w.out.docs = append(w.out.docs, uint32(i*64+bits.TrailingZeros64(word)))
		}
	}
	w.out.tfs = slices.Grow(w.out.tfs, total)[:total]
	occurrences := 0
	for _, l := range lists {
		occurrences += len(l.gaps)
		for i, d := range l.docs {
			w.out.tfs[w.rank(d)] = l.tfs[i]
		}
	}
	if occurrences == 0 {
		return
	}
	w.starts = slices.Grow(w.starts[:0], total)[:total]
	sum := uint32(0)
	for i, tf := range w.out.tfs {
		w.starts[i] = sum
		sum += tf
	}
	w.out.gaps = slices.Grow(w.out.gaps, occurrences)[:occurrences]
	for _, l := range lists {
		from := 0
		for i, d := range l.docs {
			tf := int(l.tfs[i])
			start := w.starts[w.rank(d)]
			copy(w.out.gaps[start:], l.gaps[from:from+tf])
			from += tf
		}
	}
}

func (w *weaver) rank(doc uint32) uint32 {
	return w.ranks[doc>>6] + uint32(bits.OnesCount64(w.set[doc>>6]&(1<<(doc&63)-1)))
}

func (w *weaver) compare(lists []*postings) {
	w.next = slices.Grow(w.next[:0], len(lists))[:len(lists)]
	w.at = slices.Grow(w.at[:0], len(lists))[:len(lists)]
	clear(w.next)
	clear(w.at)
	out := &w.out
	for {
		best := -1
		for i, l := range lists {
			if w.next[i] < len(l.docs) && (best < 0 || l.docs[w.next[i]] < lists[best].docs[w.next[best]]) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		l, i := lists[best], w.next[best]
		tf := int(l.tfs[i])
		out.docs = append(out.docs, l.docs[i])
		out.tfs = append(out.tfs, l.tfs[i])
		if len(l.gaps) > 0 {
			out.gaps = append(out.gaps, l.gaps[w.at[best]:w.at[best]+tf]...)
			w.at[best] += tf
		}
		w.next[best]++
	}
}
