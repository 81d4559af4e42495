package dedupe

import (
	"math/rand/v2"
	"strings"

	"khobao/index"
)

// edit is one way in which a paper prints another's article.
type edit struct {
	name string
	do   func(r *rand.Rand, a *index.Article, other string)
}

var edits = []edit{
	{"drop sentences", func(r *rand.Rand, a *index.Article, _ string) {
		s := splitText(a.Body)
		for range 1 + r.IntN(max(1, len(s)/4)) {
			i := r.IntN(len(s))
			s = append(s[:i:i], s[i+1:]...)
		}
		a.Body = strings.Join(s, " ")
	}},
	{"insert sentences", func(r *rand.Rand, a *index.Article, other string) {
		s, o := splitText(a.Body), splitText(other)
		for range 1 + r.IntN(max(1, len(s)/5)) {
			i := r.IntN(len(s) + 1)
			s = append(s[:i:i], append([]string{o[r.IntN(len(o))]}, s[i:]...)...)
		}
		a.Body = strings.Join(s, " ")
	}},
	{"reorder sentences", func(r *rand.Rand, a *index.Article, _ string) {
		s := splitText(a.Body)
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		a.Body = strings.Join(s, "\n\n")
	}},
	{"title and lead", func(r *rand.Rand, a *index.Article, other string) {
		o := splitText(other)
		a.Title, a.Lead = o[0], strings.Join(o[:min(2, len(o))], " ")
		if s := splitText(a.Body); len(s) > 6 {
			a.Body = strings.Join(s[1:], " ")
		}
	}},
	{"agency", func(r *rand.Rand, a *index.Article, _ string) {
		a.Body = "(TTXVN) - " + a.Body + "\n\nTheo Thông tấn xã Việt Nam"
	}},
	{"cut to 60 %", func(r *rand.Rand, a *index.Article, _ string) {
		s, left := splitText(a.Body), len(a.Body)*6/10
		for i := range s {
			if left -= len(s[i]) + 1; left <= 0 {
				s = s[:i+1]
				break
			}
		}
		a.Body = strings.Join(s, " ")
	}},
	{"words", func(r *rand.Rand, a *index.Article, other string) {
		a.Body = changeWords(r, a.Body, other, 0.05)
	}},
	{"all of it", func(r *rand.Rand, a *index.Article, other string) {
		s := splitText(changeWords(r, a.Body, other, 0.02))
		i := r.IntN(len(s))
		s = append(s[:i:i], s[i+1:]...)
		o := splitText(other)
		s = append(s, o[r.IntN(len(o))])
		a.Title, a.Body = o[0], "Hải Phòng (TTXVN) - "+strings.Join(s, "\n\n")
	}},
}

// changeWords puts other words in place of a share of them.
func changeWords(r *rand.Rand, text, other string, share float64) string {
	w, o := strings.Fields(text), strings.Fields(other)
	for i := range w {
		if r.Float64() < share {
			w[i] = o[r.IntN(len(o))]
		}
	}
	return strings.Join(w, " ")
}

// splitText cuts at full stops: never the way in which the package does it.
func splitText(s string) []string {
	var out []string
	for _, part := range strings.SplitAfter(strings.ReplaceAll(s, "\n", " "), ". ") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		return []string{"."}
	}
	return out
}

// clauses cuts at full stops and commas.
func clauses(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(".,;:!?\n\"“”()", r) })
}
