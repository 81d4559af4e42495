package bleveindex

import (
	"fmt"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

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
		for _, sl := range t.slots {
			df := uint64(0)
			for _, m := range matchers {
				docs, err := m.slot(sl, t.fields)
				if err != nil {
					return nil, err
				}
				df += docs.GetCardinality()
				if m.part.deleted != nil {
					df -= docs.AndCardinality(m.part.deleted)
				}
			}
			s.idf[t] += idf(v.articles, df)
		}
	}
	return s, nil
}

func idf(articles int, df uint64) float32 {
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

// add adds to scores, by document number, what e gives each document of docs.
func (s *scorer) add(m *matcher, e expr, docs *roaring.Bitmap, scores []float32) error {
	switch e := e.(type) {
	case *textExpr:
		if len(e.slots) > 1 {
			return s.addPhrase(m, e, scores)
		}
		if e.slots[0].prefix {
			return s.addPrefix(m, e, docs, scores)
		}
		return s.addWord(m, e, docs, scores)
	case andExpr:
		return s.addAll(m, e.nodes, docs, scores)
	case orExpr:
		return s.addAll(m, e.nodes, docs, scores)
	case *scopeExpr:
		return s.add(m, e.node, docs, scores)
	case *readingsExpr:
		return s.addBest(m, e, docs, scores)
	}
	return nil
}

func (s *scorer) addAll(m *matcher, nodes []expr, docs *roaring.Bitmap, scores []float32) error {
	for _, n := range nodes {
		if err := s.add(m, n, docs, scores); err != nil {
			return err
		}
	}
	return nil
}

// addBest adds the best reading only: they are ways to read the same words.
func (s *scorer) addBest(m *matcher, e *readingsExpr, docs *roaring.Bitmap, scores []float32) error {
	best := make([]float32, len(scores))
	one := make([]float32, len(scores))
	for i, n := range e.nodes {
		if i > 0 {
			clear(one)
		}
		if err := s.add(m, n, docs, one); err != nil {
			return err
		}
		for doc, score := range one {
			best[doc] = max(best[doc], score*e.weights[i])
		}
	}
	for doc, score := range best {
		scores[doc] += score
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

// adder adds what one word or phrase gives in one field.
type adder struct {
	weight, base, perSyllable float32
	lengths                   []uint16
	scores                    []float32
}

func (s *scorer) adder(m *matcher, e *textExpr, f int, scores []float32) adder {
	base, perSyllable := s.length(f)
	return adder{s.weight(e, f), base, perSyllable, m.part.columns.Lengths[f], scores}
}

func (a *adder) add(doc, freq uint32) {
	tf := float32(freq)
	// Rounded as our own format keeps it, so that every way to score agrees.
	length := float32(segment.RoundLength(int(a.lengths[doc])))
	a.scores[doc] += a.weight * (tf / (tf + a.base + a.perSyllable*length))
}

func (s *scorer) addWord(m *matcher, e *textExpr, docs *roaring.Bitmap, scores []float32) error {
	for _, f := range e.fields {
		all, err := m.term(f, e.slots[0].terms[0])
		if err != nil {
			return err
		}
		if !all.Intersects(docs) {
			continue
		}
		a := s.adder(m, e, f, scores)
		if m.own != nil {
			err = m.eachOwn(f, e.slots[0].terms[0], docs, a.add)
		} else {
			err = m.each(f, e.slots[0].terms[0], roaring.And(all, docs), a.add)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// each visits the documents of docs, all of which hold a term, with its frequency.
func (m *matcher) each(f int, term string, docs *roaring.Bitmap, visit func(doc, freq uint32)) error {
	list, err := m.postings(f, term)
	if err != nil {
		return err
	}
	it := list.Iterator(true, true, false, nil)
	if o, ok := it.(segmentapi.OptimizablePostingsIterator); ok && o.ActualBitmap() != nil {
		o.ReplaceActual(docs)
	}
	for n := 0; ; n++ {
		if n%checkEvery == 0 && m.ctx.Err() != nil {
			return m.ctx.Err()
		}
		p, err := it.Next()
		if err != nil {
			return fmt.Errorf("read postings of %q: %w", term, err)
		}
		if p == nil {
			return nil
		}
		visit(uint32(p.Number()), uint32(p.Frequency()))
	}
}

// eachOwn visits the documents of docs that hold a term in a segment of our own
// format.
func (m *matcher) eachOwn(f int, term string, docs *roaring.Bitmap, visit func(doc, freq uint32)) error {
	l, err := m.list(f, term)
	if err != nil {
		return err
	}
	c, err := newOwnCursor(l, false)
	if err != nil {
		return err
	}
	it := docs.Iterator()
	for n := 0; it.HasNext(); n++ {
		if n%checkEvery == 0 && m.ctx.Err() != nil {
			return m.ctx.Err()
		}
		doc := it.Next()
		ok, err := c.seek(doc)
		if err != nil {
			return fmt.Errorf("read postings of %q: %w", term, err)
		}
		if ok {
			visit(doc, c.tfs[c.i])
		}
	}
	return nil
}

func (s *scorer) addPhrase(m *matcher, e *textExpr, scores []float32) error {
	for _, hits := range m.phrases[e] {
		a := s.adder(m, e, hits.field, scores)
		for i, doc := range hits.docs {
			a.add(doc, hits.freqs[i])
		}
	}
	return nil
}

func (s *scorer) addPrefix(m *matcher, e *textExpr, docs *roaring.Bitmap, scores []float32) error {
	for _, f := range e.fields {
		all, err := m.slot(e.slots[0], []int{f})
		if err != nil {
			return err
		}
		weight := s.idf[e] * float32(s.layout.texts[f].Weight) * prefixPart
		it := roaring.And(all, docs).Iterator()
		for it.HasNext() {
			scores[it.Next()] += weight
		}
	}
	return nil
}
