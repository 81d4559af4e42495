package columns

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Segment is the columns of one segment. Everything in it is read-only.
type Segment struct {
	Docs    uint32          // documents, deleted ones included
	All     *roaring.Bitmap // every document number
	Minutes []uint32        // by document, see Minute
	Lengths [][]uint16      // by text field, then by document: its syllables
	Newest  []uint32        // document numbers, latest first, equal minutes by ID

	sums   []uint64 // by text field: syllables of all documents
	counts []int    // by text field: documents that have it
	fields []field
	ids    []uint64 // when every ID is 16 hex digits, as index.NewID makes them
	names  []string // otherwise

	mu      sync.Mutex
	periods map[[2]uint32]*roaring.Bitmap
}

// field is one keyword field of a segment.
type field struct {
	numbers []uint32          // value number by ordinal
	docs    []*roaring.Bitmap // documents by ordinal
	ordinal map[uint32]int
	start   []uint32 // by document: where its ordinals begin in list
	list    []uint32
}

// maxPeriods bounds the date bitmaps kept a segment: a page asks for one or two.
const maxPeriods = 16

// read builds the columns of s.
func read(ctx context.Context, s segment.Segment, texts int, keywords []string, values []*Values) (*Segment, error) {
	n := uint32(s.Count())
	c := &Segment{
		Docs:    n,
		All:     roaring.New(),
		Minutes: make([]uint32, n),
		Lengths: make([][]uint16, texts),
		sums:    make([]uint64, texts),
		counts:  make([]int, texts),
		periods: map[[2]uint32]*roaring.Bitmap{},
	}
	c.All.AddRange(0, uint64(n))
	for i := range c.Lengths {
		c.Lengths[i] = make([]uint16, n)
	}
	if err := c.readRows(ctx, s); err != nil {
		return nil, fmt.Errorf("read column %s: %w", RowField, err)
	}
	for i, name := range keywords {
		f, err := readField(ctx, s, name, values[i], n)
		if err != nil {
			return nil, fmt.Errorf("read column %s: %w", name, err)
		}
		c.fields = append(c.fields, f)
	}
	if err := c.readIDs(ctx, s); err != nil {
		return nil, fmt.Errorf("read column of ids: %w", err)
	}
	c.Newest = make([]uint32, n)
	for i := range c.Newest {
		c.Newest[i] = uint32(i)
	}
	slices.SortFunc(c.Newest, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(c.Minutes[b], c.Minutes[a]), c.compareIDs(a, c, b))
	})
	return c, ctx.Err()
}

func (c *Segment) readRows(ctx context.Context, s segment.Segment) error {
	lengths := make([]uint16, len(c.Lengths))
	return eachTerm(ctx, s, RowField, func(term string, docs []uint32) error {
		minute, err := parseRow(term, lengths)
		if err != nil {
			return err
		}
		for i, length := range lengths {
			c.sums[i] += uint64(length) * uint64(len(docs))
			if length > 0 {
				c.counts[i] += len(docs)
			}
		}
		for _, doc := range docs {
			c.Minutes[doc] = minute
			for i, length := range lengths {
				c.Lengths[i][doc] = length
			}
		}
		return nil
	})
}

func (c *Segment) readIDs(ctx context.Context, s segment.Segment) error {
	c.ids = make([]uint64, c.Docs)
	for doc := range c.Docs {
		if doc%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		id, err := s.DocID(uint64(doc))
		if err != nil {
			return fmt.Errorf("document %d: %w", doc, err)
		}
		if c.names == nil {
			if n, ok := parseID(id); ok {
				c.ids[doc] = n
				continue
			}
			c.names = make([]string, c.Docs)
			for before := range doc {
				c.names[before] = formatID(c.ids[before])
			}
			c.ids = nil
		}
		c.names[doc] = string(id)
	}
	return nil
}

func parseID(id []byte) (uint64, bool) {
	if len(id) != 16 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(id), 16, 64)
	return n, err == nil && formatID(n) == string(id)
}

func formatID(n uint64) string {
	var b [8]byte
	for i := range b {
		b[i] = byte(n >> (56 - 8*i))
	}
	return hex.EncodeToString(b[:])
}

// ID gives the article of a document number.
func (c *Segment) ID(doc uint32) string {
	if c.names != nil {
		return c.names[doc]
	}
	return formatID(c.ids[doc])
}

// compareIDs orders document a of c and document b of o by article ID.
func (c *Segment) compareIDs(a uint32, o *Segment, b uint32) int {
	if c.names == nil && o.names == nil {
		return cmp.Compare(c.ids[a], o.ids[b])
	}
	return cmp.Compare(c.ID(a), o.ID(b))
}

func readField(ctx context.Context, s segment.Segment, name string, values *Values, docs uint32) (field, error) {
	f := field{ordinal: map[uint32]int{}, start: make([]uint32, docs+1)}
	err := eachTerm(ctx, s, name, func(term string, docs []uint32) error {
		number := values.number(term)
		bitmap := roaring.BitmapOf(docs...)
		bitmap.RunOptimize()
		f.ordinal[number] = len(f.numbers)
		f.numbers = append(f.numbers, number)
		f.docs = append(f.docs, bitmap)
		for _, doc := range docs {
			f.start[doc+1]++
		}
		return nil
	})
	if err != nil {
		return f, err
	}
	for doc := range docs {
		f.start[doc+1] += f.start[doc]
	}
	f.list = make([]uint32, f.start[docs])
	next := slices.Clone(f.start)
	for ordinal, bitmap := range f.docs {
		bitmap.Iterate(func(doc uint32) bool {
			f.list[next[doc]] = uint32(ordinal)
			next[doc]++
			return true
		})
	}
	return f, nil
}

// eachTerm calls visit with every term of a field and the documents holding it;
// docs is reused.
func eachTerm(ctx context.Context, s segment.Segment, name string, visit func(term string, docs []uint32) error) error {
	dict, err := s.Dictionary(name)
	if err != nil {
		return err
	}
	terms := dict.AutomatonIterator(nil, nil, nil)
	var (
		list segment.PostingsList
		it   segment.PostingsIterator
		docs []uint32
	)
	for i := 0; ; i++ {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		entry, err := terms.Next()
		if err != nil {
			return err
		}
		if entry == nil {
			return nil
		}
		if list, err = dict.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return err
		}
		it = list.Iterator(false, false, false, it)
		docs = docs[:0]
		for {
			p, err := it.Next()
			if err != nil {
				return err
			}
			if p == nil {
				break
			}
			if p.Number() >= s.Count() {
				return fmt.Errorf("term %q names document %d of %d", entry.Term, p.Number(), s.Count())
			}
			docs = append(docs, uint32(p.Number()))
		}
		if err := visit(entry.Term, docs); err != nil {
			return err
		}
	}
}
