package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"khobao/index"
	"khobao/index/vi"
	"khobao/internal/failure"
)

// The names of what is asked of a list of values, in addresses.
const (
	paramSift  = "loc"
	paramOrder = "xep"
	orderName  = "ten"
)

// valuesMax is how many values one page lists; the rest is found by sifting.
const valuesMax = 1000

// valuesView is every value of one facet for a search.
type valuesView struct {
	Field  string
	Back   string
	Rows   []facetValue
	Total  int // values found
	Sifted int // of these, with what is sifted for
	Sift   string
	Orders []choice
	Hidden []hidden
	ByName bool
}

// values lists all values of a facet, to be sifted and put in order.
func (s *Server) values(c *fiber.Ctx, sh *shell) (any, error) {
	f, ok := index.FieldNamed(c.Params("field"))
	if !ok || !f.Facet {
		return nil, failure.New(failure.NotFound, "", nil)
	}
	st := ParseState(sh.query).with(func(*index.Request) {})
	sh.State, sh.Title = st, sh.T("field."+f.Name)
	req := st.Request
	req.Size, req.Facets = -1, []string{f.Name}
	res, err := s.deps.Search.Search(c.UserContext(), req)
	if err != nil {
		return nil, err
	}
	v := &valuesView{
		Field: f.Name, Back: st.Search(), Total: len(res.Facets[f.Name]),
		Sift: strings.TrimSpace(clean(sh.query.Get(paramSift))), ByName: sh.query.Get(paramOrder) == orderName, Hidden: hiddenOf(st),
	}
	if len(v.Sift) > 100 {
		v.Sift = ""
	}
	counts := siftCounts(sh, f.Name, res.Facets[f.Name], v.Sift)
	v.Sifted = len(counts)
	counts = inOrder(f.Name, counts, valuesMax)
	if v.ByName {
		sortByName(sh, f.Name, counts)
		v.Hidden = append(v.Hidden, hidden{paramOrder, orderName})
	}
	v.Rows = rows(sh, st, f.Name, counts)
	v.Orders = valueOrders(sh, st, f.Name, v)
	return v, nil
}

// siftCounts keeps the values whose words begin with what is looked for, marks aside.
func siftCounts(sh *shell, field string, counts []index.FacetCount, want string) []index.FacetCount {
	if want == "" {
		return counts
	}
	folded := wordForm(vi.Fold(want))
	var out []index.FacetCount
	for _, c := range counts {
		if strings.Contains(wordForm(vi.Fold(valueLabel(sh, field, c.Value))), folded) {
			out = append(out, c)
		}
	}
	return out
}

// sortByName puts values in Vietnamese order: a ă â, d đ, and so on.
func sortByName(sh *shell, field string, counts []index.FacetCount) {
	order := collate.New(language.Vietnamese, collate.Numeric)
	slices.SortFunc(counts, func(a, b index.FacetCount) int {
		return cmp.Or(order.CompareString(valueLabel(sh, field, a.Value), valueLabel(sh, field, b.Value)), cmp.Compare(a.Value, b.Value))
	})
}

func valueOrders(sh *shell, st State, field string, v *valuesView) []choice {
	at := func(order string) string {
		href := valuesHref(st, field)
		for _, p := range []hidden{{paramSift, v.Sift}, {paramOrder, order}} {
			if p.Value != "" {
				href = withParam(href, p.Name, p.Value)
			}
		}
		return href
	}
	return []choice{
		{Key: "web.values.bycount", Href: at(""), Current: !v.ByName},
		{Key: "web.values.byname", Href: at(orderName), Current: v.ByName},
	}
}

// valuesHref leads to all values of a facet.
func valuesHref(st State, field string) string {
	return "/gia-tri/" + field + strings.TrimPrefix(followedBy(st).Search(), "/search")
}
