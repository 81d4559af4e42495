package bleveindex

import (
	"sync"

	"khobao/index/bleveindex/topk"
)

// setPool keeps sets: one of a million documents takes 125 KB.
var setPool = sync.Pool{New: func() any { return new(topk.Set) }}

// emptySet gives an empty set of a segment's documents.
func (m *matcher) emptySet() topk.Set {
	s := *setPool.Get().(*topk.Set)
	words := (int(m.part.columns.Docs) + 63) / 64
	if cap(s) < words {
		return make(topk.Set, words)
	}
	s = s[:words]
	clear(s)
	return s
}

// copyOf gives a set that may be changed.
func (m *matcher) copyOf(o topk.Set) topk.Set {
	s := *setPool.Get().(*topk.Set)
	if cap(s) < len(o) {
		s = make(topk.Set, len(o))
	}
	s = s[:len(o)]
	copy(s, o)
	return s
}

// liveSet gives the documents that are not deleted, as a set that may be changed.
func (m *matcher) liveSet() topk.Set {
	if m.part.live != nil {
		return m.copyOf(m.part.live)
	}
	s := m.emptySet()
	s.Fill(int(m.part.columns.Docs))
	return s
}

// discard gives a set back that nobody looks at any more.
func (m *matcher) discard(s topk.Set) {
	if s != nil {
		setPool.Put(&s)
	}
}

// countLive gives how many documents of a set are not deleted.
func (p *part) countLive(s topk.Set) int {
	if p.live == nil {
		return s.Count()
	}
	return s.CountAnd(p.live)
}
