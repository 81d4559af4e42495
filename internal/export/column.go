package export

import (
	"slices"
	"strings"
	"time"

	"khobao/index"
)

// Column is one field of an article as a file holds it. Its label is locale key
// "export.column."+Name.
type Column struct {
	Name    string // also the key in JSON Lines and the name in addresses
	Default bool   // written when nothing is chosen
	of      func(*index.Article, *Options) any
}

// Columns are all there are, in the order they are written. A value is a
// string, a list of strings, or a date.
var Columns = []Column{
	{"id", true, func(a *index.Article, _ *Options) any { return a.ID }},
	{"title", true, func(a *index.Article, _ *Options) any { return a.Title }},
	{"site", true, func(a *index.Article, o *Options) any { return o.site(a.Site) }},
	{"published", true, func(a *index.Article, _ *Options) any { return a.Published }},
	{"section", true, func(a *index.Article, _ *Options) any { return a.Section }},
	{"authors", true, func(a *index.Article, _ *Options) any { return a.Authors }},
	{"lead", true, func(a *index.Article, _ *Options) any { return a.Lead }},
	{"url", true, func(a *index.Article, _ *Options) any { return a.URL }},
	{"permalink", true, func(a *index.Article, o *Options) any { return o.permalink(a.ID) }},
	{"captured", true, func(a *index.Article, _ *Options) any { return index.Date{Time: a.Captured} }},
	{"body", false, func(a *index.Article, _ *Options) any { return a.Body }},
	{"captions", false, func(a *index.Article, _ *Options) any { return captions(a) }},
	{"tags", false, func(a *index.Article, _ *Options) any { return a.Tags }},
	{"updated", false, func(a *index.Article, _ *Options) any { return a.Updated }},
	{"changed", false, func(a *index.Article, _ *Options) any { return index.Date{Time: a.Changed} }},
	{"places", false, func(a *index.Article, _ *Options) any { return names(a.Places) }},
	{"agencies", false, func(a *index.Article, _ *Options) any { return names(a.Agencies) }},
	{"people", false, func(a *index.Article, _ *Options) any { return names(a.People) }},
	{"figures", false, func(a *index.Article, _ *Options) any { return figures(a) }},
	{"lang", false, func(a *index.Article, _ *Options) any { return a.Lang }},
	{"original_source", false, func(a *index.Article, _ *Options) any { return a.OriginalSource }},
	{"family", false, func(a *index.Article, _ *Options) any { return a.Family }},
	{"text_sha256", false, func(a *index.Article, _ *Options) any { return TextDigest(a) }},
}

// ColumnNames lists what is written when nothing is chosen.
func ColumnNames() []string {
	var out []string
	for _, c := range Columns {
		if c.Default {
			out = append(out, c.Name)
		}
	}
	return out
}

// columns gives the chosen columns in their standing order.
func (o *Options) columns() []Column {
	var out []Column
	for _, c := range Columns {
		if len(o.Columns) == 0 && c.Default || slices.Contains(o.Columns, c.Name) {
			out = append(out, c)
		}
	}
	return out
}

// flat writes a value as the text of one cell.
func flat(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "; ")
	case index.Date:
		return clock(v)
	}
	return ""
}

// clock writes a date as spreadsheets read it, in the papers' zone.
func clock(d index.Date) string {
	switch t := d.Time.In(index.Zone); {
	case d.IsZero():
		return ""
	case d.Day:
		return t.Format(time.DateOnly)
	default:
		return t.Format("2006-01-02 15:04")
	}
}

func captions(a *index.Article) []string {
	var out []string
	for _, c := range a.Captions {
		if c.Text != "" {
			out = append(out, c.Text)
		}
	}
	return out
}

// names lists each name once, in the order of the text.
func names(found []index.Mention) []string {
	var out []string
	for _, m := range found {
		if !slices.Contains(out, m.Name) {
			out = append(out, m.Name)
		}
	}
	return out
}

func figures(a *index.Article) []string {
	var out []string
	for _, f := range a.Figures {
		out = append(out, f.Text)
	}
	return out
}
