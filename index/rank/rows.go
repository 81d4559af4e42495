package rank

import (
	"slices"

	"khobao/index"
)

// maxScan bounds the bytes of a text read for places.
const maxScan = 64 << 10

// clip cuts a text at maxScan, on a character.
func clip(text string) string {
	if len(text) <= maxScan {
		return text
	}
	end := maxScan
	for end > 0 && text[end]&0xC0 == 0x80 {
		end--
	}
	return text[:end]
}

// rows looks for words side by side as typed among places, which are in the order
// of the text. It gives how many pairs stand so somewhere, and how many pairs the
// longest row has. With shown, pairs shown already do not count.
func (p *plan) rows(places []place, shown []bool) (pairs, longest int) {
	if len(p.pairs) == 0 {
		return 0, 0
	}
	seen := make([]bool, len(p.pairs))
	row := make([]int, len(places)) // pairs in the longest row that ends at a place
	for i := range places {
		a := &places[i]
		inside := len(a.slots) - 1 // one reading of several words is a row
		for n := range inside {
			p.see(seen, a.slots[n], a.slots[n+1])
		}
		row[i] += max(inside, 0)
		longest = max(longest, row[i])
		for j := i + 1; j < len(places) && places[j].first <= a.last+1; j++ {
			b := &places[j]
			if b.first == a.last+1 && p.see(seen, a.slots[len(a.slots)-1], b.slots[0]) {
				row[j] = max(row[j], row[i]+1)
			}
		}
	}
	for pair, n := range p.pairs {
		if seen[n] && (shown == nil || !shown[pair[0]] || !shown[pair[1]]) {
			pairs++
		}
	}
	return pairs, longest
}

// see notes a pair of slots and reports whether they were typed side by side.
func (p *plan) see(seen []bool, a, b int) bool {
	n, ok := p.pairs[[2]int{a, b}]
	if ok {
		seen[n] = true
	}
	return ok
}

// sortHits puts hits in the order shown: score, then newest, then id.
func sortHits(hits []index.Hit) {
	slices.SortStableFunc(hits, func(a, b index.Hit) int {
		switch {
		case a.Score != b.Score:
			if a.Score > b.Score {
				return -1
			}
			return 1
		case !a.Published.Time.Equal(b.Published.Time):
			return b.Published.Time.Compare(a.Published.Time)
		case a.ID < b.ID:
			return -1
		case a.ID > b.ID:
			return 1
		}
		return 0
	})
}
