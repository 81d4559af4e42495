package enginetest

import (
	"cmp"
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// oracle answers requests by walking over the articles, slowly and plainly.
type oracle map[string]index.Article

func (o oracle) apply(b index.Batch) {
	for _, id := range b.Delete {
		delete(o, id)
	}
	for _, a := range b.Put {
		o[a.ID] = a
	}
}

// matching lists the articles a request finds in the order of Newest.
func (o oracle) matching(r index.Request, but string) []index.Article {
	var found []index.Article
	for _, a := range o {
		if (r.Query == nil || o.matches(&a, r.Query, nil)) && passes(&a, r, but) {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b index.Article) int {
		if a.Published.IsZero() != b.Published.IsZero() {
			if a.Published.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(b.Published.Time.Compare(a.Published.Time), cmp.Compare(a.ID, b.ID))
	})
	return found
}

// passes applies the filters but those on one field.
func passes(a *index.Article, r index.Request, but string) bool {
	kept, asked := map[string]bool{}, map[string]bool{}
	for _, f := range r.Filters {
		if f.Field == but {
			continue
		}
		has := slices.Contains(valuesOf(a, f.Field), f.Value)
		if f.Exclude {
			if has {
				return false
			}
			continue
		}
		asked[f.Field] = true
		kept[f.Field] = kept[f.Field] || has
	}
	for f := range asked {
		if !kept[f] {
			return false
		}
	}
	d := a.Published
	if !r.From.IsZero() && (d.IsZero() || d.Time.Before(r.From)) {
		return false
	}
	return r.To.IsZero() || !d.IsZero() && d.Time.Before(r.To)
}

func valuesOf(a *index.Article, field string) []string {
	f, _ := index.FieldNamed(field)
	return f.Of(a)
}

// facet counts the values of a field, leaving out its own filter.
func (o oracle) facet(r index.Request, field string) []index.FacetCount {
	n := map[string]int{}
	for _, a := range o.matching(r, field) {
		values := slices.Clone(valuesOf(&a, field))
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			n[v]++
		}
	}
	list := []index.FacetCount{}
	for v, c := range n {
		list = append(list, index.FacetCount{Value: v, Count: c})
	}
	slices.SortFunc(list, func(a, b index.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// matches decides one article; fields are the text fields words look into, nil
// for those that plain words do.
func (o oracle) matches(a *index.Article, n query.Node, fields []string) bool {
	switch n := n.(type) {
	case query.All:
		return true
	case query.Word:
		return stands(a, n.Text, n.Exact, n.Prefix, 0, fields)
	case query.Phrase:
		return stands(a, n.Text, n.Exact, false, n.Slop, fields)
	case query.And:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !o.matches(a, n, fields) })
	case query.Or:
		return slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return o.matches(a, n, fields) })
	case query.Not:
		return !o.matches(a, n.Node, fields)
	case query.Figure:
		return slices.ContainsFunc(a.Figures, func(f index.Figure) bool { return f.Answers(n) })
	case query.Field:
		return o.matches(a, n.Node, []string{n.Name})
	}
	panic("the oracle does not know this node")
}

func stands(a *index.Article, text string, exact, prefix bool, slop int, fields []string) bool {
	tokens := vi.Tokens(text)
	if len(tokens) == 0 {
		return false
	}
	for _, f := range index.Fields {
		if f.Kind != index.Text || fields == nil && f.Weight == 0 || fields != nil && !slices.Contains(fields, f.Name) {
			continue
		}
		for _, part := range f.Of(a) {
			if standsIn(vi.Tokens(part), tokens, exact, prefix, slop) {
				return true
			}
		}
	}
	return false
}

func standsIn(text, sought []vi.Token, exact, prefix bool, slop int) bool {
	places := make([][]int, len(sought))
	for i, s := range sought {
		for at, have := range text {
			if sameToken(have, s, exact, prefix && i == len(sought)-1) {
				places[i] = append(places[i], at)
			}
		}
	}
	var try func(i int, taken []int) bool
	try = func(i int, taken []int) bool {
		if i == len(places) {
			return slop == 0 || slices.Max(taken)-slices.Min(taken) < len(taken)+slop
		}
		for _, at := range places[i] {
			if slices.Contains(taken, at) || slop == 0 && i > 0 && at != taken[i-1]+1 {
				continue
			}
			if try(i+1, append(taken[:i:i], at)) {
				return true
			}
		}
		return false
	}
	return try(0, make([]int, 0, len(places)))
}

func sameToken(have, sought vi.Token, exact, prefix bool) bool {
	h, s := have.Term, sought.Term
	if !exact && sought.Term == sought.Folded {
		h, s = have.Folded, sought.Folded
	}
	if prefix {
		return strings.HasPrefix(h, s)
	}
	return h == s
}
