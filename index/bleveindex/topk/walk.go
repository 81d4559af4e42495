package topk

import (
	"math/bits"

	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// walk reads one term's positions for ascending documents. Where the list has a
// bitmap, the number of bits before a document is its place in the postings, and
// documents are not decoded at all.
type walk struct {
	list      *segment.List
	bitmap    segment.Bits
	positions segment.Positions
	block     int // decoded, -1 = none
	n, i      int
	last      uint32                    // document of the block
	docs      [bitpack.Block]uint32     // without a bitmap only
	ends      [bitpack.Block + 1]uint32 // of the positions of each posting, from that before the first
	window    int                       // word at which the window entered begins
	marked    int                       // without a bitmap: first block that may reach into the window
	done      int                       // words counted in before
	before    int                       // postings before the window
	ranks     [windowWords]uint32       // postings of the window before each of its words
	gaps      []uint32                  // of the positions in the document gone to
}

func (w *walk) begin(l *segment.List) error {
	w.list, w.bitmap, w.block = l, l.Bitmap(), -1
	w.marked, w.done, w.before = 0, 0, 0
	return w.positions.Reset(l)
}

// enter makes ready for the window that begins at a word of the set.
func (w *walk) enter(start int) {
	if w.bitmap == nil {
		return
	}
	for ; w.done < start; w.done++ {
		w.before += bits.OnesCount64(w.bitmap.Word(w.done))
	}
	w.window = start
	n := uint32(0)
	for i := range min(windowWords, w.bitmap.Words()-start) {
		w.ranks[i] = n
		n += uint32(bits.OnesCount64(w.bitmap.Word(start + i)))
	}
}

// mark sets, for each document that the list has of the window that begins at a
// word of the set, its bit in every stride-th word of in.
func (w *walk) mark(start int, in []uint64, stride int) error {
	if w.bitmap != nil {
		for k := range min(windowWords, w.bitmap.Words()-start) {
			in[k*stride] = w.bitmap.Word(start + k)
		}
		return nil
	}
	from := uint32(start * 64)
	var docs [bitpack.Block]uint32
	for w.marked = w.list.Seek(w.marked, from); w.marked < w.list.Blocks(); w.marked++ {
		n, err := w.list.Docs(w.marked, &docs)
		if err != nil {
			return err
		}
		for _, d := range docs[:n] {
			if at := d - from; at < window { // those before are beyond it, too
				in[int(at>>6)*stride] |= 1 << (at & 63)
			}
		}
		if docs[n-1] >= from+window-1 {
			break
		}
	}
	return nil
}

// to finds the positions in doc, which the list has, as gaps: of the first from 0,
// of the others from the one before.
func (w *walk) to(doc uint32) (err error) {
	var i int
	if w.bitmap != nil {
		word := int(doc >> 6)
		rest := w.bitmap.Word(word) & (1<<(doc&63) - 1)
		place := w.before + int(w.ranks[(word-w.window)&(windowWords-1)]) + bits.OnesCount64(rest)
		if block := place / bitpack.Block; block != w.block {
			if err := w.decode(block); err != nil {
				return err
			}
		}
		i = place % bitpack.Block
	} else {
		if w.block < 0 || doc > w.last {
			if err := w.decode(w.list.Seek(max(w.block, 0), doc)); err != nil {
				return err
			}
			w.i = 0
		}
		for w.i < w.n && w.docs[w.i] < doc {
			w.i++
		}
		if w.i == w.n || w.docs[w.i] != doc {
			w.gaps = nil
			return nil
		}
		i = w.i
	}
	if i >= w.n {
		w.gaps = nil
		return nil
	}
	w.gaps, err = w.positions.Gaps(int(w.ends[i]), int(w.ends[i+1]-w.ends[i]))
	return err
}

// decode reads a block's documents and the ends of its positions. Of a block
// behind the last there is nothing to read.
func (w *walk) decode(block int) (err error) {
	w.block, w.n, w.last = block, 0, ^uint32(0)
	if block >= w.list.Blocks() {
		return nil
	}
	if w.bitmap == nil {
		if _, err = w.list.Docs(block, &w.docs); err != nil {
			return err
		}
	}
	tfs := (*[bitpack.Block]uint32)(w.ends[1:])
	if w.n, err = w.list.TFs(block, tfs); err != nil {
		return err
	}
	sum := uint32(w.list.Before(block))
	w.ends[0] = sum
	for i := range tfs[:w.n] {
		sum += tfs[i]
		tfs[i] = sum
	}
	if w.bitmap == nil {
		w.last = w.docs[w.n-1]
	}
	return nil
}
