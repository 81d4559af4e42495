package web

import (
	"strconv"

	"khobao/index"
)

// coverage is a table of papers by years: what the archive holds and where it
// has gaps, so that a gap is not read as silence.
type coverage struct {
	Years []string // oldest first, none left out
	Rows  []coverageRow
}

type coverageRow struct {
	Label, Href string
	Cells       []calCell
	Total       int    // also what is older or has no date
	All         string // lists these
}

// coverYears is how many years the table shows, the latest ones.
const coverYears = 20

func coverageOf(sh *shell, st State, o *overview) *coverage {
	if len(o.Years) == 0 || len(o.Cover) == 0 {
		return nil
	}
	last, err := strconv.Atoi(o.Years[0].Value)
	if err != nil {
		return nil
	}
	first, err := strconv.Atoi(o.Years[len(o.Years)-1].Value)
	if err != nil {
		return nil
	}
	c := &coverage{}
	for y := max(first, last-coverYears+1); y <= last; y++ {
		c.Years = append(c.Years, strconv.Itoa(y))
	}
	for _, row := range o.Cover {
		site := index.Filter{Field: "site", Value: row.Site}
		out := coverageRow{
			Label: sh.Site(row.Site), Href: sh.SiteHref(row.Site),
			Total: row.Total, All: st.with(func(r *index.Request) { r.Filters = []index.Filter{site} }).Search(),
		}
		for _, y := range c.Years {
			href := st.with(func(r *index.Request) { r.Filters = []index.Filter{site, {Field: "year", Value: y}} }).Search()
			out.Cells = append(out.Cells, calCell{Label: y, Count: row.Years[y], Href: href})
		}
		shade(out.Cells)
		c.Rows = append(c.Rows, out)
	}
	return c
}
