package web

import (
	"slices"
	"strconv"
	"time"

	"khobao/index"
)

// chart is a row of bars, one a year, from zero; the rows of the year facet
// below it are its figures. Lengths are in the units of its view box.
type chart struct {
	Bars          []bar
	Width, Height int
	First, Last   string
	Months        bool   // of one year
	Range         string // the search without bounds of time, for a range that is dragged
}

type bar struct {
	Year         string
	Count        int
	X, Y, W, H   int
	Gap          bool // the archive holds nothing of that year
	On           bool
	Href, Titled string
}

// Sizes of the chart in its own units; a bar of a found article is never
// thinner than one unit.
const (
	chartHeight = 56
	barPitch    = 14
	barWidth    = 11
	chartYears  = 40 // more would be thinner than a finger
)

// yearChart draws the counts by year against the years the archive holds.
func yearChart(sh *shell, st State, found, base []index.FacetCount) *chart {
	counts := map[int]int{}
	held := map[int]int{}
	for _, c := range found {
		if y, err := strconv.Atoi(c.Value); err == nil {
			counts[y] = c.Count
		}
	}
	for _, c := range base {
		if y, err := strconv.Atoi(c.Value); err == nil {
			held[y] = c.Count
		}
	}
	if len(held) < 2 {
		return nil
	}
	first, last := 1<<31, 0
	for y := range held {
		first, last = min(first, y), max(last, y)
	}
	first = max(first, last-chartYears+1)
	highest := 1
	for y := first; y <= last; y++ {
		highest = max(highest, counts[y])
	}
	ch := &chart{Height: chartHeight, Width: (last-first+1)*barPitch - (barPitch - barWidth), First: strconv.Itoa(first), Last: strconv.Itoa(last)}
	ch.Range = st.with(func(r *index.Request) {
		r.From, r.To = time.Time{}, time.Time{}
		r.Filters = slices.DeleteFunc(r.Filters, func(f index.Filter) bool { return f.Field == "year" && !f.Exclude })
	}).Search()
	for y := first; y <= last; y++ {
		year, n := strconv.Itoa(y), counts[y]
		b := bar{Year: year, Count: n, X: (y - first) * barPitch, W: barWidth, Gap: held[y] == 0}
		if n > 0 {
			b.H = max(1, n*chartHeight/highest)
		}
		b.Y = chartHeight - b.H
		b.On = slices.Contains(st.Request.Filters, index.Filter{Field: "year", Value: year})
		b.Href = st.with(func(r *index.Request) { r.Filters = toggle(r.Filters, index.Filter{Field: "year", Value: year}) }).Search()
		key := "web.chart.bar"
		if b.Gap {
			key = "web.chart.gap"
		}
		b.Titled = sh.T(key, "Year", year, "Count", n)
		ch.Bars = append(ch.Bars, b)
	}
	return ch
}
