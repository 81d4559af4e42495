package segment

import "math/bits"

// idFilter tells which ids a segment does not have (Bloom 1970). bleve asks every
// segment for every id of a batch: a search in the order of ids waits for memory a
// dozen times, and with five hundred segments, as building a million documents has,
// that took longer than all else.
type idFilter []uint64

// filterBits is how many bits a document has: with two set by each, one id in 70
// passes that is not there.
const filterBits = 16

// knownIDs gives the filter, which is made when it is first asked for.
func (s *Segment) knownIDs() idFilter {
	s.filterOnce.Do(func() {
		words := max(1, s.documents*filterBits/64)
		s.filter = make(idFilter, 1<<bits.Len(uint(words-1)))
		for doc := range uint32(s.documents) {
			for _, b := range s.filter.bits(s.ID(doc)) {
				s.filter[b>>6] |= 1 << (b & 63)
			}
		}
	})
	return s.filter
}

func (f idFilter) bits(id []byte) [2]uint32 {
	h := hash64(id)
	mask := uint32(len(f)*64 - 1)
	return [2]uint32{uint32(h) & mask, uint32(h>>32) & mask}
}

// mayHave reports whether an id may be in the segment.
func (f idFilter) mayHave(id []byte) bool {
	for _, b := range f.bits(id) {
		if f[b>>6]&(1<<(b&63)) == 0 {
			return false
		}
	}
	return true
}
