package topk

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// Clause is one term of one field that adds to scores, or a set of documents
// that all gain the same, or several ways to read one word.
type Clause struct {
	List     segment.List
	Field    *segment.Field
	Norm     *Norm
	Set      docset.Set // in place of List, Field and Norm; nil for a term
	Readings []Reading  // in place of all the others; a document gains by the best
	Weight   float32    // a document's score grows by Weight · Norm.Part, or by Weight
}

// window is how many documents are scored together: their scores lie in the
// first level cache, and a list has a few blocks in it.
const (
	window      = 2048
	windowWords = window / 64
)

// rounding covers what float32 sums may exceed a bound by.
const rounding = 1 + 1e-5

// Score adds to best the documents of set, all of which match, by the sum of the
// clauses' scores. Windows are taken best bound first, so that the threshold is
// high early and the first window below it is the last. It stops with ctx's
// error soon after ctx ends.
func Score(ctx context.Context, set docset.Set, clauses []Clause, best *Best) error {
	runs := make([]run, len(clauses))
	for i := range clauses {
		runs[i] = newRun(&clauses[i])
	}
	// The strongest first, so that few matches need more than one look. The sum
	// is taken in this order everywhere, since float32 sums depend on it.
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(b.clause.Weight, a.clause.Weight) })
	order, err := bounds(ctx, set, runs)
	if err != nil {
		return err
	}
	s := sievePool.Get().(*sieve)
	work, each := 0, terms(runs)
	for _, w := range order {
		if w.most()*rounding < best.Threshold() {
			break
		}
		if work += each; work >= mostWindows {
			if work = 0; ctx.Err() != nil {
				return ctx.Err()
			}
		}
		start := w.place() * windowWords
		if err := s.score(w.place(), uint32(start*64), set[start:min(start+windowWords, len(set))], runs, best); err != nil {
			return err
		}
	}
	sievePool.Put(s)
	return nil
}

// bounded is a window or block and the most a document of it can score, which is
// not negative, as one number: the best bound is the smallest, of equal ones the
// first place.
type bounded uint64

func bound(most float32, place int) bounded {
	return bounded(^math.Float32bits(most))<<32 | bounded(place)
}

func (b bounded) most() float32 { return math.Float32frombits(^uint32(b >> 32)) }
func (b bounded) place() int    { return int(uint32(b)) }

// mostWindows is how many windows of a term are gone through between two looks at
// the context: at up to five microseconds each, half a millisecond's work. Of more
// terms than that each window is looked after.
const mostWindows = 100

// terms gives the number of terms that are looked at for each window.
func terms(runs []run) int {
	n := 0
	for i := range runs {
		for _, reading := range runs[i].readings {
			n += terms(reading)
		}
	}
	return n + len(runs)
}

// bounds gives the windows that hold a match, best bound first.
func bounds(ctx context.Context, set docset.Set, runs []run) ([]bounded, error) {
	count := (len(set) + windowWords - 1) / windowWords
	list := make([]bounded, 0, count)
	starts, mosts := make([]int32, count*len(runs)), make([]float32, count*len(runs))
	for i := range runs {
		runs[i].starts, starts = starts[:count:count], starts[count:]
		runs[i].most, mosts = mosts[:count:count], mosts[count:]
		runs[i].roomForReadings(count)
	}
	work, each := 0, terms(runs)
	for w := range count {
		if work += each; work >= mostWindows {
			if work = 0; ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		start := w * windowWords
		if empty(set[start:min(start+windowWords, len(set))]) {
			continue
		}
		from := uint32(start * 64)
		most := float32(0)
		for i := range runs {
			most += runs[i].bound(w, from, from+window)
		}
		list = append(list, bound(most, w))
	}
	slices.Sort(list)
	return list, nil
}

func empty(words []uint64) bool {
	var all uint64
	for _, w := range words {
		all |= w
	}
	return all == 0
}

// run walks one clause's list window by window.
type run struct {
	clause  *Clause
	slack   float32
	lengths []byte
	block   int       // first block that may reach into the window bound is asked for
	starts  []int32   // that block by window
	most    []float32 // the most a document can gain, by window
	decoded int       // block whose documents are in docs, -1 = none
	n       int
	docs    [bitpack.Block]uint32
	tfs     [bitpack.Block]uint32

	readings  [][]run          // in place of the list
	sum, best *[window]float32 // of one reading and of the best, by document; zero between windows
}

func newRun(c *Clause) run {
	if c.Readings != nil {
		return run{clause: c, readings: readingRuns(c.Readings)}
	}
	if c.Set != nil {
		return run{clause: c}
	}
	return run{clause: c, slack: float32(c.Field.Slack(c.Norm.Average)) * c.Weight, lengths: c.Field.Lengths(), decoded: -1}
}

// bound gives the most a document of the window can gain. Windows are asked for
// in order.
func (r *run) bound(w int, from, to uint32) float32 {
	if r.readings != nil {
		return r.boundReadings(w, from, to)
	}
	if r.clause.Set != nil {
		if !r.clause.window(from).Empty() {
			r.most[w] = r.clause.Weight
		}
		return r.most[w]
	}
	l := &r.clause.List
	r.block = l.Seek(r.block, from)
	r.starts[w] = int32(r.block)
	most := 0.0
	for b := r.block; b < l.Blocks(); b++ {
		most = max(most, l.Impact(b))
		if l.Last(b) >= to-1 {
			break
		}
	}
	r.most[w] = float32(most) * r.slack
	return r.most[w]
}

// window is what a set of documents has in the window from a document on.
func (c *Clause) window(from uint32) docset.Set {
	start := int(from / 64)
	return c.Set[start:min(start+windowWords, len(c.Set))]
}

// addAll adds the clause's scores for all its documents in the window, matches
// or not: what is no match is never collected.
func (r *run) addAll(w int, from uint32, scores *[window]float32) error {
	if r.readings != nil {
		return r.addReadings(w, from, scores)
	}
	if r.clause.Set != nil {
		r.clause.window(from).Each(func(at uint32) bool {
			scores[at&(window-1)] += r.clause.Weight
			return true
		})
		return nil
	}
	for b := int(r.starts[w]); b < r.clause.List.Blocks(); b++ {
		docs, tfs, last, err := r.within(b, from)
		if err != nil {
			return err
		}
		r.addBlock(docs, tfs, from, scores)
		if last {
			break
		}
	}
	return nil
}

// within gives what of a block is in the window, and whether the next block is
// behind it.
func (r *run) within(block int, from uint32) (docs, tfs []uint32, last bool, err error) {
	if err := r.decode(block); err != nil {
		return nil, nil, false, err
	}
	to := from + window
	docs, tfs = r.docs[:r.n], r.tfs[:r.n]
	end := docs[len(docs)-1]
	if docs[0] < from { // the block began in the window before
		i := sort.Search(len(docs), func(i int) bool { return docs[i] >= from })
		docs, tfs = docs[i:], tfs[i:]
	}
	if end >= to { // and goes on in the next
		i := sort.Search(len(docs), func(i int) bool { return docs[i] >= to })
		docs, tfs = docs[:i], tfs[:i]
	}
	return docs, tfs, end >= to-1, nil
}

// addBlock is the innermost loop: no branch but the rare one for high
// frequencies, and no bounds to check but that of the length.
func (r *run) addBlock(docs, tfs []uint32, from uint32, scores *[window]float32) {
	weight, norm, lengths := r.clause.Weight, r.clause.Norm, r.lengths
	tfs = tfs[:len(docs)]
	for i, d := range docs {
		scores[(d-from)&(window-1)] += weight * norm.Part(lengths[d], tfs[i])
	}
}

func (r *run) decode(block int) error {
	if block == r.decoded {
		return nil
	}
	var err error
	if r.n, err = r.clause.List.Docs(block, &r.docs); err != nil {
		return err
	}
	if _, err = r.clause.List.TFs(block, &r.tfs); err != nil {
		return err
	}
	r.decoded = block
	return nil
}
