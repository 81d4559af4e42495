package topk

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"sync"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/runs"
	"khobao/index/bleveindex/segment"
)

// Phrase finds the documents of set, each of which holds a term of every slot, in
// which the slots' terms stand side by side in their order, and tells each with the
// number of times they do. A slot is the lists of the terms that may stand in one
// place of the phrase, as the spellings of a word typed without marks. visit is
// called with ascending documents. It stops with ctx's error soon after ctx ends.
func Phrase(ctx context.Context, set docset.Set, slots [][]segment.List, visit func(doc, times uint32)) error {
	p := phrasePool.Get().(*phrase)
	defer phrasePool.Put(p)
	p.ctx, p.work, p.order = ctx, 0, byOccurrences(slots)
	p.places = slices.Grow(p.places[:0], len(slots))[:len(slots)]
	for i, lists := range slots {
		p.places[i].walks = slices.Grow(p.places[i].walks[:0], len(lists))[:len(lists)]
		for k := range lists {
			if err := p.places[i].walks[k].begin(&lists[k]); err != nil {
				return err
			}
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
		for i := range p.places {
			if err := p.places[i].enter(start); err != nil {
				return err
			}
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

// byOccurrences gives the numbers of the slots, the rarest first.
func byOccurrences(slots [][]segment.List) []int {
	order, occurrences := make([]int, len(slots)), make([]int, len(slots))
	for i, lists := range slots {
		order[i] = i
		for k := range lists {
			occurrences[i] += lists[k].Occurrences()
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(occurrences[a], occurrences[b]) })
	return order
}

// mostWork is how many positions are looked at between two looks at the context:
// half a millisecond's work at most.
const mostWork = 1 << 18

// phrasePool keeps the room of phrases: some kilobytes a term.
var phrasePool = sync.Pool{New: func() any { return new(phrase) }}

// phrase looks at documents one by one. The rarest slot is looked at first: its
// few positions settle most documents.
type phrase struct {
	ctx    context.Context
	work   int // positions looked at since the last look at ctx
	places []place
	order  []int
	starts []uint32
	spare  []uint32 // room for putting positions of several terms together
	ends   []int    // of each term's
}

// place is one slot and where its terms stand in the document at hand.
type place struct {
	walks  []walk
	in     []uint64   // by word of the window, then walk: its documents; of several walks only
	start  int        // word at which the window begins
	parts  [][]uint32 // gaps of the terms that stand there
	merged []uint32
}

// enter makes ready for the window that begins at a word of the set.
func (p *place) enter(start int) error {
	p.start = start
	for i := range p.walks {
		p.walks[i].enter(start)
	}
	if len(p.walks) == 1 { // it has every document asked for
		return nil
	}
	p.in = slices.Grow(p.in[:0], windowWords*len(p.walks))[:windowWords*len(p.walks)]
	clear(p.in)
	for i := range p.walks {
		if err := p.walks[i].mark(start, p.in[i:], len(p.walks)); err != nil {
			return err
		}
	}
	return nil
}

// to finds the terms in doc, and gives their positions modulo 64 as bits of one
// word.
func (p *place) to(doc uint32) (mask uint64, positions int, err error) {
	p.parts = p.parts[:0]
	n := len(p.walks)
	at := (int(doc>>6) - p.start) * n
	for i, word := range p.in[at : at+n] {
		if word>>(doc&63)&1 == 0 {
			continue
		}
		w := &p.walks[i]
		if err := w.to(doc); err != nil {
			return 0, 0, err
		}
		if len(w.gaps) > 0 {
			p.parts = append(p.parts, w.gaps)
			positions += len(w.gaps)
			mask |= modulo64(w.gaps)
		}
	}
	return mask, positions, nil
}

// modulo64 gives positions modulo 64 as bits of one word.
func modulo64(gaps []uint32) (mask uint64) {
	pos := uint32(0)
	for _, gap := range gaps {
		pos += gap
		mask |= 1 << (pos & 63)
	}
	return mask
}

// gaps gives the positions of all the terms of a slot together.
func (p *phrase) gaps(slot int) ([]uint32, error) {
	at := &p.places[slot]
	if len(at.walks) == 1 {
		return at.walks[0].gaps, nil
	}
	if len(at.parts) == 1 {
		return at.parts[0], nil
	}
	at.merged, p.ends = at.merged[:0], p.ends[:0]
	for _, part := range at.parts {
		pos := uint32(0)
		for _, gap := range part {
			pos += gap
			at.merged = append(at.merged, pos)
		}
		p.ends = append(p.ends, len(at.merged))
	}
	var err error
	if at.merged, p.spare, err = runs.Merge(at.merged, p.spare, p.ends, p.worked); err != nil {
		return nil, err
	}
	at.merged = slices.Compact(at.merged)
	before := uint32(0)
	for i, pos := range at.merged {
		at.merged[i], before = pos-before, pos
	}
	return at.merged, nil
}

// worked is told how many positions were looked at, and looks at the context when
// these were many: a document may be of any length.
func (p *phrase) worked(positions int) error {
	if p.work += positions; p.work < mostWork {
		return nil
	}
	p.work = 0
	return p.ctx.Err()
}

// at counts the places where all terms stand side by side. Positions are first
// compared modulo 64: that settles three documents in four without a branch on a
// position.
func (p *phrase) at(doc uint32) (uint32, error) {
	common := ^uint64(0)
	for _, i := range p.order {
		var mask uint64
		var positions int
		var err error
		if walks := p.places[i].walks; len(walks) == 1 {
			err = walks[0].to(doc)
			mask, positions = modulo64(walks[0].gaps), len(walks[0].gaps)
		} else {
			mask, positions, err = p.places[i].to(doc)
		}
		if err != nil {
			return 0, err
		}
		if err := p.worked(positions + len(p.places[i].walks)); err != nil {
			return 0, err
		}
		if common &= bits.RotateLeft64(mask, -i); common == 0 {
			return 0, nil
		}
	}
	first := p.order[0]
	gaps, err := p.gaps(first)
	if err != nil {
		return 0, err
	}
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
		if gaps, err = p.gaps(i); err == nil {
			err = p.worked(n + len(gaps))
		}
		if err != nil {
			return 0, err
		}
		n = follow(p.starts[:n], gaps, uint32(i))
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
