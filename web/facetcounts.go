package web

import (
	"cmp"
	"context"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"khobao/index"
)

// countImports lists all imports where only those of most articles were counted:
// shown are the last.
func (s *Server) countImports(ctx context.Context, r index.Request, res *index.Result) error {
	if len(res.Facets[importField]) == res.Values[importField] {
		return nil
	}
	r.Query, r.Size, r.Offset, r.Facets, r.Top = res.Query, -1, 0, []string{importField}, 0
	all, err := s.find(ctx, r)
	res.Facets[importField] = all.Facets[importField]
	return err
}

// countChosen counts the values that were chosen and are not among the first of
// their facet, as the facet does: under all filters but its own.
func (s *Server) countChosen(ctx context.Context, st State, res *index.Result) error {
	for _, f := range st.Request.Filters {
		found := res.Facets[f.Field]
		if len(found) == res.Values[f.Field] || slices.ContainsFunc(found, func(c index.FacetCount) bool { return c.Value == f.Value }) {
			continue
		}
		r := st.Request
		r.Filters = []index.Filter{{Field: f.Field, Value: f.Value}}
		for _, other := range st.Request.Filters {
			if other.Field != f.Field {
				r.Filters = append(r.Filters, other)
			}
		}
		r.Query, r.Size, r.Offset = res.Query, -1, 0
		one, err := s.find(ctx, r)
		if err != nil {
			return err
		}
		res.Facets[f.Field] = append(found, index.FacetCount{Value: f.Value, Count: one.Total})
		res.Values[f.Field]++
	}
	return nil
}

// countsFor gives the counts of the values that are shown.
func countsFor(found []index.FacetCount, shown []string) map[string]int {
	counts := make(map[string]int, len(shown))
	for _, value := range shown {
		counts[value] = 0
	}
	for _, c := range found {
		if _, ok := counts[c.Value]; ok {
			counts[c.Value] = c.Count
		}
	}
	return counts
}

// lastFirst reports whether the values of a field are times: the last comes first.
func lastFirst(field string) bool { return field == "year" || field == importField }

// inOrder gives at most n values of a facet: the last, or the most frequent.
func inOrder(field string, counts []index.FacetCount, n int) []index.FacetCount {
	if !lastFirst(field) {
		return byCount(counts, n)
	}
	sorted := slices.SortedFunc(slices.Values(counts), func(a, b index.FacetCount) int { return cmp.Compare(b.Value, a.Value) })
	return sorted[:min(len(sorted), n)]
}

// byCount gives at most n values, the most frequent first and equals in
// Vietnamese order. That order is dear to compare by and thousands of authors
// are common, so it is asked only of the values that are shown.
func byCount(counts []index.FacetCount, n int) []index.FacetCount {
	first := func(a, b index.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	}
	sorted := counts
	if !slices.IsSortedFunc(counts, first) { // engines give them in this order
		sorted = slices.SortedFunc(slices.Values(counts), first)
	}
	sorted = slices.Clone(sorted[:min(len(sorted), n)])
	order := collate.New(language.Vietnamese, collate.Numeric)
	slices.SortFunc(sorted, func(a, b index.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), order.CompareString(a.Value, b.Value), cmp.Compare(a.Value, b.Value))
	})
	return sorted
}

func valuesOf(counts []index.FacetCount) []string {
	out := make([]string, len(counts))
	for i, c := range counts {
		out[i] = c.Value
	}
	return out
}
