package bleveindex

import (
	"fmt"
	"slices"
	"strings"

	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/topk"
)

// prunable reports whether the score of e is a plain sum over single words and
// their readings, and whether all segments are of our own format: then topk finds
// the best of the matches without scoring each.
func prunable(e expr, matchers []*matcher) bool {
	for _, m := range matchers {
		if m.own == nil {
			return false
		}
	}
	return plainSum(e)
}

func plainSum(e expr) bool {
	switch e := e.(type) {
	case *textExpr:
		return len(e.slots) == 1
	case andExpr:
		return allPlain(e.nodes)
	case orExpr:
		return allPlain(e.nodes)
	case *readingsExpr:
		return !slices.ContainsFunc(e.nodes, func(n expr) bool { return !plainSum(n) || hasReadings(n) })
	case *scopeExpr:
		return plainSum(e.node)
	}
	return true // adds nothing
}

func allPlain(nodes []expr) bool {
	for _, n := range nodes {
		if !plainSum(n) {
			return false
		}
	}
	return true
}

// hasReadings reports whether there are readings in what e adds to scores.
func hasReadings(e expr) bool {
	switch e := e.(type) {
	case *readingsExpr:
		return true
	case andExpr:
		return slices.ContainsFunc(e.nodes, hasReadings)
	case orExpr:
		return slices.ContainsFunc(e.nodes, hasReadings)
	case *scopeExpr:
		return hasReadings(e.node)
	}
	return false
}

// pruned ranks with topk.
func (s *search) pruned(scorer *scorer) error {
	k := min(s.size, s.total)
	best := topk.NewBest(k)
	for i, m := range s.matchers {
		if s.matched[i].hits == 0 {
			continue
		}
		clauses, err := scorer.clauses(m, s.plan, s.view.norms(), nil)
		if err != nil {
			return err
		}
		best.Enter(i, m.own)
		if err := topk.Score(s.ctx, s.matched[i].docs, clauses, best); err != nil {
			return fmt.Errorf("rank: %w", err)
		}
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	list := best.Page(s.first) // in the order of all other searches
	found := make([]columns.Found, len(list))
	for i, f := range list {
		found[i] = columns.Found{Score: f.Score, Doc: f.Doc, Segment: s.view.segments[f.Part].columns}
	}
	s.show(found)
	return nil
}

// clauses appends the terms, prefixes and readings of e that add to scores in a
// segment.
func (s *scorer) clauses(m *matcher, e expr, norms []*topk.Norm, found []topk.Clause) (_ []topk.Clause, err error) {
	var nodes []expr
	switch e := e.(type) {
	case *textExpr:
		return s.wordClauses(m, e, norms, found)
	case *readingsExpr:
		var either topk.Clause
		for i, n := range e.nodes {
			clauses, err := s.clauses(m, n, norms, nil)
			if err != nil {
				return nil, err
			}
			if len(clauses) == 0 {
				continue
			}
			either.Readings = append(either.Readings, topk.Reading{Clauses: clauses, Weight: e.weights[i]})
			for _, c := range clauses {
				either.Weight = max(either.Weight, c.Weight*e.weights[i])
			}
		}
		if either.Readings != nil {
			found = append(found, either)
		}
		return found, nil
	case andExpr:
		nodes = e.nodes
	case orExpr:
		nodes = e.nodes
	case *scopeExpr:
		nodes = []expr{e.node}
	}
	for _, n := range nodes {
		if found, err = s.clauses(m, n, norms, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (s *scorer) wordClauses(m *matcher, e *textExpr, norms []*topk.Norm, found []topk.Clause) ([]topk.Clause, error) {
	for _, f := range e.fields {
		if begins := e.slots[0].begins; begins != nil {
			begun, err := m.begunWith(f, begins)
			if err != nil {
				return nil, err
			}
			found = append(found, topk.Clause{Set: begun, Weight: s.prefixWeight(e, f)})
			continue
		}
		l, err := m.list(f, e.slots[0].terms[0])
		if err != nil {
			return nil, err
		}
		if l.Len() > 0 {
			found = append(found, topk.Clause{
				List: *l, Field: m.own.Field(m.layout.texts[f].Name), Norm: norms[f], Weight: s.weight(e, f),
			})
		}
	}
	return found, nil
}

var noList segment.List

// list gives a term's postings in a segment of our own format; an empty list
// when it has none. That of a folded term may have no positions: places are read
// spelling by spelling.
func (m *matcher) list(f int, term string) (*segment.List, error) {
	key := fieldTerm{f, term}
	if l := m.lists[key]; l != nil {
		return l, nil
	}
	found := &noList
	if folded, ok := strings.CutPrefix(term, foldedMark); ok {
		l, err := m.union(f, folded)
		if err != nil {
			return nil, fmt.Errorf("unite the spellings of %q: %w", folded, err)
		}
		found = l
	} else {
		l, ok, err := m.own.Field(m.layout.texts[f].Name).Term([]byte(term))
		if err != nil {
			return nil, fmt.Errorf("look up %q: %w", term, err)
		}
		if ok {
			found = &l
		}
	}
	m.lists[key] = found
	return found, nil
}
