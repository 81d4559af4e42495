package vi

import "unicode/utf8"

// units are what may be written against a number without a space; the number
// and the unit are then two tokens, so that 50kg is found like 50 kg. One-letter
// units that also name things (3G, 15A, 5K) are not here.
var units = map[string]bool{
	"kg": true, "mg": true, "tấn": true, "tạ": true, "yến": true, "lạng": true,
	"m": true, "km": true, "cm": true, "mm": true, "ha": true,
	"m2": true, "m3": true, "km2": true, "cm2": true, "cm3": true,
	"ml": true, "lít": true, "đ": true, "đồng": true, "vnd": true, "vnđ": true, "usd": true, "eur": true,
	"tr": true, "triệu": true, "tỷ": true, "tỉ": true, "nghìn": true, "ngàn": true,
	"kw": true, "kwh": true, "mw": true, "mwh": true, "gb": true, "mb": true, "tb": true, "ghz": true, "mhz": true,
}

// numeric tries the rules for a token that begins with an ASCII digit, the
// longest and most certain first; w is its first word, already read.
func (t *Tokenizer) numeric(w word) {
	c := t.byteAt(w.end)
	if (c == '.' || c == '-' || c == '_' || c == '+' || c == '@') && (t.email(w) || t.link(w)) {
		return
	}
	if t.plate(w) || t.clock(w) {
		return
	}
	end := t.digits(t.start)
	if end != w.end && !t.unit(end) {
		if w.letters == 0 && w.ascii {
			t.kind = Number
		}
		return
	}
	if end == w.end && (t.document(end) || t.date(end) || t.phone(end) || t.slashed(end)) {
		return
	}
	t.number(end)
}

// unit reports whether the rest of the word at i is a unit or a marked
// Vietnamese syllable that lost its space (10người).
func (t *Tokenizer) unit(i int) bool {
	if i >= len(t.text) { // a number longer than a word may be
		return false
	}
	if r, _ := t.runeAt(i); t.glyph(r).class != clLetter {
		return false
	}
	p := t.open(i)
	w := t.word(i)
	term := t.term[p.term:]
	ok := units[string(term)]
	if !ok && w.syllable && w.letters > 1 && w.digits == 0 && !w.ascii {
		ok = true
	}
	t.cut(p)
	return ok
}

// ends reports whether a number may end at i: before anything but a word, or
// before a unit.
func (t *Tokenizer) ends(i int) bool { return !t.inWord(i) || t.unit(i) }

// number reads an integer, a grouped number or a decimal, and a per cent sign.
// first is the end of its first digits.
func (t *Tokenizer) number(first int) {
	t.kind, t.caps = Number, false
	sep := t.groupSign(first)
	n := first - t.start
	switch {
	case sep != "" && n <= 3 && t.text[t.start] != '0' && t.grouped(first, sep):
	case t.chain(first):
	case t.decimal(t.start, first):
	default:
		t.restart()
		t.end = first
		if n == 2 && t.text[t.start+1] != '0' { // 05 is 5
			t.short(t.start, first)
		} else {
			t.raw(t.start, first)
		}
	}
	if t.kind == Number {
		t.percent()
	}
}

// groupSign gives the sign that could part thousands at i: point, comma, or a
// space of the kinds found in text.
func (t *Tokenizer) groupSign(i int) string {
	if i == len(t.text) {
		return ""
	}
	r, size := t.runeAt(i)
	switch r {
	case '.', ',', ' ', '\u00A0', '\u2007', '\u2009', '\u202F':
		return t.text[i : i+size]
	}
	return ""
}

// grouped reads thousands: groups of exactly three digits, one sign throughout,
// perhaps a decimal part behind the other sign. A blank parts thousands only
// if no shorter or longer group follows; the groups then stay findable alone.
func (t *Tokenizer) grouped(first int, sep string) bool {
	end, groups := first, 0
	for t.hasPrefix(end, sep) {
		d := t.digits(end + len(sep))
		if d == end+len(sep) {
			break
		}
		if d-end-len(sep) != 3 {
			return false
		}
		end = d
		groups++
		if groups > 6 {
			return false
		}
	}
	if groups == 0 {
		return false
	}
	whole, blank := end, sep != "." && sep != ","
	if c := t.byteAt(end); (c == '.' || c == ',') && sep != string(c) {
		if d := t.digits(end + 1); d > end+1 {
			end = d
		}
	}
	if t.goesOn(end) || !t.ends(end) || groups == 1 && !blank && end == whole && t.perCent(end) > 0 {
		return false // 98,223% is no hundred
	}
	t.restart()
	for i := t.start; i < whole; i += len(sep) {
		p := t.open(i)
		d := t.digits(i)
		t.raw(i, d)
		if blank {
			t.shut(p, d)
		}
		i = d
	}
	if end > whole {
		t.lit(',')
		t.raw(whole+1, end)
	}
	t.end = end
	return true
}

// goesOn reports whether a point or comma and more digits follow at i.
func (t *Tokenizer) goesOn(i int) bool {
	c := t.byteAt(i)
	return (c == '.' || c == ',') && t.digits(i+1) > i+1
}

// decimal reads 1,5 and 1.5, one form for both.
func (t *Tokenizer) decimal(start, first int) bool {
	if c := t.byteAt(first); c != '.' && c != ',' {
		return false
	}
	end := t.digits(first + 1)
	if end == first+1 || t.goesOn(end) || !t.ends(end) {
		return false
	}
	t.restart()
	t.raw(start, first)
	t.lit(',')
	t.raw(first+1, end)
	t.end = end
	return true
}

// chain reads three or more numbers joined by points and commas that are no
// grouped number: an IP address, a section number, a list without spaces.
func (t *Tokenizer) chain(first int) bool {
	end, groups := first, 1
	for c := t.byteAt(end); (c == '.' || c == ',') && groups < 16; c = t.byteAt(end) {
		d := t.digits(end + 1)
		if d == end+1 {
			break
		}
		end = d
		groups++
	}
	if groups < 3 || t.inWord(end) {
		return false
	}
	t.restart()
	for i := t.start; i < end; i++ {
		if i > t.start {
			t.lit(t.text[i-1])
		}
		d := t.digits(i)
		p := t.open(i)
		t.raw(i, d)
		t.shut(p, d)
		i = d
	}
	t.end, t.kind = end, Code
	return true
}

// percent takes a per cent sign into the number; the bare number stays findable
// as a part.
func (t *Tokenizer) percent() {
	end := t.perCent(t.end)
	if end == 0 {
		return
	}
	t.parts = t.parts[:0]
	p := span{start: t.start}
	t.shut(p, t.end)
	t.lit('%')
	t.end = end
}

// perCent gives the end of a per cent sign at i, with or without a blank before
// it, 0 for none.
func (t *Tokenizer) perCent(i int) int {
	if ok, size := t.blank(i); ok {
		i += size
	}
	if t.byteAt(i) != '%' {
		return 0
	}
	return i + 1
}

// blank reports whether a space that keeps a line together stands at i.
func (t *Tokenizer) blank(i int) (bool, int) {
	if i >= len(t.text) {
		return false, 0
	}
	r, size := utf8.DecodeRuneInString(t.text[i:])
	return r == ' ' || r == '\u00A0' || r == '\u2009' || r == '\u202F', size
}

func (t *Tokenizer) hasPrefix(i int, s string) bool {
	return len(t.text)-i >= len(s) && t.text[i:i+len(s)] == s
}
