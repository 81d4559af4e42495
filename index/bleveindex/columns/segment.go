package columns

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	api "github.com/blevesearch/scorch_segment_api/v2"
)

// Segment is the columns of one segment. Everything in it is read-only.
type Segment struct {
	Docs     uint32     // documents, deleted ones included
	Minutes  []uint32   // by document, see Minute
	Arrivals []uint32   // by document: grows with every one that came; 0 = unknown
	Lengths  [][]uint16 // by text field, then by document: its syllables

	newest []uint32 // document numbers, latest first, equal minutes by ID; nil where they stand so
	sums   []uint64 // by text field: syllables of all documents
	counts []int    // by text field: documents that have it
	fields []field
	ids    []uint64 // when every ID is 16 hex digits, as index.NewID makes them
	names  []string // otherwise
}

// read builds the columns of s.
func read(ctx context.Context, s api.Segment, texts int, keywords []string, values []*Values) (*Segment, error) {
	n := uint32(s.Count())
	c := &Segment{
		Docs:     n,
		Minutes:  make([]uint32, n),
		Arrivals: make([]uint32, n),
		Lengths:  make([][]uint16, texts),
		sums:     make([]uint64, texts),
		counts:   make([]int, texts),
	}
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
	c.sortByTime()
	return c, ctx.Err()
}

// sortByTime fills newest, unless documents are numbered in that order, as they
// are in segments of our own format.
func (c *Segment) sortByTime() {
	order := func(a, b uint32) int {
		return cmp.Or(cmp.Compare(c.Minutes[b], c.Minutes[a]), c.compareIDs(a, c, b))
	}
	for doc := uint32(1); ; doc++ {
		if doc >= c.Docs {
			return
		}
		if order(doc-1, doc) > 0 {
			break
		}
	}
	c.newest = make([]uint32, c.Docs)
	for i := range c.newest {
		c.newest[i] = uint32(i)
	}
	slices.SortFunc(c.newest, order)
}

func (c *Segment) readRows(ctx context.Context, s api.Segment) error {
	lengths := make([]uint16, len(c.Lengths))
	return eachTerm(ctx, s, RowField, func(term string, docs []uint32) error {
		minute, arrival, err := parseRow(term, lengths)
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
			c.Minutes[doc], c.Arrivals[doc] = minute, arrival
			for i, length := range lengths {
				c.Lengths[i][doc] = length
			}
		}
		return nil
	})
}

func (c *Segment) readIDs(ctx context.Context, s api.Segment) error {
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
