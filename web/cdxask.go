package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"khobao/internal/failure"
)

// cdxAsk is what an address of this form asks for.
type cdxAsk struct {
	address  string
	under    func(address string) (key string, ok bool) // which addresses, turned round; nil: the one
	from, to string                                     // stamps, inclusive; "" is open
	closest  time.Time
	newest   bool
	limit    int // negative: the last ones
	columns  []int
	filters  []cdxFilter
	collapse *cdxCollapse
	output   string
}

func readCDX(q url.Values) (ask cdxAsk, err error) {
	if q.Get("url") == "" {
		return ask, failure.Newf(failure.Usage, "url", "missing")
	}
	if err = ask.readMatch(q.Get("url"), q.Get("matchType")); err != nil {
		return ask, err
	}
	ask.output = q.Get("output")
	if ask.output != "" && ask.output != "json" && ask.output != "cdxj" && ask.output != "text" {
		return ask, badParam("output", ask.output, "want text, json or cdxj")
	}
	for _, b := range []struct {
		name, pad string
		to        *string
	}{{"from", "00010101000000", &ask.from}, {"to", "99991231235959", &ask.to}} {
		v := q.Get(b.name)
		if v == "" {
			continue
		}
		if len(v) > 14 || strings.Trim(v, "0123456789") != "" {
			return ask, badParam(b.name, v, "want up to 14 digits, YYYYMMDDhhmmss")
		}
		*b.to = v + b.pad[len(v):]
	}
	if err = ask.readOrder(q); err != nil {
		return ask, err
	}
	if ask.filters, err = readCDXFilters(q["filter"]); err != nil {
		return ask, err
	}
	if ask.collapse, err = readCDXCollapse(q.Get("collapse")); err != nil {
		return ask, err
	}
	return ask, ask.readColumns(q.Get("fl"))
}

func (ask *cdxAsk) readOrder(q url.Values) (err error) {
	if v := q.Get("closest"); v != "" {
		padded := v
		if len(v) < 14 {
			padded += "00000101000000"[len(v):]
		}
		if ask.closest, err = time.Parse("20060102150405", padded); err != nil {
			return badParam("closest", v, "want up to 14 digits, YYYYMMDDhhmmss")
		}
		if ask.under != nil {
			return badParam("closest", v, "needs matchType=exact")
		}
	}
	switch v := q.Get("sort"); v {
	case "", "closest":
	case "reverse":
		ask.newest = true
	default:
		return badParam("sort", v, "want reverse or closest")
	}
	ask.limit = cdxMost
	if v := q.Get("limit"); v != "" {
		if ask.limit, err = strconv.Atoi(v); err != nil || ask.limit == 0 || ask.limit > cdxMost || ask.limit < -cdxMost {
			return badParam("limit", v, "want a whole number up to "+strconv.Itoa(cdxMost))
		}
	}
	return nil
}

func (ask *cdxAsk) readColumns(list string) error {
	if list == "" {
		for i := range len(cdxFields) - 1 { // the last is ours alone
			ask.columns = append(ask.columns, i)
		}
		return nil
	}
	for name := range strings.SplitSeq(list, ",") {
		i, ok := cdxField(name)
		if !ok {
			return badParam("fl", name, "no such field")
		}
		ask.columns = append(ask.columns, i)
	}
	return nil
}

// wants reports whether a capture is asked for; one whose time is not known has no
// place in a list by time.
func (ask *cdxAsk) wants(k *Capture) bool {
	t := stamp(k.Captured)
	if k.Captured.IsZero() || ask.from != "" && t < ask.from || ask.to != "" && t > ask.to {
		return false
	}
	for _, f := range ask.filters {
		if !f.passes(k) {
			return false
		}
	}
	return true
}

// ordered gives the captures in the order asked for, like ones once, and no more
// than asked for.
func (ask *cdxAsk) ordered(list []Capture) []Capture {
	if !ask.closest.IsZero() {
		slices.SortStableFunc(list, func(a, b Capture) int {
			return int(min(max(a.Captured.Sub(ask.closest).Abs()-b.Captured.Sub(ask.closest).Abs(), -1), 1))
		})
	}
	if ask.newest {
		slices.Reverse(list)
	}
	if ask.collapse != nil {
		list = slices.CompactFunc(list, ask.collapse.alike)
	}
	if ask.limit < 0 {
		return list[max(len(list)+ask.limit, 0):]
	}
	return list[:min(len(list), ask.limit)]
}
