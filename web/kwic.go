package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

// kwicLine is a place where the words of a query stand, with what is around it.
type kwicLine struct {
	ID, Title, Site string
	Published       index.Date
	Field           string
	Left, Key       string
	Right           string
	Href            string
}

// Sizes of a concordance.
const (
	kwicArticles = index.MaxSize // articles read for one page
	kwicAround   = 60            // letters on either side, to the end of a word
	kwicOf       = 100           // places of one article: more are one article's manner
	kwicLines    = 1500          // places on one page
)

// kwicOrders are the orders of a concordance, by their names in addresses.
var kwicOrders = []string{"", "trai", "phai", "ngay"}

// kwicOf gives the places of the query in an article's title, lead and body, in
// the order of the text.
func kwicOfArticle(n query.Node, a *index.Article) []kwicLine {
	var out []kwicLine
	for _, part := range []struct{ field, text string }{{"title", a.Title}, {"lead", a.Lead}, {"body", a.Body}} {
		for _, m := range joinMarks(part.text, rank.MarksIn(n, a, part.field, part.text)) {
			if len(out) == kwicOf {
				return out
			}
			out = append(out, kwicLine{
				ID: a.ID, Title: a.Title, Site: a.Site, Published: a.Published, Field: part.field,
				Left: leftOf(part.text[:m[0]]), Key: part.text[m[0]:m[1]], Right: rightOf(part.text[m[1]:]),
			})
		}
	}
	return out
}

// joinMarks makes one place of words that stand side by side, as pieces does.
func joinMarks(text string, marks [][2]int) [][2]int {
	var out [][2]int
	for _, m := range marks {
		if n := len(out); m[0] >= m[1] || m[1] > len(text) || n > 0 && m[0] < out[n-1][1] {
			continue
		} else if n > 0 && text[out[n-1][1]:m[0]] == " " {
			out[n-1][1] = m[1]
			continue
		}
		out = append(out, m)
	}
	return out
}

// leftOf gives the last words before a place, of its paragraph.
func leftOf(text string) string {
	if i := strings.LastIndexByte(text, '\n'); i >= 0 {
		text = text[i+1:]
	}
	at, letters := len(text), 0
	for at > 0 && letters < kwicAround {
		_, n := utf8.DecodeLastRuneInString(text[:at])
		at -= n
		letters++
	}
	if at > 0 { // not the end of a word that is cut
		if i := strings.IndexFunc(text[at:], unicode.IsSpace); i >= 0 {
			at += i
		}
	}
	return strings.TrimLeftFunc(text[at:], unicode.IsSpace)
}

// rightOf gives the first words after a place, of its paragraph.
func rightOf(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	letters := 0
	for i := range text {
		if letters == kwicAround {
			head := text[:i]
			if j := strings.LastIndexFunc(head, unicode.IsSpace); j > 0 && !unicode.IsSpace(rune(text[i])) {
				head = head[:j]
			}
			return strings.TrimRightFunc(head, unicode.IsSpace)
		}
		letters++
	}
	return strings.TrimRightFunc(text, unicode.IsSpace)
}

// sortKwic puts lines in an order: by the words before, nearest first, by those
// after, or by day. Words go in Vietnamese order.
func sortKwic(lines []kwicLine, order string) {
	switch order {
	case "ngay":
		slices.SortStableFunc(lines, func(a, b kwicLine) int { return a.Published.Time.Compare(b.Published.Time) })
		return
	case "trai", "phai":
	default:
		return
	}
	by := collate.New(language.Vietnamese, collate.IgnoreCase)
	var buf collate.Buffer
	keys := make([]string, len(lines))
	at := make([]int, len(lines))
	for i, l := range lines {
		words := strings.FieldsFunc(l.Right, notInWord)
		if order == "trai" {
			words = strings.FieldsFunc(l.Left, notInWord)
			slices.Reverse(words)
		}
		keys[i] = string(by.KeyFromString(&buf, strings.Join(words[:min(len(words), 4)], " ")))
		buf.Reset()
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	sorted := make([]kwicLine, len(lines))
	for i, j := range at {
		sorted[i] = lines[j]
	}
	copy(lines, sorted)
}

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}

// concordance reads a page of articles and lists the places of the query in them.
func (s *Server) concordance(ctx context.Context, r index.Request) ([]kwicLine, index.Result, error) {
	r.Size, r.Facets = kwicArticles, nil
	res, err := s.deps.Search.Search(ctx, r)
	if err != nil {
		return nil, res, err
	}
	found, err := s.articlesOf(ctx, res.Hits)
	if err != nil {
		return nil, res, err
	}
	var out []kwicLine
	for i := range found {
		if ctx.Err() != nil {
			return nil, res, ctx.Err()
		}
		out = append(out, kwicOfArticle(res.Query, &found[i])...)
	}
	return out, res, nil
}

// day writes a line's date as a file does.
func (l *kwicLine) day() string {
	if l.Published.IsZero() {
		return ""
	}
	return l.Published.Time.In(index.Zone).Format(time.DateOnly)
}
