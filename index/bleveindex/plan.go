package bleveindex

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/query"
	"khobao/index/vi"
)

// expr is a query as executed: the types below and nothing else.
type expr interface{ expr() }

type (
	allExpr  struct{}
	noneExpr struct{}
	// textExpr is a word or a phrase: one slot is a word.
	textExpr struct {
		fields []int // text fields, any of which may hold it
		slots  []slot
		slop   int
	}
	keywordExpr struct {
		keyword int
		values  []uint32
	}
	periodExpr   struct{ from, to uint32 } // minutes
	andExpr      struct{ nodes []expr }
	orExpr       struct{ nodes []expr }
	notExpr      struct{ node expr }
	readingsExpr struct {
		nodes   []expr // as typed first
		weights []float32
	}
	scopeExpr struct {
		kind query.ScopeKind
		n    int
		node expr
	}
)

// slot is one place of a word or phrase and the terms that may stand there.
type slot struct {
	terms  []string
	begins []string // what they begin with, of a prefix: they weigh as one
}

func (allExpr) expr()       {}
func (noneExpr) expr()      {}
func (*textExpr) expr()     {}
func (keywordExpr) expr()   {}
func (periodExpr) expr()    {}
func (andExpr) expr()       {}
func (orExpr) expr()        {}
func (notExpr) expr()       {}
func (*readingsExpr) expr() {}
func (*scopeExpr) expr()    {}

// planner turns a query into an expr over one view.
type planner struct {
	ctx    context.Context
	layout layout
	view   *view
	places bool // it is looked at where the words stand
}

// plan compiles n; within are the text fields words look into.
func (p *planner) plan(n query.Node, within []int) (expr, error) {
	switch n := n.(type) {
	case nil, query.All:
		return allExpr{}, nil
	case query.Word:
		return p.text(n.Text, within, 0, n.Exact, n.Prefix)
	case query.Phrase:
		return p.text(n.Text, within, n.Slop, n.Exact, false)
	case query.And:
		nodes, err := p.plans(n.Nodes, within)
		return andExpr{nodes}, err
	case query.Or:
		nodes, err := p.plans(n.Nodes, within)
		return orExpr{nodes}, err
	case query.Not:
		node, err := p.plan(n.Node, within)
		return notExpr{node}, err
	case query.Field:
		return p.field(n)
	case query.Period:
		return period(n)
	case query.Figure:
		return newFigureExpr(n), nil
	case query.Readings:
		return p.readings(n, within)
	case query.Scope:
		inside := *p
		inside.places = true
		node, err := inside.plan(n.Node, within)
		return &scopeExpr{n.Kind, n.N, node}, err
	}
	return nil, fmt.Errorf("search: no way to execute %T", n)
}

func (p *planner) plans(nodes []query.Node, within []int) ([]expr, error) {
	planned := make([]expr, len(nodes))
	for i, n := range nodes {
		var err error
		if planned[i], err = p.plan(n, within); err != nil {
			return nil, err
		}
	}
	return planned, nil
}

func (p *planner) readings(n query.Readings, within []int) (expr, error) {
	r := &readingsExpr{weights: []float32{1}}
	node, err := p.plan(n.Typed, within)
	if err != nil {
		return nil, err
	}
	r.nodes = append(r.nodes, node)
	for _, reading := range n.Readings {
		if node, err = p.plan(reading.Node, within); err != nil {
			return nil, err
		}
		r.nodes = append(r.nodes, node)
		r.weights = append(r.weights, float32(reading.Weight))
	}
	return r, nil
}

// text plans a word or phrase. Text without any token matches nothing.
func (p *planner) text(text string, within []int, slop int, exact, prefix bool) (expr, error) {
	tokens := vi.Tokens(text)
	if len(tokens) == 0 {
		return noneExpr{}, nil
	}
	t := &textExpr{fields: within, slop: slop}
	if prefix {
		return p.prefix(t, text, tokens, exact)
	}
	t.add(tokens, exact)
	return t, nil
}

func (t *textExpr) add(tokens []vi.Token, exact bool) {
	for _, token := range tokens {
		t.slots = append(t.slots, slot{terms: []string{lookup(token.Term, token.Folded, exact)}})
	}
}

func (p *planner) field(n query.Field) (expr, error) {
	if i := p.layout.text(n.Name); i >= 0 {
		return p.plan(n.Node, []int{i})
	}
	keyword := p.view.generation.columns.Keyword(n.Name)
	if keyword < 0 {
		return nil, fmt.Errorf("search: no field %q", n.Name)
	}
	return p.keyword(keyword, n.Node)
}

// keyword plans what stands after a keyword field's name: values are matched
// whole, so a plain run of words is one value.
func (p *planner) keyword(keyword int, n query.Node) (expr, error) {
	values := p.view.generation.columns.Values[keyword]
	switch n := n.(type) {
	case query.Word:
		if n.Prefix {
			begun, err := values.Prefix(p.ctx, n.Text)
			return keywordExpr{keyword, begun}, err
		}
		return keywordExpr{keyword, matchValues(values, n.Text, n.Exact)}, nil
	case query.Phrase:
		return keywordExpr{keyword, matchValues(values, n.Text, n.Exact)}, nil
	case query.And:
		if text, ok := runOfWords(n.Nodes); ok {
			return keywordExpr{keyword, values.MatchLoose(text)}, nil
		}
		nodes, err := p.keywords(keyword, n.Nodes)
		return andExpr{nodes}, err
	case query.Or:
		nodes, err := p.keywords(keyword, n.Nodes)
		return orExpr{nodes}, err
	case query.Not:
		node, err := p.keyword(keyword, n.Node)
		return notExpr{node}, err
	case query.Readings:
		nodes, err := p.keywords(keyword, []query.Node{n.Typed})
		for _, r := range n.Readings {
			if err == nil {
				var node expr
				node, err = p.keyword(keyword, r.Node)
				nodes = append(nodes, node)
			}
		}
		return orExpr{nodes}, err
	}
	return p.plan(n, p.layout.plain())
}

func (p *planner) keywords(keyword int, nodes []query.Node) ([]expr, error) {
	planned := make([]expr, len(nodes))
	for i, n := range nodes {
		var err error
		if planned[i], err = p.keyword(keyword, n); err != nil {
			return nil, err
		}
	}
	return planned, nil
}

func matchValues(values *columns.Values, text string, exact bool) []uint32 {
	if exact {
		return values.Match(text)
	}
	return values.MatchLoose(text)
}

// runOfWords joins nodes that are all plain words.
func runOfWords(nodes []query.Node) (string, bool) {
	var words []string
	for _, n := range nodes {
		w, ok := n.(query.Word)
		if !ok || w.Prefix || w.Exact {
			return "", false
		}
		words = append(words, w.Text)
	}
	return strings.Join(words, " "), len(words) > 0
}

// period plans a date range; ends that cannot be read match nothing.
func period(n query.Period) (expr, error) {
	var p periodExpr
	if n.From != "" {
		start, _, err := index.ParsePeriod(n.From)
		if err != nil {
			return noneExpr{}, nil
		}
		p.from = columns.MinuteAtOrAfter(start)
	}
	if n.To != "" {
		_, end, err := index.ParsePeriod(n.To)
		if err != nil {
			return noneExpr{}, nil
		}
		p.to = columns.MinuteAtOrAfter(end)
	}
	return p, nil
}

// plain lists the text fields that plain words look into.
func (l layout) plain() []int {
	var fields []int
	for i, f := range l.texts {
		if f.Weight > 0 {
			fields = append(fields, i)
		}
	}
	return fields
}

// scored reports whether e has words that can rank.
func scored(e expr) bool {
	switch e := e.(type) {
	case *textExpr:
		return true
	case andExpr:
		return slices.ContainsFunc(e.nodes, scored)
	case orExpr:
		return slices.ContainsFunc(e.nodes, scored)
	case *readingsExpr:
		return slices.ContainsFunc(e.nodes, scored)
	case *scopeExpr:
		return scored(e.node)
	}
	return false
}

// heavy reports whether e looks at where words stand, or at many words for one.
// Other searches that are not scored take a fraction of a millisecond.
func heavy(e expr) bool {
	switch e := e.(type) {
	case *textExpr:
		return len(e.slots) > 1 || e.slots[0].begins != nil
	case *scopeExpr:
		return true
	case notExpr:
		return heavy(e.node)
	case andExpr:
		return slices.ContainsFunc(e.nodes, heavy)
	case orExpr:
		return slices.ContainsFunc(e.nodes, heavy)
	case *readingsExpr:
		return slices.ContainsFunc(e.nodes, heavy)
	}
	return false
}
