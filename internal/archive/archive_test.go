package archive

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

var day = time.Date(2021, 8, 25, 7, 29, 0, 0, time.UTC)

// open opens an archive of a test, made when absent, and closes it at the end.
func open(t testing.TB, dir string, o Options) *Archive {
	t.Helper()
	o.Create = !o.ReadOnly
	a, err := Open(t.Context(), dir, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return a
}

// newPage makes a page of an address; newArticle what would be read from it.
func newPage(url, text string, captured time.Time) page.Page {
	return page.Page{
		URL: url, Status: 200, ContentType: "text/html; charset=utf-8", Captured: captured,
		Header: []page.Field{{Name: "Content-Type", Value: "text/html; charset=utf-8"}, {Name: "X-Cache", Value: ""}},
		Body:   []byte("<html><body><h1>" + text + "</h1></body></html>"),
		Origin: page.Origin{Path: "thang-8.warc.gz", Offset: 1024, Record: "<urn:uuid:1>", Kind: "response"},
	}
}

func newArticle(url, text string) *index.Article {
	return &index.Article{
		ID: index.NewID(url), URL: url, Site: "baovietnam.example", Title: text, Lead: "Sapo của " + text,
		Body: "Đoạn một của " + text + ".\n\nĐoạn hai.", Kind: index.KindArticle, Published: index.NewDay(2021, 8, 25),
		Captured: day, Rule: "general", Lang: "vi",
	}
}

// add takes one page through Keep and Commit.
func add(t testing.TB, a *Archive, url, text string, captured time.Time) Change {
	t.Helper()
	return commit(t, a, newPage(url, text, captured), newArticle(url, text))
}

func commit(t testing.TB, a *Archive, p page.Page, art *index.Article) Change {
	t.Helper()
	captures, err := a.Keep(context.Background(), []page.Page{p})
	if err != nil {
		t.Fatalf("keep: %v", err)
	}
	changes, err := a.Commit(context.Background(), []Outcome{{Capture: captures[0], Article: art, Kind: index.KindArticle}}, Checkpoint{})
	if err != nil {
		t.Fatalf("commit: %v", err)
	}
	return changes[0]
}

func TestArticleAndOriginalReadBack(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{})
	const url = "https://baovietnam.example/thoi-su/bai-1.html"
	change := add(t, a, url, "Quy hoạch cảng biển", day)
	if diff := cmp.Diff(Change{Seq: 1, ID: index.NewID(url), What: Added, Version: 1}, change); diff != "" {
		t.Error(diff)
	}
	got, err := a.Article(t.Context(), change.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := *newArticle(url, "Quy hoạch cảng biển")
	want.Version, want.Arrival = 1, 1
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	captures, err := a.Captures(t.Context(), change.ID)
	if err != nil || len(captures) != 1 {
		t.Fatalf("%d captures, %v", len(captures), err)
	}
	p, err := a.Original(t.Context(), captures[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(newPage(url, "Quy hoạch cảng biển", day), p); diff != "" {
		t.Error(diff)
	}
}

func TestCapturesOfAddressesThatMatch(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	const under = "https://baovietnam.example/thoi-su/"
	for _, url := range []string{under + "bai-1.html", "https://baovietnam.example/the-thao/bai-2.html", under + "bai-3.html"} {
		add(t, a, url, "Bài "+url, day)
	}
	asked := 0
	var got []string
	for c, err := range a.CapturesWhere(t.Context(), func(address string) bool {
		asked++
		return strings.HasPrefix(address, under)
	}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, c.URL)
	}
	if diff := cmp.Diff([]string{under + "bai-1.html", under + "bai-3.html"}, got); diff != "" || asked != 3 {
		t.Errorf("of %d addresses (-want +got):\n%s", asked, diff)
	}
	for _, err := range a.CapturesWhere(canceled(t), func(string) bool { return true }) {
		if !failure.Is(err, failure.Canceled) {
			t.Errorf("after the end of the context: %v", err)
		}
	}
}

func canceled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func TestEverythingIsThereAfterReopening(t *testing.T) {
	dir := t.TempDir() + "/kho 100% #1? báo"
	a, err := Open(t.Context(), dir, Options{Create: true, SegmentSize: 4000})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		add(t, a, fmt.Sprintf("https://baovietnam.example/%d.html", i), fmt.Sprintf("Bài %d", i), day)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {ReadOnly: true}} {
		b := open(t, dir, o)
		n := 0
		for e, err := range b.Walk(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			if e.Seq != uint64(n) || e.Article.Title != fmt.Sprintf("Bài %d", n-1) {
				t.Fatalf("entry %d is %d %q", n, e.Seq, e.Article.Title)
			}
		}
		if n != 40 || b.Seq() != 40 {
			t.Errorf("%d articles, seq %d", n, b.Seq())
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// fixed is the clock of tests.
func fixed() time.Time { return day.AddDate(1, 0, 0) }
