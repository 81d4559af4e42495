package extract

import (
	"time"

	"khobao/index"
)

// clock reads 07:29, 7:29:10 PM, 12h30', 7 giờ 29 phút, 07g29 and the zone after it.
func (r *dateReader) clock(i int) (dateItem, bool) {
	if !r.num(i, 0, 24, 2) {
		return dateItem{}, false
	}
	it := dateItem{clock: true, h: r.at(i).val}
	j := i + 1
	switch {
	case r.at(j).kind == ':' && r.num(j+1, 0, 59, 2) && r.at(j+1).digits == 2:
		it.min = r.at(j + 1).val
		j += 2
		if r.at(j).kind == ':' && r.num(j+1, 0, 60, 2) && r.at(j+1).digits == 2 {
			it.sec = min(r.at(j+1).val, 59)
			j += 2
			if (r.at(j).kind == '.' || r.at(j).kind == ',') && r.at(j+1).kind == 'n' && !r.at(j+1).gap {
				j += 2
			}
		}
		j = r.skip(j, '\'')
	case r.word(j, "h", "g", "gio", "hours") && r.num(j+1, 0, 59, 2) && !r.followsAgo(j+1):
		it.min = r.at(j + 1).val
		j += 2
		if r.word(j, "phut", "p", "ph") {
			j++
		}
		j = r.skip(j, '\'')
	case r.word(j, "h", "gio") && !r.word(j+1, "truoc"):
		j++
		if it.h == 0 && r.at(i).digits == 1 {
			return dateItem{}, false
		}
	default:
		return dateItem{}, false
	}
	if it.h == 24 {
		if it.min > 0 {
			return dateItem{}, false
		}
		it.h = 0
	}
	j = r.halfDay(&it, j)
	it.zone, j = r.zone(j)
	it.to = j
	return it, true
}

func (r *dateReader) followsAgo(i int) bool {
	return r.word(i+1, "phut", "giay") && r.word(i+2, "truoc")
}

// halfDay reads AM, PM, SA, CH, sáng, trưa, chiều, tối, đêm.
func (r *dateReader) halfDay(it *dateItem, j int) int {
	t := r.at(j)
	word := t.word
	n := 1
	if t.kind == 'w' && (word == "a" || word == "p") && r.at(j+1).kind == '.' && r.word(j+2, "m") {
		word += "m"
		n = 3
		if r.at(j+3).kind == '.' {
			n = 4
		}
	}
	switch word {
	case "am", "sa", "sang":
		if it.h == 12 {
			it.h = 0
		}
	case "pm", "ch", "chieu", "toi":
		if it.h < 12 {
			it.h += 12
		}
	case "trua":
		if it.h < 4 {
			it.h += 12
		}
	case "dem":
		switch {
		case it.h == 12:
			it.h = 0
		case it.h >= 6 && it.h < 12:
			it.h += 12
		}
	default:
		return j
	}
	return j + n
}

// zone reads Z, +07:00, +0700, (GMT+7), UTC.
func (r *dateReader) zone(j int) (*time.Location, int) {
	k := r.skip(j, '(')
	named := false
	if t := r.at(k); t.kind == 'w' {
		switch t.word {
		case "z":
			if !t.gap {
				return time.UTC, k + 1
			}
			return nil, j
		case "gmt", "utc":
			named = true
			k++
		case "ict":
			return index.Zone, r.skip(k+1, ')')
		}
	}
	sign := r.at(k).kind
	n := r.at(k + 1)
	if sign != '+' && sign != '-' || n.kind != 'n' || n.gap && !named {
		if named {
			return time.UTC, r.skip(k, ')')
		}
		return nil, j
	}
	h, m, next := 0, 0, k+2
	switch {
	case n.digits == 4 && n.val/100 <= 14 && n.val%15 == n.val%100%15 && n.val%100 < 60 && n.val%100%15 == 0:
		h, m = n.val/100, n.val%100
	case n.digits <= 2 && n.val <= 14 && r.at(k+2).kind == ':' && r.num(k+3, 0, 59, 2) && r.at(k+3).digits == 2:
		h, m, next = n.val, r.at(k+3).val, k+4
	case n.digits <= 2 && n.val <= 14 && named:
		h = n.val
	default:
		return nil, j
	}
	offset := h*3600 + m*60
	if sign == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset), r.skip(next, ')')
}

// relative reads "hôm qua", "2 giờ trước", "3 phút trước", "5 hours ago".
func (r *dateReader) relative(i int) (dateItem, bool) {
	switch {
	case r.word(i, "hom") && r.word(i+1, "nay"), r.word(i, "today"):
		return dateItem{agoIs: true, days: 0, to: i + r.len(i, "today")}, true
	case r.word(i, "hom") && r.word(i+1, "qua"), r.word(i, "yesterday"):
		return dateItem{agoIs: true, days: 1, to: i + r.len(i, "yesterday")}, true
	case r.word(i, "hom") && r.word(i+1, "kia"):
		return dateItem{agoIs: true, days: 2, to: i + 2}, true
	case r.word(i, "vua") && r.word(i+1, "xong", "moi"), r.word(i, "just") && r.word(i+1, "now"):
		return dateItem{agoIs: true, exact: true, to: i + 2}, true
	}
	if !r.num(i, 0, 999, 3) || r.at(i+1).kind != 'w' {
		return dateItem{}, false
	}
	n := r.at(i).val
	it := dateItem{agoIs: true, to: i + 3}
	unit, ok := agoUnits[r.at(i+1).word]
	if !ok {
		return dateItem{}, false
	}
	j := i + 2
	if unit < 24*time.Hour {
		it.ago, it.exact = time.Duration(n)*unit, true
		if r.at(j).kind == 'n' { // "13 giờ 33 phút trước"
			if small, ok := agoUnits[r.at(j+1).word]; ok && small < unit {
				it.ago += time.Duration(r.at(j).val) * small
				j += 2
			}
		}
	} else {
		it.days = n * int(unit/(24*time.Hour))
	}
	if !r.word(j, "truoc", "ago") {
		return dateItem{}, false
	}
	it.to = j + 1
	return it, true
}

func (r *dateReader) len(i int, single string) int {
	if r.word(i, single) {
		return 1
	}
	return 2
}

var agoUnits = map[string]time.Duration{
	"giay": time.Second, "phut": time.Minute, "gio": time.Hour, "tieng": time.Hour, "ngay": 24 * time.Hour,
	"tuan": 7 * 24 * time.Hour, "thang": 30 * 24 * time.Hour, "nam": 365 * 24 * time.Hour,
	"second": time.Second, "seconds": time.Second, "minute": time.Minute, "minutes": time.Minute, "mins": time.Minute,
	"hour": time.Hour, "hours": time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour,
	"week": 7 * 24 * time.Hour, "weeks": 7 * 24 * time.Hour,
}
