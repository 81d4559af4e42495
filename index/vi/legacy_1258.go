package vi

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

var chars1258 = build1258()

func build1258() [256]rune {
	t := latin.char
	for c := range t {
		if r := charmap.Windows1258.DecodeByte(byte(c)); r != '\uFFFD' {
			t[c] = r
		}
	}
	return t
}

func decode1258(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/4)
	for _, c := range b {
		s.WriteRune(chars1258[c])
	}
	return NFC(s.String())
}

// encode1258 takes the letters the encoding has, and else writes the tone behind
// the letter with its hat, as Windows does.
func encode1258(text string) ([]byte, error) {
	out := make([]byte, 0, len(text)+len(text)/4)
	put := func(r rune) bool {
		c, ok := charmap.Windows1258.EncodeRune(r)
		if ok {
			out = append(out, c)
		}
		return ok
	}
	for _, r := range text {
		if put(r) {
			continue
		}
		d := []rune(norm.NFD.String(string(r)))
		last := len(d) - 1
		if last > 1 && combiningTone(d[last]) == Level { // ệ comes apart as e, dot, hat
			d[last-1], d[last] = d[last], d[last-1]
		}
		if last == 0 || !put([]rune(norm.NFC.String(string(d[:last])))[0]) || !put(d[last]) {
			return nil, lacks(Windows1258, r)
		}
	}
	return out, nil
}
