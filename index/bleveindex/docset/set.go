// Package docset holds sets of a segment's documents and their algebra, with the
// lists of documents of the segment format as operands. Matching, filtering,
// counting and scoring all speak in these sets.
package docset

import "math/bits"

// Set is a set of a segment's documents: one bit each, the first in the lowest
// bit of the first word. Sets of one segment have one length.
type Set []uint64

// New makes an empty set for a number of documents.
func New(documents int) Set { return make(Set, (documents+63)/64) }

// Full makes the set of all documents.
func Full(documents int) Set {
	s := New(documents)
	s.Fill(documents)
	return s
}

// Fill puts all documents in.
func (s Set) Fill(documents int) {
	for i := range s {
		s[i] = ^uint64(0)
	}
	if tail := documents % 64; tail > 0 {
		s[len(s)-1] = 1<<tail - 1
	}
}

// Has reports whether a document is in.
func (s Set) Has(doc uint32) bool { return s[doc>>6]&(1<<(doc&63)) != 0 }

// Add puts a document in.
func (s Set) Add(doc uint32) { s[doc>>6] |= 1 << (doc & 63) }

// Remove takes a document out.
func (s Set) Remove(doc uint32) { s[doc>>6] &^= 1 << (doc & 63) }

// Empty reports whether no document is in.
func (s Set) Empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// Each visits the documents in, ascending, until visit says false.
func (s Set) Each(visit func(doc uint32) bool) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			if !visit(uint32(i*64 + bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}

// CountAnd gives the number of documents that are in both.
func (s Set) CountAnd(o Set) int {
	n := 0
	o = o[:len(s)]
	for i, w := range s {
		n += bits.OnesCount64(w & o[i])
	}
	return n
}

// Count gives the number of documents in.
func (s Set) Count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// And keeps what is in o, too.
func (s Set) And(o Set) {
	o = o[:len(s)]
	for i := range s {
		s[i] &= o[i]
	}
}

// AndNot takes out what is in o.
func (s Set) AndNot(o Set) {
	o = o[:len(s)]
	for i := range s {
		s[i] &^= o[i]
	}
}

// Or puts in what is in o.
func (s Set) Or(o Set) {
	o = o[:len(s)]
	for i := range s {
		s[i] |= o[i]
	}
}

// Documents gives the documents in, ascending, appended to dst.
func (s Set) Documents(dst []uint32) []uint32 {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			dst = append(dst, uint32(i*64+bits.TrailingZeros64(w)))
		}
	}
	return dst
}

// First gives the first n documents in: the newest, since documents are
// numbered so.
func (s Set) First(n int) []uint32 {
	out := make([]uint32, 0, n)
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			if len(out) == n {
				return out
			}
			out = append(out, uint32(i*64+bits.TrailingZeros64(w)))
		}
	}
	return out
}

// Keep takes out all documents before from and from to on.
func (s Set) Keep(from, to uint32) {
	if from >= to {
		clear(s)
		return
	}
	first, last := int(from>>6), int((to-1)>>6)
	clear(s[:first])
	clear(s[min(last+1, len(s)):])
	s[first] &= ^uint64(0) << (from & 63)
	s[last] &= ^uint64(0) >> (63 - (to-1)&63)
}
