package vi

// phone reads a telephone number written in groups into its digits:
// 0225.3842.123, 0225 3842123, (0225) 3.842.123, 1900 1234. The groups are parts.
// first is the end of the first digits; the number begins with 0, 1800 or 1900.
func (t *Tokenizer) phone(first int) bool {
	n := first - t.start
	hot := n == 4 && (t.text[t.start:first] == "1800" || t.text[t.start:first] == "1900")
	if !hot && (t.text[t.start] != '0' || t.byteAt(t.start+1) < '1') {
		return false
	}
	least, most := 9, 11
	if hot {
		least, most = 8, 10
	}
	if n >= least && n <= most && t.ends(first) {
		t.restart()
		t.raw(t.start, first)
		t.end, t.kind = first, Phone
		return true
	}
	if n < 2 || n > 5 {
		return false
	}
	return t.groups(t.start, first, 0, least, most, hot)
}

// abroad reads a number that begins with +84 at pos, which stands for 0.
func (t *Tokenizer) abroad(pos int) bool {
	if !t.hasPrefix(pos, "+84") {
		return false
	}
	i := pos + 3
	if c := t.byteAt(i); c == ' ' || c == '.' || c == '-' {
		i++
	}
	d := t.digits(i)
	if d == i || t.text[i] == '0' || d-i > 10 {
		return false
	}
	t.begin(pos)
	return t.groups(i, d, 1, 9, 11, false)
}

// groups reads the groups that follow the first, [i, end), and keeps the
// longest number of least to most digits. extra counts a 0 that is not written.
func (t *Tokenizer) groups(i, end, extra, least, most int, hot bool) bool {
	t.restart()
	p := t.open(i)
	if extra > 0 {
		t.lit('0')
	}
	t.raw(i, end)
	t.shut(p, end)
	total, blanks, good := end-i+extra, 0, 0
	first := total
	if total >= least && t.ends(end) {
		good = end
	}
	keep := t.open(end)
	parts := len(t.parts)
	for {
		from := t.phoneSign(end)
		if from == 0 {
			break
		}
		d := t.digits(from)
		n := d - from
		if n < 2 && !(n == 1 && t.byteAt(d) == '.') || total+n > most || n > 7 {
			break
		}
		if ok, _ := t.blank(end); ok {
			if hot && n == 4 && t.value(from, d) >= 1900 && t.value(from, d) < 2100 {
				break // two years
			}
			blanks++
		}
		p := t.open(from)
		t.raw(from, d)
		t.shut(p, d)
		total, end = total+n, d
		if n > 1 && total >= least && t.ends(end) && (blanks == 0 || hot || total >= 10 && first > 2) {
			good, keep, parts = end, t.open(end), len(t.parts)
		}
	}
	if good == 0 {
		t.restart()
		return false
	}
	t.cut(keep)
	t.parts = t.parts[:parts]
	if parts == 1 {
		t.parts = t.parts[:0]
	}
	t.end, t.kind = good, Phone
	return true
}

// phoneSign gives where the next group begins: behind a point, hyphen or blank,
// or behind the bracket that closes an area code; 0 for none.
func (t *Tokenizer) phoneSign(i int) int {
	if t.byteAt(i) == ')' {
		i++
		if ok, size := t.blank(i); ok {
			i += size
		}
	} else if ok, size := t.blank(i); ok {
		i += size
	} else if c := t.byteAt(i); c == '.' || c == '-' {
		i++
	} else {
		return 0
	}
	if t.digits(min(i, len(t.text))) == i {
		return 0
	}
	return i
}
