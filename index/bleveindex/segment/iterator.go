package segment

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/segment/bitpack"
)

// postingsList is one term's postings for bleve.
type postingsList struct {
	field  *Field // nil = no document
	name   string
	list   List
	except *roaring.Bitmap
}

// Count gives the number of documents that are not excepted.
func (p *postingsList) Count() uint64 {
	if p.field == nil {
		return 0
	}
	n := uint64(p.list.Len())
	if p.except == nil || p.except.IsEmpty() {
		return n
	}
	it := p.Iterator(false, false, false, nil)
	n = 0
	for {
		if posting, err := it.Next(); err != nil || posting == nil {
			return n
		}
		n++
	}
}

// Size gives what it takes of memory.
func (*postingsList) Size() int { return 256 }

// Iterator walks the postings with what is asked for.
func (p *postingsList) Iterator(freq, norm, locations bool, _ api.PostingsIterator) api.PostingsIterator {
	it := &postingsIterator{list: p, freqs: freq || norm || locations, locations: locations, block: -1}
	if p.field != nil && locations && p.field.meta.Positions {
		it.at, it.err = p.list.Positions()
	}
	return it
}

// BytesRead is not counted.
func (*postingsList) BytesRead() uint64 { return 0 }

// ResetBytesRead does nothing.
func (*postingsList) ResetBytesRead(uint64) {}

// BytesWritten is not counted.
func (*postingsList) BytesWritten() uint64 { return 0 }

// postingsIterator walks a list block by block.
type postingsIterator struct {
	list      *postingsList
	freqs     bool
	locations bool

	block, i, n int
	first       int // place of the current posting's first position
	docs, tfs   [bitpack.Block]uint32
	at          *Positions
	places      []uint32
	posting     posting
	err         error
}

// Next gives the next posting that is not excepted, nil at the end. It is valid
// until the next call.
func (it *postingsIterator) Next() (api.Posting, error) {
	for it.err == nil && it.list.field != nil {
		if it.block < 0 || it.i+1 >= it.n {
			if !it.load(it.block + 1) {
				break
			}
		} else {
			it.first += int(it.tfs[it.i])
			it.i++
		}
		if it.live() {
			return it.current()
		}
	}
	return nil, it.err
}

// Advance gives the first posting at or after doc that is not excepted.
func (it *postingsIterator) Advance(doc uint64) (api.Posting, error) {
	if it.err != nil || it.list.field == nil || doc >= uint64(it.list.list.documents) {
		it.block = math.MaxInt32
		return nil, it.err
	}
	want := uint32(doc)
	if it.block < 0 || it.docs[it.n-1] < want {
		if !it.load(it.list.list.Seek(max(it.block, 0), want)) {
			return nil, it.err
		}
	}
	for it.docs[it.i] < want {
		if it.i+1 >= it.n {
			if !it.load(it.block + 1) {
				return nil, it.err
			}
			continue
		}
		it.first += int(it.tfs[it.i])
		it.i++
	}
	if it.live() {
		return it.current()
	}
	return it.Next()
}

// load decodes a block; false at the end or on an error.
func (it *postingsIterator) load(block int) bool {
	l := &it.list.list
	if block >= l.Blocks() {
		it.block = math.MaxInt32
		return false
	}
	if it.n, it.err = l.Docs(block, &it.docs); it.err != nil {
		return false
	}
	if it.freqs {
		if _, it.err = l.TFs(block, &it.tfs); it.err != nil {
			return false
		}
	}
	it.block, it.i, it.first = block, 0, l.Before(block)
	return true
}

func (it *postingsIterator) live() bool {
	return it.list.except == nil || !it.list.except.Contains(it.docs[it.i])
}

func (it *postingsIterator) current() (api.Posting, error) {
	p := &it.posting
	*p = posting{doc: it.docs[it.i], tf: 1, norm: 1, locations: p.locations[:0]}
	if it.freqs {
		p.tf = it.tfs[it.i]
		if code := it.list.field.lengths; len(code) > 0 {
			p.norm = norms[code[p.doc]]
		}
	}
	if it.at != nil {
		var err error
		if it.places, err = it.at.Read(it.places[:0], it.first, int(p.tf)); err != nil {
			it.err = err
			return nil, err
		}
		for _, at := range it.places {
			p.locations = append(p.locations, &location{field: it.list.name, at: at})
		}
	}
	return p, nil
}

// Size gives what it takes of memory.
func (*postingsIterator) Size() int { return 2 * 4 * bitpack.Block }

// BytesRead is not counted.
func (*postingsIterator) BytesRead() uint64 { return 0 }

// ResetBytesRead does nothing.
func (*postingsIterator) ResetBytesRead(uint64) {}

// BytesWritten is not counted.
func (*postingsIterator) BytesWritten() uint64 { return 0 }

// norms gives bleve's norm of a length, 1/√length.
var norms = func() (table [256]float64) {
	for c := range table {
		table[c] = float64(float32(1 / math.Sqrt(float64(max(lengths[c], 1)))))
	}
	return table
}()

// posting is one document of a list.
type posting struct {
	doc, tf   uint32
	norm      float64
	locations []api.Location
}

func (p *posting) Number() uint64            { return uint64(p.doc) }
func (p *posting) Frequency() uint64         { return uint64(p.tf) }
func (p *posting) Norm() float64             { return p.norm }
func (p *posting) Locations() []api.Location { return p.locations }
func (*posting) Size() int                   { return 64 }

// location is one place of a term; byte offsets are not kept.
type location struct {
	field string
	at    uint32
}

func (l *location) Field() string          { return l.field }
func (*location) Start() uint64            { return 0 }
func (*location) End() uint64              { return 0 }
func (l *location) Pos() uint64            { return uint64(l.at) }
func (*location) ArrayPositions() []uint64 { return nil }
func (*location) Size() int                { return 32 }

// oneDocument is the postings of an id.
type oneDocument uint32

func (oneDocument) Count() uint64         { return 1 }
func (oneDocument) Size() int             { return 8 }
func (oneDocument) BytesRead() uint64     { return 0 }
func (oneDocument) ResetBytesRead(uint64) {}
func (oneDocument) BytesWritten() uint64  { return 0 }

// Iterator walks the one document.
func (d oneDocument) Iterator(_, _, _ bool, _ api.PostingsIterator) api.PostingsIterator {
	return &oneIterator{doc: uint32(d)}
}

type oneIterator struct {
	doc  uint32
	done bool
}

func (*oneIterator) Size() int             { return 16 }
func (*oneIterator) BytesRead() uint64     { return 0 }
func (*oneIterator) ResetBytesRead(uint64) {}
func (*oneIterator) BytesWritten() uint64  { return 0 }

// Next gives the document once.
func (it *oneIterator) Next() (api.Posting, error) { return it.Advance(0) }

// Advance gives the document when it is at or after doc.
func (it *oneIterator) Advance(doc uint64) (api.Posting, error) {
	if it.done || doc > uint64(it.doc) {
		it.done = true
		return nil, nil
	}
	it.done = true
	return &posting{doc: it.doc, tf: 1, norm: 1}, nil
}
