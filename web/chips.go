package web

import (
	"strconv"
	"strings"
	"time"

	"khobao/index"
)

// chip is an applied filter with the address without it.
type chip struct {
	Key     string // of the field's label
	Label   string
	Exclude bool
	Href    string
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
