package columns

import (
	"context"
	"fmt"
	"math"

	api "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// field is one keyword field of a segment: the values of each document as
// ordinals of the segment's dictionary. Which documents have a value is not kept:
// the segment's postings say so.
type field struct {
	name    string
	values  *Values
	numbers []uint32       // value number by ordinal
	totals  []uint32       // documents by ordinal
	ordinal map[uint32]int // by value number
	narrow  ordinals[uint16]
	wide    ordinals[uint32] // in place of narrow where there are too many values
	isWide  bool
}

// ordinals are the values of documents.
type ordinals[T uint16 | uint32] struct {
	one   []T      // by document, from 1, 0 = none: where no document has two
	start []uint32 // else by document: where its values begin in list
	list  []T
}

// readField reads the column of a field in two walks over its terms: the first
// counts, the second puts the values in place.
func readField(ctx context.Context, s api.Segment, name string, values *Values, docs uint32) (field, error) {
	f := field{name: name, values: values, ordinal: map[uint32]int{}}
	of := make([]uint32, docs+1)
	most := uint32(0)
	err := eachTerm(ctx, s, name, func(term string, docs []uint32) error {
		number := values.number(term)
		f.ordinal[number] = len(f.numbers)
		f.numbers = append(f.numbers, number)
		f.totals = append(f.totals, uint32(len(docs)))
		for _, doc := range docs {
			of[doc+1]++
			most = max(most, of[doc+1])
		}
		return nil
	})
	if err != nil || len(f.numbers) == 0 {
		return f, err
	}
	if f.isWide = len(f.numbers) >= math.MaxUint16; f.isWide {
		f.wide, err = readOrdinals[uint32](ctx, s, name, of, most)
	} else {
		f.narrow, err = readOrdinals[uint16](ctx, s, name, of, most)
	}
	return f, err
}

// readOrdinals takes how many values each document has, one place later, and the
// most of them.
func readOrdinals[T uint16 | uint32](ctx context.Context, s api.Segment, name string, of []uint32, most uint32) (ordinals[T], error) {
	var o ordinals[T]
	n := T(0)
	if most == 1 {
		o.one = make([]T, len(of)-1)
		return o, eachTerm(ctx, s, name, func(_ string, docs []uint32) error {
			n++
			for _, doc := range docs {
				o.one[doc] = n
			}
			return nil
		})
	}
	for doc := range len(of) - 1 {
		of[doc+1] += of[doc]
	}
	o.start, o.list = of, make([]T, of[len(of)-1])
	next := make([]uint32, len(of)-1)
	copy(next, of)
	return o, eachTerm(ctx, s, name, func(_ string, docs []uint32) error {
		for _, doc := range docs {
			o.list[next[doc]] = n
			next[doc]++
		}
		n++
		return nil
	})
}

// count adds to counts, by ordinal, the values of some documents, each from times.
func (o *ordinals[T]) count(docs, counts []uint32) {
	if o.one != nil {
		for _, doc := range docs {
			if v := o.one[doc]; v > 0 {
				counts[v-1]++
			}
		}
		return
	}
	for _, doc := range docs {
		for _, v := range o.list[o.start[doc]:o.start[doc+1]] {
			counts[v]++
		}
	}
}

func (f *field) count(docs, counts []uint32) {
	switch {
	case len(f.numbers) == 0:
	case f.isWide:
		f.wide.count(docs, counts)
	default:
		f.narrow.count(docs, counts)
	}
}

// each visits the ordinals of a document's values.
func (o *ordinals[T]) each(doc uint32, visit func(ordinal int)) {
	if o.one != nil {
		if v := o.one[doc]; v > 0 {
			visit(int(v) - 1)
		}
		return
	}
	for _, v := range o.list[o.start[doc]:o.start[doc+1]] {
		visit(int(v))
	}
}

func (f *field) each(doc uint32, visit func(ordinal int)) {
	switch {
	case len(f.numbers) == 0:
	case f.isWide:
		f.wide.each(doc, visit)
	default:
		f.narrow.each(doc, visit)
	}
}

// First gives the number of the first value that a document has in a keyword field.
func (c *Segment) First(doc uint32, keyword int) (number uint32, ok bool) {
	f := &c.fields[keyword]
	f.each(doc, func(ordinal int) {
		if !ok {
			number, ok = f.numbers[ordinal], true
		}
	})
	return number, ok
}

// eachTerm calls visit with every term of a field and the documents holding it;
// docs is reused.
func eachTerm(ctx context.Context, s api.Segment, name string, visit func(term string, docs []uint32) error) error {
	if own := segment.Of(s); own != nil {
		return eachOwnTerm(ctx, own.Field(name), visit)
	}
	dict, err := s.Dictionary(name)
	if err != nil {
		return err
	}
	terms := dict.AutomatonIterator(nil, nil, nil)
	var docs []uint32
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
		if docs, err = documentsOf(dict, entry.Term, s.Count(), docs[:0]); err != nil {
			return err
		}
		if err := visit(entry.Term, docs); err != nil {
			return err
		}
	}
}

func eachOwnTerm(ctx context.Context, f *segment.Field, visit func(term string, docs []uint32) error) error {
	var docs []uint32
	n := 0
	return f.Walk(nil, nil, nil, func(term []byte, l *segment.List) (err error) {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if docs, err = docset.Append(docs[:0], l); err != nil {
			return err
		}
		return visit(string(term), docs)
	})
}

// documentsOf appends the documents that have a term.
func documentsOf(dict api.TermDictionary, term string, count uint64, docs []uint32) ([]uint32, error) {
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return docs, err
	}
	it := list.Iterator(false, false, false, nil)
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return docs, err
		}
		if p.Number() >= count {
			return docs, fmt.Errorf("term %q names document %d of %d", term, p.Number(), count)
		}
		docs = append(docs, uint32(p.Number()))
	}
}
