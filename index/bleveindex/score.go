package bleveindex

import (
	"fmt"
	"math"

	"khobao/index/bleveindex/segment"
)

// BM25 as Robertson and Zaragoza give it (2009), with the usual parameters; the
// fields of a word are scored apart and added with their weights.
const (
	bm25K = 1.2
	bm25B = 0.75
	// prefixPart stands for the frequency part of what a prefix matched: how often
	// its words occur says little.
	prefixPart = 1
)

// scorer gives documents their scores. The document frequencies are those of the
// whole view, so that a score does not depend on how segments were merged.
type scorer struct {
	layout   layout
	averages []float64
	idf      map[*textExpr]float32
}

// newScorer weighs the words of e, after the matchers looked them up.
func newScorer(l layout, v *view, matchers []*matcher, e expr) (*scorer, error) {
	s := &scorer{layout: l, averages: v.averages, idf: map[*textExpr]float32{}}
	for _, t := range positiveTexts(e, nil) {
		if _, done := s.idf[t]; done {
			continue
		}
		for i := range t.slots {
			df := 0
			for _, m := range matchers {
				docs, err := m.slot(&t.slots[i], t.fields)
				if err != nil {
					return nil, err
				}
				df += m.part.countLive(docs)
			}
			s.idf[t] += idf(v.articles, df)
		}
	}
	return s, nil
}

func idf(articles, df int) float32 {
	return float32(math.Log(1 + (float64(articles)-float64(df)+0.5)/(float64(df)+0.5)))
}

// positiveTexts collects the words and phrases that add to a score.
func positiveTexts(e expr, found []*textExpr) []*textExpr {
	if _, ok := e.(notExpr); ok {
		return found
	}
	switch e := e.(type) {
	case *textExpr:
		return append(found, e)
	case andExpr:
		for _, n := range e.nodes {
			found = positiveTexts(n, found)
		}
	case orExpr:
		for _, n := range e.nodes {
			found = positiveTexts(n, found)
		}
	case *readingsExpr:
		for _, n := range e.nodes {
			found = positiveTexts(n, found)
		}
	case *scopeExpr:
		return positiveTexts(e.node, found)
	}
	return found
}

// matches are the documents that are scored, ascending, and their scores, both by
// place: what one word gives is added for all of them before the next.
type matches struct {
	docs   []uint32
	scores []float32
}

// add adds what e gives each document.
func (s *scorer) add(m *matcher, e expr, to matches) error {
	switch e := e.(type) {
	case *textExpr:
		if len(e.slots) > 1 {
			return s.addPhrase(m, e, to)
		}
		if e.slots[0].begins != nil {
			return s.addPrefix(m, e, to)
		}
		return s.addWord(m, e, to)
	case andExpr:
		return s.addAll(m, e.nodes, to)
	case orExpr:
		return s.addAll(m, e.nodes, to)
	case *scopeExpr:
		return s.add(m, e.node, to)
	case *readingsExpr:
		return s.addBest(m, e, to)
	}
	return nil
}

func (s *scorer) addAll(m *matcher, nodes []expr, to matches) error {
	for _, n := range nodes {
		if err := s.add(m, n, to); err != nil {
			return err
		}
	}
	return nil
}

// addBest adds the best reading only: they are ways to read the same words.
func (s *scorer) addBest(m *matcher, e *readingsExpr, to matches) error {
	best, one := getScores(len(to.docs)), getScores(len(to.docs))
	defer putScores(best)
	defer putScores(one)
	for i, n := range e.nodes {
		if i > 0 {
			clear(*one)
		}
		if err := s.add(m, n, matches{to.docs, *one}); err != nil {
			return err
		}
		for place, score := range *one {
			(*best)[place] = max((*best)[place], score*e.weights[i])
		}
	}
	for place, score := range *best {
		to.scores[place] += score
	}
	return nil
}

// length is the part of BM25's denominator that grows with a field's length.
func (s *scorer) length(f int) (base, perSyllable float32) {
	return bm25K * (1 - bm25B), float32(bm25K * bm25B / s.averages[f])
}

// weight is what a word's frequency part in a field is multiplied with.
func (s *scorer) weight(e *textExpr, f int) float32 {
	return s.idf[e] * float32(s.layout.texts[f].Weight) * (bm25K + 1)
}

// prefixWeight is what a document gains in a field that has a term with a prefix.
func (s *scorer) prefixWeight(e *textExpr, f int) float32 {
	return s.idf[e] * float32(s.layout.texts[f].Weight) * prefixPart
}

// adder gives what one word or phrase adds in one field.
type adder struct {
	weight, base, perSyllable float32
	lengths                   []uint16
}

func (s *scorer) adder(m *matcher, e *textExpr, f int) adder {
	base, perSyllable := s.length(f)
	return adder{s.weight(e, f), base, perSyllable, m.part.columns.Lengths[f]}
}

func (a *adder) score(doc, freq uint32) float32 {
	tf := float32(freq)
	// Rounded as our own format keeps it, so that every way to score agrees.
	length := float32(segment.RoundLength(int(a.lengths[doc])))
	return a.weight * (tf / (tf + a.base + a.perSyllable*length))
}

func (s *scorer) addWord(m *matcher, e *textExpr, to matches) error {
	term := e.slots[0].terms[0]
	for _, f := range e.fields {
		a := s.adder(m, e, f)
		visit := func(place int, freq uint32) { to.scores[place] += a.score(to.docs[place], freq) }
		var err error
		if m.own != nil {
			err = m.eachOwn(f, term, to.docs, visit)
		} else {
			err = m.each(f, term, to.docs, visit)
		}
		if err != nil {
			return fmt.Errorf("read postings of %q: %w", term, err)
		}
	}
	return nil
}

// each visits those of docs that hold a term, by place, with its frequency.
func (m *matcher) each(f int, term string, docs []uint32, visit func(place int, freq uint32)) error {
	list, err := m.postings(f, term)
	if err != nil {
		return err
	}
	it := list.Iterator(true, true, false, nil)
	place := 0
	for place < len(docs) {
		if err := m.worked(cursorWork); err != nil {
			return err
		}
		p, err := it.Advance(uint64(docs[place]))
		if err != nil || p == nil {
			return err
		}
		for place < len(docs) && uint64(docs[place]) < p.Number() {
			place++
		}
		if place < len(docs) && uint64(docs[place]) == p.Number() {
			visit(place, uint32(p.Frequency()))
			place++
		}
	}
	return nil
}

// eachOwn is each in a segment of our own format.
func (m *matcher) eachOwn(f int, term string, docs []uint32, visit func(place int, freq uint32)) error {
	l, err := m.list(f, term)
	if err != nil || l.Len() == 0 {
		return err
	}
	c, err := newOwnCursor(l, false)
	if err != nil {
		return err
	}
	for place, doc := range docs {
		if err := m.worked(cursorWork); err != nil {
			return err
		}
		ok, err := c.seek(doc)
		if err != nil {
			return err
		}
		if ok {
			visit(place, c.tfs[c.i])
		}
	}
	return nil
}

func (s *scorer) addPhrase(m *matcher, e *textExpr, to matches) error {
	for _, hits := range m.phrases[e] {
		a := s.adder(m, e, hits.field)
		place := 0
		for i, doc := range hits.docs {
			for place < len(to.docs) && to.docs[place] < doc {
				place++
			}
			if place == len(to.docs) {
				break
			}
			if to.docs[place] == doc {
				to.scores[place] += a.score(doc, hits.freqs[i])
			}
		}
	}
	return m.ctx.Err()
}

func (s *scorer) addPrefix(m *matcher, e *textExpr, to matches) error {
	for _, f := range e.fields {
		begun, err := m.begunWith(f, e.slots[0].begins)
		if err != nil {
			return err
		}
		weight := s.prefixWeight(e, f)
		for place, doc := range to.docs {
			if begun.Has(doc) {
				to.scores[place] += weight
			}
		}
	}
	return nil
}
