package diff

import (
	"slices"
	"sort"
)

// cells bounds the table by which a short passage is compared exactly.
const cells = 1 << 18

// align gives the rows of a comparison in order.
func align(old, new []Piece, emit func(op Op, o, n *Piece)) {
	head := 0
	for head < len(old) && head < len(new) && old[head].Text == new[head].Text {
		emit(Same, &old[head], &new[head])
		head++
	}
	old, new = old[head:], new[head:]
	tail := 0
	for tail < len(old) && tail < len(new) && old[len(old)-1-tail].Text == new[len(new)-1-tail].Text {
		tail++
	}
	o, n := old[:len(old)-tail], new[:len(new)-tail]
	switch pairs := anchors(o, n); {
	case len(o) == 0 || len(n) == 0:
		passage(o, n, emit)
	case len(o)*len(n) <= cells:
		between(o, n, common(len(o), len(n), func(i, j int) float64 { return equal(o[i].Text == n[j].Text) }), emit)
	case len(pairs) > 0:
		between(o, n, pairs, emit)
	default:
		passage(o, n, emit)
	}
	for i := range tail {
		emit(Same, &old[len(old)-tail+i], &new[len(new)-tail+i])
	}
}

// between emits sentences that are the same in both and aligns what stands
// between them.
func between(o, n []Piece, pairs [][2]int, emit func(op Op, o, n *Piece)) {
	i, j := 0, 0
	for _, p := range append(slices.Clip(pairs), [2]int{len(o), len(n)}) {
		if i < p[0] || j < p[1] {
			if len(pairs) == 0 || (p[0]-i)*(p[1]-j) <= cells {
				passage(o[i:p[0]], n[j:p[1]], emit)
			} else {
				align(o[i:p[0]], n[j:p[1]], emit)
			}
		}
		if p[0] < len(o) {
			emit(Same, &o[p[0]], &n[p[1]])
		}
		i, j = p[0]+1, p[1]+1
	}
}

// anchors pairs sentences that stand once in each text, as many as keep their
// order: a patience diff.
func anchors(o, n []Piece) [][2]int {
	if len(o)*len(n) <= cells {
		return nil
	}
	count := map[string][2]int{}
	for _, p := range o {
		c := count[p.Text]
		count[p.Text] = [2]int{c[0] + 1, c[1]}
	}
	where := map[string]int{}
	for j, p := range n {
		c := count[p.Text]
		count[p.Text] = [2]int{c[0], c[1] + 1}
		where[p.Text] = j
	}
	var pairs [][2]int
	for i, p := range o {
		if count[p.Text] == [2]int{1, 1} {
			pairs = append(pairs, [2]int{i, where[p.Text]})
		}
	}
	return rising(pairs)
}

// rising keeps a longest subsequence in which the second numbers rise too.
func rising(pairs [][2]int) [][2]int {
	var ends []int // ends[k]: the pair a sequence of k+1 ends with, smallest first
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k := sort.Search(len(ends), func(k int) bool { return pairs[ends[k]][1] >= p[1] })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	kept := make([][2]int, len(ends))
	if len(ends) > 0 {
		for k, i := len(ends)-1, ends[len(ends)-1]; k >= 0; k, i = k-1, before[i] {
			kept[k] = pairs[i]
		}
	}
	return kept
}

// passage tells of a stretch in which no sentence is the same: those that are
// close enough are the same one reworded.
func passage(o, n []Piece, emit func(op Op, o, n *Piece)) {
	i, j := 0, 0
	flush := func(to [2]int) {
		for ; i < to[0]; i++ {
			emit(Removed, &o[i], nil)
		}
		for ; j < to[1]; j++ {
			emit(Added, nil, &n[j])
		}
	}
	for _, p := range reworded(o, n) {
		flush(p)
		emit(Changed, &o[i], &n[j])
		i, j = i+1, j+1
	}
	flush([2]int{len(o), len(n)})
}

// common gives the pairs of the best alignment in order by its weights, which
// are 0 for what must not be paired.
func common(rows, columns int, weight func(i, j int) float64) [][2]int {
	best := make([]float64, (rows+1)*(columns+1))
	w := make([]float64, rows*columns)
	at := func(i, j int) *float64 { return &best[i*(columns+1)+j] }
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			v := weight(i, j)
			w[i*columns+j] = v
			if v > 0 {
				*at(i, j) = max(*at(i, j), *at(i+1, j+1)+v)
			}
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < rows && j < columns; {
		switch v := w[i*columns+j]; {
		case v > 0 && *at(i, j) == *at(i+1, j+1)+v:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case *at(i, j) == *at(i+1, j):
			i++
		default:
			j++
		}
	}
	return pairs
}

func equal(same bool) float64 {
	if same {
		return 1
	}
	return 0
}
