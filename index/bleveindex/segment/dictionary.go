package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// dictionary is a field's terms for bleve.
type dictionary struct {
	field *Field // nil = no document has the field
	name  string
}

// Contains reports whether any document has the term.
func (d *dictionary) Contains(term []byte) (bool, error) {
	if d.field == nil || d.field.dict == nil {
		return false, nil
	}
	_, ok, err := d.field.lookup(term)
	return ok, err
}

// Cardinality gives the number of terms.
func (d *dictionary) Cardinality() int {
	if d.field == nil {
		return 0
	}
	return d.field.meta.Terms
}

// PostingsList gives a term's postings without the documents in except.
func (d *dictionary) PostingsList(term []byte, except *roaring.Bitmap, _ api.PostingsList) (api.PostingsList, error) {
	l, ok, err := d.field.Term(term)
	if err != nil {
		return nil, err
	}
	if !ok {
		return &postingsList{}, nil
	}
	return &postingsList{field: d.field, name: d.name, list: l, except: except}, nil
}

// AutomatonIterator walks the terms the automaton accepts, from start on and
// before end.
func (d *dictionary) AutomatonIterator(a api.Automaton, start, end []byte) api.DictionaryIterator {
	it := &termIterator{field: d.field}
	if d.field == nil || d.field.dict == nil {
		return it
	}
	if a == nil {
		a = everything{}
	}
	terms, err := d.field.dict.Search(a, start, end)
	switch {
	case err == nil:
		it.terms = terms
	case !errors.Is(err, vellum.ErrIteratorDone):
		it.err = err
	}
	return it
}

// everything accepts every term.
type everything struct{}

func (everything) Start() int               { return 0 }
func (everything) IsMatch(int) bool         { return true }
func (everything) CanMatch(int) bool        { return true }
func (everything) WillAlwaysMatch(int) bool { return true }
func (everything) Accept(int, byte) int     { return 0 }

// termIterator walks terms with the number of documents of each.
type termIterator struct {
	field *Field
	terms vellum.Iterator // nil = at its end
	entry bleve.DictEntry
	err   error
}

// Next gives the next term, nil at the end.
func (it *termIterator) Next() (*bleve.DictEntry, error) {
	if it.terms == nil || it.err != nil {
		return nil, it.err
	}
	term, off := it.terms.Current()
	it.entry = bleve.DictEntry{Term: string(term)}
	if fuzzy, ok := it.terms.(vellum.FuzzyIterator); ok {
		it.entry.EditDistance = fuzzy.EditDistance()
	}
	l, err := it.field.at(off)
	if err != nil {
		return nil, err
	}
	it.entry.Count = uint64(l.Len())
	if err := it.terms.Next(); err != nil {
		it.terms = nil
		if !errors.Is(err, vellum.ErrIteratorDone) {
			it.err = fmt.Errorf("%w: dictionary: %w", ErrDamaged, err)
		}
	}
	return &it.entry, nil
}

// idDictionary gives the ids as terms of one document each.
type idDictionary struct{ seg *Segment }

// Contains reports whether a document has the id.
func (d idDictionary) Contains(id []byte) (bool, error) {
	_, ok := d.seg.Find(id)
	return ok, nil
}

// Cardinality gives the number of documents.
func (d idDictionary) Cardinality() int { return d.seg.documents }

// PostingsList gives the document of an id.
func (d idDictionary) PostingsList(id []byte, except *roaring.Bitmap, _ api.PostingsList) (api.PostingsList, error) {
	doc, ok := d.seg.Find(id)
	if !ok || except != nil && except.Contains(doc) {
		return &postingsList{}, nil
	}
	return oneDocument(doc), nil
}

// AutomatonIterator walks the ids in order.
func (d idDictionary) AutomatonIterator(a api.Automaton, start, end []byte) api.DictionaryIterator {
	return &idIterator{seg: d.seg, accept: a, start: start, end: end}
}

type idIterator struct {
	seg        *Segment
	accept     api.Automaton
	start, end []byte
	next       int
	entry      bleve.DictEntry
}

// Next gives the next id the automaton accepts, nil at the end.
func (it *idIterator) Next() (*bleve.DictEntry, error) {
	for it.next < it.seg.documents {
		doc := binary.LittleEndian.Uint32(it.seg.idOrder[4*it.next:])
		it.next++
		if doc >= uint32(it.seg.documents) {
			return nil, fmt.Errorf("%w: order of ids", ErrDamaged)
		}
		id := it.seg.ID(doc)
		if it.end != nil && bytes.Compare(id, it.end) >= 0 {
			return nil, nil
		}
		if bytes.Compare(id, it.start) < 0 || it.accept != nil && !accepts(it.accept, id) {
			continue
		}
		it.entry = bleve.DictEntry{Term: string(id), Count: 1}
		return &it.entry, nil
	}
	return nil, nil
}

func accepts(a api.Automaton, term []byte) bool {
	state := a.Start()
	for _, b := range term {
		if !a.CanMatch(state) {
			return false
		}
		state = a.Accept(state, b)
	}
	return a.IsMatch(state)
}
