package web

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/vi"
)

// suggestion is what a reader may mean by what is typed so far.
type suggestion struct {
	Kind  string `json:"kind"` // word, title, or one of suggestFields
	Label string `json:"label"`
	Text  string `json:"text"`
	Count int    `json:"count,omitempty"` // articles that have it
	Href  string `json:"href"`
}

// suggestFields are the facets whose values are suggested, in the order of equals.
var suggestFields = []string{"section", "place", "agency", "site", "person", "author"}

// How much is suggested from, and how much at a time of each kind.
const (
	suggestValues = 5000 // of each field, most articles first
	suggestNames  = 5    // of all fields together
	suggestAlike  = 2    // of one field
	suggestTitles = 3000
	suggestPairs  = 5000
	pairCount     = 3 // titles a pair of words must stand in
	suggestKeep   = time.Minute
	suggestMax    = 10
	suggestEach   = 3
)

// suggest answers what is typed so far, in the form of the page's own list or,
// for the address bar of a browser, in that of OpenSearch.
func (s *Server) suggest(c *fiber.Ctx) error {
	sh := s.shell(c)
	typed := strings.TrimLeft(clean(sh.query.Get(paramQ)), " ")
	if len(typed) > 200 {
		typed = ""
	}
	found, err := s.suggestions(c.UserContext(), sh, typed)
	if err != nil {
		return err
	}
	if sh.query.Get(paramFormat) == "opensearch" {
		texts := []string{}
		for _, f := range found {
			texts = append(texts, f.Text)
		}
		return c.JSON([]any{typed, texts}, "application/x-suggestions+json")
	}
	return c.JSON(apiSuggested{found})
}

func (s *Server) suggestions(ctx context.Context, sh *shell, typed string) ([]suggestion, error) {
	out := []suggestion{}
	if len([]rune(strings.TrimSpace(typed))) < 2 {
		return out, nil
	}
	titles, names, pairs, err := s.suggestRows(ctx)
	if err != nil {
		return nil, err
	}
	keyed := unkeyed(typed)
	out = append(out, s.completions(ctx, sh, typed, typed, pairs)...)
	for i := 0; i < len(keyed) && len(out) == 0; i++ {
		out = append(out, s.completions(ctx, sh, typed, keyed[i], pairs)...)
	}
	wants := []string{typed}
	if full := writtenOut(typed); full != typed {
		wants = append(wants, full, vi.Fold(full)) // the rest may have no marks
	}
	wants = append(wants, keyed...)
	for i, rows := range [][]suggestRow{names, titles} {
		for _, want := range wants {
			var hits []suggestRow
			if i == 0 {
				hits = ofEachKind(matching(rows, want, suggestValues))
			} else {
				hits = matching(rows, want, suggestEach)
			}
			for _, r := range hits {
				out = append(out, s.suggestionOf(sh, r))
			}
			if len(hits) > 0 {
				break
			}
		}
	}
	return out[:min(len(out), suggestMax)], nil
}

func (s *Server) suggestionOf(sh *shell, r suggestRow) suggestion {
	out := suggestion{Kind: r.kind, Text: r.text, Count: r.count, Label: sh.T("web.suggest.title")}
	if r.kind == "title" {
		out.Href = sh.Link("/bai/" + r.value)
		return out
	}
	out.Label = sh.T("field." + r.kind)
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	st.Request.Filters = []index.Filter{{Field: r.kind, Value: r.value}}
	out.Href = st.Search()
	return out
}
