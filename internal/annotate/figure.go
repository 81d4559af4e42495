package annotate

import (
	"math"
	"strconv"
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// quantity is a number read with its magnitude and unit: tokens from start to
// next-1.
type quantity struct {
	start, next int
	value, max  float64
	scale       float64 // of the magnitude, 1 for none
	unit, thing string
	kind        kindOf
	known       bool // has a unit or thing
}

// figures finds the figures of a text.
func (a *Annotator) figures(t *text, art *index.Article) {
	for i := 0; i < len(t.toks); i++ {
		if t.toks[i].Kind == vi.Other {
			a.glued(t, i, art)
		}
		if t.toks[i].Kind != vi.Number {
			continue
		}
		q, ok := a.quantity(t, i)
		if !ok || t.before(i) == "trên" && t.before(i-1) != "" && t.toks[i-2].Kind == vi.Number {
			continue // 8 trên 10 người
		}
		q = a.rangeOf(t, q)
		if !q.known || q.scale == 1 && ordinal(t, &q) || q.kind == duration && datePart(t, &q) {
			continue
		}
		start := i
		if approximate[t.before(i)] {
			start--
			if t.term(start) == "xấp" {
				start++
			}
		}
		t.mark(i, q.next, figure)
		from, to := t.toks[start].Start, t.toks[q.next-1].End
		art.Figures = append(art.Figures, index.Figure{
			Value: q.value, Max: q.max, Unit: q.unit, Thing: q.thing,
			Text: t.s[from:to], Field: t.field, Start: from, End: to,
		})
		i = q.next - 1
	}
}

// quantity reads the number at token i, its magnitude, and the unit behind.
func (a *Annotator) quantity(t *text, i int) (quantity, bool) {
	q := quantity{start: i, next: i + 1, scale: 1}
	raw := t.s[t.toks[i].Start:t.toks[i].End]
	if i > 0 && !clear(t.between(i)) || t.toks[i].End < len(t.s) && t.s[t.toks[i].End] == '/' && !strings.HasSuffix(raw, "%") {
		return q, false
	}
	var ok bool
	if q.value, q.max, ok = values(t.toks[i].Term, raw); !ok {
		return q, false
	}
	if strings.HasSuffix(raw, "%") {
		q.unit, q.kind, q.known = "%", measured, true
		a.per(t, &q)
		return q, true
	}
	a.scaled(t, &q)
	a.unit(t, &q)
	return q, true
}

// clear reports whether a number may stand behind a gap: not behind a slash, a
// point or a currency sign, nor right behind a word.
func clear(gap string) bool {
	gap = strings.TrimRight(gap, "\"'“‘(")
	return gap == "" || strings.IndexByte("/.$#@_+", gap[len(gap)-1]) < 0
}

// values reads the term of a number: one value, or two of a range (3-5).
func values(term, raw string) (value, most float64, ok bool) {
	term = strings.TrimSuffix(term, "%")
	if first, second, two := strings.Cut(term, "/"); two {
		if strings.ContainsRune(raw, '/') || strings.ContainsRune(raw, '.') {
			return 0, 0, false
		}
		value, ok1 := value1(first)
		most, ok2 := value1(second)
		return value, most, ok1 && ok2 && value < most
	}
	if strings.HasSuffix(raw, ".000%") { // 1.000% is a thousand, not one
		term = strings.ReplaceAll(term, ",", "")
	}
	value, ok = value1(term)
	return value, 0, ok
}

func value1(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// scaled multiplies by the magnitudes that follow, adds the smaller quantity of
// 1 tỷ 200 triệu and the half of 2 triệu rưỡi.
func (a *Annotator) scaled(t *text, q *quantity) {
	own := func() {
		for t.follows(q.next) {
			n, m := a.measure.at(t, q.next)
			if n != 1 || measures[m].kind != magnitude {
				return
			}
			q.scale *= measures[m].times
			q.next++
		}
	}
	own()
	if q.scale == 1 {
		return
	}
	q.value, q.max = exact(q.value*q.scale), exact(q.max*q.scale)
	if q.max > 0 {
		return
	}
	if t.follows(q.next) && t.term(q.next) == "rưỡi" {
		q.value, q.next = q.value+q.scale/2, q.next+1
		return
	}
	if t.follows(q.next) && t.toks[q.next].Kind == vi.Number {
		v, ok := value1(t.toks[q.next].Term)
		if n, m := a.measure.at(t, q.next+1); ok && n == 1 && t.follows(q.next+1) && measures[m].kind == magnitude {
			if less := exact(v * measures[m].times); less < q.scale {
				q.value, q.next = q.value+less, q.next+2
			}
		}
	}
}

// exact drops what binary fractions add: 1,1 tỷ is 1100000000.
func exact(v float64) float64 {
	if r := math.Round(v*1000) / 1000; math.Abs(r-v) < 1e-6*math.Max(1, math.Abs(v)) {
		return r
	}
	return v
}

// moneyWords before a sum tell that bare tỷ or triệu are đồng.
var moneyWords = words(`giá tiền vốn lương phạt nộp chi bán mua vay nợ thưởng lãi lỗ phí thuế trả tư trị hỗ trợ tặng thu nhập
thanh toán kinh doanh số ngân sách bồi thường đặt cọc chiếm đoạt lừa gần hơn khoảng`)

// unit reads the unit and the thing behind the number.
func (a *Annotator) unit(t *text, q *quantity) {
	if !t.follows(q.next) {
		if q.next < len(t.toks) && t.term(q.next) == "c" && strings.Contains("°º", strings.TrimSpace(t.between(q.next))) && strings.TrimSpace(t.between(q.next)) != "" {
			q.unit, q.kind, q.known, q.next = "°C", measured, true, q.next+1
			return
		}
		a.bare(t, q)
		return
	}
	n, m := a.measure.at(t, q.next)
	if n == 0 || measures[m].kind == magnitude || !a.whole(t, q.next, n) {
		a.bare(t, q)
		return
	}
	at, row := q.next, measures[m]
	q.next, q.kind, q.known = q.next+n, row.kind, true
	switch row.kind {
	case thing:
		q.thing = joined(t.toks[at : at+n])
		if n > 1 && joined(t.toks[at:at+1]) == "lượt" {
			q.unit, q.thing = "lượt", joined(t.toks[at+1:at+n])
		}
	case classifier:
		q.unit = joined(t.toks[at : at+n])
		a.thing(t, q)
	default:
		q.unit = row.name
		a.per(t, q)
	}
}

// whole reports whether the n tokens at i are a word by themselves and not the
// beginning of a longer one (3 đồng chí are no money), nor of a name.
func (a *Annotator) whole(t *text, i, n int) bool {
	if t.toks[i].Upper && !t.toks[i].Caps && t.toks[i].Kind == vi.Syllable {
		return false
	}
	if n == 1 && t.follows(i+1) && t.toks[i].Kind == vi.Syllable && !t.toks[i+1].Upper {
		if _, m := a.measure.at(t, i); measures[m].kind != thing && measures[m].kind != classifier {
			return !notMoney[t.term(i)+" "+t.term(i+1)]
		}
	}
	return true
}

// notMoney are words that begin like a unit.
var notMoney = map[string]bool{
	"đồng chí": true, "đồng bào": true, "đồng đội": true, "đồng nghiệp": true, "đồng phạm": true, "đồng hương": true,
	"đồng hồ": true, "đồng minh": true, "đồng tác": true, "đồng tiền": true, "đồng xu": true, "đồng loạt": true, "đồng thời": true,
	"yên tâm": true, "bảng xếp": true, "tạ ơn": true, "tuần lộc": true, "điểm danh": true,
}

// thing reads what is counted behind a classifier.
func (a *Annotator) thing(t *text, q *quantity) {
	if !t.follows(q.next) || t.toks[q.next].Upper || notThings[t.term(q.next)] {
		return
	}
	if n, m := a.measure.at(t, q.next); n > 0 && measures[m].kind == thing {
		q.thing, q.next = joined(t.toks[q.next:q.next+n]), q.next+n
		return
	}
	end := q.next
	for end < len(t.toks) && end-q.next < 4 && t.follows(end) && !t.toks[end].Upper {
		end++
	}
	var room [4]vi.Word
	for _, w := range a.lexicon.Words(t.toks[q.next:end], room[:0])[:min(1, end-q.next)] {
		if w.Kind == vi.Compound {
			q.thing, q.next = joined(t.toks[q.next:q.next+w.End]), q.next+w.End
		}
	}
}

// per reads the second unit of đồng/kg and km/giờ.
func (a *Annotator) per(t *text, q *quantity) {
	for range 2 {
		if q.next >= len(t.toks) || t.between(q.next) != "/" {
			return
		}
		n, m := a.measure.at(t, q.next)
		switch term := t.term(q.next); {
		case perUnits[term]:
			n = 1
		case n == 0 || measures[m].kind == magnitude:
			return
		}
		q.unit += "/" + joined(t.toks[q.next:q.next+n])
		q.next += n
	}
}

// perUnits are what a price or a speed is for, beside the units themselves.
var perUnits = words(`h giờ s lượng chỉ cây quý kỳ lượt vé thùng bữa hộ căn suất môn đêm bông quả trái tô bát ly bài phiếu công sào mẫu khóa`)

// bare takes tỷ and triệu without a unit for đồng where the words before say so.
func (a *Annotator) bare(t *text, q *quantity) {
	if q.scale < 1e6 {
		return
	}
	if t.follows(q.next) && !afterMoney[t.term(q.next)] {
		return
	}
	for i := q.start - 1; i >= max(0, q.start-6) && t.toks[i+1].Break == vi.NoBreak; i-- {
		switch w := t.term(i); {
		case w == "dân" && t.term(i-1) != "người" || w == "usd" || w == "người":
			return
		case moneyWords[w] && !approximate[w] && w != "số":
			q.unit, q.kind, q.known = "đồng", money, true
			return
		}
	}
	if q.scale >= 1e9 {
		q.unit, q.kind, q.known = "đồng", money, true
	}
}

// afterMoney are words that may stand behind a sum without its unit.
var afterMoney = words(`và để cho là thì mà nhưng vào từ trong với của mỗi một do tiền nếu khi còn ở tại rồi nữa`)
