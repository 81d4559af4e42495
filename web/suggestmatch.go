package web

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"khobao/index/vi"
)

// matching gives the rows that hold what is typed from the start of a word on,
// marks aside; those that hold its marks too come first, then whole beginnings,
// then the more frequent.
func matching(rows []suggestRow, typed string, most int) []suggestRow {
	folded, lower := wordForm(vi.Fold(typed)), wordForm(vi.NFC(typed))
	placed := markForm(typed) // hoà as hòa; but hoàn is begun by hoà
	type ranked struct {
		*suggestRow
		rank int
	}
	var found []ranked
	for i := range rows {
		r := &rows[i]
		at := strings.Index(r.folded, folded)
		if at < 0 {
			continue
		}
		rank := 0
		if !strings.Contains(r.lower, lower) && !strings.Contains(r.lower, placed) {
			if vi.Marked(strings.TrimSpace(lower)) {
				continue // typed with other marks
			}
			rank = 2
		}
		if at > 0 {
			rank++
		}
		found = append(found, ranked{r, rank})
	}
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.count, a.count))
	})
	var out []suggestRow
	for _, f := range found[:min(len(found), most)] {
		out = append(out, *f.suggestRow)
	}
	return out
}

// ofEachKind takes the best few of every field, so that a busy one leaves room
// for the others.
func ofEachKind(rows []suggestRow) []suggestRow {
	var out []suggestRow
	taken := map[string]int{}
	for _, r := range rows {
		if taken[r.kind] < suggestAlike && len(out) < suggestNames {
			taken[r.kind]++
			out = append(out, r)
		}
	}
	return out
}

// knownShort are the abbreviations that come with the program.
var knownShort = sync.OnceValue(vi.Default)

// writtenOut writes out the abbreviations of what is typed that have one meaning.
func writtenOut(typed string) string {
	words := strings.Fields(typed)
	for i, w := range words {
		if long := knownShort().Long(w); len(long) == 1 && utf8.RuneCountInString(w) > 1 {
			words[i] = long[0].Text
		}
	}
	if out := strings.Join(words, " "); !strings.EqualFold(out, strings.Join(strings.Fields(typed), " ")) {
		return out
	}
	return typed
}

// markForm is wordForm with the tone of every syllable on one place.
func markForm(s string) string {
	words := strings.Fields(wordForm(vi.NFC(s)))
	for i, w := range words {
		words[i] = vi.Normalize(w)
	}
	return " " + strings.Join(words, " ")
}

// wordForm writes a text in small letters with one space before every word.
func wordForm(s string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}), " ")
}

// unkeyed reads what was typed with Telex or VNI keys that the computer did not
// convert, the likelier reading first. The last word may be half typed.
func unkeyed(typed string) []string {
	readings, rest := vi.Unkeys(typed), ""
	if at := strings.LastIndexByte(typed, ' '); len(readings) == 0 && at > 0 {
		readings, rest = vi.Unkeys(typed[:at]), typed[at:]
	}
	var out []string
	for _, r := range readings {
		out = append(out, r.Text+rest, vi.Fold(r.Text+rest)) // the marks of its end are yet to come
	}
	return out
}
