package segment

import (
	"bufio"
	"bytes"
	"container/heap"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// dropped is what bleve is told of a document that a merge left out.
const dropped = math.MaxUint64

// absent is the same in our own numbering.
const absent = math.MaxUint32

// merge writes the live documents of several segments to a new file, newest
// first, and gives the new number of each old document. The file is the same
// whatever the number of workers.
func merge(segments []*Segment, drops []*roaring.Bitmap, path string, workers int, stop <-chan struct{}) ([][]uint64, int64, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, 0, err
	}
	buffered := bufio.NewWriterSize(f, 1<<20)
	m := &merger{
		writer: writer{file: fileWriter{w: buffered}, tmp: filepath.Dir(path)},
		from:   segments, workers: workers, stop: stop,
	}
	err = m.run(drops)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path)
		return nil, 0, fmt.Errorf("merge into %s: %w", path, err)
	}
	return m.forBleve(), m.file.off, nil
}

type merger struct {
	writer
	from    []*Segment
	numbers [][]uint32 // new number by segment and old document, absent when dropped
	workers int        // that read and pack postings side by side
	stop    <-chan struct{}
}

func (m *merger) run(drops []*roaring.Bitmap) error {
	ids, minutes := m.number(drops)
	if err := m.begin(ids, minutes); err != nil {
		return err
	}
	for _, name := range m.fieldNames() {
		if err := m.field(name); err != nil {
			return fmt.Errorf("field %s: %w", name, err)
		}
	}
	return m.end()
}

// number decides the order of the live documents. Inside a segment they stand
// newest first already, so the new numbers of each segment ascend.
func (m *merger) number(drops []*roaring.Bitmap) (ids [][]byte, minutes []uint32) {
	heads := &heads{}
	m.numbers = make([][]uint32, len(m.from))
	for i, s := range m.from {
		m.numbers[i] = make([]uint32, s.documents)
		h := &head{seg: i, from: s, drop: drops[i], doc: -1}
		if h.next(m.numbers[i]) {
			heads.list = append(heads.list, h)
		}
	}
	heap.Init(heads)
	for len(heads.list) > 0 {
		h := heads.list[0]
		m.numbers[h.seg][h.doc] = uint32(len(ids))
		ids = append(ids, h.from.ID(uint32(h.doc)))
		minutes = append(minutes, h.minute)
		if h.next(m.numbers[h.seg]) {
			heap.Fix(heads, 0)
		} else {
			heap.Pop(heads)
		}
	}
	return ids, minutes
}

// head is the next live document of a segment.
type head struct {
	seg    int
	from   *Segment
	drop   *roaring.Bitmap
	doc    int
	minute uint32
}

func (h *head) next(numbers []uint32) bool {
	for h.doc++; h.doc < h.from.documents; h.doc++ {
		if h.drop == nil || !h.drop.Contains(uint32(h.doc)) {
			h.minute = h.from.Minute(uint32(h.doc))
			return true
		}
		numbers[h.doc] = absent
	}
	return false
}

// heads is a heap: the newest on top, of equal minutes the smaller id's, as in
// every segment.
type heads struct{ list []*head }

func (h *heads) Len() int { return len(h.list) }
func (h *heads) Less(i, j int) bool {
	a, b := h.list[i], h.list[j]
	if a.minute != b.minute {
		return a.minute > b.minute
	}
	if c := bytes.Compare(a.from.ID(uint32(a.doc)), b.from.ID(uint32(b.doc))); c != 0 {
		return c < 0
	}
	return a.seg < b.seg
}
func (h *heads) Swap(i, j int) { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *heads) Push(x any)    { h.list = append(h.list, x.(*head)) }
func (h *heads) Pop() any {
	last := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return last
}

func (m *merger) fieldNames() []string {
	seen := map[string]bool{}
	var names []string
	for _, s := range m.from {
		for _, n := range s.names {
			if !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
		}
	}
	sort.Strings(names)
	return names
}

// field merges one field's terms in order.
func (m *merger) field(name string) error {
	meta := fieldMeta{Name: name, Freqs: true, Positions: true}
	lengths := make([]byte, m.dir.Documents)
	var cursors []*cursor
	for i, s := range m.from {
		f := s.fields[name]
		if f == nil {
			continue
		}
		meta.Freqs = meta.Freqs && f.meta.Freqs
		meta.Positions = meta.Positions && f.meta.Positions
		m.lengths(&meta, f, m.numbers[i], lengths)
		if f.dict == nil {
			continue
		}
		it, err := f.dict.Iterator(nil, nil)
		if errors.Is(err, vellum.ErrIteratorDone) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%w: dictionary: %w", ErrDamaged, err)
		}
		c := &cursor{field: f, numbers: m.numbers[i], dropped: slices.Contains(m.numbers[i], absent), terms: it}
		c.term, c.off = it.Current()
		cursors = append(cursors, c)
	}
	fw, err := m.writer.field(meta, lengths, meta.average())
	if err != nil {
		return err
	}
	defer fw.close()
	if err := m.terms(fw, cursors); err != nil {
		return err
	}
	return fw.end()
}

// lengths carries the length bytes over. The sum of exact lengths is known for
// whole segments only: where documents were dropped it shrinks by their rounded
// lengths.
func (m *merger) lengths(meta *fieldMeta, f *Field, numbers []uint32, into []byte) {
	meta.Tokens += f.meta.Tokens
	meta.Having += f.meta.Having
	if len(f.lengths) == 0 {
		return
	}
	gone, goneTokens := 0, uint64(0)
	for doc, n := range numbers {
		code := f.lengths[doc]
		if n != absent {
			into[n] = code
		} else if code > 0 {
			gone++
			goneTokens += uint64(lengths[code])
		}
	}
	meta.Having -= gone
	meta.Tokens -= min(goneTokens, meta.Tokens)
}

func (m *merger) forBleve() [][]uint64 {
	out := make([][]uint64, len(m.numbers))
	for i, numbers := range m.numbers {
		out[i] = make([]uint64, len(numbers))
		for doc, n := range numbers {
			out[i][doc] = uint64(n)
			if n == absent {
				out[i][doc] = dropped
			}
		}
	}
	return out
}

// ours gives the segments as ours.
func ours(segments []bleve.Segment) ([]*Segment, error) {
	out := make([]*Segment, len(segments))
	for i, s := range segments {
		if out[i] = Of(s); out[i] == nil {
			return nil, fmt.Errorf("merge: segment %d is a %T", i, s)
		}
	}
	return out, nil
}
