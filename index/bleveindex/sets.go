package bleveindex

import (
	"math/bits"
	"sync"

	"khobao/index/bleveindex/docset"
)

// setPools keep sets, those of 2^n words at most in the n-th: one of a million
// documents takes 125 KB, and segments are of all sizes.
var setPools [33]sync.Pool // of *docset.Set

// takeSet gives a set of a number of words with whatever is in it.
func takeSet(words int) docset.Set {
	class := bits.Len(uint(max(words-1, 0)))
	if s, ok := setPools[class].Get().(*docset.Set); ok {
		return (*s)[:words]
	}
	return make(docset.Set, words, 1<<class)
}

// emptySet gives an empty set of a segment's documents.
func (m *matcher) emptySet() docset.Set {
	s := takeSet((int(m.part.columns.Docs) + 63) / 64)
	clear(s)
	return s
}

// copyOf gives a set that may be changed.
func (m *matcher) copyOf(o docset.Set) docset.Set {
	s := takeSet(len(o))
	copy(s, o)
	return s
}

// liveSet gives the documents that are not deleted, as a set that may be changed.
func (m *matcher) liveSet() docset.Set {
	if m.part.live != nil {
		return m.copyOf(m.part.live)
	}
	s := m.emptySet()
	s.Fill(int(m.part.columns.Docs))
	return s
}

// discard gives a set back that nobody looks at any more.
func (m *matcher) discard(s docset.Set) {
	if cap(s) > 0 {
		setPools[bits.Len(uint(cap(s)-1))].Put(&s)
	}
}

// countLive gives how many documents of a set are not deleted.
func (p *part) countLive(s docset.Set) int {
	if p.live == nil {
		return s.Count()
	}
	return s.CountAnd(p.live)
}
