package bleveindex

import (
	"fmt"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/docset"
	"khobao/index/query"
)

// figureExpr matches the articles that tell a number within bounds.
type figureExpr struct{ bounds columns.Figures }

func (*figureExpr) expr() {}

func newFigureExpr(n query.Figure) *figureExpr {
	return &figureExpr{columns.NewFigures(n.Kind, n.Unit, n.Low, n.High, n.Over, n.Under)}
}

// figureTerms gives the terms of an article's figures, in order of the text.
func figureTerms(a *index.Article) []string {
	var terms []string
	var room []byte
	for _, f := range a.Figures {
		kind, unit, values, ok := f.Measured()
		if !ok {
			continue
		}
		for _, v := range values {
			room = columns.AppendFigure(room[:0], kind, unit, v)
			terms = append(terms, string(room))
		}
	}
	return terms
}

// figures gives the documents that e matches, deleted ones included; the set must
// not be changed, and holds until the matcher is released.
func (m *matcher) figures(e *figureExpr) (docset.Set, error) {
	if set := m.figured[e]; set != nil {
		return set, nil
	}
	set := m.emptySet()
	if err := columns.AddFigures(m.ctx, m.part.segment, set, e.bounds); err != nil {
		m.discard(set)
		return nil, fmt.Errorf("read figures: %w", err)
	}
	if m.figured == nil {
		m.figured = map[*figureExpr]docset.Set{}
	}
	m.figured[e] = set
	return set, nil
}

func (m *matcher) releaseFigures() {
	for _, set := range m.figured {
		m.discard(set)
	}
	clear(m.figured)
}
