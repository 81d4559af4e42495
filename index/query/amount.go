package query

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxFigure bounds the numbers that can be asked for and found.
const MaxFigure = 1e18

// magnitudes are the words that multiply a number.
var magnitudes = map[string]float64{
	"trăm": 1e2, "tram": 1e2, "k": 1e3, "nghìn": 1e3, "nghin": 1e3, "ngàn": 1e3, "ngan": 1e3, "vạn": 1e4, "van": 1e4,
	"tr": 1e6, "triệu": 1e6, "trieu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "ty": 1e9, "ti": 1e9,
	"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9,
}

// signs are what may stand before an amount, longer ones first.
var signs = []struct {
	forms, words      []string
	least, most, open bool
}{
	{forms: []string{">=", "=>", "≥"}, words: []string{"từ"}, least: true},
	{forms: []string{"<=", "=<", "≤"}, words: []string{"đến", "tới"}, most: true},
	{forms: []string{">"}, words: []string{"trên", "hơn"}, least: true, open: true},
	{forms: []string{"<"}, words: []string{"dưới"}, most: true, open: true},
	{forms: []string{"="}},
}

// amount is a number as typed.
type amount struct {
	number float64
	scale  float64     // of its magnitudes, 1 for none
	unit   *FigureUnit // nil where none was typed
}

// readFigure reads what stands behind the colon of a kind: an amount, perhaps with
// a sign before it, or two that are the ends of a range. It gives how many bytes it
// took; false where there is no such thing.
func readFigure(k *FigureKind, s string) (f Figure, n int, ok bool) {
	least, most, open, i := sign(s)
	if r, size := utf8.DecodeRuneInString(s[i:]); isQuote(r) {
		length, mark := closing(s[i+size:], r)
		if length < 0 {
			return f, 0, false
		}
		inner := strings.TrimFunc(s[i+size:i+size+length], isSeparator)
		if i > 0 {
			inner = s[:i] + inner
		}
		f, n, ok = readFigure(k, inner)
		return f, i + size + length + mark, ok && n == len(inner)
	}
	f = Figure{Kind: k.Name, High: math.Inf(1)}
	if i == 0 && strings.HasPrefix(s, "..") {
		most, i = true, 2
	}
	first, end, ok := k.amount(s, i)
	if !ok {
		return f, 0, false
	}
	if i > 0 {
		f.Unit = k.of(first).base()
		v := k.value(first)
		switch {
		case least:
			f.Low, f.Over = v, open
		case most:
			f.High, f.Under = v, open
		default:
			f.Low, f.High = v, v
		}
		return f, end, v <= MaxFigure && over(s, end)
	}
	if rest, dots := ranges(s, end); rest > 0 {
		last, next, ok := k.amount(s, rest)
		switch {
		case ok && k.join(&f, first, last, dots) && over(s, next):
			return f, next, true
		case !ok && dots && over(s, rest):
			f.Unit, f.Low = k.of(first).base(), k.value(first)
			return f, rest, f.Low <= MaxFigure
		}
	}
	f.Unit = k.of(first).base()
	f.Low = k.value(first)
	f.High = f.Low
	return f, end, f.Low <= MaxFigure && over(s, end)
}

// sign reads what says on which side of an amount numbers are meant.
func sign(s string) (least, most, open bool, end int) {
	word, after := letters(s, 0)
	for _, sg := range signs {
		for _, form := range sg.forms {
			if strings.HasPrefix(s, form) {
				return sg.least, sg.most, sg.open, blanks(s, len(form))
			}
		}
		if slices.Contains(sg.words, word) {
			return sg.least, sg.most, sg.open, blanks(s, after)
		}
	}
	return false, false, false, 0
}

// ranges reads what parts the two ends of a range and gives where the second may
// begin, 0 where there is no range. dots says that it is one by its sign, whichever
// end comes first, if there is a second at all.
func ranges(s string, i int) (rest int, dots bool) {
	if strings.HasPrefix(s[i:], "..") {
		return i + 2, true
	}
	at := blanks(s, i)
	if r, size := utf8.DecodeRuneInString(s[at:]); isDash(r) {
		next := blanks(s, at+size)
		if (at > i) == (next > at+size) { // 3-5 or 3 - 5; 3 -5 leaves something out
			return next, false
		}
		return 0, false
	}
	if word, end := letters(s, at); word == "đến" || word == "tới" || word == "den" || word == "toi" {
		if next := blanks(s, end); next > end {
			return next, false
		}
	}
	return 0, false
}

// join makes a range of two amounts: 3..5tr are both millions, where that is one.
func (k *FigureKind) join(f *Figure, low, high amount, anyOrder bool) bool {
	if low.unit == nil {
		low.unit = high.unit
	}
	if high.unit == nil {
		high.unit = low.unit
	}
	if k.of(low).base() != k.of(high).base() {
		return false
	}
	if low.scale == 1 && k.value(amount{low.number, high.scale, low.unit}) <= k.value(high) {
		low.scale = high.scale
	}
	f.Unit = k.of(low).base()
	f.Low, f.High = k.value(low), k.value(high)
	if f.Low > f.High {
		f.Low, f.High = f.High, f.Low
		return anyOrder && f.High <= MaxFigure
	}
	return f.High <= MaxFigure
}

func (k *FigureKind) of(a amount) *FigureUnit {
	if a.unit == nil {
		return &k.Units[0]
	}
	return a.unit
}

func (k *FigureKind) value(a amount) float64 { return k.of(a).in(decimal(a.number * a.scale)) }

// amount reads a number with its magnitudes and its unit.
func (k *FigureKind) amount(s string, i int) (a amount, end int, ok bool) {
	a.scale = 1
	r, size := utf8.DecodeRuneInString(s[i:])
	if a.unit = k.unit(string(r)); a.unit != nil && !unicode.IsLetter(r) { // $100
		i = blanks(s, i+size)
	} else {
		a.unit = nil
	}
	if a.number, end, ok = readNumber(s, i); !ok {
		return a, i, false
	}
	for {
		times, next := k.magnitude(s, blanks(s, end))
		if times == 0 {
			break
		}
		a.scale *= times
		end = next
	}
	if a.scale > 1 {
		end = k.smaller(s, end, &a)
	}
	if a.unit == nil {
		if unit, next := k.unitAt(s, blanks(s, end)); unit != nil {
			a.unit, end = unit, next
		}
	}
	return a, end, true
}

// magnitude reads a word that multiplies; a unit may be written on to it: 10trUSD.
func (k *FigureKind) magnitude(s string, i int) (times float64, end int) {
	word, end := letters(s, i)
	if times := magnitudes[word]; times > 0 && !colon(s, end) {
		return times, end
	}
	for at := range s[i:end] {
		if times := magnitudes[strings.ToLower(norm.NFC.String(s[i:i+at]))]; times > 0 && k.unit(strings.ToLower(norm.NFC.String(s[i+at:end]))) != nil && !colon(s, end) {
			return times, i + at
		}
	}
	return 0, i
}

// smaller reads what comes behind a magnitude: 2 triệu rưỡi, 1tr5, 1 tỷ 200 triệu.
func (k *FigureKind) smaller(s string, end int, a *amount) int {
	if digits := leadingDigits(s[end:]); digits != "" && len(digits) <= 3 && a.number == math.Trunc(a.number) {
		part, _ := strconv.ParseFloat("0."+digits, 64) // three digits
		a.number = decimal(a.number + part)
		return end + len(digits)
	}
	at := blanks(s, end)
	if word, next := letters(s, at); (word == "rưỡi" || word == "ruoi") && !colon(s, next) {
		a.number += 0.5
		return next
	}
	number, next, ok := readNumber(s, at)
	if !ok || at == end {
		return end
	}
	times, next := k.magnitude(s, blanks(s, next))
	if less := number * times; times > 0 && less < a.scale {
		a.number, a.scale = decimal(a.number*a.scale+less), 1
		return next
	}
	return end
}

// unitAt reads the longest unit of up to three words.
func (k *FigureKind) unitAt(s string, i int) (unit *FigureUnit, end int) {
	text, at := "", i
	for range 3 {
		from := blanks(s, at)
		word, next := letters(s, from)
		if next == from {
			_, size := utf8.DecodeRuneInString(s[from:])
			word, next = s[from:from+size], from+size
		} else if next < len(s) && (s[next] == '2' || s[next] == '3') { // m2
			word, next = word+s[next:next+1], next+1
		}
		if from > at && text != "" {
			text += " "
		}
		text, at = text+word, next
		if u := k.unit(text); u != nil && (over(s, at) || parts(s, at)) {
			unit, end = u, at
		}
	}
	return unit, end
}

// over reports whether an amount may end at i.
func over(s string, i int) bool {
	rest := s[i:]
	if trimmed := strings.TrimLeft(rest, ".,;!?"); trimmed == "" || trimmed != rest && startsApart(trimmed) {
		return true
	}
	return startsApart(rest)
}

func startsApart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || isSeparator(r) || r == '(' || r == ')' || r == '|' || isQuote(r)
}

// parts reports whether what parts the ends of a range stands right at i.
func parts(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return strings.HasPrefix(s[i:], "..") || isDash(r)
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' }

// colon reports whether a colon stands at i: what stands before it is a name.
func colon(s string, i int) bool { return i < len(s) && s[i] == ':' }

// letters reads a run of letters, and gives them small and composed.
func letters(s string, i int) (word string, end int) {
	end = i
	for at, r := range s[i:] {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '²' && r != '³' && r != '°' {
			break
		}
		end = i + at + utf8.RuneLen(r)
	}
	return strings.ToLower(norm.NFC.String(s[i:end])), end
}

// blanks gives where blanks end.
func blanks(s string, i int) int {
	return i + len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\u00a0"))
}

// readNumber reads 100, 1,5, 1.5, 6.550 and 1.000.000,5 as newspapers write them:
// groups of three digits are thousands, but for a share (98,223%).
func readNumber(s string, i int) (v float64, end int, ok bool) {
	whole := leadingDigits(s[i:])
	if whole == "" {
		return 0, i, false
	}
	text, end := whole, i+len(whole)
	point := byte(0)
	if len(whole) <= 3 && whole[0] != '0' {
		groups, at := 0, end
		for at < len(s) && (s[at] == '.' || s[at] == ',') && (point == 0 || s[at] == point) {
			group := leadingDigits(s[at+1:])
			if len(group) != 3 {
				if group != "" && groups > 0 {
					groups = 0 // 1.500.25 is none
				}
				break
			}
			point = s[at]
			text += group
			at += 4
			groups++
		}
		if groups == 0 || groups == 1 && strings.HasPrefix(s[at:], "%") {
			text, point = whole, 0
		} else {
			end = at
		}
	}
	if end < len(s) && (s[end] == '.' || s[end] == ',') && s[end] != point {
		if part := leadingDigits(s[end+1:]); part != "" {
			text, end = text+"."+part, end+1+len(part)
		}
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, end, err == nil && v <= MaxFigure
}
