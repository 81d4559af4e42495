package topk

import (
	"context"
	"math/bits"

	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// Clause is one term of one field that adds to scores.
type Clause struct {
	List   segment.List
	Field  *segment.Field
	Norm   *Norm
	Weight float32 // a document's score grows by Weight · Norm.Part
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
// clauses' scores. It stops with ctx's error soon after ctx ends.
func Score(ctx context.Context, set Set, clauses []Clause, best *Best) error {
	runs := make([]run, len(clauses))
	for i := range clauses {
		runs[i] = newRun(&clauses[i])
	}
	var scores [window]float32
	for start, windows := 0, 0; start < len(set); start, windows = start+windowWords, windows+1 {
		if windows%16 == 15 && ctx.Err() != nil {
			return ctx.Err()
		}
		words := set[start:min(start+windowWords, len(set))]
		if empty(words) {
			continue
		}
		from, to := uint32(start*64), uint32(start*64+window)
		bound := float32(0)
		for i := range runs {
			bound += runs[i].bound(from, to)
		}
		if bound*rounding < best.Threshold() {
			continue
		}
		for i := range runs {
			if err := runs[i].add(from, to, words, &scores); err != nil {
				return err
			}
		}
		collect(words, from, &scores, best)
	}
	return nil
}

func empty(words []uint64) bool {
	var all uint64
	for _, w := range words {
		all |= w
	}
	return all == 0
}

// collect hands the scores of a window's matches over and clears them.
func collect(words []uint64, from uint32, scores *[window]float32, best *Best) {
	least := best.Threshold()
	for i, w := range words {
		for ; w != 0; w &= w - 1 {
			at := i*64 + bits.TrailingZeros64(w)
			if s := scores[at]; s >= least {
				best.Add(from+uint32(at), s)
				least = best.Threshold()
			}
			scores[at] = 0
		}
	}
}

// run walks one clause's list block by block.
type run struct {
	clause  *Clause
	slack   float32
	lengths []byte
	block   int // first block that may reach into the window
	decoded int // block whose documents are in docs, -1 = none
	n       int
	docs    [bitpack.Block]uint32
	tfs     [bitpack.Block]uint32
}

func newRun(c *Clause) run {
	return run{clause: c, slack: float32(c.Field.Slack(c.Norm.Average)) * c.Weight, lengths: c.Field.Lengths(), decoded: -1}
}

// bound gives the most a document of the window can gain.
func (r *run) bound(from, to uint32) float32 {
	l := &r.clause.List
	r.block = l.Seek(r.block, from)
	most := 0.0
	for b := r.block; b < l.Blocks(); b++ {
		if b > r.block && l.Last(b-1) >= to-1 {
			break
		}
		most = max(most, l.Impact(b))
	}
	return float32(most) * r.slack
}

// add adds the clause's scores for the window's matches. Matches only are
// touched, so the array is clean again after collect.
func (r *run) add(from, to uint32, words []uint64, scores *[window]float32) error {
	l := &r.clause.List
	weight, norm := r.clause.Weight, r.clause.Norm
	for b := r.block; b < l.Blocks(); b++ {
		if b > r.block && l.Last(b-1) >= to-1 {
			break
		}
		if err := r.decode(b); err != nil {
			return err
		}
		for i, d := range r.docs[:r.n] {
			at := d - from // wraps for documents before the window
			if at >= window {
				if d >= to {
					break
				}
				continue
			}
			if words[at>>6]&(1<<(at&63)) == 0 {
				continue
			}
			scores[at] += weight * norm.Part(r.lengths[d], r.tfs[i])
		}
	}
	return nil
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
