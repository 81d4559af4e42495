package reading

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"khobao/index"
)

// Score is how right one way of reading is on the pages it is known of.
type Score struct {
	Name     string           `json:"name"`
	Articles int              `json:"articles"` // pages with a text to compare
	BodyF1   float64          `json:"body_f1"`  // mean over them: shingles of four words, the better of body and lead with body
	Fields   map[string]Share `json:"fields"`
	Kind     Share            `json:"kind"`
	Failed   int              `json:"failed"`
	PerCPU   float64          `json:"pages_per_cpu_s,omitempty"`
	f1       float64
}

// Share counts the pages on which a field is exactly right.
type Share struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// Percent is that in per cent.
func (s Share) Percent() float64 { return float64(s.Right) * 100 / float64(max(s.Of, 1)) }

func (s Share) with(right bool) Share {
	s.Of++
	if right {
		s.Right++
	}
	return s
}

// Fields are compared exactly, in this order.
var Fields = []string{"title", "lead", "body", "published", "authors", "original_source", "section"}

// add compares an article with what is right.
func (r *Score) add(a *index.Article, want *Expectation) {
	kind := want.Kind
	if want.Text != "" {
		kind = index.KindArticle
	}
	if kind != "" {
		r.Kind = r.Kind.with(a.Kind == kind)
	}
	if kind != index.KindArticle {
		return
	}
	text := want.Text
	if text == "" && !isHash(want.Body) {
		text = want.Lead + "\n" + want.Body
	}
	if text != "" {
		r.Articles++
		r.f1 += max(shingleF1(a.Body, text), shingleF1(a.Lead+"\n"+a.Body, text))
		r.BodyF1 = r.f1 / float64(r.Articles)
	}
	if want.Text != "" {
		return
	}
	got := map[string]string{
		"title": a.Title, "lead": a.Lead, "body": a.Body, "published": a.Published.String(), "authors": strings.Join(a.Authors, "; "),
		"original_source": a.OriginalSource, "section": strings.Join(a.Section, " > "),
	}
	right := map[string]string{
		"title": want.Title, "lead": want.Lead, "body": want.Body, "published": want.Published, "authors": want.Authors,
		"original_source": want.OriginalSource, "section": want.Section,
	}
	for _, f := range Fields {
		r.Fields[f] = r.Fields[f].with(got[f] == right[f] || isHash(right[f]) && hashOf(got[f]) == right[f])
	}
}

// isHash reports the first 12 hex digits of a hash.
func isHash(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789abcdef") == ""
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// shingleF1 compares two texts by their runs of four lower-cased words without
// punctuation at their edges, as multisets.
func shingleF1(got, want string) float64 {
	a, na := shingles(got)
	b, nb := shingles(want)
	common := 0
	for s, n := range a {
		common += min(n, b[s])
	}
	switch {
	case common > 0:
		return 2 * float64(common) / float64(na+nb)
	case na == 0 && nb == 0:
		return 1
	}
	return 0
}

func shingles(s string) (counts map[string]int, n int) {
	var words []string
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); w != "" {
			words = append(words, w)
		}
	}
	counts = map[string]int{}
	if len(words) > 0 && len(words) < 4 {
		return map[string]int{strings.Join(words, " "): 1}, 1
	}
	for i := 0; i+4 <= len(words); i++ {
		counts[strings.Join(words[i:i+4], " ")]++
		n++
	}
	return counts, n
}
