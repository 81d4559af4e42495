package web

// piece is a run of text, marked or not. Templates write it; nothing here is HTML.
type piece struct {
	Text   string
	Marked bool
}

// pieces cuts text at the byte ranges to mark. Ranges that overlap, run
// backwards or cut a letter are left out: a lost mark is better than a torn word.
// Words that stand side by side are marked as one place.
func pieces(text string, marks [][2]int) []piece {
	var out []piece
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] <= m[0] || m[1] > len(text) || !letterStart(text, m[0]) || !letterStart(text, m[1]) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Marked && text[at:m[0]] == " " {
			out[n-1].Text += text[at:m[1]]
			at = m[1]
			continue
		}
		if m[0] > at {
			out = append(out, piece{Text: text[at:m[0]]})
		}
		out = append(out, piece{Text: text[m[0]:m[1]], Marked: true})
		at = m[1]
	}
	if at < len(text) {
		out = append(out, piece{Text: text[at:]})
	}
	return out
}

// letterStart reports whether byte i begins a letter or is the end.
func letterStart(s string, i int) bool {
	return i == len(s) || s[i]&0xC0 != 0x80
}
