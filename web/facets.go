package web

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"khobao/index"
)

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

// yearsMax is how many years are listed under their chart.
const yearsMax = 120

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
