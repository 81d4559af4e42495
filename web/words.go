package web

import (
	"strconv"
	"strings"

	"khobao/index"
)

// Here is the address of this page.
func (sh *shell) Here() string {
	if q := sh.query.Encode(); q != "" {
		return localPath(sh.path) + "?" + q
	}
	return localPath(sh.path)
}

// Tag is the search for the articles of a tag.
func (sh *shell) Tag(tag string) string {
	st := State{Lang: sh.State.Lang}
	st.Request.Filters = []index.Filter{{Field: "tag", Value: tag}}
	return st.Search()
}

// FieldLabel names a field of an article; evidence also knows fields that are
// not searched.
func (sh *shell) FieldLabel(name string) string {
	for _, key := range []string{"field." + name, "web.field." + name} {
		if sh.Has(key) {
			return sh.T(key)
		}
	}
	return name
}

// Doubt says what does not add up about a page.
func (sh *shell) Doubt(d index.Doubt) string {
	key := "doubt." + d.Code
	if !sh.Has(key) {
		return d.Code
	}
	return sh.T(key, "Text", d.Text)
}

// Reading says what kind of reading an expansion is, "" when there is no word for it.
func (sh *shell) Reading(kind string) string {
	if key := "expansion." + kind; sh.Has(key) {
		return sh.T(key)
	}
	return ""
}

// Status says what condition the index is in.
func (sh *shell) Status(st index.State) string {
	key := "web.status." + string(st.Status)
	if !sh.Has(key) {
		return string(st.Status)
	}
	return sh.T(key)
}

// Score writes a figure with one decimal place as the language does.
func (sh *shell) Score(x float64) string { return sh.decimal(x, 1) }

// decimal writes a number as the language does, with so many decimal places; with
// as many as it has for -1.
func (sh *shell) decimal(x float64, places int) string {
	text := strconv.FormatFloat(x, 'f', places, 64)
	whole, part, broken := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return text
	}
	whole = sh.N(n)
	if n == 0 && x < 0 {
		whole = "-" + whole
	}
	switch {
	case !broken:
		return whole
	case sh.Lang == "vi":
		return whole + "," + part
	}
	return whole + "." + part
}
