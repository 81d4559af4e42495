package rank

import (
	"khobao/index/query"
	"khobao/index/vi"
)

// How words typed without marks are read from their neighbours.
const (
	voters    = 60   // candidates that are asked, the best first
	priorPair = 0.3  // votes of a pair of spellings by how common both are
	typedBias = 3    // what the word as typed counts beside words with marks
	sure      = 0.9  // share of the readings from which one is the only one
	possible  = 0.06 // and from which it is one of several
	leastVote = 1    // votes without which a word stays as it is
	wordTimes = 5    // what a compound of the language counts for more than the archive says
	wordVotes = 3
	restoring = 3 // words typed side by side from which they say enough of each other
)

// spelledWord is a word of a row and the spellings it may have been meant for.
type spelledWord struct {
	want  int       // of the plan; -1 where it can be read in one way only
	share []float64 // by variant of the want: how likely it was meant
	votes float64   // of its neighbours
}

// rows gives the plain words of a tree in the order typed, row by row; those of a
// row stand side by side.
func (e *evidence) rows(n query.Node) (rows [][]spelledWord) {
	var row []spelledWord
	flush := func() {
		if len(row) > 0 {
			rows = append(rows, row)
		}
		row = nil
	}
	var walk func(query.Node)
	walk = func(n query.Node) {
		switch n := n.(type) {
		case query.Word:
			row = append(row, spelledWord{want: e.wantOf(n)})
		case query.Readings:
			walk(n.Typed)
		case query.And:
			for _, part := range n.Nodes {
				walk(part)
			}
		default:
			flush()
		}
	}
	walk(n)
	flush()
	return rows
}

// wantOf gives the want of a word as typed, -1 for what is no single token.
func (e *evidence) wantOf(w query.Word) int {
	if w.Prefix {
		return -1
	}
	tokens := vi.Tokens(w.Text)
	if len(tokens) != 1 {
		return -1
	}
	asked := want{term: tokens[0].Term, folded: !w.Exact && tokens[0].Term == tokens[0].Folded}
	for i, known := range e.plan.wants {
		if known == asked {
			return i
		}
	}
	return -1
}

// readRows says how likely the spellings of the words of rows are, by how often
// neighbours stand side by side in the best candidates.
func (e *evidence) readRows(rows [][]spelledWord, lists []candidates) {
	slots := make([]int, len(e.wants))
	for i := range slots {
		slots[i] = -1
	}
	for slot, w := range e.typed {
		if w >= 0 {
			slots[w] = slot
		}
	}
	votes := e.pairVotes(lists)
	for _, row := range rows {
		steps := make([]*[64]float64, len(row)) // between a word and the next
		for i := range row[:len(row)-1] {
			a, b := row[i].want, row[i+1].want
			if a < 0 || b < 0 || slots[a] < 0 || slots[b] < 0 {
				continue
			}
			if n, ok := e.plan.pairs[[2]int{slots[a], slots[b]}]; ok {
				steps[i] = &votes[n]
				total := 0.0
				for _, v := range votes[n] {
					total += v
				}
				row[i].votes += total
				row[i+1].votes += total
			}
		}
		e.smooth(row, steps)
	}
}

// pairVotes counts for each pair in how many of the best candidates its words stand
// side by side in which spellings, 8 times that of the first plus the second's; 0 is
// a spelling that is not known.
func (e *evidence) pairVotes(lists []candidates) [][64]float64 {
	fields := len(textFields)
	votes := make([][64]float64, len(e.pairs))
	for _, c := range lists {
		if c.places == nil {
			continue
		}
		for hit := range min(c.depth, voters) {
			e.read(c.places, hit)
			weight := 1 / (1 + float64(hit)/20)
			for i := range e.pairs {
				a, b := e.typed[e.pairs[i].a], e.typed[e.pairs[i].b]
				if a < 0 || b < 0 || len(e.wants[a].variants) < 2 && len(e.wants[b].variants) < 2 {
					continue
				}
				var seen uint64
				for f := range fields {
					right, j := e.occ[b*fields+f], 0
					for _, o := range e.occ[a*fields+f] {
						for j < len(right) && right[j].first <= o.last {
							j++
						}
						if j == len(right) {
							break
						}
						if right[j].first == o.last+1 {
							seen |= 1 << (o.variant&7*8 + right[j].variant&7)
						}
					}
				}
				for bit := range 64 {
					if seen&(1<<bit) != 0 {
						votes[i][bit] += weight
					}
				}
			}
		}
	}
	for i := range e.pairs {
		e.favour(&e.pairs[i], &votes[i])
	}
	return votes
}

// favour lets spellings that are a compound count for more.
func (e *evidence) favour(q *pair, votes *[64]float64) {
	a, b := e.typed[q.a], e.typed[q.b]
	if a < 0 || b < 0 {
		return
	}
	for x, first := range e.spellings(a) {
		for y, second := range e.spellings(b) {
			at := e.number(a, x)*8 + e.number(b, y)
			if lexicon().Has(first, second) {
				votes[at] = votes[at]*wordTimes + wordVotes
			}
		}
	}
}

// spellings lists those of a want in the order of their numbers.
func (e *evidence) spellings(want int) []string {
	if len(e.wants[want].variants) == 0 {
		return []string{e.plan.wants[want].term}
	}
	terms := make([]string, len(e.wants[want].variants))
	for i, v := range e.wants[want].variants {
		terms[i] = v.term
	}
	return terms
}

// smooth runs forward and backward over a row (Rabiner 1989, III).
func (e *evidence) smooth(row []spelledWord, steps []*[64]float64) {
	prior := make([][]float64, len(row))
	for i, w := range row {
		prior[i] = e.priors(w.want)
	}
	step := func(i, x, y int) float64 {
		p := priorPair * prior[i][x] * prior[i+1][y]
		if m := steps[i]; m != nil {
			p += m[e.number(row[i].want, x)*8+e.number(row[i+1].want, y)]
		}
		return p
	}
	forward, backward := make([][]float64, len(row)), make([][]float64, len(row))
	for i := range row {
		forward[i], backward[i] = make([]float64, len(prior[i])), make([]float64, len(prior[i]))
		for y := range prior[i] {
			if i == 0 {
				forward[i][y] = prior[i][y]
				continue
			}
			for x := range prior[i-1] {
				forward[i][y] += forward[i-1][x] * step(i-1, x, y) / prior[i-1][x]
			}
		}
		scale(forward[i])
	}
	for i := len(row) - 1; i >= 0; i-- {
		for x := range prior[i] {
			if i == len(row)-1 {
				backward[i][x] = 1
				continue
			}
			for y := range prior[i+1] {
				backward[i][x] += step(i, x, y) / prior[i][x] * backward[i+1][y]
			}
		}
		scale(backward[i])
		row[i].share = make([]float64, len(prior[i]))
		for x := range prior[i] {
			row[i].share[x] = forward[i][x] * backward[i][x]
		}
		scale(row[i].share)
	}
}

// number gives the number of a state in occurrence.variant.
func (e *evidence) number(want, state int) int {
	if want < 0 || len(e.wants[want].variants) == 0 {
		return 0
	}
	return state + 1
}

// priors gives how likely the spellings of a want are by themselves.
func (e *evidence) priors(want int) []float64 {
	if want < 0 || len(e.wants[want].variants) == 0 {
		return []float64{1}
	}
	w := &e.wants[want]
	p := make([]float64, len(w.variants))
	total := 1.0
	for _, v := range w.variants {
		total += float64(v.count)
	}
	for i, v := range w.variants {
		p[i] = (float64(v.count) + 1) / total
		if e.plan.marked && v.term == e.plan.wants[want].term {
			p[i] *= typedBias
		}
	}
	scale(p)
	return p
}

// scale makes numbers add up to 1.
func scale(p []float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		if sum > 0 {
			p[i] /= sum
		} else {
			p[i] = 1 / float64(len(p))
		}
	}
}

// meanings gives the spellings that a word may have been meant for, the likeliest
// first; none where it stays as typed.
func (e *evidence) meanings(w spelledWord) (terms []string, shares []float64) {
	if w.want < 0 {
		return nil, nil
	}
	if v := e.wants[w.want].variants; len(v) == 1 {
		return []string{v[0].term}, []float64{1} // hardly anything else in the archive
	}
	if len(e.wants[w.want].variants) == 0 || w.votes < leastVote {
		return nil, nil
	}
	best := 0
	for i, s := range w.share {
		if s > w.share[best] {
			best = i
		}
	}
	v := e.wants[w.want].variants
	terms, shares = []string{v[best].term}, []float64{1}
	if w.share[best] >= sure {
		return terms, shares
	}
	for i, s := range w.share {
		if i != best && s >= possible {
			terms, shares = append(terms, v[i].term), append(shares, s/w.share[best])
		}
	}
	return terms, shares
}

// respell gives the tree with the words of rows as they were meant.
func (e *evidence) respell(n query.Node, rows [][]spelledWord) (out query.Node, text []string, changed bool) {
	var flat []spelledWord
	for _, row := range rows {
		flat = append(flat, row...)
	}
	var walk func(query.Node) query.Node
	walk = func(n query.Node) query.Node {
		switch n := n.(type) {
		case query.Word:
			w := flat[0]
			flat = flat[1:]
			terms, shares := e.meanings(w)
			if len(terms) == 0 {
				text = append(text, vi.Normalize(n.Text))
				return n
			}
			changed = true
			text = append(text, terms[0])
			r := query.Readings{Typed: query.Word{Text: terms[0], Exact: true, Span: n.Span}}
			for i, t := range terms {
				if i > 0 {
					r.Readings = append(r.Readings, query.Reading{Node: query.Word{Text: t, Exact: true}, Kind: RestoredKind, Weight: shares[i]})
				}
				if other, ok := vi.IY(t); ok {
					r.Readings = append(r.Readings, query.Reading{Node: query.Word{Text: other, Exact: true}, Kind: SoundKind, Weight: soundWeight * shares[i]})
				}
			}
			if len(r.Readings) == 0 {
				return r.Typed
			}
			return r
		case query.Readings:
			switch inner := walk(n.Typed).(type) {
			case query.Readings:
				n.Typed, n.Readings = inner.Typed, append(append([]query.Reading{}, inner.Readings...), n.Readings...)
			default:
				n.Typed = inner
			}
			return n
		case query.And:
			nodes := make([]query.Node, len(n.Nodes))
			for i, part := range n.Nodes {
				nodes[i] = walk(part)
			}
			return query.And{Nodes: nodes}
		case query.Phrase:
			text = append(text, vi.Normalize(n.Text))
		}
		return n
	}
	out = walk(n)
	return out, text, changed
}
