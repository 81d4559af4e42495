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
			for slot := p.lo; slot < p.hi; slot++ {
				seen[slot] = true
				exact[slot] = exact[slot] || p.exact
			}
		}
		if pairs := len(s.plan.pairs); pairs > 0 {
			f.adjacent[field] = float64(adjacent(places, s.plan.pairs, nil)) / float64(pairs)
			f.phrase = max(f.phrase, float64(longest(places, s.plan.pairs))/float64(pairs))
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

// adjacent counts the pairs that stand side by side somewhere among places,
// which are in the order of the text. With shown, pairs shown already do not count.
func adjacent(places []place, pairs [][2]int, shown []bool) int {
	count := 0
	for _, pair := range pairs {
		if shown != nil && shown[pair[0]] && shown[pair[1]] {
			continue
		}
		if stands(places, pair) {
			count++
		}
	}
	return count
}

// longest counts the pairs of the longest row of places that stand side by side
// as typed. A row that breaks off is no row of the words after it.
func longest(places []place, pairs [][2]int) int {
	best := 0
	rows := make([]int, len(places)) // pairs of the row that ends at a place
	for i := range places {
		for j := i - 1; j >= 0 && places[j].first >= places[i].first-maxRow; j-- {
			if places[j].last+1 == places[i].first && follows(pairs, &places[j], &places[i]) {
				rows[i] = max(rows[i], rows[j]+1)
			}
		}
		best = max(best, rows[i])
	}
	return best
}

// maxRow bounds the tokens of one place that others may follow.
const maxRow = 16

func follows(pairs [][2]int, a, b *place) bool {
	for _, pair := range pairs {
		if a.lo <= pair[0] && pair[0] < a.hi && b.lo <= pair[1] && pair[1] < b.hi {
			return true
		}
	}
	return false
}

func stands(places []place, pair [2]int) bool {
	for i, p := range places {
		if p.lo > pair[0] || p.hi <= pair[0] {
			continue
		}
		if p.hi > pair[1] {
			return true // one reading of both
		}
		for _, q := range places[i+1:] {
			if q.first > p.last+1 {
				break
			}
			if q.first == p.last+1 && q.lo <= pair[1] && pair[1] < q.hi {
				return true
			}
		}
	}
	return false
}

// shortest gives the words found over the length of the shortest stretch of
// tokens that holds them all, times the share of all n words that were found.
func shortest(places []place, n int) float64 {
	count := make([]int, n)
	found := 0
	for _, p := range places {
		for slot := p.lo; slot < p.hi; slot++ {
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
		for slot := places[right].lo; slot < places[right].hi; slot++ {
			if count[slot]++; count[slot] == 1 {
				have++
			}
		}
		for have == found {
			length := max(places[right].last, places[left].last) - places[left].first + 1
			if best < 0 || length < best {
				best = length
			}
			for slot := places[left].lo; slot < places[left].hi; slot++ {
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
