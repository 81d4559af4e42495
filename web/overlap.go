package web

import (
	"cmp"
	"context"
	"slices"

	"khobao/index"
	"khobao/index/query"
)

// overlapFields are the facets in which two searches are compared.
var overlapFields = []string{"site", "section", "place", "agency", "person"}

// overlapRows is how many values of each kind are named.
const overlapRows = 8

// Overlap says what two searches share and what each has for itself. Its JSON is
// part of the answer of /api/v1/timeline.
type Overlap struct {
	Both   int            `json:"both"`  // articles found by both
	Alone  []int          `json:"alone"` // by one only, by query
	BothAt string         `json:"-"`
	Fields []OverlapField `json:"fields"`
}

// OverlapField is one facet of two searches.
type OverlapField struct {
	Name   string           `json:"field"`
	Shared []OverlapValue   `json:"shared"` // most of the rarer side first
	Own    [][]OverlapValue `json:"own"`    // by query: of which the other has none, most first
}

// OverlapValue is one value and how many articles of each search have it.
type OverlapValue struct {
	Value  string   `json:"value"`
	Label  string   `json:"-"`
	Counts []int    `json:"counts"` // by query
	Href   []string `json:"-"`
}

// overlap compares a search with a second query under the same filters.
func (s *Server) overlap(ctx context.Context, sh *shell, st State, other string) (*Overlap, error) {
	v := &Overlap{Alone: make([]int, 2), Fields: []OverlapField{}}
	states := [2]State{st, st.with(func(r *index.Request) { r.Q, r.Literal = other, nil })}
	var found [2]index.Result
	for i := range states {
		r := states[i].Request
		r.Size, r.Offset, r.Facets, r.Sort = -1, 0, overlapFields, ""
		var err error
		if found[i], err = s.deps.Search.Search(ctx, r); err != nil {
			return nil, err
		}
	}
	both := st.Request
	both.Q, both.Size, both.Facets = "", -1, nil
	both.Query = query.And{Nodes: []query.Node{found[0].Query, found[1].Query}}
	res, err := s.find(ctx, both)
	if err != nil {
		return nil, err
	}
	v.Both = res.Total
	for i := range found {
		v.Alone[i] = found[i].Total - v.Both
	}
	v.BothAt = st.with(func(r *index.Request) { r.Q, r.Literal = together(st.Request.Q, other), nil }).Search()
	for _, name := range overlapFields {
		if f := compareCounts(sh, states, name, found[0].Facets[name], found[1].Facets[name]); f != nil {
			v.Fields = append(v.Fields, *f)
		}
	}
	return v, nil
}

// together asks for both of two queries.
func together(a, b string) string { return "(" + a + ") (" + b + ")" }

// compareCounts parts the values of a facet into shared and own ones, nil when
// there are none.
func compareCounts(sh *shell, states [2]State, field string, a, b []index.FacetCount) *OverlapField {
	if slices.ContainsFunc(states[0].Request.Filters, func(f index.Filter) bool { return f.Field == field && !f.Exclude }) {
		return nil // the values were chosen by the reader, and are counted without that choice
	}
	counts := map[string]*[2]int{}
	var order []string
	for i, list := range [][]index.FacetCount{a, b} {
		for _, c := range list {
			if counts[c.Value] == nil {
				counts[c.Value] = new([2]int)
				order = append(order, c.Value)
			}
			counts[c.Value][i] = c.Count
		}
	}
	pick := func(rank func(n *[2]int) int) []OverlapValue {
		var kept []string
		for _, value := range order {
			if rank(counts[value]) > 0 {
				kept = append(kept, value)
			}
		}
		slices.SortFunc(kept, func(x, y string) int {
			return cmp.Or(cmp.Compare(rank(counts[y]), rank(counts[x])), cmp.Compare(x, y))
		})
		out := []OverlapValue{}
		for _, value := range kept[:min(len(kept), overlapRows)] {
			row := OverlapValue{Value: value, Label: valueLabel(sh, field, value), Counts: counts[value][:], Href: make([]string, len(states))}
			for i := range states {
				row.Href[i] = states[i].with(func(r *index.Request) { r.Filters = append(r.Filters, index.Filter{Field: field, Value: value}) }).Search()
			}
			out = append(out, row)
		}
		return out
	}
	f := &OverlapField{Name: field, Shared: pick(func(n *[2]int) int { return min(n[0], n[1]) })}
	for i := range states {
		f.Own = append(f.Own, pick(func(n *[2]int) int {
			if n[1-i] > 0 {
				return 0
			}
			return n[i]
		}))
	}
	if len(f.Shared)+len(f.Own[0])+len(f.Own[1]) == 0 {
		return nil
	}
	return f
}
