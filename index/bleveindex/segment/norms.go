package segment

import "math/bits"

// The length of a field in a document is kept in one byte: exact below 32, then
// 4 bits of mantissa under the leading one, so that a length is rounded down by
// less than 6 %. BM25's length norm is not sensitive to that, and a table of 256
// denominators replaces a division a hit.

// lengthCode gives the byte of a length.
func lengthCode(n int) byte {
	if n < 32 {
		return byte(max(n, 0))
	}
	exp := bits.Len(uint(n)) - 5 // ≥ 1; mantissa 16..31
	if exp > maxLengthExp {
		return 255
	}
	return byte(32 + (exp-1)*16 + n>>exp - 16)
}

// maxLengthExp is the largest exponent a byte holds: lengths to 31·2^14, half a
// million tokens; longer fields count as that.
const maxLengthExp = 14

// lengths decodes every code.
var lengths = func() (table [256]uint32) {
	for c := range table {
		table[c] = decodeLength(byte(c))
	}
	return table
}()

func decodeLength(c byte) uint32 {
	if c < 32 {
		return uint32(c)
	}
	exp := (uint32(c)-32)/16 + 1
	return (16 + (uint32(c)-32)%16) << exp
}

// Length gives the length a code stands for, in tokens.
func Length(code byte) uint32 { return lengths[code] }

// RoundLength gives a length as it is read back.
func RoundLength(n int) uint32 { return lengths[lengthCode(n)] }
