package segment

import "math"

// BM25's parameters, those of Lucene and bleve.
const (
	K1 = 1.2
	B  = 0.75
)

// An impact is an upper bound over a block of postings of BM25's saturated term
// frequency, tf / (tf + K1·(1 - B + B·length/average)), in 1/65535, rounded up. It
// was taken with the average length of its own segment; searches go by the average
// of all. The frequency part grows with the average by at most the ratio of the
// two, so Slack makes the bound hold.
const impactScale = 65535

func impactOf(tf float64) uint32 {
	return uint32(math.Min(impactScale, math.Ceil(tf*impactScale)))
}

// Slack is what bounds must be multiplied with when the average length is
// average and not the one the segment was written with.
func (f *Field) Slack(average float64) float64 {
	if f.meta.Average <= 0 || average <= f.meta.Average {
		return 1
	}
	return average / f.meta.Average
}
