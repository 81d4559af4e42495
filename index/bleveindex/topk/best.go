package topk

import (
	"cmp"
	"math"
	"slices"

	"khobao/index/bleveindex/segment"
)

// Found is one document of the best.
type Found struct {
	Score float32
	Doc   uint32
	Part  int // number of the segment, as Best.Enter was told
}

// Best keeps the k best documents met, over all segments of a search: higher
// score first, then newer, then smaller id. It collects twice as many and
// selects, which costs less a document than a heap. Make it with NewBest.
type Best struct {
	k         int
	part      int
	found     []Found
	threshold float32 // a score below it cannot enter any more
	segments  []*segment.Segment
}

// NewBest makes room for the k best.
func NewBest(k int) *Best {
	return &Best{k: k, found: make([]Found, 0, 2*k), threshold: float32(math.Inf(-1))}
}

// Enter tells the segment the next documents are of.
func (b *Best) Enter(part int, s *segment.Segment) {
	for len(b.segments) <= part {
		b.segments = append(b.segments, nil)
	}
	b.part, b.segments[part] = part, s
}

// Threshold is the least score that can still enter; a document of exactly that
// score may, if it is newer.
func (b *Best) Threshold() float32 { return b.threshold }

// Add takes a document whose score is at least Threshold.
func (b *Best) Add(doc uint32, score float32) {
	if b.k == 0 {
		return
	}
	b.found = append(b.found, Found{score, doc, b.part})
	if len(b.found) == 2*b.k {
		b.cut()
	}
}

// cut keeps the k best in no order and raises the threshold to the worst of them.
func (b *Best) cut() {
	if len(b.found) > b.k {
		b.selectBest()
		b.found = b.found[:b.k]
	}
	if len(b.found) == b.k {
		worst := b.found[0].Score
		for _, f := range b.found[1:] {
			worst = min(worst, f.Score)
		}
		b.threshold = worst
	}
}

// selectBest moves the k best to the front, by Hoare's quickselect.
func (b *Best) selectBest() {
	lo, hi := 0, len(b.found)-1
	for lo < hi {
		pivot := b.found[int(uint(lo+hi)/2)]
		i, j := lo, hi
		for i <= j {
			for b.before(b.found[i], pivot) {
				i++
			}
			for b.before(pivot, b.found[j]) {
				j--
			}
			if i <= j {
				b.found[i], b.found[j] = b.found[j], b.found[i]
				i++
				j--
			}
		}
		switch {
		case b.k-1 <= j:
			hi = j
		case b.k-1 >= i:
			lo = i
		default:
			return
		}
	}
}

func (b *Best) before(x, y Found) bool {
	if x.Score != y.Score {
		return x.Score > y.Score
	}
	return b.compare(x, y) < 0
}

// List gives the best, best first.
func (b *Best) List() []Found {
	b.cut()
	slices.SortFunc(b.found, b.compare)
	return b.found
}

func (b *Best) compare(x, y Found) int {
	if c := cmp.Compare(y.Score, x.Score); c != 0 {
		return c
	}
	if x.Part == y.Part {
		return cmp.Compare(x.Doc, y.Doc)
	}
	sx, sy := b.segments[x.Part], b.segments[y.Part]
	if c := cmp.Compare(sy.Minute(y.Doc), sx.Minute(x.Doc)); c != 0 {
		return c
	}
	return slices.Compare(sx.ID(x.Doc), sy.ID(y.Doc))
}
