package rank

import (
	"slices"

	"khobao/index"
)

// features say how the words typed stand in one article. Each lies between 0
// and 1.
type features struct {
	adjacent [3]float64 // pairs of words side by side as typed, in title, lead, body
	phrase   float64    // the longest row of words side by side as typed, over all words
	near     float64    // words typed over the length of the shortest stretch with all that were found
	exact    float64    // words typed without marks that stand so
	title    float64    // words typed that stand in the title
	early    float64    // how near to its beginning the text comes to the point
}

const (
	// maxScan bounds the bytes of a text read for features.
	maxScan = 64 << 10
	// earlyTokens is the distance from the beginning at which early is one half.
	earlyTokens = 50
)

// features reads title, lead and body of an article.
func (s *scanner) features(a *index.Article) features {
	var f features
	n := s.plan.slots
	if n == 0 {
		return f
	}
	exact := make([]bool, n)
	first := -1
	for _, field := range []int{titleField, leadField, bodyField} {
		text := clip(fieldTexts(a, field)[0])
		places := slices.DeleteFunc(s.scan(text, field), func(p place) bool { return p.loose })
		seen := make([]bool, n)
		for _, p := range places {
			for _, slot := range p.slots {
				seen[slot] = true
				exact[slot] = exact[slot] || p.exact
			}
		}
		if pairs := len(s.plan.pairs); pairs > 0 {
			side, row := s.plan.rows(places, nil)
			f.adjacent[field] = float64(side) / float64(pairs)
			f.phrase = max(f.phrase, min(1, float64(row)/float64(pairs)))
		}
		f.near = max(f.near, shortest(places, n))
		if field == titleField {
			f.title = share(seen)
			continue
		}
		if first < 0 && len(places) > 0 {
			first = int(places[0].first)
			f.early = earlyTokens / float64(earlyTokens+first)
		}
	}
	if s.plan.unmarked {
		f.exact = share(exact)
	}
	return f
}

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

func share(set []bool) float64 {
	n := 0
	for _, is := range set {
		if is {
			n++
		}
	}
	return float64(n) / float64(len(set))
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

// shortest gives the words found over the length of the shortest stretch of
// tokens that holds them all, times the share of all n words that were found.
func shortest(places []place, n int) float64 {
	count := make([]int, n)
	found := 0
	for _, p := range places {
		for _, slot := range p.slots {
			if count[slot]++; count[slot] == 1 {
				found++
			}
		}
	}
	if found < 2 {
		return float64(found) / float64(n) / float64(n)
	}
	clear(count)
	have, left, best := 0, 0, int32(-1)
	for right := range places {
		for _, slot := range places[right].slots {
			if count[slot]++; count[slot] == 1 {
				have++
			}
		}
		for have == found {
			length := max(places[right].last, places[left].last) - places[left].first + 1
			if best < 0 || length < best {
				best = length
			}
			for _, slot := range places[left].slots {
				if count[slot]--; count[slot] == 0 {
					have--
				}
			}
			left++
		}
	}
	return min(1, float64(found)/float64(max(best, 1))) * float64(found) / float64(n)
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
