package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

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
	states, found, both, err := s.runBoth(ctx, st, other)
	if err != nil {
		return nil, err
	}
	v := &Overlap{Both: both, Alone: make([]int, 2), Fields: []OverlapField{}}
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

// runBoth runs a search and a second query under the same filters, with the
// facets of both, and counts what both find.
func (s *Server) runBoth(ctx context.Context, st State, other string) (states [2]State, found [2]index.Result, both int, err error) {
	states = [2]State{st, st.with(func(r *index.Request) { r.Q, r.Literal = other, nil })}
	for i := range states {
		r := states[i].Request
		r.Size, r.Offset, r.Facets, r.Sort = -1, 0, overlapFields, ""
		if found[i], err = s.deps.Search.Search(ctx, r); err != nil {
			return states, found, 0, err
		}
	}
	r := st.Request
	r.Q, r.Size, r.Facets = "", -1, nil
	r.Query = query.And{Nodes: []query.Node{found[0].Query, found[1].Query}}
	res, err := s.find(ctx, r)
	return states, found, res.Total, err
}

// together asks for both of two queries.
func together(a, b string) string { return "(" + a + ") (" + b + ")" }

// compareCounts parts the values of a facet into shared and own ones, nil when
// there are none.
func compareCounts(sh *shell, states [2]State, field string, a, b []index.FacetCount) *OverlapField {
	if chosenBy(states[0], field) {
		return nil
	}
	counts, order := sideBySide(a, b)
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

// chosenBy reports whether a reader chose values of a field: these are counted
// without that choice, so they say nothing of the search.
func chosenBy(st State, field string) bool {
	return slices.ContainsFunc(st.Request.Filters, func(f index.Filter) bool { return f.Field == field && !f.Exclude })
}

// sideBySide gives the counts of each value in two lists, and the values as they come.
func sideBySide(a, b []index.FacetCount) (counts map[string]*[2]int, order []string) {
	counts = map[string]*[2]int{}
	for i, list := range [][]index.FacetCount{a, b} {
		for _, c := range list {
			if counts[c.Value] == nil {
				counts[c.Value] = new([2]int)
				order = append(order, c.Value)
			}
			counts[c.Value][i] = c.Count
		}
	}
	return counts, order
}

// overlapCSV gives the comparison of two queries as a file: how many articles both
// find and each alone, and every value of every facet with its two counts. A query
// alone is compared with all articles.
func (s *Server) overlapCSV(c *fiber.Ctx) error {
	sh := s.shell(c)
	st, other, _, _ := timelineAsked(sh)
	_, found, both, err := s.runBoth(c.UserContext(), st, other)
	if err != nil {
		return err
	}
	names := []string{cmp.Or(strings.TrimSpace(st.Request.Q), sh.T("web.time.all")), cmp.Or(other, sh.T("web.time.all"))}
	number := strconv.Itoa
	rows := [][]string{
		{sh.T("web.lines.count"), "", names[0], names[1]},
		{sh.T("web.lines.count"), sh.T("web.overlap.total"), number(found[0].Total), number(found[1].Total)},
		{sh.T("web.lines.count"), sh.T("web.overlap.shared"), number(both), number(both)},
		{sh.T("web.lines.count"), sh.T("web.overlap.own"), number(found[0].Total - both), number(found[1].Total - both)},
	}
	for _, field := range overlapFields {
		if chosenBy(st, field) {
			continue
		}
		counts, order := sideBySide(found[0].Facets[field], found[1].Facets[field])
		slices.SortFunc(order, func(x, y string) int {
			return cmp.Or(cmp.Compare(counts[y][0]+counts[y][1], counts[x][0]+counts[x][1]), cmp.Compare(x, y))
		})
		for _, value := range order {
			rows = append(rows, []string{sh.FieldLabel(field), valueLabel(sh, field, value), number(counts[value][0]), number(counts[value][1])})
		}
	}
	return sendTable(c, "so sanh "+names[0]+" "+names[1], rows)
}
