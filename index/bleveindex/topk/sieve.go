package topk

import (
	"math/bits"

	"khobao/index/bleveindex/segment"
)

// fewMatches is the number of matches in a window below which each is looked up
// by itself; above it decoding whole blocks costs less.
const fewMatches = 160

// sieve scores the few matches of a window clause by clause, and drops after each
// those that cannot enter any more, whatever the clauses left give them.
type sieve struct {
	docs   [fewMatches]uint32
	scores [fewMatches]float32
	finder segment.Finder
}

func (s *sieve) score(w int, from uint32, words []uint64, runs []run, best *Best) error {
	n := 0
	for i, word := range words {
		for ; word != 0; word &= word - 1 {
			s.docs[n] = from + uint32(i*64+bits.TrailingZeros64(word))
			s.scores[n] = 0
			n++
		}
	}
	for i := range runs {
		r := &runs[i]
		s.finder.Begin(&r.clause.List, int(r.starts[w]))
		rest := float32(0)
		for k := range runs[i+1:] {
			rest += runs[i+1+k].most[w]
		}
		least := best.Threshold()/rounding - rest
		kept := 0
		for k, doc := range s.docs[:n] {
			score := s.scores[k]
			tf, err := s.finder.TF(doc)
			if err != nil {
				return err
			}
			if tf > 0 {
				score += r.clause.Weight * r.clause.Norm.Part(r.lengths[doc], tf)
			}
			s.docs[kept], s.scores[kept] = doc, score
			if score >= least {
				kept++
			}
		}
		n = kept
	}
	for k, doc := range s.docs[:n] {
		if s.scores[k] >= best.Threshold() {
			best.Add(doc, s.scores[k])
		}
	}
	return nil
}
