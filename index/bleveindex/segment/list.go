package segment

import (
	"encoding/binary"
	"fmt"

	"khobao/index/bleveindex/segment/bitpack"
)

// List is one term's postings in one segment. It holds no documents itself; a
// searcher decodes blocks of 128 into its own arrays, and asks the block's last
// document and largest score before it does. A List is a value that may be
// copied and read by several goroutines.
type List struct {
	df          int
	occurrences int
	documents   int // in the segment
	freqs       bool
	bitmap      Bits
	positions   []byte // of the field, from this list's first byte

	blocks                            int
	docWidth, tfWidth, patches        int // of the only block
	last, off, widths, before, impact []byte
	wLast, wOff, wBefore              int
	data                              []byte
}

// errList reports a list that does not read back as written.
func errList(what string) error { return fmt.Errorf("%w: postings: %s", ErrDamaged, what) }

// parseList reads the header at the beginning of b, the rest of the field's
// postings section.
func (f *Field) parseList(b []byte) (List, error) {
	l := List{documents: f.seg.documents, freqs: f.meta.Freqs}
	df, b, ok := uvarint(b)
	if !ok || len(b) == 0 || df == 0 || df > uint64(l.documents) {
		return List{}, errList("number of documents")
	}
	l.df, l.occurrences = int(df), int(df)
	flags := b[0]
	b = b[1:]
	if f.meta.Freqs {
		var more uint64
		if more, b, ok = uvarint(b); !ok || more > 1<<40 {
			return List{}, errList("number of occurrences")
		}
		l.occurrences += int(more)
	}
	if f.meta.Positions {
		var off uint64
		if off, b, ok = uvarint(b); !ok || off > uint64(len(f.positions)) {
			return List{}, errList("place of positions")
		}
		l.positions = f.positions[off:]
	}
	if flags&flagBitmap != 0 {
		var n uint64
		size := uint64(bitmapBytes(l.documents))
		if n, b, ok = uvarint(b); !ok || n > uint64(len(f.bitmaps))/size || (n+1)*size > uint64(len(f.bitmaps)) {
			return List{}, errList("place of bitmap")
		}
		l.bitmap = Bits(f.bitmaps[n*size : (n+1)*size])
	}
	l.blocks = (l.df + bitpack.Block - 1) / bitpack.Block
	if l.blocks == 1 {
		return l.parseOnly(b)
	}
	return l.parseColumns(b)
}

func (l List) parseOnly(b []byte) (List, error) {
	head := 1
	if l.freqs {
		head = 3
	}
	if len(b) < head {
		return List{}, errList("cut")
	}
	l.docWidth = int(b[0])
	if l.freqs {
		l.tfWidth, l.patches = int(b[1]), int(b[2])
	}
	l.data = b[head:]
	return l, nil
}

func (l List) parseColumns(b []byte) (List, error) {
	head := 2
	if l.freqs {
		head = 3
	}
	if len(b) < head {
		return List{}, errList("cut")
	}
	l.wLast, l.wOff = int(b[0]), int(b[1])
	if l.freqs {
		l.wBefore = int(b[2])
	}
	if l.wLast > 32 || l.wOff > 32 || l.wBefore > 32 {
		return List{}, errList("width of a column")
	}
	b = b[head:]
	cols := []struct {
		into  *[]byte
		width int
	}{{&l.last, l.wLast}, {&l.off, l.wOff}, {&l.widths, widthsWidth}}
	if l.freqs {
		cols = append(cols, struct {
			into  *[]byte
			width int
		}{&l.before, l.wBefore}, struct {
			into  *[]byte
			width int
		}{&l.impact, impactWidth})
	}
	for _, c := range cols {
		size := bitpack.TailSize(l.blocks, c.width)
		if len(b) < size {
			return List{}, errList("cut")
		}
		*c.into = b[:size]
		b = b[size:]
	}
	l.data = b
	return l, nil
}

// Len gives the number of documents, deleted ones among them.
func (l *List) Len() int { return l.df }

// Occurrences gives how often the term stands in all of them.
func (l *List) Occurrences() int { return l.occurrences }

// Blocks gives the number of blocks; the last one may hold fewer than 128.
func (l *List) Blocks() int { return l.blocks }

// Bitmap gives the plain bitmap of the documents, nil for rarer terms.
func (l *List) Bitmap() Bits { return l.bitmap }

// Last gives the last document of a block.
func (l *List) Last(block int) uint32 {
	if l.blocks == 1 {
		return uint32(l.documents - 1) // an upper bound is all that is needed of an only block
	}
	return bitpack.At(l.last, block, l.wLast)
}

// Impact gives an upper bound of TF over a block, at the average length the
// segment was written with (see Field.Slack); 1 where none is kept.
func (l *List) Impact(block int) float64 {
	if l.blocks == 1 || !l.freqs {
		return 1
	}
	return float64(bitpack.At(l.impact, block, impactWidth)) / impactScale
}

// Before gives how many occurrences stand before a block: the place of its
// first position.
func (l *List) Before(block int) int {
	if l.blocks == 1 {
		return 0
	}
	return int(bitpack.At(l.before, block, l.wBefore))
}

// Size gives how many documents a block holds.
func (l *List) Size(block int) int {
	if block < l.blocks-1 {
		return bitpack.Block
	}
	return l.df - block*bitpack.Block
}

// Seek gives the first block at or after from whose last document is at least
// doc, Blocks() when there is none.
func (l *List) Seek(from int, doc uint32) int {
	if l.blocks == 1 {
		return from
	}
	step := 1
	lo, hi := from, from
	for hi < l.blocks && l.Last(hi) < doc {
		lo = hi + 1
		hi += step
		step *= 2
	}
	hi = min(hi, l.blocks)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if l.Last(mid) < doc {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// block finds a block's bytes, its widths and the number of its patches.
func (l *List) block(i int) (data []byte, docWidth, tfWidth, patches int) {
	if l.blocks == 1 {
		return l.data, l.docWidth, l.tfWidth, l.patches
	}
	off := int(bitpack.At(l.off, i, l.wOff))
	if off > len(l.data) {
		return nil, 1, 1, 0
	}
	widths := bitpack.At(l.widths, i, widthsWidth)
	return l.data[off:], int(widths & 63), int(widths >> 6 & 63), int(widths >> 12)
}

// Docs decodes a block's documents, ascending, and gives how many there are.
func (l *List) Docs(i int, out *[bitpack.Block]uint32) (int, error) {
	data, width, _, _ := l.block(i)
	base := ^uint32(0)
	if i > 0 {
		base = l.Last(i - 1)
	}
	n := l.Size(i)
	if width > 32 || len(data) < bitpack.TailSize(n, width) {
		return 0, errList("block cut")
	}
	if n == bitpack.Block {
		bitpack.UnpackSums(out, data, width, base)
	} else {
		bitpack.UnpackTailSums(out[:], data, n, width, base)
	}
	if last := out[n-1]; last >= uint32(l.documents) || l.blocks > 1 && last != l.Last(i) {
		return 0, errList("documents out of order")
	}
	return n, nil
}

// TFs decodes a block's frequencies, each at least 1.
func (l *List) TFs(i int, out *[bitpack.Block]uint32) (int, error) {
	n := l.Size(i)
	if !l.freqs {
		for k := range out[:n] {
			out[k] = 1
		}
		return n, nil
	}
	data, docWidth, width, patches := l.block(i)
	skip := bitpack.TailSize(n, docWidth)
	if docWidth > 32 || width > 32 || len(data) < skip+blockSize(n, width, patches) {
		return 0, errList("block cut")
	}
	readBlock(out, data[skip:], n, width, patches)
	for k := range out[:n] {
		out[k]++
	}
	return n, nil
}

func uvarint(b []byte) (uint64, []byte, bool) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, false
	}
	return v, b[n:], true
}

// First gives the first n documents, the newest, appended to dst.
func (l *List) First(n int, dst []uint32) ([]uint32, error) {
	var docs [bitpack.Block]uint32
	for block := 0; block < l.blocks && n > 0; block++ {
		size, err := l.Docs(block, &docs)
		if err != nil {
			return dst, err
		}
		size = min(size, n)
		dst = append(dst, docs[:size]...)
		n -= size
	}
	return dst, nil
}
