package segment

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"

	bleve "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
)

// idField is the name under which bleve asks for ids.
const idField = "_id"

// build makes a segment in memory of a batch of documents.
func build(docs []bleve.Document) (*Segment, error) {
	terms := NewTerms()
	batch := make([]source, len(docs))
	for i, d := range docs {
		t := fromBleve(d, terms)
		if t.Terms != nil && t.Terms != terms {
			if i > 0 && t.Terms != batch[0].tokens.Terms {
				return nil, fmt.Errorf("documents of one batch number their terms in different dictionaries")
			}
			terms = t.Terms
		}
		batch[i] = source{id: d.ID(), tokens: t}
	}
	// Newest first; equal minutes by id, so that the order does not depend on
	// how the batch was handed over.
	sort.SliceStable(batch, func(i, j int) bool {
		a, b := batch[i], batch[j]
		if a.tokens.Minute != b.tokens.Minute {
			return a.tokens.Minute > b.tokens.Minute
		}
		return a.id < b.id
	})
	var out bytes.Buffer
	w := &writer{file: fileWriter{w: &out}}
	ids, minutes := make([][]byte, len(batch)), make([]uint32, len(batch))
	for i, d := range batch {
		ids[i], minutes[i] = []byte(d.id), d.tokens.Minute
	}
	if err := w.begin(ids, minutes); err != nil {
		return nil, err
	}
	rank := ranks(terms)
	for _, name := range fieldNames(batch) {
		if err := w.invert(name, batch, terms, rank); err != nil {
			return nil, fmt.Errorf("build field %s: %w", name, err)
		}
	}
	if err := w.end(); err != nil {
		return nil, err
	}
	return load(out.Bytes())
}

type source struct {
	id     string
	tokens *Tokens
}

// ranks gives the term numbers in the order of their bytes.
func ranks(t *Terms) []uint32 {
	order := make([]uint32, t.Len())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return bytes.Compare(t.Term(a), t.Term(b)) })
	return order
}

func fieldNames(batch []source) []string {
	seen := map[string]bool{}
	var names []string
	for _, d := range batch {
		for _, f := range d.tokens.Fields {
			if !seen[f.Name] {
				seen[f.Name] = true
				names = append(names, f.Name)
			}
		}
	}
	sort.Strings(names)
	return names
}

// invert writes one field: its tokens are scattered to the places of their
// terms by counting, which keeps documents and positions ascending.
func (w *writer) invert(name string, batch []source, terms *Terms, order []uint32) error {
	meta := fieldMeta{Name: name, Freqs: true, Positions: true}
	starts := make([]uint32, terms.Len()+1)
	lengths := make([]byte, len(batch))
	fields := make([]*FieldTokens, len(batch))
	for doc, d := range batch {
		for i := range d.tokens.Fields {
			f := &d.tokens.Fields[i]
			if f.Name != name {
				continue
			}
			fields[doc] = f
			meta.Freqs = meta.Freqs && f.Freqs
			meta.Positions = meta.Positions && f.Positions && f.Freqs
			for _, t := range f.Terms {
				starts[t+1]++
			}
			n := f.Length
			if n == 0 {
				n = len(f.Terms)
			}
			lengths[doc] = lengthCode(n)
			meta.count(n)
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	occurrences := scatter(fields, slices.Clone(starts[:terms.Len()]), int(starts[terms.Len()]))
	fw, err := w.field(meta, lengths, meta.average())
	if err != nil {
		return err
	}
	defer fw.close()
	var p postings
	for _, t := range order {
		list := occurrences[starts[t]:starts[t+1]]
		if len(list) == 0 {
			continue
		}
		p.reset()
		for _, o := range list {
			p.add(o.doc, o.at, meta.Positions)
		}
		if err := fw.term(terms.Term(t), &p); err != nil {
			return err
		}
	}
	return fw.end()
}

// occurrence is one token at its place.
type occurrence struct{ doc, at uint32 }

func scatter(fields []*FieldTokens, next []uint32, total int) []occurrence {
	out := make([]occurrence, total)
	for doc, f := range fields {
		if f == nil {
			continue
		}
		for i, t := range f.Terms {
			at := uint32(i + 1)
			if f.At != nil {
				at = f.At[i]
			}
			out[next[t]] = occurrence{uint32(doc), at}
			next[t]++
		}
	}
	return out
}

func (p *postings) add(doc, at uint32, positions bool) {
	if n := len(p.docs); n > 0 && p.docs[n-1] == doc {
		p.tfs[n-1]++
	} else {
		p.docs = append(p.docs, doc)
		p.tfs = append(p.tfs, 1)
		p.at = 0
	}
	if positions {
		p.gaps = append(p.gaps, at-p.at)
		p.at = at
	}
}

func (m *fieldMeta) count(length int) {
	m.Tokens += uint64(length)
	if length > 0 {
		m.Having++
	}
}

func (m *fieldMeta) average() float64 {
	if m.Having == 0 {
		return 0
	}
	return float64(m.Tokens) / float64(m.Having)
}

// writer writes a segment file: ids and order of the documents, then field by
// field.
type writer struct {
	file fileWriter
	dir  directory
	tmp  string // folder for what does not fit in memory; "" = memory
}

func (w *writer) begin(ids [][]byte, minutes []uint32) error {
	if err := w.file.begin(); err != nil {
		return err
	}
	w.dir.Documents = len(ids)
	var all, ends, order, keys []byte
	for i, id := range ids {
		all = append(all, id...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(all)))
		keys = binary.LittleEndian.AppendUint32(keys, minutes[i])
	}
	sorted := make([]uint32, len(ids))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	slices.SortFunc(sorted, func(a, b uint32) int { return bytes.Compare(ids[a], ids[b]) })
	for _, d := range sorted {
		order = binary.LittleEndian.AppendUint32(order, d)
	}
	for _, s := range []struct {
		b    []byte
		into *section
	}{{all, &w.dir.IDs}, {ends, &w.dir.IDEnds}, {order, &w.dir.IDOrder}, {keys, &w.dir.Minutes}} {
		var err error
		if *s.into, err = w.file.addBytes(s.b); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) end() error { return w.file.end(&w.dir) }

// fieldWriter takes a field's terms in ascending order.
type fieldWriter struct {
	w                                  *writer
	meta                               fieldMeta
	lengths                            []byte
	list                               listWriter
	dictionary                         *vellum.Builder
	dict, postings, positions, bitmaps spill
	nbitmaps                           int
	data, head                         []byte // of a list under way
}

func (w *writer) field(meta fieldMeta, lengths []byte, average float64) (*fieldWriter, error) {
	fw := &fieldWriter{w: w, meta: meta, lengths: lengths}
	for _, s := range []*spill{&fw.dict, &fw.postings, &fw.positions, &fw.bitmaps} {
		s.dir = w.tmp
	}
	fw.list = listWriter{freqs: meta.Freqs, positions: meta.Positions, documents: w.dir.Documents}
	if meta.Freqs {
		fw.meta.Average = average
		fw.list.norms = lengths
		fw.list.setAverage(average)
	}
	var err error
	fw.dictionary, err = vellum.New(&fw.dict, nil)
	return fw, err
}

// term writes one term's postings.
func (w *fieldWriter) term(term []byte, p *postings) error {
	var l packed
	l, w.data = w.list.pack(w.data[:0], p)
	return w.put(term, l, w.data)
}

// put writes one term's postings as pack made them.
func (w *fieldWriter) put(term []byte, l packed, data []byte) error {
	if err := w.dictionary.Insert(term, uint64(w.postings.n)); err != nil {
		return err
	}
	w.meta.Terms++
	posOff, bitmap := uint64(w.positions.n), -1
	if _, err := w.positions.Write(data[:l.positions]); err != nil {
		return err
	}
	data = data[l.positions:]
	if l.bitmap > 0 {
		bitmap = w.nbitmaps
		w.nbitmaps++
		if _, err := w.bitmaps.Write(data[:l.bitmap]); err != nil {
			return err
		}
	}
	w.head = w.list.appendHead(w.head[:0], l.documents, l.occurrences, posOff, bitmap)
	if _, err := w.postings.Write(w.head); err != nil {
		return err
	}
	_, err := w.postings.Write(data[l.bitmap:])
	return err
}

func (w *fieldWriter) end() error {
	if err := w.dictionary.Close(); err != nil {
		return err
	}
	if w.meta.Terms == 0 {
		w.dict = spill{}
	}
	for _, s := range []struct {
		from *spill
		into *section
	}{{&w.dict, &w.meta.Dict}, {&w.postings, &w.meta.Postings}, {&w.positions, &w.meta.PosData}, {&w.bitmaps, &w.meta.Bitmaps}} {
		var err error
		if *s.into, err = w.w.file.add(s.from); err != nil {
			return err
		}
	}
	if w.meta.Freqs {
		var err error
		if w.meta.Lengths, err = w.w.file.addBytes(w.lengths); err != nil {
			return err
		}
	}
	w.w.dir.Fields = append(w.w.dir.Fields, w.meta)
	return nil
}

func (w *fieldWriter) close() {
	for _, s := range []*spill{&w.dict, &w.postings, &w.positions, &w.bitmaps} {
		s.close()
	}
}
