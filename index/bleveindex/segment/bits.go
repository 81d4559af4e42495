package segment

import (
	"encoding/binary"
	"math/bits"
)

// Bits is a plain bitmap of documents, little-endian words of 64, as it lies in
// the file.
type Bits []byte

func bitmapBytes(documents int) int { return (documents + 63) / 64 * 8 }

// Has reports whether a document is in.
func (b Bits) Has(doc uint32) bool { return b[doc>>3]&(1<<(doc&7)) != 0 }

// Words gives how many words there are.
func (b Bits) Words() int { return len(b) / 8 }

// Word gives word i: documents 64·i to 64·i+63, the first in the lowest bit.
func (b Bits) Word(i int) uint64 { return binary.LittleEndian.Uint64(b[i*8:]) }

// Count gives how many documents are in.
func (b Bits) Count() int {
	n := 0
	for ; len(b) >= 8; b = b[8:] {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(b))
	}
	return n
}

func (b Bits) set(doc uint32) { b[doc>>3] |= 1 << (doc & 7) }
