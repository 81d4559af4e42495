package bleveindex

import (
	"slices"
	"strings"
	"sync"

	"khobao/index/bleveindex/segment"
)

// A word typed without marks finds every spelling that folds to it. Segments of
// our own format have no postings of folded words: they would be as many again as
// those of the spellings, and took the index of 20,000 articles from .39 to .67
// of the text. The list of a folded word is united from its spellings when it is
// first asked for and kept, so that it is searched like any other; places are
// read spelling by spelling, for the few documents that a phrase is left with.

// unions keeps lists that were united. When the younger half of its room is full,
// the older is given up.
type unions struct {
	mu         sync.Mutex
	young, old map[unionKey]unitedList
	size       int // of the young, in bytes
}

type unitedList struct {
	list *segment.List
	size int
}

type unionKey struct {
	segment uint64
	field   int
	folded  string
}

const (
	unionsRoom = 96 << 20 // bytes of the young; the old may take as much
	unionCost  = 512      // bytes of an entry beside its postings
)

func newUnions() *unions {
	return &unions{young: map[unionKey]unitedList{}}
}

func (u *unions) get(key unionKey) *segment.List {
	u.mu.Lock()
	defer u.mu.Unlock()
	if l, ok := u.young[key]; ok {
		return l.list
	}
	l, ok := u.old[key]
	if ok { // asked again: young again
		delete(u.old, key)
		u.add(key, l)
	}
	return l.list
}

func (u *unions) put(key unionKey, l *segment.List, size int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, ok := u.young[key]; !ok {
		u.add(key, unitedList{l, size + unionCost})
	}
}

func (u *unions) add(key unionKey, l unitedList) {
	if u.size += l.size; u.size > unionsRoom {
		u.young, u.old, u.size = map[unionKey]unitedList{}, u.young, l.size
	}
	u.young[key] = l
}

// union gives the postings of a folded word in a segment of our own format.
func (m *matcher) union(f int, folded string) (*segment.List, error) {
	key := unionKey{m.part.id, f, folded}
	if l := m.part.generation.unions.get(key); l != nil {
		return l, nil
	}
	field := m.own.Field(m.layout.texts[f].Name)
	var lists []segment.List
	for _, spelling := range m.part.generation.words.spellings(folded) {
		l, ok, err := field.Term([]byte(spelling))
		if err != nil {
			return nil, err
		}
		if ok {
			lists = append(lists, l)
		}
	}
	switch len(lists) {
	case 0:
		return &noList, nil
	case 1:
		return &lists[0], nil
	}
	l, size, err := field.Union(m.ctx, lists)
	if err != nil {
		return nil, err
	}
	m.part.generation.unions.put(key, &l, size)
	return &l, nil
}

// spelled replaces folded terms by their spellings, in a segment of our own format.
func (m *matcher) spelled(terms []string) []string {
	folded := func(t string) bool { return strings.HasPrefix(t, foldedMark) }
	if m.own == nil || !slices.ContainsFunc(terms, folded) {
		return terms
	}
	var all []string
	for _, t := range terms {
		if !folded(t) {
			all = append(all, t)
			continue
		}
		all = append(all, m.part.generation.words.spellings(t[len(foldedMark):])...)
	}
	return all
}

// spellings lists the terms that fold to a word; the list must not be changed.
func (w *vocabulary) spellings(folded string) []string {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return slices.Clip(w.variants[folded])
}
