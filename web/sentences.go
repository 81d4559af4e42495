package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khobao/index/vi"
)

// sentences gives where the sentences of a text begin and end, as index/vi sees
// them; the white space around each is left out.
func sentences(text string) [][2]int {
	var out [][2]int
	start, last := 0, 0
	put := func(end int) {
		from := start + len(text[start:end]) - len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace))
		if to := from + len(strings.TrimRightFunc(text[from:end], unicode.IsSpace)); to > from {
			out = append(out, [2]int{from, to})
		}
		start = end
	}
	var t vi.Tokenizer
	t.Reset(text)
	for t.Next() {
		if t.Break() != vi.NoBreak {
			gap := text[last:t.Start()]
			at := len(gap)
			if i := strings.IndexFunc(gap, unicode.IsSpace); i >= 0 {
				_, n := utf8.DecodeRuneInString(gap[i:])
				at = i + n // a quotation mark behind the blank belongs to what follows
			}
			put(last + at)
		}
		last = t.End()
	}
	put(len(text))
	return out
}

// quoteRoom is how many letters of a sentence stand on each side of what it is
// quoted for.
const quoteRoom = 70

// quote is a piece of a sentence around what it is quoted for.
type quote struct{ Before, Middle, After string }

// quoted gives the sentence around a spot, cut at words where it is long.
func quoted(text string, bounds [][2]int, start, end int) quote {
	from, to := start, end
	for _, b := range bounds {
		if b[0] <= start && start < b[1] {
			from, to = b[0], max(b[1], end)
			break
		}
	}
	before, after := []rune(text[from:start]), []rune(text[end:to])
	q := quote{Before: string(before), Middle: text[start:end], After: string(after)}
	if len(before) > quoteRoom+20 {
		cut := string(before[len(before)-quoteRoom:])
		_, rest, _ := strings.Cut(cut, " ")
		q.Before = "… " + rest
	}
	if len(after) > quoteRoom+20 {
		cut := string(after[:quoteRoom])
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		q.After = cut + " …"
	}
	return q
}
