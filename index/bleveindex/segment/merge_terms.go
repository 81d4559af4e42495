package segment

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/blevesearch/vellum"
	"golang.org/x/sync/errgroup"
)

// The terms of a field are merged in groups and in three steps: the dictionaries
// are walked for the lists of each term, the lists are read, woven together and
// packed, and what was packed is put into the file. The second step takes most of
// the time and needs nothing of other groups, so several workers may do it side by
// side; groups are put in their order, so the file does not tell how many.

// A group is full with so many terms or postings: enough for the channels to cost
// nothing, little enough for a few groups to be in memory.
const (
	groupTerms    = 1024
	groupPostings = 1 << 17
)

// A group of so many postings, as the commonest words of a million documents are, is
// packed while no other such is: it may take 200 MB.
const bigGroup = 1 << 19

// group is some consecutive terms of a field.
type group struct {
	terms    []byte // one behind another
	lists    []listAt
	ends     []termEnd // of each term
	postings int       // in lists

	packed []packed // of each term; one whose documents are all dropped has none
	data   []byte
	done   chan struct{} // gets one when the group is packed
}

// listAt is where a segment has the postings of a term.
type listAt struct {
	cursor *cursor
	off    uint64
}

// termEnd is where a term ends, and where its lists do.
type termEnd struct{ term, lists int }

// terms merges the terms of a field.
func (m *merger) terms(fw *fieldWriter, cursors []*cursor) error {
	w := newWalk(cursors)
	if m.workers > 1 {
		return m.sideBySide(fw, w, len(cursors))
	}
	p, g := newPacker(fw, len(cursors)), &group{}
	for len(w.heap) > 0 {
		if m.stopped() {
			return errStopped
		}
		if err := w.fill(g); err != nil {
			return err
		}
		if err := p.pack(g); err != nil {
			return err
		}
		if err := g.put(fw); err != nil {
			return err
		}
	}
	return nil
}

var errStopped = errors.New("stopped")

func (m *merger) stopped() bool {
	select {
	case <-m.stop:
		return m.stop != nil
	default:
		return false
	}
}

// sideBySide is terms on several cores.
func (m *merger) sideBySide(fw *fieldWriter, w *walk, cursors int) error {
	all, ctx := errgroup.WithContext(context.Background())
	// A channel holds all the groups there are, so that none waits to send.
	n := m.workers + 2
	free, work, order := make(chan *group, n), make(chan *group, n), make(chan *group, n)
	for range n {
		free <- &group{done: make(chan struct{}, 1)}
	}
	all.Go(guarded(func() error {
		defer close(order)
		defer close(work)
		for len(w.heap) > 0 {
			var g *group
			select {
			case g = <-free:
			case <-ctx.Done():
				return ctx.Err()
			}
			if m.stopped() {
				return errStopped
			}
			if err := w.fill(g); err != nil {
				return err
			}
			work <- g
			order <- g
		}
		return nil
	}))
	big := &sharedPacker{packer: newPacker(fw, cursors)}
	for range m.workers {
		all.Go(guarded(func() error {
			own := newPacker(fw, cursors)
			for g := range work {
				pack := own.pack
				if g.postings >= bigGroup {
					pack = big.pack
				}
				if err := pack(g); err != nil {
					return err
				}
				g.done <- struct{}{}
			}
			return nil
		}))
	}
	all.Go(guarded(func() error {
		for g := range order {
			select {
			case <-g.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := g.put(fw); err != nil {
				return err
			}
			free <- g
		}
		return nil
	}))
	err := all.Wait()
	if f := (*fault)(nil); errors.As(err, &f) {
		panic(f.value)
	}
	return err
}

// fault is a panic on its way to the goroutine that asked for the merge, where it
// is looked after: a file may fail under its memory map.
type fault struct{ value any }

func (f *fault) Error() string { return fmt.Sprint(f.value) }

func guarded(do func() error) func() error {
	return func() (err error) {
		debug.SetPanicOnFault(true)
		defer func() {
			if r := recover(); r != nil {
				err = &fault{r}
			}
		}()
		return do()
	}
}

// walk goes through the dictionaries of several segments side by side. The cursors
// are a heap, the smallest term on top.
type walk struct{ heap []*cursor }

// cursor is a segment's dictionary at a term.
type cursor struct {
	field   *Field
	numbers []uint32
	dropped bool // some of its documents are left out
	terms   *vellum.FSTIterator
	term    []byte // good until next
	off     uint64
}

// next goes to the next term; there is none at ErrIteratorDone.
func (c *cursor) next() error {
	err := c.terms.Next()
	if err == nil {
		c.term, c.off = c.terms.Current()
	}
	return err
}

// documents gives how many there are at the cursor; damage is found when the list
// is read.
func (c *cursor) documents() int {
	if c.off >= uint64(len(c.field.postings)) {
		return 0
	}
	n, _ := binary.Uvarint(c.field.postings[c.off:])
	return int(min(n, uint64(c.field.seg.documents)))
}

func newWalk(cursors []*cursor) *walk {
	w := &walk{heap: cursors}
	for i := len(cursors)/2 - 1; i >= 0; i-- {
		w.sink(i)
	}
	return w
}

func (w *walk) sink(i int) {
	for {
		least := 2*i + 1
		if least >= len(w.heap) {
			return
		}
		if right := least + 1; right < len(w.heap) && bytes.Compare(w.heap[right].term, w.heap[least].term) < 0 {
			least = right
		}
		if bytes.Compare(w.heap[i].term, w.heap[least].term) <= 0 {
			return
		}
		w.heap[i], w.heap[least] = w.heap[least], w.heap[i]
		i = least
	}
}

// fill takes the next terms into a group that has been put.
func (w *walk) fill(g *group) error {
	g.terms, g.lists, g.ends, g.postings = g.terms[:0], g.lists[:0], g.ends[:0], 0
	for len(w.heap) > 0 && len(g.ends) < groupTerms && g.postings < groupPostings {
		start := len(g.terms)
		g.terms = append(g.terms, w.heap[0].term...)
		for len(w.heap) > 0 && bytes.Equal(w.heap[0].term, g.terms[start:]) {
			c := w.heap[0]
			g.lists = append(g.lists, listAt{c, c.off})
			g.postings += c.documents()
			switch err := c.next(); {
			case errors.Is(err, vellum.ErrIteratorDone):
				last := len(w.heap) - 1
				w.heap[0], w.heap = w.heap[last], w.heap[:last]
			case err != nil:
				return fmt.Errorf("%w: dictionary: %w", ErrDamaged, err)
			}
			w.sink(0)
		}
		g.ends = append(g.ends, termEnd{len(g.terms), len(g.lists)})
	}
	return nil
}

// packer reads and packs the lists of groups. It belongs to one goroutine.
type packer struct {
	list  listWriter
	weave weaver
	read  []postings  // one of each segment
	found []*postings // some of read
}

func newPacker(fw *fieldWriter, segments int) *packer {
	return &packer{list: fw.list, weave: weaver{documents: fw.list.documents}, read: make([]postings, segments)}
}

func (p *packer) pack(g *group) error {
	g.packed, g.data = g.packed[:0], g.data[:0]
	next := 0
	for _, end := range g.ends {
		p.found = p.found[:0]
		for i, at := range g.lists[next:end.lists] {
			into := &p.read[i]
			if err := at.cursor.read(into, at.off, p.list.positions); err != nil {
				return err
			}
			if len(into.docs) > 0 {
				p.found = append(p.found, into)
			}
		}
		next = end.lists
		var l packed
		if len(p.found) > 0 {
			l, g.data = p.list.pack(g.data, p.weave.lists(p.found))
		}
		g.packed = append(g.packed, l)
	}
	return nil
}

// sharedPacker packs one group at a time.
type sharedPacker struct {
	mu sync.Mutex
	*packer
}

func (p *sharedPacker) pack(g *group) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.packer.pack(g)
}

// put writes what was packed.
func (g *group) put(fw *fieldWriter) error {
	term, data := 0, g.data
	for i, l := range g.packed {
		if n := l.positions + l.bitmap + l.blocks; l.documents > 0 {
			if err := fw.put(g.terms[term:g.ends[i].term], l, data[:n]); err != nil {
				return err
			}
			data = data[n:]
		}
		term = g.ends[i].term
	}
	return nil
}
