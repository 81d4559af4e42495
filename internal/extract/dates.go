package extract

import (
	"strconv"
	"strings"
	"time"

	"khobao/index"
)

// ParseDate reads a date as Vietnamese papers print it: day before month,
// always. It gives the zero date when it is not sure, and says in the doubts
// why. Where no zone is printed the time is that of Vietnam; where no clock is
// printed the date is a bare day. Relative times ("hôm qua", "2 giờ trước") and
// days without a year are resolved against captured and marked "date-derived".
func ParseDate(text string, captured time.Time) (index.Date, []index.Doubt) {
	d, doubts, _ := readDate(text, captured, false)
	return d, doubts
}

// dateReading is one date of a text and where it stands.
type dateReading struct {
	date    index.Date
	doubts  []index.Doubt
	updated bool // "cập nhật" stands before it
	derived bool
	start   int // byte positions in the text
}

func readDate(text string, captured time.Time, monthFirst bool) (index.Date, []index.Doubt, bool) {
	if d, ok := numericDate(text); ok {
		return d, nil, false
	}
	all, r := readDates(text, captured, monthFirst)
	for _, a := range all {
		if !a.updated {
			return a.date, a.doubts, r.proof
		}
	}
	if len(all) > 0 {
		return all[0].date, all[0].doubts, r.proof
	}
	if r.bad {
		return index.Date{}, []index.Doubt{{Code: "date-unreadable", Text: clip(text, 80)}}, r.proof
	}
	return index.Date{}, nil, r.proof
}

// readDates reads every date of a short text.
func readDates(text string, captured time.Time, monthFirst bool) ([]dateReading, *dateReader) {
	var buf [48]tok
	r := &dateReader{toks: scanDate(text, buf[:0]), monthFirst: monthFirst}
	items := r.items()
	full := false
	for _, it := range items {
		full = full || it.day && it.y > 0
	}
	used := make([]bool, len(items))
	var all []dateReading
	for i, it := range items {
		if !it.day && !it.agoIs || full && (!it.day || it.y == 0) {
			continue
		}
		c := nearClock(items, used, i)
		var clock *dateItem
		if c >= 0 {
			used[c] = true
			clock = &items[c]
		}
		d, ok := r.resolve(it, clock, captured)
		if !ok {
			continue
		}
		d.start = r.toks[it.from].at
		d.updated = r.saysUpdated(items, i)
		all = append(all, d)
	}
	return all, r
}

// nearClock finds the clock that stands beside a day: at most five pieces away
// with no other day between.
func nearClock(items []dateItem, used []bool, i int) int {
	const reach = 5
	before, after := -1, -1
	if i > 0 && items[i-1].clock && !used[i-1] && items[i].from-items[i-1].to <= reach {
		before = i - 1
	}
	if i+1 < len(items) && items[i+1].clock && items[i+1].from-items[i].to <= reach {
		after = i + 1
	}
	switch {
	case before < 0:
		return after
	case after < 0:
		return before
	}
	gapBefore, gapAfter := items[i].from-items[before].to, items[after].from-items[i].to
	if gapAfter < gapBefore || gapAfter == gapBefore && !items[0].clock {
		return after
	}
	return before
}

// saysUpdated reports whether "cập nhật" or "sửa" stands in the six pieces
// before item i and after the item before it.
func (r *dateReader) saysUpdated(items []dateItem, i int) bool {
	from := 0
	for k := range i {
		if items[k].day {
			from = items[k].to
		}
	}
	for k := max(from, items[i].from-8); k < items[i].from; k++ {
		if r.word(k, "cap") && r.word(k+1, "nhat") || r.word(k, "sua", "updated", "modified") {
			return true
		}
	}
	return false
}

// resolve makes a date of a day and its clock.
func (r *dateReader) resolve(it dateItem, clock *dateItem, captured time.Time) (dateReading, bool) {
	var out dateReading
	zone := index.Zone
	if clock != nil && clock.zone != nil {
		zone = clock.zone
	}
	switch {
	case it.agoIs:
		if captured.IsZero() {
			return out, false
		}
		out.derived = true
		now := captured.In(index.Zone)
		if it.exact {
			out.date = index.Date{Time: now.Add(-it.ago).Truncate(time.Minute)}
			break
		}
		day := now.AddDate(0, 0, -it.days)
		it.y, it.m, it.d = day.Year(), int(day.Month()), day.Day()
		out.date = makeDate(it, clock, zone)
	case it.y == 0:
		if captured.IsZero() {
			return out, false
		}
		out.derived = true
		it.y = captured.In(index.Zone).Year()
		if time.Date(it.y, time.Month(it.m), it.d, 0, 0, 0, 0, index.Zone).After(captured.Add(24 * time.Hour)) {
			it.y--
		}
		if _, ok := r.checked(it); !ok {
			return out, false
		}
		out.date = makeDate(it, clock, zone)
	default:
		out.date = makeDate(it, clock, zone)
	}
	if out.derived {
		out.doubts = append(out.doubts, index.Doubt{Code: "date-derived", Text: out.date.String()})
	}
	if it.swapped && it.d <= 12 {
		out.doubts = append(out.doubts, index.Doubt{Code: "date-month-first", Text: out.date.String()})
	}
	if it.weekday > 0 && (int(time.Date(it.y, time.Month(it.m), it.d, 0, 0, 0, 0, time.UTC).Weekday())+6)%7+1 != it.weekday {
		out.doubts = append(out.doubts, index.Doubt{Code: "weekday-mismatch", Text: out.date.String()})
	}
	return out, true
}

func makeDate(it dateItem, clock *dateItem, zone *time.Location) index.Date {
	if clock == nil {
		return index.NewDay(it.y, time.Month(it.m), it.d)
	}
	t := time.Date(it.y, time.Month(it.m), it.d, clock.h, clock.min, clock.sec, 0, zone)
	return index.Date{Time: t.In(index.Zone)}
}

// numericDate reads a bare number: seconds or milliseconds since 1970, or
// 20210825, 20210825072900.
func numericDate(text string) (index.Date, bool) {
	s := strings.TrimSpace(text)
	if len(s) < 8 || len(s) > 14 {
		return index.Date{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || s[0] == '+' {
		return index.Date{}, false
	}
	switch len(s) {
	case 8:
		if t, err := time.ParseInLocation("20060102", s, index.Zone); err == nil && t.Year() >= 1990 && t.Year() <= 2100 {
			return index.Date{Time: t, Day: true}, true
		}
	case 9, 10:
		return index.Date{Time: time.Unix(n, 0).In(index.Zone)}, true
	case 13:
		return index.Date{Time: time.UnixMilli(n).In(index.Zone).Truncate(time.Second)}, true
	case 14:
		if t, err := time.ParseInLocation("20060102150405", s, index.Zone); err == nil && t.Year() >= 1990 && t.Year() <= 2100 {
			return index.Date{Time: t}, true
		}
	}
	return index.Date{}, false
}

// clip cuts a text at a rune boundary.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
