package bleveindex

import (
	"cmp"
	"fmt"
	"slices"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/topk"
)

// phraseHits are the documents that have a phrase in one field and how often.
type phraseHits struct {
	field int
	docs  []uint32
	freqs []uint32
}

// phrase keeps in set the documents that have a phrase in any of its fields.
func (m *matcher) phrase(e *textExpr, set docset.Set) error {
	found, within := m.emptySet(), m.copyOf(set)
	defer m.discard(found)
	defer m.discard(within)
	var all []phraseHits
	for _, f := range e.fields {
		if !m.scored {
			within.AndNot(found)
		}
		hits, err := m.phraseIn(e, f, within)
		if err != nil {
			return err
		}
		if len(hits.docs) > 0 {
			all = append(all, hits)
			for _, doc := range hits.docs {
				found.Add(doc)
			}
		}
	}
	m.phrases[e] = all
	copy(set, found)
	return nil
}

func (m *matcher) phraseIn(e *textExpr, f int, within docset.Set) (phraseHits, error) {
	hits := phraseHits{field: f}
	left := m.copyOf(within)
	defer m.discard(left)
	for i := range e.slots {
		if err := m.keepSlot(left, &e.slots[i], f); err != nil || left.Empty() {
			return hits, err
		}
	}
	if m.own != nil && e.slop == 0 {
		return m.phraseOwn(e, f, left)
	}
	cursors := make([]*slotCursor, len(e.slots))
	for i, s := range e.slots {
		var err error
		if cursors[i], err = m.slotCursor(f, s); err != nil {
			return hits, err
		}
	}
	finder := newPhraseFinder(m, e)
	if err := finder.rarestFirst(m, e, f); err != nil {
		return hits, err
	}
	for _, doc := range left.Documents(nil) {
		if err := m.worked(documentWork); err != nil {
			return hits, err
		}
		spans, err := finder.in(doc, cursors)
		if err != nil {
			return hits, err
		}
		if len(spans) > 0 {
			hits.docs = append(hits.docs, doc)
			hits.freqs = append(hits.freqs, uint32(len(spans)))
		}
	}
	return hits, nil
}

// keepSlot keeps in set the documents that have any of a slot's terms in a field.
func (m *matcher) keepSlot(set docset.Set, s *slot, f int) error {
	if m.own != nil && len(s.terms) == 1 {
		l, err := m.list(f, s.terms[0])
		switch {
		case err != nil:
			return err
		case l.Len() == 0:
			clear(set)
			return nil
		}
		return set.AndList(l)
	}
	docs := m.emptySet()
	defer m.discard(docs)
	if err := m.addSlot(docs, s, f); err != nil {
		return err
	}
	set.And(docs)
	return nil
}

// phraseOwn finds a phrase in a segment of our own format, in documents that have
// all its slots.
func (m *matcher) phraseOwn(e *textExpr, f int, set docset.Set) (phraseHits, error) {
	hits := phraseHits{field: f}
	slots := make([][]segment.List, len(e.slots))
	for i, s := range e.slots {
		for _, term := range m.spelled(s.terms) { // united lists have no positions
			l, err := m.list(f, term)
			if err != nil {
				return hits, err
			}
			if l.Len() > 0 {
				slots[i] = append(slots[i], *l)
			}
		}
	}
	err := topk.Phrase(m.ctx, set, slots, func(doc, times uint32) {
		hits.docs, hits.freqs = append(hits.docs, doc), append(hits.freqs, times)
	})
	if err != nil {
		err = fmt.Errorf("search phrase: %w", err)
	}
	return hits, err
}

// span is a range of positions, both ends included.
type span struct{ first, last uint32 }

// phraseFinder finds the places of one phrase; it reuses its buffers.
type phraseFinder struct {
	m      *matcher
	slots  int
	slop   int
	group  []int // by slot: slots of equal terms form a group
	need   []int // by group: how many positions of it a place needs
	order  []int // slots in the order in which they are looked at
	starts []uint32
	events []event
	spare  []event
	ends   []int // in events, of what each group has
	have   []int
	spans  []span
}

func newPhraseFinder(m *matcher, e *textExpr) *phraseFinder {
	p := &phraseFinder{m: m, slots: len(e.slots), slop: e.slop, group: make([]int, len(e.slots))}
	for i, s := range e.slots {
		p.order = append(p.order, i)
		p.group[i] = len(p.need)
		for j := range i {
			if slices.Equal(e.slots[j].terms, s.terms) {
				p.group[i] = p.group[j]
				break
			}
		}
		if p.group[i] == len(p.need) {
			p.need = append(p.need, 0)
		}
		p.need[p.group[i]]++
	}
	p.have = make([]int, len(p.need))
	return p
}

// in gives the places of the phrase in a document; valid until the next call.
func (p *phraseFinder) in(doc uint32, cursors []*slotCursor) ([]span, error) {
	p.spans = p.spans[:0]
	if p.slop > 0 {
		return p.near(doc, cursors)
	}
	p.starts = p.starts[:0]
	for n, i := range p.order {
		c := cursors[i]
		if err := c.at(doc); err != nil {
			return nil, err
		}
		if n > 0 {
			p.starts = keepFollowed(p.starts, c.positions, uint32(i))
		} else {
			for _, at := range c.positions {
				if at > uint32(i) {
					p.starts = append(p.starts, at-uint32(i))
				}
			}
		}
		if len(p.starts) == 0 {
			return nil, nil
		}
	}
	for _, s := range p.starts {
		p.spans = append(p.spans, span{s, s + uint32(p.slots-1)})
	}
	return p.spans, nil
}

// rarestFirst makes the finder begin with the slot that stands in the fewest
// documents: where it has few positions, the others need not be read.
func (p *phraseFinder) rarestFirst(m *matcher, e *textExpr, f int) error {
	size := make([]int, len(e.slots))
	for i, s := range e.slots {
		for _, t := range s.terms {
			n, err := m.frequency(f, t)
			if err != nil {
				return err
			}
			size[i] += n
		}
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return cmp.Compare(size[a], size[b]) })
	return nil
}

// keepFollowed keeps the starts that have a position at distance after them.
func keepFollowed(starts, positions []uint32, distance uint32) []uint32 {
	kept, j := starts[:0], 0
	for _, s := range starts {
		for j < len(positions) && positions[j] < s+distance {
			j++
		}
		if j == len(positions) {
			break
		}
		if positions[j] == s+distance {
			kept = append(kept, s)
		}
	}
	return kept
}
