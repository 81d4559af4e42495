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
// selects, which costs less a document than a heap. Inside a segment a document
// is one number, score above place, so that selecting compares plain numbers.
// Scores are not negative. Make it with NewBest.
type Best struct {
	k         int
	part      int
	keys      []uint64 // of the segment entered
	kept      []Found  // of those before
	threshold float32  // a score below it cannot enter any more
	segments  []*segment.Segment
}

// firstRoom bounds the room made at once, for pages far down.
const firstRoom = 1 << 12

// NewBest makes room for the k best.
func NewBest(k int) *Best {
	return &Best{k: k, keys: make([]uint64, 0, min(2*k, firstRoom)), threshold: float32(math.Inf(-1))}
}

// Enter tells the segment the next documents are of.
func (b *Best) Enter(part int, s *segment.Segment) {
	b.leave()
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
	b.keys = append(b.keys, uint64(math.Float32bits(score))<<32|uint64(^doc))
	if len(b.keys) == 2*b.k {
		b.cut()
	}
}

// cut keeps the k best of the segment in no order and raises the threshold to
// the worst of them.
func (b *Best) cut() {
	if len(b.keys) < b.k || b.k == 0 {
		return
	}
	largest(b.keys, b.k)
	b.keys = b.keys[:b.k]
	worst := math.Float32frombits(uint32(slices.Min(b.keys) >> 32))
	b.threshold = max(b.threshold, worst)
}

// leave puts what was found in the segment beside what was kept of others.
func (b *Best) leave() {
	b.cut()
	for _, key := range b.keys {
		b.kept = append(b.kept, Found{math.Float32frombits(uint32(key >> 32)), ^uint32(key), b.part})
	}
	if len(b.keys) < len(b.kept) && len(b.kept) > b.k { // of several segments
		slices.SortFunc(b.kept, b.compare)
		b.kept = b.kept[:b.k]
	}
	b.keys = b.keys[:0]
	if len(b.kept) == b.k && b.k > 0 {
		worst := b.kept[0].Score
		for _, f := range b.kept {
			worst = min(worst, f.Score)
		}
		b.threshold = max(b.threshold, worst)
	}
}

// List gives the best, best first.
func (b *Best) List() []Found { return b.Page(0) }

// Page gives the best from the from-th on, best first. Of one segment, those
// before need not be sorted for it.
func (b *Best) Page(from int) []Found {
	b.cut()
	if len(b.kept) == 0 {
		from = min(from, len(b.keys))
		largest(b.keys, from)
		b.keys = b.keys[from:]
		from = 0
	}
	b.leave()
	slices.SortFunc(b.kept, b.compare)
	return b.kept[min(from, len(b.kept)):]
}

// largest moves the n largest keys to the front, by Hoare's quickselect with the
// middle of three as pivot.
func largest(keys []uint64, n int) {
	if n <= 0 || n >= len(keys) {
		return
	}
	n-- // the place that must be right
	for lo, hi := 0, len(keys)-1; lo < hi; {
		x, pivot, z := keys[lo], keys[int(uint(lo+hi)/2)], keys[hi]
		pivot = max(min(x, pivot), min(max(x, pivot), z))
		i, j := lo, hi
		for i <= j {
			for keys[i] > pivot {
				i++
			}
			for keys[j] < pivot {
				j--
			}
			if i <= j {
				keys[i], keys[j] = keys[j], keys[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			hi = j
		case n >= i:
			lo = i
		default:
			return
		}
	}
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
