package bleveindex

import (
	"slices"
	"sort"

	"khobao/index/bleveindex/docset"
	"khobao/index/query"
)

// scope keeps in set the documents where e.node holds inside one sentence, one
// paragraph, or the first syllables. A sentence or paragraph lies in one field;
// the first syllables are those of the lead and, where it is shorter, of the body
// after it.
func (m *matcher) scope(e *scopeExpr, set docset.Set) error {
	if err := m.match(withoutNot(e.node), set); err != nil || set.Empty() {
		return err
	}
	leaves := textsIn(e.node, nil)
	fields := m.layout.plain()
	if e.kind == query.First {
		fields = []int{m.layout.text("lead"), m.layout.text("body")}
	}
	docs := set.Documents(nil)
	clear(set)
	for _, f := range fields {
		s, err := m.scopeIn(e, f, leaves)
		if err != nil {
			return err
		}
		for _, doc := range docs {
			if err := m.worked(documentWork); err != nil {
				return err
			}
			ok, err := s.holds(doc)
			if err != nil {
				return err
			}
			if ok {
				set.Add(doc)
			}
		}
	}
	return nil
}

// withoutNot drops what must not stand in the scope: it may well stand elsewhere.
func withoutNot(e expr) expr {
	switch e := e.(type) {
	case notExpr:
		return allExpr{}
	case andExpr:
		return andExpr{mapped(e.nodes, withoutNot)}
	case orExpr:
		return orExpr{mapped(e.nodes, withoutNot)}
	case *readingsExpr:
		return orExpr{mapped(e.nodes, withoutNot)}
	case *scopeExpr:
		return withoutNot(e.node)
	}
	return e
}

func mapped(nodes []expr, f func(expr) expr) []expr {
	out := make([]expr, len(nodes))
	for i, n := range nodes {
		out[i] = f(n)
	}
	return out
}

// textsIn collects the words and phrases of e.
func textsIn(e expr, found []*textExpr) []*textExpr {
	switch e := e.(type) {
	case *textExpr:
		return append(found, e)
	case notExpr:
		return textsIn(e.node, found)
	case *scopeExpr:
		return textsIn(e.node, found)
	case andExpr:
		for _, n := range e.nodes {
			found = textsIn(n, found)
		}
	case orExpr:
		for _, n := range e.nodes {
			found = textsIn(n, found)
		}
	case *readingsExpr:
		for _, n := range e.nodes {
			found = textsIn(n, found)
		}
	}
	return found
}

// scopeFinder tests the documents of one field.
type scopeFinder struct {
	m       *matcher
	node    expr
	doc     uint32
	first   func(doc uint32) uint32 // length of the first stretch; nil for sentences and paragraphs
	marks   *slotCursor
	leaves  map[*textExpr]*leaf
	ordered []*leaf
}

// leaf is a word or phrase and where it stands in the document at hand.
type leaf struct {
	text    *textExpr
	cursors []*slotCursor
	finder  *phraseFinder
	spans   []span
}

func (m *matcher) scopeIn(e *scopeExpr, f int, texts []*textExpr) (*scopeFinder, error) {
	s := &scopeFinder{m: m, node: e.node, leaves: map[*textExpr]*leaf{}}
	mark := sentenceMark
	switch e.kind {
	case query.Paragraph:
		mark = paragraphMark
	case query.First:
		s.first = m.firstSyllables(e.n, f)
	}
	var err error
	if s.marks, err = m.slotCursor(f, slot{terms: []string{mark}}); err != nil {
		return nil, err
	}
	for _, t := range texts {
		if s.leaves[t] != nil {
			continue
		}
		l := &leaf{text: t, finder: newPhraseFinder(m, t)}
		if slices.Contains(t.fields, f) {
			for _, sl := range t.slots {
				c, err := m.slotCursor(f, sl)
				if err != nil {
					return nil, err
				}
				l.cursors = append(l.cursors, c)
			}
		}
		s.leaves[t] = l
		s.ordered = append(s.ordered, l)
	}
	return s, nil
}

// firstSyllables gives how many positions of a field belong to the first n.
func (m *matcher) firstSyllables(n, f int) func(doc uint32) uint32 {
	lead := m.layout.text("lead")
	if f == lead {
		return func(uint32) uint32 { return uint32(n) }
	}
	lengths := m.part.columns.Lengths[lead]
	return func(doc uint32) uint32 { return uint32(max(0, n-int(lengths[doc]))) }
}

func (s *scopeFinder) holds(doc uint32) (bool, error) {
	s.doc = doc
	for _, l := range s.ordered {
		l.spans = l.spans[:0]
		if len(l.cursors) == 0 {
			continue
		}
		spans, err := l.finder.in(doc, l.cursors)
		if err != nil {
			return false, err
		}
		l.spans = append(l.spans, spans...)
	}
	if s.first != nil {
		last := s.first(doc)
		if last == 0 {
			return false, nil
		}
		return s.test(s.node, span{1, last})
	}
	if err := s.marks.at(doc); err != nil {
		return false, err
	}
	for i, start := range s.marks.positions {
		if err := s.m.worked(cursorWork * len(s.ordered)); err != nil {
			return false, err
		}
		stretch := span{start, 1<<32 - 1}
		if i+1 < len(s.marks.positions) {
			stretch.last = s.marks.positions[i+1] - 1
		}
		if ok, err := s.test(s.node, stretch); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// test reports whether e holds inside a stretch of the document at hand.
func (s *scopeFinder) test(e expr, stretch span) (bool, error) {
	switch e := e.(type) {
	case *textExpr:
		// Of spans that begin later none ends before.
		spans := s.leaves[e].spans
		i := sort.Search(len(spans), func(i int) bool { return spans[i].first >= stretch.first })
		return i < len(spans) && spans[i].last <= stretch.last, nil
	case notExpr:
		ok, err := s.test(e.node, stretch)
		return !ok, err
	case andExpr:
		for _, n := range e.nodes {
			if ok, err := s.test(n, stretch); !ok || err != nil {
				return false, err
			}
		}
		return true, nil
	case orExpr:
		return s.any(e.nodes, stretch)
	case *readingsExpr:
		return s.any(e.nodes, stretch)
	case *scopeExpr:
		return s.test(e.node, stretch)
	case keywordExpr:
		return s.m.part.columns.Has(s.doc, e.keyword, e.values), nil
	case *figureExpr:
		docs, err := s.m.figures(e)
		return err == nil && docs.Has(s.doc), err
	case periodExpr:
		return s.m.part.columns.In(s.doc, e.from, e.to), nil
	case allExpr:
		return true, nil
	}
	return false, nil
}

func (s *scopeFinder) any(nodes []expr, stretch span) (bool, error) {
	for _, n := range nodes {
		if ok, err := s.test(n, stretch); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}
