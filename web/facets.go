package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"khobao/index"
	"khobao/index/query"
	"khobao/internal/locale"
)

// noticed is a notice of the query language.
type noticed = query.Notice

// facetView is one block of the side column.
type facetView struct {
	Name    string // of the field
	Values  []facetValue
	More    []facetValue // behind "xem thêm"
	Chosen  int
	ByValue bool   // listed in the order of values, newest year first
	All     string // page of all its values, "" where all are shown
	Total   int    // values with articles
}

// facetValue is one row: a press adds or removes it.
type facetValue struct {
	Key          string // "site:anhp.vn": tells rows apart in a page
	Value, Label string
	Count        int
	On, Excluded bool
	Href         string // toggles it
	ExcludeHref  string // leaves it out, or takes it back
	Less, Title  string // what that link says, and in full
	Shown        string // the count as the language writes it
}

// rowTexts are the texts of a row. There are hundreds of rows on a page: their
// texts are made once and the value is put in.
type rowTexts struct{ except, undo, leave, take string }

const valueHere = "\x00"

func (sh *shell) rowText() *rowTexts {
	if sh.texts == nil {
		sh.texts = &rowTexts{
			except: sh.T("web.facet.except"), undo: sh.T("web.facet.undo"),
			leave: sh.T("web.facet.leave", "Value", valueHere), take: sh.T("web.facet.take", "Value", valueHere),
		}
	}
	return sh.texts
}

// chip is an applied filter with the address without it.
type chip struct {
	Key     string // of the field's label
	Label   string
	Exclude bool
	Href    string
}

// facetRows is how many rows a facet shows before "xem thêm", and facetMax how
// many it holds at all: each row weighs on the page of every search, and the rest
// is one press or a few letters away.
const (
	facetRows = 8
	facetMax  = 20
	facetTop  = 240 // asked for: all years, and more of the rest than is shown
)

// importField tells by which import an article came: of interest where there were several.
const importField = "import"

// facets builds the side column. A short facet lists all the archive's values
// in one order whatever the search, so that no row ever moves and a value
// without hits stays, greyed. A long one lists what was found, most first.
func facets(sh *shell, st State, res index.Result, base *overview) []facetView {
	var out []facetView
	for _, f := range index.Fields {
		if !f.Facet || f.Name == importField && len(base.Facets[importField]) < 2 {
			continue
		}
		found := res.Facets[f.Name]
		v := facetView{Name: f.Name, ByValue: lastFirst(f.Name), Total: res.Values[f.Name]}
		most := facetMax
		if f.Name == "year" {
			most = yearsMax
		}
		order := valuesOf(base.Facets[f.Name])
		if len(order) > facetRows && f.Name != "year" {
			order = valuesOf(inOrder(f.Name, found, most))
		}
		order = order[:min(len(order), most)]
		for _, chosen := range st.Request.Filters {
			if chosen.Field == f.Name && !slices.Contains(order, chosen.Value) {
				order = append([]string{chosen.Value}, order...)
			}
		}
		counts := countsFor(found, order)
		if v.ByValue {
			slices.SortFunc(order, func(a, b string) int { return cmp.Compare(b, a) })
		}
		for i, value := range order {
			row := facetRow(sh, st, f.Name, value, counts[value])
			if row.On || row.Excluded {
				v.Chosen++
			}
			if i < facetRows || row.On || row.Excluded {
				v.Values = append(v.Values, row)
			} else {
				v.More = append(v.More, row)
			}
		}
		if len(v.Values) > 0 {
			if len(v.More) > 0 && f.Name != "year" {
				v.All = valuesHref(st, f.Name)
			}
			out = append(out, v)
		}
	}
	return out
}

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

// yearsMax is how many years are listed under their chart.
const yearsMax = 120

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

// takeYears parts the rows of the years from the other facets.
func takeYears(all []facetView) (rest []facetView, years []facetValue) {
	for _, f := range all {
		if f.Name == "year" {
			years = append(f.Values, f.More...)
			slices.SortFunc(years, func(a, b facetValue) int { return cmp.Compare(b.Value, a.Value) })
		} else {
			rest = append(rest, f)
		}
	}
	return rest, years
}

func facetRow(sh *shell, st State, field, value string, count int) facetValue {
	in := index.Filter{Field: field, Value: value}
	out := index.Filter{Field: field, Value: value, Exclude: true}
	row := facetValue{
		Key: field + ":" + value, Value: value, Label: valueLabel(sh, field, value), Count: count,
		On: slices.Contains(st.Request.Filters, in), Excluded: slices.Contains(st.Request.Filters, out),
	}
	texts := sh.rowText()
	row.Shown, row.Less, row.Title = sh.N(count), texts.except, strings.Replace(texts.leave, valueHere, row.Label, 1)
	if row.Excluded {
		row.Less, row.Title = texts.undo, strings.Replace(texts.take, valueHere, row.Label, 1)
	}
	row.Href = st.with(func(r *index.Request) { r.Filters = toggle(without(r.Filters, out), in) }).Search()
	row.ExcludeHref = st.with(func(r *index.Request) { r.Filters = toggle(without(r.Filters, in), out) }).Search()
	return row
}

func toggle(filters []index.Filter, f index.Filter) []index.Filter {
	if slices.Contains(filters, f) {
		return without(filters, f)
	}
	return append(filters, f)
}

func without(filters []index.Filter, f index.Filter) []index.Filter {
	return slices.DeleteFunc(slices.Clone(filters), func(g index.Filter) bool { return g == f })
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

func valueLabel(sh *shell, field, value string) string {
	switch field {
	case "site":
		return sh.Site(value)
	case importField:
		return sh.importLabel(value)
	case familyField:
		return cmp.Or(sh.families[value], value)
	}
	return value
}

// importLabel names an import, its day written as the language does.
func (sh *shell) importLabel(value string) string {
	const begun = "2006-01-02 15:04"
	if len(value) < len(begun) {
		return value
	}
	t, err := time.ParseInLocation(begun, value[:len(begun)], index.Zone)
	if err != nil {
		return value
	}
	return sh.Minute(t) + value[len(begun):]
}

// chips lists the applied filters, each with the address that drops it.
func chips(sh *shell, st State) []chip {
	var out []chip
	for _, f := range st.Request.Filters {
		out = append(out, chip{
			Key: "field." + f.Field, Label: valueLabel(sh, f.Field, f.Value), Exclude: f.Exclude,
			Href: st.with(func(r *index.Request) { r.Filters = without(r.Filters, f) }).Search(),
		})
	}
	from, to := st.Request.From, st.Request.To
	if one := shownPeriod(from, true); one != "" && one == shownPeriod(to, false) {
		return append(out, chip{
			Key: "web.time.period", Label: one,
			Href: st.with(func(r *index.Request) { r.From, r.To = time.Time{}, time.Time{} }).Search(),
		})
	}
	if !from.IsZero() {
		out = append(out, chip{
			Key: "web.date.from", Label: shownPeriod(from, true),
			Href: st.with(func(r *index.Request) { r.From = time.Time{} }).Search(),
		})
	}
	if !to.IsZero() {
		out = append(out, chip{
			Key: "web.date.to", Label: shownPeriod(to, false),
			Href: st.with(func(r *index.Request) { r.To = time.Time{} }).Search(),
		})
	}
	return out
}

// Clear is the search without any filter.
func (s State) Clear() string {
	return s.with(func(r *index.Request) { r.Filters, r.From, r.To = nil, time.Time{}, time.Time{} }).Search()
}

// shownPeriod writes a bound as a reader does: 2021, 8/2021 or 25/08/2021.
func shownPeriod(t time.Time, start bool) string {
	if t.IsZero() {
		return ""
	}
	short := periodEnd(t)
	if start {
		short = periodStart(t)
	}
	switch parts := strings.Split(short, "-"); len(parts) {
	case 3:
		return parts[2] + "/" + parts[1] + "/" + parts[0]
	case 2:
		month, err := strconv.Atoi(parts[1])
		if err != nil {
			return short
		}
		return strconv.Itoa(month) + "/" + parts[0]
	}
	return short
}

// noticeText gives the text of a notice, its code where a text is missing.
func noticeText(p *locale.Printer, n query.Notice) string {
	if key := "notice." + n.Code; p.Has(key) {
		return p.Text(key, "Detail", n.Detail)
	}
	return n.Code
}
