package extract

import "time"

// dateItem is a day, a clock or both read at a place of a text.
type dateItem struct {
	from, to int // tokens
	day      bool
	y, m, d  int // y 0: none printed
	swapped  bool

	clock   bool
	h, min  int
	sec     int
	zone    *time.Location // nil: none printed
	weekday int            // 1 Monday … 7 Sunday, 0 none printed

	agoIs bool // relative to capture: by ago where exact, else by days
	exact bool
	ago   time.Duration
	days  int
}

type dateReader struct {
	toks       []tok
	monthFirst bool // the page is known to print m/d/y
	bad        bool // something looked like a date and is none
	proof      bool // a date that only reads as m/d/y stood there
}

func (r *dateReader) at(i int) tok {
	if i < 0 || i >= len(r.toks) {
		return tok{}
	}
	return r.toks[i]
}

func (r *dateReader) num(i, lo, hi, maxDigits int) bool {
	t := r.at(i)
	return t.kind == 'n' && t.val >= lo && t.val <= hi && t.digits <= maxDigits
}

func (r *dateReader) word(i int, words ...string) bool {
	t := r.at(i)
	if t.kind != 'w' {
		return false
	}
	for _, w := range words {
		if t.word == w {
			return true
		}
	}
	return false
}

func year(t tok) int {
	switch {
	case t.kind != 'n':
		return 0
	case t.digits == 4 && t.val >= 1900 && t.val <= 2100:
		return t.val
	}
	return 0
}

// items reads every day, clock and relative time, left to right.
func (r *dateReader) items() []dateItem {
	var items []dateItem
	weekday := 0
	for i := 0; i < len(r.toks); {
		if w, n := r.weekday(i); n > 0 {
			weekday = w
			i += n
			continue
		}
		for _, match := range []func(int) (dateItem, bool){r.isoDay, r.slashDay, r.namedDay, r.relative, r.clock, r.shortDay} {
			it, ok := match(i)
			if !ok {
				continue
			}
			if it.day {
				it.weekday, weekday = weekday, 0
			}
			it.from = i
			items = append(items, it)
			i = it.to
			goto next
		}
		i++
	next:
	}
	return items
}

// weekday reads "thứ tư", "thứ 4", "chủ nhật", "CN".
func (r *dateReader) weekday(i int) (day, n int) {
	switch {
	case r.word(i, "thu") && r.at(i+1).kind == 'w' && weekdayNames[r.at(i+1).word] > 0:
		return weekdayNames[r.at(i+1).word], 2
	case r.word(i, "thu") && r.num(i+1, 2, 7, 1) && r.at(i+2).kind != '/':
		return r.at(i+1).val - 1, 2
	case r.word(i, "chu") && r.word(i+1, "nhat"):
		return 7, 2
	}
	return 0, 0
}

// isoDay reads 2021-08-25, 2021/08/25, 2021.08.25.
func (r *dateReader) isoDay(i int) (dateItem, bool) {
	y := year(r.at(i))
	sep := r.at(i + 1).kind
	if y == 0 || sep != '-' && sep != '/' && sep != '.' || r.at(i+3).kind != sep ||
		!r.num(i+2, 1, 12, 2) || !r.num(i+4, 1, 31, 2) {
		return dateItem{}, false
	}
	return r.checked(dateItem{day: true, y: y, m: r.at(i + 2).val, d: r.at(i + 4).val, to: i + 5})
}

// slashDay reads 25/08/2021, 25-8-21, 25.08.2021.
func (r *dateReader) slashDay(i int) (dateItem, bool) {
	a, b, c := r.at(i), r.at(i+2), r.at(i+4)
	sep := r.at(i + 1).kind
	if a.kind != 'n' || a.digits > 2 || b.kind != 'n' || b.digits > 2 || c.kind != 'n' ||
		sep != '-' && sep != '/' && sep != '.' || r.at(i+3).kind != sep {
		return dateItem{}, false
	}
	// A longer chain (1.2.3.4, a telephone number) is no date.
	if p := r.at(i - 1); p.kind == sep && !p.gap && !a.gap && r.at(i-2).kind == 'n' {
		return dateItem{}, false
	}
	if n := r.at(i + 5); n.kind == sep && !n.gap && sep != '-' && r.at(i+6).kind == 'n' && !r.at(i+6).gap {
		return dateItem{}, false
	}
	y := year(c)
	if c.digits == 2 && sep != '.' {
		y = 2000 + c.val
		if c.val >= 70 {
			y = 1900 + c.val
		}
	}
	if y == 0 {
		return dateItem{}, false
	}
	d, m := a.val, b.val
	it := dateItem{to: i + 5, day: true, y: y}
	if m > 12 && d >= 1 && d <= 12 && m <= 31 {
		r.proof = true
	}
	if r.monthFirst {
		d, m = m, d
		it.swapped = true
	}
	it.d, it.m = d, m
	return r.checked(it)
}

// namedDay reads "25 tháng 8 năm 2021", "Tháng Tám 25, 2021", "25 Th8, 2021",
// "Aug 25, 2021", "25 August 2021", "August, 25/2021".
func (r *dateReader) namedDay(i int) (dateItem, bool) {
	if r.num(i, 1, 31, 2) {
		j := i + 1
		if r.word(j, "st", "nd", "rd", "th") && !r.at(j).gap && !(r.word(j, "th") && r.at(j+1).kind == 'n' && !r.at(j+1).gap) {
			j++
		}
		j = r.skip(j, '-', '.', ',')
		if m, k := r.month(j); m > 0 {
			if y, k := r.yearAfter(k); y > 0 {
				return r.checked(dateItem{day: true, y: y, m: m, d: r.at(i).val, to: k})
			}
			// "ngày 25 tháng 8" without a year.
			if r.word(j, "thang") {
				return dateItem{day: true, m: m, d: r.at(i).val, to: k}, true
			}
		}
		return dateItem{}, false
	}
	if m, j := r.month(i); m > 0 && r.num(j, 1, 31, 2) {
		d := r.at(j).val
		j++
		if r.word(j, "st", "nd", "rd", "th") && !r.at(j).gap {
			j++
		}
		if y, k := r.yearAfter(j); y > 0 {
			return r.checked(dateItem{day: true, y: y, m: m, d: d, to: k})
		}
	}
	return dateItem{}, false
}

func (r *dateReader) skip(i int, signs ...byte) int {
	for _, s := range signs {
		if r.at(i).kind == s {
			return i + 1
		}
	}
	return i
}

func (r *dateReader) yearAfter(i int) (y, next int) {
	i = r.skip(i, ',', '-', '.', '/')
	if r.word(i, "nam") {
		i++
	}
	if y := year(r.at(i)); y > 0 {
		return y, i + 1
	}
	return 0, i
}

// month reads "tháng 8", "tháng tám", "Th8", "Aug" at i.
func (r *dateReader) month(i int) (m, next int) {
	t := r.at(i)
	if t.kind != 'w' {
		return 0, i
	}
	if t.word == "thang" || t.word == "th" || t.word == "thg" {
		n := r.at(i + 1)
		switch {
		case n.kind == 'n' && n.digits <= 2 && n.val >= 1 && n.val <= 12:
			return n.val, i + 2
		case t.word == "thang" && n.kind == 'w' && n.word == "muoi":
			if r.word(i+2, "mot") {
				return 11, i + 3
			}
			if r.word(i+2, "hai") {
				return 12, i + 3
			}
			return 10, i + 2
		case t.word == "thang" && n.kind == 'w' && vietMonths[n.word] > 0:
			return vietMonths[n.word], i + 2
		}
		return 0, i
	}
	if m := englishMonths[t.word]; m > 0 {
		return m, r.skip(i+1, '.', ',')
	}
	return 0, i
}

// shortDay reads 25/8 with no year.
func (r *dateReader) shortDay(i int) (dateItem, bool) {
	if !r.num(i, 1, 31, 2) || r.at(i+1).kind != '/' || !r.num(i+2, 1, 12, 2) || r.at(i+1).gap || r.at(i+2).gap {
		return dateItem{}, false
	}
	if r.at(i-1).kind == '/' || r.at(i+3).kind == '/' {
		return dateItem{}, false
	}
	return dateItem{day: true, d: r.at(i).val, m: r.at(i + 2).val, to: i + 3}, true
}

// checked refuses days that are not in the calendar.
func (r *dateReader) checked(it dateItem) (dateItem, bool) {
	if it.m >= 1 && it.m <= 12 && it.d >= 1 {
		last := time.Date(it.y, time.Month(it.m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		if it.d <= last {
			return it, true
		}
	}
	r.bad = true
	return dateItem{}, false
}
