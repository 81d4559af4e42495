package annotate

import (
	"strings"

	"khobao/index/vi"
)

// rangeOf joins two quantities of one range: từ 3 đến 5 triệu đồng, 20-30 ha.
// A rise from one to another is no range.
func (a *Annotator) rangeOf(t *text, q quantity) quantity {
	if q.max > 0 || q.next >= len(t.toks) || q.kind == thing && q.known {
		return q
	}
	second := q.next
	switch {
	case t.follows(second) && (t.term(second) == "đến" || t.term(second) == "tới") && t.follows(second+1):
		second++
	case dash(t.between(second)):
	default:
		return q
	}
	if t.toks[second].Kind != vi.Number || second != q.next && rises(t, q.start) {
		return q // each stands alone, the first only with a unit of its own
	}
	raw := t.s[t.toks[second].Start:t.toks[second].End]
	value, most, ok := values(t.toks[second].Term, raw)
	if !ok || most > 0 {
		return q
	}
	r := quantity{start: second, next: second + 1, scale: 1, value: value}
	if strings.HasSuffix(raw, "%") {
		r.unit, r.kind, r.known = "%", measured, true
		a.per(t, &r)
	} else {
		a.scaled(t, &r)
		a.unit(t, &r)
	}
	low := q.value
	if q.scale == 1 && !q.known {
		low = exact(low * r.scale)
	}
	if !r.known || q.known && q.unit != r.unit || low >= r.value {
		return q
	}
	r.start, r.max, r.value = q.start, r.value, low
	r.scale = max(q.scale, r.scale)
	return r
}

func dash(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "-", "–", "—":
		return !strings.Contains(gap, "\n")
	}
	return false
}

// rises reports whether the words before say that something goes from one
// number to another.
func rises(t *text, i int) bool {
	for k := i - 1; k >= max(0, i-4) && t.toks[k+1].Break == vi.NoBreak; k-- {
		switch t.term(k) {
		case "tăng", "giảm", "nâng", "hạ", "lên", "xuống":
			return true
		}
	}
	return false
}

// ordinal reports whether the words before make a plain number a name (Quận 1,
// lớp 12, năm 2005) rather than a count.
func ordinal(t *text, q *quantity) bool {
	if q.kind == money || q.unit == "%" {
		return false
	}
	w := t.before(q.start)
	if w == "" {
		return false
	}
	if ordinalHeads[w] {
		if q.kind == measured || q.kind == classifier {
			switch t.before(q.start - 1) {
			case "mỗi", "một", "hằng", "hàng":
				return false
			}
		}
		return true
	}
	k := &t.toks[q.start-1]
	if q.kind == duration && t.follows(q.next) && (t.term(q.next) == "qua" || t.term(q.next) == "nay" || t.term(q.next) == "trước") {
		return false // Phúc Yên 20 năm qua
	}
	return k.Upper && k.Break == vi.NoBreak && q.start > 1 && (q.kind == thing || q.kind == classifier || q.kind == duration)
}

// lasting are words before a number of days, months … that say it is how long
// something lasts.
var lasting = words(`trong suốt sau hơn gần khoảng trên dưới kéo dài mất mỗi cả được vòng từng đủ hết cách trước quá chừng mới án
tù nhất đa thiểu phạt giam nghỉ thêm là tới`)

// datePart reports whether a number with a unit of time is a part of a date or
// a clock, or may be one.
func datePart(t *text, q *quantity) bool {
	prev, next := t.before(q.start), ""
	if t.follows(q.next) {
		next = t.term(q.next)
	}
	if q.next < len(t.toks) && t.follows(q.next) && t.toks[q.next].Kind == vi.Number {
		return true // 5 tháng 3
	}
	switch q.unit {
	case "năm", "tháng":
		return q.value >= 1000 && q.scale == 1 && q.unit == "năm"
	case "phút", "giây":
		return prev == "giờ" || prev == "phút" || strings.HasSuffix(prev, "h")
	case "ngày", "tuần", "thế kỷ":
		return next == "tháng" || next == "thứ" || !lasting[prev] && prev == "đêm"
	}
	return false
}
