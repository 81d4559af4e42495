package diff

import (
	"cmp"
	"slices"
	"strings"
)

// Least shares of common words by which two sentences are one, reworded: at one
// place, and at two.
const (
	near = 0.5
	far  = 0.7
)

// pairCells bounds the passage whose sentences are compared each with each, and
// the words of two sentences that are.
const pairCells = 1 << 14

// reworded pairs sentences of a passage that are close, in order.
func reworded(o, n []Piece) [][2]int {
	if len(o) == 0 || len(n) == 0 || len(o)*len(n) > pairCells {
		return nil
	}
	bags := make([]bag, len(n))
	for j := range n {
		bags[j] = newBag(n[j].Text)
	}
	mine := make([]bag, len(o))
	for i := range o {
		mine[i] = newBag(o[i].Text)
	}
	return common(len(o), len(n), func(i, j int) float64 {
		if s := mine[i].share(bags[j]); s >= near {
			return s
		}
		return 0
	})
}

// closest pairs rows that were taken out with rows that were put in elsewhere;
// a row is in one pair at most, the closest first.
func closest(rows []Sentence, gone, added []int) [][2]int {
	if len(gone) == 0 || len(added) == 0 || len(gone)*len(added) > pairCells {
		return nil
	}
	bags := make([]bag, len(added))
	for j, at := range added {
		bags[j] = newBag(rows[at].New)
	}
	type pair struct {
		share float64
		rows  [2]int
	}
	var found []pair
	for _, from := range gone {
		b := newBag(rows[from].Old)
		for j, to := range added {
			if s := b.share(bags[j]); s >= far {
				found = append(found, pair{s, [2]int{from, to}})
			}
		}
	}
	slices.SortStableFunc(found, func(x, y pair) int { return cmp.Compare(y.share, x.share) })
	taken := map[int]bool{}
	var pairs [][2]int
	for _, p := range found {
		if !taken[p.rows[0]] && !taken[p.rows[1]] {
			taken[p.rows[0]], taken[p.rows[1]] = true, true
			pairs = append(pairs, p.rows)
		}
	}
	return pairs
}

// bag is the words of a sentence with their number.
type bag struct {
	words map[string]int
	n     int
}

func newBag(s string) bag {
	b := bag{words: map[string]int{}}
	for _, w := range strings.Fields(s) {
		b.words[strings.Trim(w, punctuation)]++
		b.n++
	}
	return b
}

const punctuation = `.,;:!?…"'“”‘’«»()[]`

// share is Dice's coefficient: twice the common words by all of them.
func (b bag) share(c bag) float64 {
	if b.n == 0 || c.n == 0 || 2*min(b.n, c.n) < int(near*float64(b.n+c.n)) {
		return 0
	}
	both := 0
	for w, n := range b.words {
		both += min(n, c.words[w])
	}
	return 2 * float64(both) / float64(b.n+c.n)
}

// words gives the ranges of words that differ between two sentences;
// neighbours are one range.
func words(old, new string) (o, n []Span) {
	x, y := fields(old), fields(new)
	var pairs [][2]int
	if len(x)*len(y) <= cells {
		pairs = common(len(x), len(y), func(i, j int) float64 {
			return equal(old[x[i].Start:x[i].End] == new[y[j].Start:y[j].End])
		})
	}
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(x), len(y)}) {
		o, n = cover(o, x[i:p[0]]), cover(n, y[j:p[1]])
		i, j = p[0]+1, p[1]+1
	}
	return o, n
}

func cover(list, words []Span) []Span {
	if len(words) == 0 {
		return list
	}
	return append(list, Span{words[0].Start, words[len(words)-1].End})
}

// fields gives the words of a sentence, whose white space is single blanks.
func fields(s string) []Span {
	var list []Span
	for start := 0; start < len(s); {
		end := len(s)
		if i := strings.IndexByte(s[start:], ' '); i >= 0 {
			end = start + i
		}
		list = append(list, Span{start, end})
		start = end + 1
	}
	return list
}
