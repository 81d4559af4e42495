package segment

import (
	"math/bits"

	"khobao/index/bleveindex/segment/bitpack"
)

// Finder looks the frequencies of single, ascending documents up in a list,
// without decoding what lies between: in a list with a bitmap the place of a
// document in its block is the number of bits before it, and its frequency is
// read alone.
type Finder struct {
	list  *List
	block int
	last  uint32 // of the block

	// of the block, read when a document of it is asked for
	ready          bool
	first          uint32 // its first possible document
	data           []byte // of the frequencies
	width, patches int
	n              int
	docs           [bitpack.Block]uint32 // only without a bitmap
	at             int
}

// Begin turns to a list; documents before its from-th block are not asked for.
func (f *Finder) Begin(l *List, from int) {
	f.list, f.block, f.ready = l, from, false
	if from < l.blocks {
		f.last = l.Last(from)
	}
}

// TF gives the frequency in doc, 0 when the list does not have it. Documents
// are asked for in ascending order.
func (f *Finder) TF(doc uint32) (uint32, error) {
	l := f.list
	if l.bitmap != nil && !l.bitmap.Has(doc) {
		return 0, nil
	}
	for f.block < l.blocks && f.last < doc {
		f.block++
		f.ready = false
		if f.block < l.blocks {
			f.last = l.Last(f.block)
		}
	}
	if f.block >= l.blocks {
		return 0, nil
	}
	if !f.ready {
		if err := f.read(); err != nil {
			return 0, err
		}
	}
	i := 0
	if l.bitmap != nil {
		i = l.bitmap.between(f.first, doc)
	} else {
		for f.at < f.n && f.docs[f.at] < doc {
			f.at++
		}
		if i = f.at; i == f.n || f.docs[i] != doc {
			return 0, nil
		}
	}
	if !l.freqs {
		return 1, nil
	}
	if i >= f.n {
		return 0, errList("bitmap and blocks differ")
	}
	tf := bitpack.At(f.data, i, f.width)
	if f.n == bitpack.Block && f.patches > 0 {
		tf |= bitpack.Patch(f.data, i, f.width, f.patches)
	}
	return tf + 1, nil
}

// read finds the frequencies of the block, and its documents where there is no
// bitmap to count in.
func (f *Finder) read() error {
	l := f.list
	f.n, f.at, f.first = l.Size(f.block), 0, 0
	if f.block > 0 {
		f.first = l.Last(f.block-1) + 1
	}
	data, docWidth, width, patches := l.block(f.block)
	skip := bitpack.TailSize(f.n, docWidth)
	if docWidth > 32 || width > 32 || len(data) < skip || l.freqs && len(data) < skip+blockSize(f.n, width, patches) {
		return errList("block cut")
	}
	f.data, f.width, f.patches = data[skip:], width, patches
	if l.bitmap == nil {
		if _, err := l.Docs(f.block, &f.docs); err != nil {
			return err
		}
	}
	f.ready = true
	return nil
}

// between counts the documents in b from first on and before doc.
func (b Bits) between(first, doc uint32) int {
	w, last := int(first>>6), int(doc>>6)
	mask := ^uint64(0) << (first & 63)
	if w == last {
		return bits.OnesCount64(b.Word(w) & mask & (1<<(doc&63) - 1))
	}
	n := bits.OnesCount64(b.Word(w) & mask)
	for w++; w < last; w++ {
		n += bits.OnesCount64(b.Word(w))
	}
	return n + bits.OnesCount64(b.Word(last)&(1<<(doc&63)-1))
}
