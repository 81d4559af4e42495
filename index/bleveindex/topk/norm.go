package topk

import "khobao/index/bleveindex/segment"

// maxTF is the largest frequency that Norm has in its table; larger ones, one
// in a thousand, are reckoned.
const maxTF = 15

// Norm is BM25's saturated term frequency of one field at one average length,
// as a table by length byte and frequency. Make one a field and view; it may be
// read by several goroutines.
type Norm struct {
	Average      float64
	parts        [256 * (maxTF + 1)]float32
	denominators [256]float32
}

// NewNorm makes the table for an average length in tokens.
func NewNorm(average float64) *Norm {
	n := &Norm{Average: average}
	if average <= 0 {
		average = 1
	}
	for code := range 256 {
		length := float64(segment.Length(byte(code)))
		n.denominators[code] = float32(segment.K1 * (1 - segment.B + segment.B*length/average))
		for tf := range maxTF + 1 {
			n.parts[code*(maxTF+1)+tf] = float32(tf) / (float32(tf) + n.denominators[code])
		}
	}
	return n
}

// Part gives tf / (tf + k1·(1 - b + b·length/average)).
func (n *Norm) Part(code byte, tf uint32) float32 {
	if tf <= maxTF {
		return n.parts[(uint32(code)<<4|tf)&(256*(maxTF+1)-1)]
	}
	return float32(tf) / (float32(tf) + n.denominators[code])
}
