package web

import (
	"context"
	"slices"
	"strconv"
	"time"

	"khobao/index"
)

// yearInView gives the one year that a search is narrowed to, by its filters or
// its dates.
func yearInView(r index.Request) (year int, ok bool) {
	chosen := 0
	for _, f := range r.Filters {
		if f.Field != "year" || f.Exclude {
			continue
		}
		y, err := strconv.Atoi(f.Value)
		if err != nil || y < 1 || y > 9999 || chosen > 0 {
			return 0, false
		}
		chosen = y
	}
	if !r.From.IsZero() && !r.To.IsZero() && r.From.Before(r.To) {
		first, last := r.From.In(index.Zone).Year(), r.To.Add(-time.Nanosecond).In(index.Zone).Year()
		if first == last && (chosen == 0 || chosen == first) {
			return first, true
		}
	}
	return chosen, chosen > 0
}

// monthOf gives the first moment of a month, from 0, and that of the next one.
func monthOf(year, month int) (from, to time.Time) {
	from = time.Date(year, time.Month(month+1), 1, 0, 0, 0, 0, index.Zone)
	return from, from.AddDate(0, 1, 0)
}

// monthChart draws the months of the one year in view, with their rows. Like every
// facet it leaves out its own filter: the dates.
func (s *Server) monthChart(ctx context.Context, sh *shell, st State, query index.Result, year int) (*chart, []facetValue, error) {
	wide := st.with(func(r *index.Request) {
		r.From, r.To = time.Time{}, time.Time{}
		r.Filters = slices.DeleteFunc(r.Filters, func(f index.Filter) bool { return f.Field == "year" && !f.Exclude })
	})
	ch := &chart{Height: chartHeight, Width: 12*barPitch - (barPitch - barWidth), Range: wide.Search(), Months: true}
	var rows []facetValue
	counts, highest := [12]int{}, 1
	count := func(r index.Request, m int) (int, error) {
		r.From, r.To = monthOf(year, m)
		r.Size, r.Offset, r.Facets, r.Sort = -1, 0, nil, ""
		res, err := s.find(ctx, r)
		return res.Total, err
	}
	asked := wide.Request
	asked.Query = query.Query
	for m := range counts {
		var err error
		if counts[m], err = count(asked, m); err != nil {
			return nil, nil, err
		}
		highest = max(highest, counts[m])
	}
	for m, n := range counts {
		from, to := monthOf(year, m)
		b := bar{Year: from.Format("2006-01"), Count: n, X: m * barPitch, W: barWidth}
		if n > 0 {
			b.H = max(1, n*chartHeight/highest)
		} else {
			held, err := count(index.Request{}, m)
			if err != nil {
				return nil, nil, err
			}
			b.Gap = held == 0
		}
		b.Y = chartHeight - b.H
		b.On = st.Request.From.Equal(from) && st.Request.To.Equal(to)
		b.Href = wide.with(func(r *index.Request) {
			if b.On {
				r.Filters = append(r.Filters, index.Filter{Field: "year", Value: strconv.Itoa(year)})
				return
			}
			r.From, r.To = from, to
		}).Search()
		label := from.Format("1/2006")
		key := "web.chart.bar"
		if b.Gap {
			key = "web.chart.nomonth"
		}
		b.Titled = sh.T(key, "Year", label, "Count", n)
		ch.Bars = append(ch.Bars, b)
		rows = append(rows, facetValue{Key: "month:" + b.Year, Value: b.Year, Label: label, Count: n, Shown: sh.N(n), On: b.On, Href: b.Href})
	}
	ch.First, ch.Last = rows[0].Label, rows[11].Label
	return ch, rows, nil
}
