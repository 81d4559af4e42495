package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
)

func decode[T any](t *testing.T, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
	return v
}

func TestAPISearch(t *testing.T) {
	shelf := newShelf()
	shelf.notices = []query.Notice{{Code: query.UnclosedQuote, Start: 0, End: 1}}
	s := newServer(t, shelf)
	res := get(t, s, "/api/v1/search?q=giao+thong&filter=site%3Dngaymoi.example&filter=year!%3D2019&facet=year&sort=oldest&size=10")
	if got := res.Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("content type %q", got)
	}
	got := decode[index.Result](t, res)
	if got.Total != 1 || len(got.Hits) != 1 || got.Hits[0].Title != "Siết kiểm tra giao thông dịp cuối năm" {
		t.Errorf("result %s", res.body)
	}
	if diff := cmp.Diff(map[string][]index.FacetCount{"year": {{Value: "2019", Count: 1}, {Value: "2024", Count: 1}}}, got.Facets); diff != "" {
		t.Errorf("facets (-want +got):\n%s", diff)
	}
	if got.Notices[0].Message != "Thiếu dấu ngoặc kép đóng: đã tìm như các từ rời." {
		t.Errorf("notice %+v", got.Notices[0])
	}
	if shelf.notices[0].Message != "" {
		t.Error("the engine's own notice was written into")
	}
	english := decode[index.Result](t, get(t, s, "/api/v1/search?q=a&lang=en"))
	if strings.Contains(english.Notices[0].Message, "ngoặc") || english.Notices[0].Message == "" {
		t.Errorf("notice in English %q", english.Notices[0].Message)
	}
}

func TestAPIArticleAndStats(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	want := shelf.articles[0]
	got := decode[index.Article](t, get(t, s, "/api/v1/articles/"+want.ID))
	if got.Title != want.Title || got.Published.String() != "2021-08-25T07:29:00+07:00" || got.Body != want.Body {
		t.Errorf("article %+v", got)
	}
	stats := decode[struct {
		Articles int         `json:"articles"`
		Index    index.State `json:"index"`
	}](t, get(t, s, "/api/v1/stats"))
	if stats.Articles != 6 || stats.Index.Status != index.Ready {
		t.Errorf("stats %+v", stats)
	}
}

func TestAPIErrorsAreProblems(t *testing.T) {
	s := newServer(t, newShelf())
	for path, status := range map[string]int{
		"/api/v1/search?size=x":             400,
		"/api/v1/search?size=101":           400,
		"/api/v1/search?offset=-1":          400,
		"/api/v1/search?offset=10001":       400,
		"/api/v1/search?sort=best":          400,
		"/api/v1/search?filter=site":        400,
		"/api/v1/search?filter=title%3Da":   400,
		"/api/v1/search?filter=from%3Dmai":  400,
		"/api/v1/search?facet=title":        400,
		"/api/v1/search?fliter=site%3Da":    400,
		"/api/v1/search?q=%zz":              400,
		"/api/v1/articles/0000000000000000": 404,
		"/api/v1/articles/x":                404,
		"/api/v1/khong-co":                  404,
	} {
		res := get(t, s, path)
		p := decode[Problem](t, res)
		if res.StatusCode != status || p.Status != status || p.Title == "" || p.Kind == "" || res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: status %d %q %+v", path, res.StatusCode, res.Header.Get("Content-Type"), p)
		}
	}
	if p := decode[Problem](t, get(t, s, "/api/v1/search?size=x")); p.Object != "size" || !strings.Contains(p.Detail, "0 to 100") {
		t.Errorf("the problem does not name the parameter: %+v", p)
	}
	if res := get(t, s, "/api/v1/search?q="+strings.Repeat("a", maxQuery+1)); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a query that is too long: status %d", res.StatusCode)
	}
	if res := get(t, s, "/api/v1/search?q="+url.QueryEscape(strings.Repeat("đường ", 400))); res.StatusCode != http.StatusOK {
		t.Errorf("a query of 400 syllables: status %d", res.StatusCode)
	}
}

// TestAWalkSaysThatTheArchiveMoved: from the page on before which something came
// in, until the walk is begun anew.
func TestAWalkSaysThatTheArchiveMoved(t *testing.T) {
	shelf := newShelf()
	shelf.more(30)
	s := newServer(t, shelf)
	page := func(cursor string) apiFound {
		return decode[apiFound](t, get(t, s, "/api/v1/search?size=5&cursor="+cursor))
	}
	first := page("")
	second := page(first.Next)
	if first.Moved || second.Moved {
		t.Error("an archive at rest moves")
	}
	shelf.more(1)
	third := page(second.Next)
	if fourth := page(third.Next); !third.Moved || !fourth.Moved {
		t.Errorf("after an import: moved %v, %v", third.Moved, fourth.Moved)
	}
	if page("").Moved {
		t.Error("a new walk has moved")
	}
	words := decode[apiConcordance](t, get(t, s, "/api/v1/concordance?q=giao&cursor="+writeCursor(0, "1.1")))
	if !words.Moved {
		t.Error("words in context do not say that the archive moved")
	}
}

// TestEachProblemSaysWhatToDoNext, in both languages.
func TestEachProblemSaysWhatToDoNext(t *testing.T) {
	s := newServer(t, newShelf())
	for path, want := range map[string]string{
		"/api/v1/search?size=x&lang=en":             "Change the parameter named in object as detail says. Every call is described at /api.",
		"/api/v1/search?size=x&lang=vi":             "Sửa tham số nêu ở object theo lời ở detail. Mọi cách gọi có ở /api.",
		"/api/v1/articles/0000000000000000?lang=vi": "Xem lại địa chỉ và mã. Mọi cách gọi có ở /api.",
		"/api/v1/nothing?lang=en":                   "Check the address and the id. Every call is described at /api.",
		"/cdx?lang=en":                              "Change the parameter named in object as detail says. Every call is described at /api.",
	} {
		res := get(t, s, path)
		if p := decode[Problem](t, res); res.StatusCode < 400 || p.Next != want {
			t.Errorf("%s: status %d says %q", path, res.StatusCode, p.Next)
		}
	}
}
