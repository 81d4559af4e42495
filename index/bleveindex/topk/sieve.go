package topk

import (
	"math/bits"
	"sync"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// fewMatches is the number of documents in a window below which each is looked
// up by itself; above it decoding whole blocks costs less.
const fewMatches = 160

// sieve scores the matches of a window clause by clause, and drops after each
// those that cannot enter any more, whatever the clauses left give them. What
// stands in none of the clauses that it takes to enter is not looked at.
type sieve struct {
	all    [window]float32 // sums of the clauses added for whole blocks, by document; zero between windows
	docs   [window]uint32  // what is left
	scores [window]float32 // its sums
	rest   []float32       // by clause: the most that it and those after it add
	sum    [window]float32 // of what is left: what one reading adds, and the best
	best   [window]float32
	finder segment.Finder
}

// sievePool keeps sieves clean: one that an error left is not given back.
var sievePool = sync.Pool{New: func() any { return new(sieve) }}

// score adds the best of the matches of window w, which are words from document
// from on.
func (s *sieve) score(w int, from uint32, words docset.Set, runs []run, best *Best) error {
	s.rest = append(s.rest[:0], make([]float32, len(runs)+1)...)
	for i := len(runs) - 1; i >= 0; i-- {
		s.rest[i] = s.rest[i+1] + runs[i].most[w]
	}
	least := best.Threshold() / rounding
	n, done := 0, 0
	if words.Count() < fewMatches {
		n = s.matches(from, words)
	} else {
		// The first clauses, until those left alone cannot lift a document into
		// the best: what stands in none of the first is out.
		for done = 1; done < len(runs) && s.rest[done] >= least; done++ {
		}
		var err error
		if n, err = s.first(w, from, words, runs[:done], least-s.rest[done]); err != nil {
			return err
		}
	}
	for i := done; i < len(runs) && n > 0; i++ {
		var err error
		if n < fewMatches {
			err = s.look(w, &runs[i], n, &s.scores)
		} else {
			err = s.sweep(w, from, &runs[i], n)
		}
		if err != nil {
			return err
		}
		n = s.keep(n, least-s.rest[i+1])
	}
	for k, doc := range s.docs[:n] {
		if s.scores[k] >= best.Threshold() {
			best.Add(doc, s.scores[k])
		}
	}
	return nil
}

// matches takes all matches, none of them scored yet.
func (s *sieve) matches(from uint32, words docset.Set) int {
	n := 0
	for i, word := range words {
		for ; word != 0; word &= word - 1 {
			s.docs[n] = from + uint32(i*64+bits.TrailingZeros64(word))
			s.scores[n] = 0
			n++
		}
	}
	return n
}

// first takes the matches to which the first clauses give at least least.
func (s *sieve) first(w int, from uint32, words docset.Set, runs []run, least float32) (int, error) {
	if len(runs) == 1 && least > 0 && runs[0].clause.Set == nil && runs[0].readings == nil {
		return s.lead(w, from, words, &runs[0], least)
	}
	for i := range runs {
		if err := runs[i].addAll(w, from, &s.all); err != nil {
			return 0, err
		}
	}
	n := 0
	if least > 0 { // what is no match seldom comes so far
		for at, sum := range s.all {
			if sum >= least && at>>6 < len(words) && words.Has(uint32(at)) {
				s.docs[n], s.scores[n] = from+uint32(at), sum
				n++
			}
		}
	} else {
		n = s.matches(from, words)
		for k, doc := range s.docs[:n] {
			s.scores[k] = s.all[(doc-from)&(window-1)]
		}
	}
	clear(s.all[:])
	return n, nil
}

// lead takes what one clause gives at least least, without a sum by document.
func (s *sieve) lead(w int, from uint32, words docset.Set, r *run, least float32) (int, error) {
	n := 0
	for b := int(r.starts[w]); b < r.clause.List.Blocks(); b++ {
		docs, tfs, last, err := r.within(b, from)
		if err != nil {
			return 0, err
		}
		for i, d := range docs {
			if v := r.clause.Weight * r.clause.Norm.Part(r.lengths[d], tfs[i]); v >= least && words.Has(d-from) {
				s.docs[n], s.scores[n] = d, v
				n++
			}
		}
		if last {
			break
		}
	}
	return n, nil
}

// look adds what a clause gives each of the first n documents, which it looks up.
func (s *sieve) look(w int, r *run, n int, scores *[window]float32) error {
	if r.readings != nil {
		return s.lookReadings(w, r, n, scores)
	}
	if set := r.clause.Set; set != nil {
		for k, doc := range s.docs[:n] {
			if set.Has(doc) {
				scores[k] += r.clause.Weight
			}
		}
		return nil
	}
	s.finder.Begin(&r.clause.List, int(r.starts[w]))
	for k, doc := range s.docs[:n] {
		tf, err := s.finder.TF(doc)
		if err != nil {
			return err
		}
		if tf > 0 {
			scores[k] += r.clause.Weight * r.clause.Norm.Part(r.lengths[doc], tf)
		}
	}
	return nil
}

// sweep does the same by whole blocks.
func (s *sieve) sweep(w int, from uint32, r *run, n int) error {
	if err := r.addAll(w, from, &s.all); err != nil {
		return err
	}
	for k, doc := range s.docs[:n] {
		s.scores[k] += s.all[(doc-from)&(window-1)]
	}
	clear(s.all[:])
	return nil
}

// keep keeps those of the first n documents that have at least least.
func (s *sieve) keep(n int, least float32) int {
	kept := 0
	for k, doc := range s.docs[:n] {
		score := s.scores[k]
		s.docs[kept], s.scores[kept] = doc, score
		if score >= least {
			kept++
		}
	}
	return kept
}
