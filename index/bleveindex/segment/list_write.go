package segment

import (
	"context"
	"encoding/binary"
	"math/bits"

	"khobao/index/bleveindex/segment/bitpack"
)

// Flags of a list's header.
const (
	flagBitmap = 1 << iota // a plain bitmap stands beside the blocks
)

// bitmapShare is the least share of the documents, one in bitmapShare, at which
// a term gets a plain bitmap: there the bitmap takes about twice the bytes of the
// packed documents, and answers counts and filters without decoding. On the lab's
// tokens the index is .358 of the text at 8 and .364 at 10, and the count of an OR
// of three takes .021 and .018 ms (p95); at 16 the bitmaps alone are .041.
const bitmapShare = 10

func wantsBitmap(df, documents int) bool {
	return df*bitmapShare > documents && df > bitpack.Block
}

func bitmapOf(docs []uint32, documents int) Bits {
	bits := make(Bits, bitmapBytes(documents))
	for _, d := range docs {
		bits.set(d)
	}
	return bits
}

// postings is one term's list while it is being written: documents ascending,
// and for fields that keep them the frequencies and the places, document
// after document.
type postings struct {
	docs []uint32
	tfs  []uint32
	gaps []uint32 // between positions, the first of a document from 0
	at   uint32   // last position added
}

// occurrences gives how often the term stands in all documents.
func (p *postings) occurrences() uint64 {
	total := uint64(0)
	for _, tf := range p.tfs {
		total += uint64(tf)
	}
	return total
}

func (p *postings) reset() {
	p.docs, p.tfs, p.gaps = p.docs[:0], p.tfs[:0], p.gaps[:0]
}

// listWriter encodes lists of one field. Its scratch is reused.
type listWriter struct {
	freqs     bool
	positions bool
	documents int
	norms     []byte  // length code by document; nil without norms
	average   float64 // length, for impacts
	parts     [256]float64
	table     [256 << 4]float64 // of parts, by length code and frequency
	ctx       context.Context   // ends a list before its end, which must not be used then; nil = never

	gaps []uint32
	cols columns
	data []byte
}

// columns are the entries of a list's blocks, one value a block.
type columns struct {
	last, off, before, widths, impact []uint32
}

func (c *columns) reset() {
	c.last, c.off, c.before, c.widths, c.impact = c.last[:0], c.off[:0], c.before[:0], c.widths[:0], c.impact[:0]
}

// append encodes a list behind dst. posOff is where its positions begin, bitmap
// the number of its plain bitmap or -1.
//
//	uvarint documents · byte flags
//	[uvarint occurrences - documents] [uvarint posOff] [uvarint bitmap]
//	several blocks: bytes wLast, wOff, wBefore; columns; data
//	one block:      byte docs width, [bytes tf width, patches]; data
func (w *listWriter) append(dst []byte, p *postings, posOff uint64, bitmap int) []byte {
	return w.appendBlocks(w.appendHead(dst, len(p.docs), p.occurrences(), posOff, bitmap), p)
}

func (w *listWriter) appendHead(dst []byte, documents int, occurrences, posOff uint64, bitmap int) []byte {
	dst = binary.AppendUvarint(dst, uint64(documents))
	var flags byte
	if bitmap >= 0 {
		flags |= flagBitmap
	}
	dst = append(dst, flags)
	if w.freqs {
		dst = binary.AppendUvarint(dst, occurrences-uint64(documents))
	}
	if w.positions {
		dst = binary.AppendUvarint(dst, posOff)
	}
	if bitmap >= 0 {
		dst = binary.AppendUvarint(dst, uint64(bitmap))
	}
	return dst
}

// appendBlocks encodes what stands behind the head.
func (w *listWriter) appendBlocks(dst []byte, p *postings) []byte {
	w.blocks(p)
	if len(w.cols.last) == 1 {
		dst = append(dst, byte(w.cols.widths[0]&63))
		if w.freqs {
			dst = append(dst, byte(w.cols.widths[0]>>6&63), byte(w.cols.widths[0]>>12))
		}
		return append(dst, w.data...)
	}
	return append(w.appendColumns(dst), w.data...)
}

// packed tells of a list that is encoded but for its head, which says where in the
// sections of its field the parts stand.
type packed struct {
	documents                 int
	occurrences               uint64
	positions, bitmap, blocks int // bytes of the parts, which stand in this order; 0 = none
}

// pack encodes a list behind dst but for its head.
func (w *listWriter) pack(dst []byte, p *postings) (packed, []byte) {
	l := packed{documents: len(p.docs), occurrences: p.occurrences()}
	from := len(dst)
	if w.positions {
		dst = w.appendPositions(dst, p)
	}
	l.positions = len(dst) - from
	if wantsBitmap(len(p.docs), w.documents) {
		bits := bitmapOf(p.docs, w.documents)
		l.bitmap = len(bits)
		dst = append(dst, bits...)
	}
	dst = w.appendBlocks(dst, p)
	l.blocks = len(dst) - from - l.positions - l.bitmap
	return l, dst
}

// blocks packs the list into w.data and fills w.cols.
func (w *listWriter) blocks(p *postings) {
	w.cols.reset()
	w.data = w.data[:0]
	base, before := ^uint32(0), uint32(0)
	for start := 0; start < len(p.docs); start += bitpack.Block {
		if start%(256*bitpack.Block) == 0 && w.ctx != nil && w.ctx.Err() != nil {
			return
		}
		end := min(start+bitpack.Block, len(p.docs))
		docs := p.docs[start:end]
		w.cols.off = append(w.cols.off, uint32(len(w.data)))
		w.cols.before = append(w.cols.before, before)
		w.cols.last = append(w.cols.last, docs[len(docs)-1])

		w.gaps = w.gaps[:0]
		for _, d := range docs {
			w.gaps = append(w.gaps, d-base-1)
			base = d
		}
		width := bitpack.Width(w.gaps)
		w.data = bitpack.Append(w.data, w.gaps, width)
		tfWidth, patches := 0, 0
		if w.freqs {
			w.gaps = w.gaps[:0]
			for _, tf := range p.tfs[start:end] {
				w.gaps = append(w.gaps, tf-1)
				before += tf
			}
			w.data, tfWidth, patches = appendBlock(w.data, w.gaps)
			w.cols.impact = append(w.cols.impact, w.impact(docs, p.tfs[start:end]))
		}
		w.cols.widths = append(w.cols.widths, uint32(width|tfWidth<<6|patches<<12))
	}
}

func (w *listWriter) impact(docs, tfs []uint32) uint32 {
	best := 0.0
	for i, d := range docs {
		switch tf := tfs[i]; {
		case w.norms == nil:
			best = max(best, part(tf, K1))
		case tf <= maxTableTF:
			best = max(best, w.table[int(w.norms[d])<<4|int(tf&maxTableTF)])
		default:
			best = max(best, part(tf, w.parts[w.norms[d]]))
		}
	}
	return impactOf(best)
}

// Widths of the columns that have the same in every list.
const (
	widthsWidth = 15 // two bit widths of 0 to 32 and up to 7 patches
	impactWidth = 16
)

func (w *listWriter) appendColumns(dst []byte) []byte {
	wLast, wOff, wBefore := bitpack.Width(w.cols.last), bitpack.Width(w.cols.off), bitpack.Width(w.cols.before)
	dst = append(dst, byte(wLast), byte(wOff))
	if w.freqs {
		dst = append(dst, byte(wBefore))
	}
	dst = bitpack.Append(dst, w.cols.last, wLast)
	dst = bitpack.Append(dst, w.cols.off, wOff)
	dst = bitpack.Append(dst, w.cols.widths, widthsWidth)
	if w.freqs {
		dst = bitpack.Append(dst, w.cols.before, wBefore)
		dst = bitpack.Append(dst, w.cols.impact, impactWidth)
	}
	return dst
}

// setAverage makes the table of denominators for impacts.
func (w *listWriter) setAverage(average float64) {
	w.average = average
	if average <= 0 {
		average = 1
	}
	for c := range w.parts {
		w.parts[c] = K1 * (1 - B + B*float64(lengths[c])/average)
	}
	for c := range 256 {
		for tf := range uint32(maxTableTF + 1) {
			w.table[c<<4|int(tf)] = part(tf, w.parts[c])
		}
	}
}

// maxTableTF is the largest frequency whose parts lie in a table: a division a
// posting took a third of writing it.
const maxTableTF = 15

func part(tf uint32, denominator float64) float64 { return float64(tf) / (float64(tf) + denominator) }

// appendPositions encodes the positions of a list: deltas inside each document,
// packed in blocks of 128 that go over the ends of documents.
//
//	one block:      bytes width, patches; data
//	several blocks: byte wOff; columns off, width and patches; data
func (w *listWriter) appendPositions(dst []byte, p *postings) []byte {
	if len(p.gaps) <= bitpack.Block {
		data, width, patches := appendBlock(w.data[:0], p.gaps)
		w.data = data
		return append(append(dst, byte(width), byte(patches)), data...)
	}
	w.cols.reset()
	w.data = w.data[:0]
	for start := 0; start < len(p.gaps); start += bitpack.Block {
		block := p.gaps[start:min(start+bitpack.Block, len(p.gaps))]
		w.cols.off = append(w.cols.off, uint32(len(w.data)))
		data, width, patches := appendBlock(w.data, block)
		w.data = data
		w.cols.widths = append(w.cols.widths, uint32(width|patches<<6))
	}
	wOff := bits.Len32(w.cols.off[len(w.cols.off)-1])
	dst = append(dst, byte(wOff))
	dst = bitpack.Append(dst, w.cols.off, wOff)
	dst = bitpack.Append(dst, w.cols.widths, positionWidth)
	return append(dst, w.data...)
}

// positionWidth holds a bit width of 0 to 32 and up to 7 patches.
const positionWidth = 9

// appendBlock packs a full block with patches, a shorter one without.
func appendBlock(dst []byte, v []uint32) (packed []byte, width, patches int) {
	if len(v) < bitpack.Block {
		width = bitpack.Width(v)
		return bitpack.Append(dst, v, width), width, 0
	}
	width, patches = bitpack.PatchedWidth(v)
	return bitpack.AppendPatched(dst, v, width), width, patches
}

// blockSize gives the bytes of n packed values.
func blockSize(n, width, patches int) int {
	if n == bitpack.Block {
		return bitpack.PatchedSize(width, patches)
	}
	return bitpack.TailSize(n, width)
}

// readBlock unpacks n values; data holds at least blockSize bytes.
func readBlock(out *[bitpack.Block]uint32, data []byte, n, width, patches int) {
	if n == bitpack.Block {
		bitpack.UnpackPatched(out, data, width, patches)
	} else {
		bitpack.UnpackTail(out[:], data, n, width)
	}
}
