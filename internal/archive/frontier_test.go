package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/page"
)

func TestAFrontierLastsUntilItsCrawlIsDone(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{Create: true})
	seeds := []string{"https://baocang.example/"}
	id, err := a.StartImport(t.Context(), "crawl", seeds)
	if err != nil {
		t.Fatal(err)
	}
	first := []FrontierEntry{
		{Site: "baocang.example", N: 1, URL: "https://baocang.example/", Rank: 1},
		{Site: "baocang.example", N: 2, URL: "https://baocang.example/rss", Rank: 2, Guess: true},
	}
	then := []FrontierEntry{{Site: "baocang.example", N: 1, URL: "https://baocang.example/", Rank: 1, State: 1, Tries: 2, Depth: 3, Hops: 4}}
	for _, f := range [][]FrontierEntry{first, then} {
		if _, err := a.Commit(t.Context(), nil, Checkpoint{Import: id, Frontier: f}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.FinishImport(t.Context(), id, ImportStopped, nil); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, dir, Options{})
	got, err := a.Frontier(t.Context(), ImportKey("crawl", seeds))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]FrontierEntry{then[0], first[1]}, got); diff != "" {
		t.Error(diff)
	}
	if id, err = a.StartImport(t.Context(), "crawl", seeds); err != nil {
		t.Fatal(err)
	}
	if err := a.FinishImport(t.Context(), id, ImportDone, nil); err != nil {
		t.Fatal(err)
	}
	if got, err = a.Frontier(t.Context(), ImportKey("crawl", seeds)); err != nil || len(got) > 0 {
		t.Errorf("after the crawl was done: %v, %v", got, err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTheRequestIsKeptWithItsAnswer(t *testing.T) {
	a := open(t, t.TempDir(), Options{Create: true})
	p := page.Page{
		URL: "https://baocang.example/tin", Status: 200, ContentType: "text/html", Captured: a.now().UTC(), Body: []byte("<p>tin"),
		Header:  []page.Field{{Name: "Content-Type", Value: "text/html"}},
		Request: []page.Field{{Name: "User-Agent", Value: "KhoBao/1 (+https://baocang.example/)"}, {Name: "If-None-Match", Value: `"a: b"`}},
		Origin:  page.Origin{Path: "https://baocang.example/tin", Kind: "response"},
	}
	captures, err := a.Keep(t.Context(), []page.Page{p})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Commit(t.Context(), []Outcome{{Capture: captures[0]}}, Checkpoint{}); err != nil {
		t.Fatal(err)
	}
	got, err := a.Original(t.Context(), captures[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.Request, got.Request); diff != "" {
		t.Error(diff)
	}
	clean(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}
