package extract

import (
	"strings"
	"unicode"
)

// isTicker reports a line of a market: "SNG 24.600 +1.600 (+6,96%)".
func isTicker(s string) bool {
	if len(s) > 80 || !strings.Contains(s, "%") && !strings.ContainsAny(s, "+▲▼") {
		return false
	}
	digits, letters, lower := 0, 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case unicode.IsLetter(r):
			letters++
			if unicode.IsLower(r) {
				lower++
			}
		}
	}
	return digits >= 6 && lower == 0 && letters <= 12
}

// isHotline reports a framed box that gives a number to call: it has a border
// or a ground of its own, unlike a paragraph that tells of one.
func (r *reading) isHotline(b *block) bool {
	if b.chars > 250 {
		return false
	}
	n := r.t.elems[b.elem].node
	if style := lower(attr(n, "style")); !strings.Contains(style, "border") && !strings.Contains(style, "background") && attr(n, "bgcolor") == "" {
		return false
	}
	low := lower(b.text)
	if !strings.Contains(low, "đường dây nóng") && !strings.Contains(low, "hotline") && !strings.Contains(low, "tổng đài") && !strings.Contains(low, "tư vấn miễn phí") {
		return false
	}
	digits := 0
	for i := 0; i < len(low); i++ {
		if low[i] >= '0' && low[i] <= '9' {
			digits++
		}
	}
	return digits >= 3
}
