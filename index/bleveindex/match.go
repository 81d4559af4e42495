package bleveindex

import (
	"context"
	"fmt"
	"strings"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// matcher finds the documents of one segment that an expr matches. It belongs to
// one search; release it after.
type matcher struct {
	ctx     context.Context
	layout  layout
	part    *part
	own     *segment.Segment // when the segment is of our own format
	scored  bool             // what is matched will be scored: lists of folded words will be needed whole
	lists   map[fieldTerm]*segment.List
	dicts   []segmentapi.TermDictionary // by text field, when first asked for
	slots   map[*slot]docset.Set        // documents that have one in any of its fields, deleted ones included
	begun   map[fieldTerm]docset.Set    // documents that have a term with a prefix in a field, see prefix.go
	figured map[*figureExpr]docset.Set  // documents that tell such a number
	phrases map[*textExpr][]phraseHits
	work    int // since the last look at ctx, see worked
}

type fieldTerm struct {
	field int
	term  string
}

func newMatcher(ctx context.Context, l layout, p *part) *matcher {
	return &matcher{
		ctx: ctx, layout: l, part: p,
		own:     segment.Of(p.segment),
		lists:   map[fieldTerm]*segment.List{},
		dicts:   make([]segmentapi.TermDictionary, len(l.texts)),
		slots:   map[*slot]docset.Set{},
		begun:   map[fieldTerm]docset.Set{},
		phrases: map[*textExpr][]phraseHits{},
	}
}

// mostWork is how many postings or positions are gone through between two looks
// at the context: at up to 50 nanoseconds each, two milliseconds' work.
const mostWork = 1 << 15

// Work in postings of what is dearer than one.
const (
	documentWork = 64 // finding a place in a document
	cursorWork   = 8  // moving a cursor to a document
)

// worked is told of work as it is done and looks at the context when there was much.
func (m *matcher) worked(n int) error {
	if m.work += n; m.work < mostWork {
		return nil
	}
	m.work = 0
	return m.ctx.Err()
}

// release gives the sets back that were made for the search.
func (m *matcher) release() {
	m.releaseSlots()
	m.releaseFigures()
	for _, s := range m.begun {
		m.discard(s)
	}
	clear(m.begun)
}

func (m *matcher) releaseSlots() {
	for _, s := range m.slots {
		m.discard(s)
	}
	clear(m.slots)
}

// match keeps in set the documents that e matches.
func (m *matcher) match(e expr, set docset.Set) error {
	if err := m.ctx.Err(); err != nil {
		return err
	}
	switch e := e.(type) {
	case allExpr:
		return nil
	case noneExpr:
		clear(set)
		return nil
	case *textExpr:
		if len(e.slots) > 1 {
			return m.phrase(e, set)
		}
		docs, err := m.word(e)
		if err != nil {
			return err
		}
		set.And(docs)
		return nil
	case keywordExpr:
		return m.keyword(e, set)
	case *figureExpr:
		docs, err := m.figures(e)
		if err != nil {
			return err
		}
		set.And(docs)
		return nil
	case periodExpr:
		m.part.columns.KeepPeriod(set, e.from, e.to)
		return nil
	case notExpr:
		docs := m.copyOf(set)
		defer m.discard(docs)
		scored := m.scored
		m.scored = false // nothing in it is
		err := m.match(e.node, docs)
		m.scored = scored
		if err != nil {
			return err
		}
		set.AndNot(docs)
		return nil
	case andExpr:
		return m.and(e.nodes, set)
	case orExpr:
		return m.or(e.nodes, set)
	case *readingsExpr:
		return m.or(e.nodes, set)
	case *scopeExpr:
		return m.scope(e, set)
	}
	return fmt.Errorf("search: no way to match %T", e)
}

// keyword keeps the documents that have any of the values.
func (m *matcher) keyword(e keywordExpr, set docset.Set) error {
	docs := m.emptySet()
	defer m.discard(docs)
	if err := m.part.columns.AddWith(m.ctx, m.part.segment, docs, e.keyword, e.values); err != nil {
		return err
	}
	set.And(docs)
	return nil
}

// and takes words and filters first, then what has to look at positions, for the
// documents that are left.
func (m *matcher) and(nodes []expr, set docset.Set) error {
	var dear []expr
	for _, n := range nodes {
		switch e := n.(type) {
		case *textExpr:
			if len(e.slots) > 1 {
				dear = append(dear, n)
				continue
			}
		case keywordExpr, periodExpr, *figureExpr:
		default:
			dear = append(dear, n)
			continue
		}
		if err := m.match(n, set); err != nil {
			return err
		}
	}
	for _, n := range dear {
		if set.Empty() {
			return nil
		}
		if err := m.match(n, set); err != nil {
			return err
		}
	}
	return nil
}

// or looks for each node in all documents of set where they are scored by what
// they have, else in those that have none of the nodes before.
func (m *matcher) or(nodes []expr, set docset.Set) error {
	found, one := m.emptySet(), m.emptySet()
	defer m.discard(found)
	defer m.discard(one)
	for _, n := range nodes {
		copy(one, set)
		if !m.scored {
			one.AndNot(found)
		}
		if err := m.match(n, one); err != nil {
			return err
		}
		found.Or(one)
	}
	copy(set, found)
	return nil
}

// word gives all documents that have a word in any of its fields; the set must
// not be changed, and holds until the next is asked for.
func (m *matcher) word(e *textExpr) (docset.Set, error) { return m.slot(&e.slots[0], e.fields) }

// slot is word for one slot of a phrase. A slot is always asked for with the
// fields of its phrase.
func (m *matcher) slot(s *slot, fields []int) (docset.Set, error) {
	if docs := m.slots[s]; docs != nil {
		return docs, nil
	}
	docs := m.emptySet()
	for _, f := range fields {
		if err := m.addSlot(docs, s, f); err != nil {
			return nil, err
		}
	}
	if len(m.slots) >= maxSlots {
		m.releaseSlots()
	}
	m.slots[s] = docs
	return docs, nil
}

// maxSlots bounds the sets a matcher keeps, 32 MB of a million documents; queries
// as they are typed have fewer words.
const maxSlots = 256

// addSlot puts into set the documents that have any of a slot's terms in a field.
func (m *matcher) addSlot(set docset.Set, s *slot, f int) error {
	if s.begins != nil {
		begun, err := m.begunWith(f, s.begins)
		if err == nil {
			set.Or(begun)
		}
		return err
	}
	terms := s.terms
	if m.own != nil && (len(terms) > 1 || !m.scored && !m.united(f, terms[0])) {
		terms = m.spelled(terms)
	}
	for _, t := range terms {
		if err := m.addTerm(set, f, t); err != nil {
			return fmt.Errorf("read postings of %q: %w", t, err)
		}
	}
	return m.ctx.Err()
}

// united reports whether the spellings of a folded term are united already.
func (m *matcher) united(f int, term string) bool {
	folded, ok := strings.CutPrefix(term, foldedMark)
	return ok && m.part.generation.unions.get(unionKey{m.part.id, f, folded}) != nil
}

// addTerm puts into set the documents that have a term in a text field.
func (m *matcher) addTerm(set docset.Set, f int, term string) error {
	if m.own != nil {
		l, err := m.list(f, term)
		if err != nil || l.Len() == 0 {
			return err
		}
		return m.addList(set, l)
	}
	list, err := m.postings(f, term)
	if err != nil {
		return err
	}
	it := list.Iterator(false, false, false, nil)
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		set.Add(uint32(p.Number()))
		if err := m.worked(1); err != nil {
			return err
		}
	}
}

// addList puts into set the documents of a list.
func (m *matcher) addList(set docset.Set, l *segment.List) error {
	if err := m.worked(cursorWork + l.Len()/8); err != nil { // a nanosecond each
		return err
	}
	return set.OrList(l)
}

// frequency gives how many documents have a term in a text field.
func (m *matcher) frequency(f int, term string) (int, error) {
	if m.own != nil {
		l, err := m.list(f, term)
		if err != nil {
			return 0, err
		}
		return l.Len(), nil
	}
	list, err := m.postings(f, term)
	if err != nil {
		return 0, err
	}
	return int(list.Count()), nil
}

func (m *matcher) postings(f int, term string) (segmentapi.PostingsList, error) {
	if m.dicts[f] == nil {
		dict, err := m.part.segment.Dictionary(m.layout.texts[f].Name)
		if err != nil {
			return nil, fmt.Errorf("open dictionary of %s: %w", m.layout.texts[f].Name, err)
		}
		m.dicts[f] = dict
	}
	list, err := m.dicts[f].PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", term, err)
	}
	return list, nil
}
