package topk

import (
	"context"
	"math/bits"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// Phrase finds the documents of set, all of which hold every list's term, in
// which the terms stand side by side in this order, and tells each with the
// number of times they do. visit is called with ascending documents. It stops
// with ctx's error soon after ctx ends.
func Phrase(ctx context.Context, set docset.Set, lists []segment.List, visit func(doc, times uint32)) error {
	p := phrase{ctx: ctx, walks: make([]walk, len(lists)), order: byOccurrences(lists)}
	for i := range lists {
		if err := p.walks[i].begin(&lists[i]); err != nil {
			return err
		}
	}
	var docs []uint32
	for start := 0; start < len(set); start += windowWords {
		docs = docset.Set(set[start:min(start+windowWords, len(set))]).Documents(docs[:0])
		if len(docs) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range p.walks {
			p.walks[i].enter(start)
		}
		for _, d := range docs {
			doc := d + uint32(start*64)
			times, err := p.at(doc)
			if err != nil {
				return err
			}
			if times > 0 {
				visit(doc, times)
			}
		}
	}
	return nil
}

func byOccurrences(lists []segment.List) []int {
	order := make([]int, len(lists))
	for i := range order {
		order[i] = i
		for k := i; k > 0 && lists[order[k]].Occurrences() < lists[order[k-1]].Occurrences(); k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	return order
}

// mostWork is how many positions are looked at between two looks at the context:
// two milliseconds' work at most.
const mostWork = 1 << 20

// phrase looks at documents one by one. The rarest term is looked at first: its
// few positions settle most documents.
type phrase struct {
	ctx    context.Context
	work   int // positions looked at since the last look at ctx
	walks  []walk
	order  []int
	starts []uint32
}

// at counts the places where all terms stand side by side. Positions are first
// compared modulo 64, as bits of one word: that settles three documents in four
// without a branch on a position.
func (p *phrase) at(doc uint32) (uint32, error) {
	common := ^uint64(0)
	for _, i := range p.order {
		w := &p.walks[i]
		if err := w.to(doc); err != nil {
			return 0, err
		}
		if p.work += len(w.gaps); p.work > mostWork { // a document may be of any length
			if p.work = 0; p.ctx.Err() != nil {
				return 0, p.ctx.Err()
			}
		}
		var mask uint64
		pos := uint32(0)
		for _, gap := range w.gaps {
			pos += gap
			mask |= 1 << (pos & 63)
		}
		if common &= bits.RotateLeft64(mask, -i); common == 0 {
			return 0, nil
		}
	}
	first := p.order[0]
	gaps := p.walks[first].gaps
	if cap(p.starts) < len(gaps) {
		p.starts = make([]uint32, 2*len(gaps))
	}
	n, pos := 0, uint32(0)
	for _, gap := range gaps {
		if pos += gap; pos >= uint32(first) && common>>((pos-uint32(first))&63)&1 != 0 {
			p.starts = p.starts[:n+1]
			p.starts[n] = pos - uint32(first)
			n++
		}
	}
	for _, i := range p.order[1:] {
		n = follow(p.starts[:n], p.walks[i].gaps, uint32(i))
	}
	return uint32(n), nil
}

// follow keeps the starts that have a position at distance after them, and tells
// how many these are.
func follow(starts, gaps []uint32, distance uint32) int {
	kept, k, pos := 0, 0, uint32(0)
	if len(gaps) > 0 {
		pos = gaps[0]
	}
	for _, s := range starts {
		for pos < s+distance {
			if k++; k >= len(gaps) {
				return kept
			}
			pos += gaps[k]
		}
		if pos == s+distance {
			starts[kept] = s
			kept++
		}
	}
	return kept
}
