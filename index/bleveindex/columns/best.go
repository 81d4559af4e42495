package columns

import (
	"cmp"
	"context"
	"slices"

	"khobao/index/bleveindex/docset"
)

// Found is one document found, comparable with those of other segments.
type Found struct {
	Score   float32
	Doc     uint32
	Segment *Segment
}

// Order compares two documents: negative when a comes first.
type Order func(a, b Found) int

// ByScore puts the best score first, then the newest, then the lower ID.
func ByScore(a, b Found) int {
	switch {
	case a.Score > b.Score:
		return -1
	case a.Score < b.Score:
		return 1
	}
	return ByNewest(a, b)
}

// ByNewest puts the latest first, documents without a date last, then the lower ID.
func ByNewest(a, b Found) int {
	if c := cmp.Compare(b.minute(), a.minute()); c != 0 {
		return c
	}
	return a.Segment.compareIDs(a.Doc, b.Segment, b.Doc)
}

// ByOldest puts the earliest first, documents without a date last, then the lower ID.
func ByOldest(a, b Found) int {
	// NoDate is 0: less one it wraps round to the greatest.
	if c := cmp.Compare(a.minute()-1, b.minute()-1); c != 0 {
		return c
	}
	return a.Segment.compareIDs(a.Doc, b.Segment, b.Doc)
}

// ByArrival puts what came last first, then goes by ByNewest.
func ByArrival(a, b Found) int {
	if c := cmp.Compare(b.arrival(), a.arrival()); c != 0 {
		return c
	}
	return ByNewest(a, b)
}

func (f Found) minute() uint32  { return f.Segment.Minutes[f.Doc] }
func (f Found) arrival() uint32 { return f.Segment.Arrivals[f.Doc] }

// Best keeps the first k documents of an order.
type Best struct {
	k     int
	order Order
	kept  []Found
	full  bool // kept holds k, the worst of them last, then newcomers that beat it
}

// NewBest makes an empty selection of k.
func NewBest(k int, order Order) *Best {
	return &Best{k: k, order: order}
}

// Add offers a document.
func (b *Best) Add(f Found) {
	if b.k == 0 || b.full && b.order(f, b.kept[b.k-1]) >= 0 {
		return
	}
	b.kept = append(b.kept, f)
	if len(b.kept) >= max(2*b.k, 64) {
		b.cut()
	}
}

// cut keeps the first k, the last of them at its place.
func (b *Best) cut() {
	if len(b.kept) < b.k {
		return
	}
	nth(b.kept, b.k-1, b.order)
	b.kept = b.kept[:b.k]
	b.full = true
}

// List gives the documents kept, first ones first.
func (b *Best) List() []Found {
	if b.k > 0 {
		b.cut()
	}
	slices.SortFunc(b.kept, b.order)
	return b.kept
}

// nth puts the element that belongs at n there, what comes before it in front
// and the rest behind (Hoare's selection, with the middle of three as pivot).
func nth(list []Found, n int, order Order) {
	for len(list) > 12 {
		m := len(list) / 2
		last := len(list) - 1
		if order(list[m], list[0]) < 0 {
			list[m], list[0] = list[0], list[m]
		}
		if order(list[last], list[0]) < 0 {
			list[last], list[0] = list[0], list[last]
		}
		if order(list[last], list[m]) < 0 {
			list[last], list[m] = list[m], list[last]
		}
		pivot := list[m]
		i, j := 0, last
		for i <= j {
			for order(list[i], pivot) < 0 {
				i++
			}
			for order(list[j], pivot) > 0 {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			list = list[:j+1]
		case n >= i:
			list, n = list[i:], n-i
		default:
			return
		}
	}
	slices.SortFunc(list, order)
}

// AddByTime offers the documents of a set in a segment to a selection ordered by
// ByNewest (or, with oldest, ByOldest), looking at as few as it can. hits is how
// many there are in set.
func (b *Best) AddByTime(c *Segment, set docset.Set, hits int, oldest bool) {
	if hits == 0 || b.k == 0 {
		return
	}
	left := b.k
	visit := func(doc uint32) bool {
		if set.Has(doc) {
			b.Add(Found{Doc: doc, Segment: c})
			left--
		}
		return left > 0
	}
	if !oldest && c.newest == nil {
		set.Each(func(doc uint32) bool {
			b.Add(Found{Doc: doc, Segment: c})
			left--
			return left > 0
		})
		return
	}
	// A walk in date order meets a hit every Docs/hits steps and may stop after k
	// of them; a step costs about eight times one of the plain loop.
	if walk := float64(b.k) * float64(c.Docs) / float64(hits); walk*8 > float64(hits) {
		set.Each(func(doc uint32) bool {
			b.Add(Found{Doc: doc, Segment: c})
			return true
		})
		return
	}
	if oldest {
		c.eachOldest(visit)
		return
	}
	for _, doc := range c.newest {
		if !visit(doc) {
			return
		}
	}
}

// AddByArrival offers the documents of a set in a segment to a selection ordered
// by ByArrival. It stops with ctx's error soon after ctx ends.
func (b *Best) AddByArrival(ctx context.Context, c *Segment, set docset.Set) error {
	if b.k == 0 {
		return nil
	}
	least := uint32(0) // that may still enter
	for start := 0; start < len(set); start += checkWords {
		if err := ctx.Err(); err != nil {
			return err
		}
		words := set[start:min(start+checkWords, len(set))]
		words.Each(func(at uint32) bool {
			if doc := uint32(start*64) + at; c.Arrivals[doc] >= least {
				b.Add(Found{Doc: doc, Segment: c})
				if b.full {
					least = b.kept[b.k-1].arrival()
				}
			}
			return true
		})
	}
	return nil
}

// nth document in the order of ByNewest.
func (c *Segment) inTime(n int) uint32 {
	if c.newest == nil {
		return uint32(n)
	}
	return c.newest[n]
}

// eachOldest visits documents in the order of ByOldest: runs of equal minutes
// from the end of that of ByNewest, each run forwards, those without a date last.
func (c *Segment) eachOldest(visit func(doc uint32) bool) {
	minute := func(n int) uint32 { return c.Minutes[c.inTime(n)] }
	dated := int(c.Docs)
	for dated > 0 && minute(dated-1) == NoDate {
		dated--
	}
	run := func(begin, end int) bool {
		for n := begin; n < end; n++ {
			if !visit(c.inTime(n)) {
				return false
			}
		}
		return true
	}
	for end := dated; end > 0; {
		begin := end - 1
		for begin > 0 && minute(begin-1) == minute(end-1) {
			begin--
		}
		if !run(begin, end) {
			return
		}
		end = begin
	}
	run(dated, int(c.Docs))
}
