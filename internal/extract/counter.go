package extract

import "strings"

// Counter is a number a page counts up: visits of the site, readings of the
// article. It is data with the time of capture, never text.
type Counter struct {
	Label string // as printed, without the number: "Lượt truy cập"
	Value int64
	Site  bool // of the whole site, else of the page
}

// counterLabels open or close the line of a counter, those of a site first.
var counterLabels = []struct {
	words string
	site  bool
}{
	{"truy cập", true},
	{"trực tuyến", true},
	{"đang online", true},
	{"khách online", true},
	{"visitors", true},
	{"lượt xem", false},
	{"lượt đọc", false},
	{"số lần xem", false},
	{"đã xem", false},
	{"đã đọc", false},
	{"lượt nghe", false},
	{"lượt tải", false},
	{"views", false},
	{"hits", false},
}

// counterStarts open the label of a counter; "MV đạt 12 triệu lượt xem" has none.
var counterStarts = []string{"lượt", "số ", "tổng", "đang ", "đã ", "bạn là", "quý khách là", "views", "hits", "visitors", "khách ", "hiện có", "người truy cập", "truy cập", "trực tuyến"}

// counters reads each line of the page, and two lines as one where the first
// has the label and the second the number.
func (t *tree) counters() []Counter {
	var found []Counter
	seen := map[string]bool{}
	for k := range t.blocks {
		b := &t.blocks[k]
		if b.chars > 60 {
			continue
		}
		c, ok := readCounter(b.text)
		if !ok {
			c, ok = t.counterOfTwo(k)
		}
		if ok && !seen[c.Label] && len(found) < 20 {
			seen[c.Label] = true
			found = append(found, c)
		}
	}
	return found
}

// counterOfTwo reads a label without a number over a line of nothing but one.
func (t *tree) counterOfTwo(k int) (Counter, bool) {
	if k < 0 || k+1 >= len(t.blocks) {
		return Counter{}, false
	}
	label, value := &t.blocks[k], &t.blocks[k+1]
	if label.chars > 60 || value.chars > 15 || value.text[0] < '0' || value.text[0] > '9' || strings.ContainsAny(label.text, "0123456789") {
		return Counter{}, false
	}
	if _, digits := number(value.text); digits == 0 || strings.Trim(value.text, "0123456789., ") != "" {
		return Counter{}, false
	}
	return readCounter(label.text + " " + value.text)
}

// isCounter reports a line of a counter.
func (t *tree) isCounter(k int) bool {
	if t.blocks[k].chars > 60 {
		return false
	}
	_, one := readCounter(t.blocks[k].text)
	_, first := t.counterOfTwo(k)
	_, second := t.counterOfTwo(k - 1)
	return one || first || second
}

// readCounter reads "Lượt xem: 1.024", "1534 lượt xem", "Bạn là người truy cập
// thứ 1458210". A line with more words than a label has is a sentence.
func readCounter(s string) (Counter, bool) {
	if !strings.ContainsAny(s, "0123456789") {
		return Counter{}, false
	}
	low := lower(s)
	for _, l := range counterLabels {
		if !strings.Contains(low, l.words) {
			continue
		}
		value, digits := number(s)
		label := tidy(strings.Trim(strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == ':' {
				return ' '
			}
			return r
		}, s), " .,:-–|()"))
		label = strings.Trim(tidy(strings.NewReplacer(" . ", " ", " , ", " ").Replace(" "+label+" ")), " .,|-")
		if digits == 0 || digits > 12 || len(strings.Fields(label)) > 7 || !begins(lower(label), counterStarts) {
			return Counter{}, false
		}
		return Counter{Label: compose(label), Value: value, Site: l.site}, true
	}
	return Counter{}, false
}

// number reads the only number of a line, its thousands parted by dots, commas
// or blanks; digits is 0 when there is none, or more than one.
func number(s string) (value int64, digits int) {
	over := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if over {
				return 0, 0
			}
			value = value*10 + int64(c-'0')
			if digits++; digits > 15 {
				return 0, 0
			}
		case digits > 0 && (c == '.' || c == ',' || c == ' ') && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
		case digits > 0:
			over = true
		}
	}
	return value, digits
}
