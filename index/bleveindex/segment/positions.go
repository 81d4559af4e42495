package segment

import "khobao/index/bleveindex/segment/bitpack"

// Positions decodes the positions of a list, block by block, as phrases ask for
// them. Its zero value is unusable; make one a list and keep it while documents
// ascend.
type Positions struct {
	total   int
	wOff    int
	off     []byte
	width   []byte
	data    []byte
	only    int // bit width of the only block
	patches int // of the only block

	block  int // decoded into values, -1 at first
	values [bitpack.Block]uint32
	long   []uint32 // positions of one document that lie in several blocks
}

// Positions gives a decoder of the list's positions; the list's field must keep
// them.
func (l *List) Positions() (*Positions, error) {
	p := &Positions{}
	return p, p.Reset(l)
}

// Reset makes p decode another list.
func (p *Positions) Reset(l *List) error {
	b := l.positions
	*p = Positions{total: l.occurrences, block: -1}
	if len(b) == 0 {
		return errList("no positions")
	}
	head := int(b[0])
	b = b[1:]
	if head > 32 {
		return errList("width of positions")
	}
	if p.total <= bitpack.Block {
		if len(b) == 0 || len(b[1:]) < blockSize(p.total, head, int(b[0])) {
			return errList("positions cut")
		}
		p.only, p.patches, p.data = head, int(b[0]), b[1:]
		return nil
	}
	blocks := (p.total + bitpack.Block - 1) / bitpack.Block
	offSize, widthSize := bitpack.TailSize(blocks, head), bitpack.TailSize(blocks, positionWidth)
	if len(b) < offSize+widthSize {
		return errList("positions cut")
	}
	p.wOff, p.off, p.width, p.data = head, b[:offSize], b[offSize:offSize+widthSize], b[offSize+widthSize:]
	return nil
}

// Gaps gives the positions of one document, the n from the first-th on, as the
// distances between them, the first from 0. The slice is valid until the next
// call and must not be changed.
func (p *Positions) Gaps(first, n int) ([]uint32, error) {
	block, i := first/bitpack.Block, first%bitpack.Block
	if first < 0 || n < 0 || first+n > p.total {
		return nil, errList("positions out of range")
	}
	if n > 0 && block != p.block {
		if err := p.load(block); err != nil {
			return nil, err
		}
	}
	if i+n <= bitpack.Block {
		return p.values[i : i+n], nil
	}
	p.long = append(p.long[:0], p.values[i:]...)
	for n -= len(p.long); n > 0; n -= bitpack.Block {
		block++
		if err := p.load(block); err != nil {
			return nil, err
		}
		p.long = append(p.long, p.values[:min(n, bitpack.Block)]...)
	}
	return p.long, nil
}

// All appends the gaps of all documents to dst, see Gaps.
func (p *Positions) All(dst []uint32) ([]uint32, error) {
	for block := range (p.total + bitpack.Block - 1) / bitpack.Block {
		if err := p.load(block); err != nil {
			return dst, err
		}
		dst = append(dst, p.values[:min(bitpack.Block, p.total-block*bitpack.Block)]...)
	}
	return dst, nil
}

// Read appends the n positions from the first-th on, those of one document, to
// dst: ascending.
func (p *Positions) Read(dst []uint32, first, n int) ([]uint32, error) {
	if first < 0 || n < 0 || first+n > p.total {
		return dst, errList("positions out of range")
	}
	pos := uint32(0)
	for n > 0 {
		block, i := first/bitpack.Block, first%bitpack.Block
		if block != p.block {
			if err := p.load(block); err != nil {
				return dst, err
			}
		}
		end := min(i+n, bitpack.Block)
		for _, d := range p.values[i:end] {
			pos += d
			dst = append(dst, pos)
		}
		first += end - i
		n -= end - i
	}
	return dst, nil
}

func (p *Positions) load(block int) error {
	size := min(bitpack.Block, p.total-block*bitpack.Block)
	data, width, patches := p.data, p.only, p.patches
	if p.total > bitpack.Block {
		off := int(bitpack.At(p.off, block, p.wOff))
		both := bitpack.At(p.width, block, positionWidth)
		width, patches = int(both&63), int(both>>6)
		if off > len(data) {
			return errList("positions cut")
		}
		data = data[off:]
	}
	if width > 32 || len(data) < blockSize(size, width, patches) {
		return errList("positions cut")
	}
	readBlock(&p.values, data, size, width, patches)
	p.block = block
	return nil
}
