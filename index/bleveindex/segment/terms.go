package segment

import (
	"encoding/binary"
	"math/bits"
)

// Terms numbers the distinct terms of a batch, over all its fields. It is an
// open-addressing table over one arena of bytes: no string, no pointer a term.
// It is filled by one goroutine at a time.
type Terms struct {
	arena []byte
	ends  []uint32 // where each term ends in arena
	table []uint32 // number + 1; 0 = free; size a power of two
	hash  []uint32 // of each term, to grow and to compare before the bytes
}

// NewTerms makes an empty dictionary.
func NewTerms() *Terms {
	return &Terms{table: make([]uint32, 1<<10)}
}

// Number gives the number of a term, a new one when it was not seen before.
func (t *Terms) Number(term []byte) uint32 {
	h := hashOf(term)
	mask := uint32(len(t.table) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		slot := t.table[i]
		if slot == 0 {
			return t.add(term, h, i)
		}
		if n := slot - 1; t.hash[n] == h && string(t.Term(n)) == string(term) {
			return n
		}
	}
}

func (t *Terms) add(term []byte, h, slot uint32) uint32 {
	n := uint32(len(t.ends))
	t.arena = append(t.arena, term...)
	t.ends = append(t.ends, uint32(len(t.arena)))
	t.hash = append(t.hash, h)
	t.table[slot] = n + 1
	if len(t.ends)*2 > len(t.table) {
		t.grow()
	}
	return n
}

func (t *Terms) grow() {
	t.table = make([]uint32, 2*len(t.table))
	mask := uint32(len(t.table) - 1)
	for n, h := range t.hash {
		i := h & mask
		for t.table[i] != 0 {
			i = (i + 1) & mask
		}
		t.table[i] = uint32(n) + 1
	}
}

// Term gives the bytes of a number; they are valid until the next Number.
func (t *Terms) Term(n uint32) []byte {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.arena[start:t.ends[n]]
}

// Len gives how many terms there are.
func (t *Terms) Len() int { return len(t.ends) }

// hashOf mixes eight bytes at a time: terms are short, and no attacker gains
// by collisions that a batch of bounded size could not reach anyway.
func hashOf(b []byte) uint32 {
	h := hash64(b)
	return uint32(h ^ h>>32)
}

func hash64(b []byte) uint64 {
	h := uint64(len(b)) * 0x9E3779B97F4A7C15
	for ; len(b) >= 8; b = b[8:] {
		h = mix(h ^ binary.LittleEndian.Uint64(b))
	}
	var last uint64
	for i, x := range b {
		last |= uint64(x) << (8 * i)
	}
	return mix(h ^ last)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0xD6E8FEB86659FD93, 0x9E3779B97F4A7C15)
	return hi ^ lo
}
