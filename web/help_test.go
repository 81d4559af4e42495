package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"khobao/index/query"
	"khobao/index/rank"
)

// TestEveryExampleOfTheHelpRuns follows each example on the page: it opens, and
// the language reads it without a notice.
func TestEveryExampleOfTheHelpRuns(t *testing.T) {
	s := newServer(t, newShelf())
	for _, lang := range []string{"", "?ngon-ngu=en"} {
		ran := 0
		for _, a := range all(one(t, get(t, s, "/tro-giup"+lang).doc(t), "main"), "a") {
			href := attr(a, "href")
			u, err := url.Parse(href)
			if err != nil {
				t.Fatalf("%q: %v", href, err)
			}
			if !strings.HasPrefix(href, "/search?") {
				continue
			}
			ran++
			q := u.Query().Get("q")
			if q != textOf(a) {
				t.Errorf("the example %q leads to a search for %q", textOf(a), q)
			}
			if _, notices := query.Parse(q, rank.Lookup); len(notices) > 0 {
				t.Errorf("%q is not read as it stands: %v", q, notices)
			}
			if res := get(t, s, href); res.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d", href, res.StatusCode)
			}
		}
		if want := len(examples) + len(query.Operators) + len(query.Figures); ran != want {
			t.Errorf("%d examples on the page, want %d", ran, want)
		}
	}
}
