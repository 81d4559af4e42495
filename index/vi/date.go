package vi

// date reads 25/8/2021, 25-08-2021, 25.8.2021, 25/8/21, 2021-08-25, 8/2021 and
// 25/8 into one form, day first and without leading zeros. A day and month with
// a hyphen (25-8) may as well be a range or a score and is called a number.
func (t *Tokenizer) date(first int) bool {
	c := t.byteAt(first)
	if c != '/' && c != '-' && c != '.' {
		return false
	}
	second := t.digits(first + 1)
	n1, n2 := first-t.start, second-first-1
	if n1 > 4 || n2 == 0 || n2 > 4 {
		return false
	}
	if t.byteAt(second) == c {
		third := t.digits(second + 1)
		if third > second+1 && t.separate(third, c) {
			return t.fullDate(first, second, third, c)
		}
		return false
	}
	return c != '.' && t.dateEnds(second, c) && t.shortDate(first, second, c)
}

// separate reports whether a date with the sign c may end at i.
func (t *Tokenizer) separate(i int, c byte) bool {
	return !t.inWord(i) && !(t.byteAt(i) == c && t.digits(i+1) > i+1)
}

// dateEnds is separate for a date of two numbers, which before a per cent sign
// is a range.
func (t *Tokenizer) dateEnds(i int, c byte) bool {
	return t.separate(i, c) && t.perCent(i) == 0
}

func (t *Tokenizer) fullDate(first, second, third int, c byte) bool {
	a, b, y := span{start: t.start, end: first}, span{start: first + 1, end: second}, span{start: second + 1, end: third}
	if first-t.start == 4 { // year first
		a, y = y, a
	}
	if !t.day(a) || !t.month(b) {
		return false
	}
	century := ""
	switch v := t.value(y.start, y.end); {
	case y.end-y.start == 4 && v >= 1000 && v < 3000:
	case y.end-y.start == 2 && c == '/' && v < 50:
		century = "20"
	case y.end-y.start == 2 && c == '/':
		century = "19"
	default:
		return false
	}
	t.restart()
	dm := t.open(min(a.start, b.start))
	t.short(a.start, a.end)
	t.lit('/')
	my := t.open(min(b.start, y.start))
	t.short(b.start, b.end)
	t.shut(dm, max(a.end, b.end))
	t.lit('/')
	year := t.open(y.start)
	for i := range len(century) {
		t.lit(century[i])
	}
	t.raw(y.start, y.end)
	t.shut(my, max(b.end, y.end))
	t.shut(year, y.end)
	t.end, t.kind = third, Date
	return true
}

func (t *Tokenizer) shortDate(first, second int, c byte) bool {
	a, b := span{start: t.start, end: first}, span{start: first + 1, end: second}
	isYear := b.end-b.start == 4 && t.value(b.start, b.end) >= 1900 && t.value(b.start, b.end) < 2100
	if !(t.month(a) && isYear) && !(t.day(a) && t.month(b)) {
		return false
	}
	if c == '-' && isYear && a.end-a.start < 2 {
		return false // a range or a code more often than a month
	}
	t.restart()
	p := t.open(a.start)
	t.short(a.start, a.end)
	t.shut(p, a.end)
	t.lit('/')
	p = t.open(b.start)
	t.short(b.start, b.end)
	t.shut(p, b.end)
	t.end, t.kind = second, Date
	if c == '-' && !isYear {
		t.kind = Number
	}
	return true
}

func (t *Tokenizer) day(p span) bool   { return t.within(p, 31) }
func (t *Tokenizer) month(p span) bool { return t.within(p, 12) }

func (t *Tokenizer) within(p span, most int) bool {
	n := p.end - p.start
	v := t.value(p.start, p.end)
	return n >= 1 && n <= 2 && v >= 1 && v <= most
}

// slashed reads a number and a year, the short name of a document: 49/2020.
func (t *Tokenizer) slashed(first int) bool {
	if t.byteAt(first) != '/' || first-t.start > 5 {
		return false
	}
	end := t.digits(first + 1)
	if v := t.value(first+1, end); end-first != 5 || v < 1900 || v >= 2100 || !t.dateEnds(end, '/') {
		return false
	}
	t.restart()
	p := t.open(t.start)
	t.short(t.start, first)
	t.shut(p, first)
	t.lit('/')
	p = t.open(first + 1)
	t.raw(first+1, end)
	t.shut(p, end)
	t.end, t.kind = end, Code
	return true
}

// clock reads 7h30, 07h30, 7g30, 19h and 07:29 into 7h30, 19h, 7h29.
func (t *Tokenizer) clock(w word) bool {
	hour := t.digits(t.start)
	if n := hour - t.start; n == 0 || n > 2 || t.value(t.start, hour) > 24 {
		return false
	}
	minute, end := 0, 0
	switch c := t.byteAt(hour); c {
	case 'h', 'H', 'g', 'G':
		minute = hour + 1
		end = t.digits(minute)
		if end != w.end || end-minute > 2 || end-minute < 2 && (c == 'g' || c == 'G') {
			return false
		}
	case ':':
		minute = hour + 1
		end = t.digits(minute)
		if hour != w.end || end-minute != 2 || t.byteAt(end) == ':' && t.digits(end+1) > end+1 {
			return false
		}
	default:
		return false
	}
	if end > minute && t.value(minute, end) > 59 || t.inWord(end) {
		return false
	}
	t.restart()
	t.short(t.start, hour)
	t.lit('h')
	if end > minute && t.value(minute, end) != 0 {
		if end-minute == 1 {
			t.lit('0')
		}
		t.raw(minute, end)
	}
	t.end, t.kind, t.caps = end, Time, false
	return true
}
