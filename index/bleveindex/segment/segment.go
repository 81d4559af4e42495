package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"sort"
	"sync"

	"github.com/blevesearch/vellum"
)

// Segment is an opened segment: in memory when it was just built, mapped when
// it was read from a file. It is immutable and read by several goroutines.
type Segment struct {
	data      []byte
	path      string // "" in memory
	unmap     func() error
	dir       *directory
	documents int

	ids, idEnds, idOrder, minutes []byte
	fields                        map[string]*Field
	names                         []string
	refs                          refs

	filterOnce sync.Once
	filter     idFilter
}

// Field is one field of a segment.
type Field struct {
	seg       *Segment
	meta      fieldMeta
	dict      *vellum.FST // nil when the field has no term
	postings  []byte
	positions []byte
	bitmaps   []byte
	lengths   []byte
}

// load makes a segment of a file's bytes.
func load(data []byte) (*Segment, error) {
	d, err := readDirectory(data)
	if err != nil {
		return nil, err
	}
	at := func(s section) []byte { return data[s.Off : s.Off+s.Len : s.Off+s.Len] }
	s := &Segment{
		data: data, dir: d, documents: d.Documents,
		ids: at(d.IDs), idEnds: at(d.IDEnds), idOrder: at(d.IDOrder), minutes: at(d.Minutes),
		fields: make(map[string]*Field, len(d.Fields)),
	}
	for _, m := range d.Fields {
		f := &Field{seg: s, meta: m, postings: at(m.Postings), positions: at(m.PosData), bitmaps: at(m.Bitmaps), lengths: at(m.Lengths)}
		if m.Freqs && len(f.lengths) != d.Documents {
			return nil, fmt.Errorf("%w: lengths of field %s", ErrDamaged, m.Name)
		}
		if dict := at(m.Dict); len(dict) > 0 {
			if f.dict, err = loadDict(dict); err != nil {
				return nil, fmt.Errorf("%w: dictionary of field %s: %w", ErrDamaged, m.Name, err)
			}
		}
		if _, dup := s.fields[m.Name]; dup {
			return nil, fmt.Errorf("%w: field %s stands twice", ErrDamaged, m.Name)
		}
		s.fields[m.Name] = f
		s.names = append(s.names, m.Name)
	}
	return s, nil
}

// loadDict opens a dictionary; vellum panics on some damage.
func loadDict(b []byte) (fst *vellum.FST, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return vellum.Load(b)
}

// Verify reads every byte and compares it with its checksum.
func (s *Segment) Verify() error {
	sections := s.dir.sections()
	for i, sec := range sections {
		if crc32.Checksum(s.data[sec.Off:sec.Off+sec.Len], castagnoli) != sec.CRC {
			return fmt.Errorf("%w: checksum of section %d at byte %d", ErrDamaged, i, sec.Off)
		}
	}
	// What pads the sections is zero, so that no byte of the file goes unread.
	sections = slices.DeleteFunc(sections, func(sec section) bool { return sec.Len == 0 })
	slices.SortFunc(sections, func(a, b section) int { return cmp.Compare(a.Off, b.Off) })
	for i, sec := range sections {
		from := sec.Off + sec.Len
		to := (from + 7) &^ 7
		if i+1 < len(sections) {
			to = sections[i+1].Off
		}
		for at := from; at < min(to, int64(len(s.data))); at++ {
			if s.data[at] != 0 {
				return fmt.Errorf("%w: padding at byte %d", ErrDamaged, at)
			}
		}
	}
	return nil
}

// Documents gives the number of documents, deleted ones among them.
func (s *Segment) Documents() int { return s.documents }

// Field gives a field, nil when no document has it.
func (s *Segment) Field(name string) *Field { return s.fields[name] }

// Minute gives the order key of a document: minutes since 1970, 0 when its date
// is unknown. Documents stand in descending order of it.
func (s *Segment) Minute(doc uint32) uint32 { return binary.LittleEndian.Uint32(s.minutes[4*doc:]) }

// ID gives the id of a document; the bytes are valid while the segment is open.
func (s *Segment) ID(doc uint32) []byte {
	start := uint32(0)
	if doc > 0 {
		start = binary.LittleEndian.Uint32(s.idEnds[4*(doc-1):])
	}
	end := binary.LittleEndian.Uint32(s.idEnds[4*doc:])
	if start > end || int(end) > len(s.ids) {
		return nil
	}
	return s.ids[start:end]
}

// Find gives the document of an id.
func (s *Segment) Find(id []byte) (uint32, bool) {
	at := func(i int) uint32 { return min(binary.LittleEndian.Uint32(s.idOrder[4*i:]), uint32(s.documents-1)) }
	i := sort.Search(s.documents, func(i int) bool { return bytes.Compare(s.ID(at(i)), id) >= 0 })
	if i == s.documents || !bytes.Equal(s.ID(at(i)), id) {
		return 0, false
	}
	return at(i), true
}

// Term gives the postings of a term; ok is false when no document has it.
func (f *Field) Term(term []byte) (l List, ok bool, err error) {
	if f == nil || f.dict == nil {
		return List{}, false, nil
	}
	off, ok, err := f.lookup(term)
	if err != nil || !ok {
		return List{}, false, err
	}
	l, err = f.at(off)
	return l, err == nil, err
}

func (f *Field) lookup(term []byte) (off uint64, ok bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			off, ok, err = 0, false, fmt.Errorf("%w: dictionary of field %s: %v", ErrDamaged, f.meta.Name, r)
		}
	}()
	return f.dict.Get(term)
}

// at gives the postings at a place the dictionary names.
func (f *Field) at(off uint64) (List, error) {
	if off >= uint64(len(f.postings)) {
		return List{}, errList("place outside the section")
	}
	return f.parseList(f.postings[off:])
}

// LengthCode gives the length byte of a document, see Length.
func (f *Field) LengthCode(doc uint32) byte { return f.lengths[doc] }

// Lengths gives the length bytes of all documents, nil for fields without frequencies.
func (f *Field) Lengths() []byte { return f.lengths }

// Tokens gives the sum of the exact lengths, Having the number of documents
// with at least one token: their quotient is the average length.
func (f *Field) Tokens() uint64 { return f.meta.Tokens }

// Having gives the number of documents that have the field.
func (f *Field) Having() int { return f.meta.Having }

// Walk visits the terms the automaton accepts from start on and before end, in
// order; a nil automaton accepts all, a nil end is none. It stops when visit
// returns an error and gives that. Term and list are good until it returns.
func (f *Field) Walk(a vellum.Automaton, start, end []byte, visit func(term []byte, l *List) error) (err error) {
	if f == nil || f.dict == nil {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: dictionary of field %s: %v", ErrDamaged, f.meta.Name, r)
		}
	}()
	if a == nil {
		a = everything{}
	}
	var l List
	it, err := f.dict.Search(a, start, end)
	for ; err == nil; err = it.Next() {
		term, off := it.Current()
		if l, err = f.at(off); err != nil {
			return err
		}
		if err := visit(term, &l); err != nil {
			return err
		}
	}
	if errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return fmt.Errorf("%w: dictionary of field %s: %w", ErrDamaged, f.meta.Name, err)
}
