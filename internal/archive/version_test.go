package archive

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

const (
	urlA = "https://baovietnam.example/a.html"
	urlB = "https://baovietnam.example/b.html"
)

func days(n int) time.Time { return day.AddDate(0, 0, n) }

// texts lists the titles of an article's versions, oldest first.
func texts(t *testing.T, a *Archive, id string) []string {
	t.Helper()
	versions, err := a.Versions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for i, v := range versions {
		art, err := a.Version(t.Context(), id, i+1)
		if err != nil || art.Version != v.Number || v.Current != (i == len(versions)-1) {
			t.Fatalf("version %d: %+v, %d, %v", i+1, v, art.Version, err)
		}
		titles = append(titles, art.Title)
	}
	return titles
}

func TestVersionsFollowTheTimeOfCapture(t *testing.T) {
	type step struct {
		text string
		day  int
		want Change
	}
	id := index.NewID(urlA)
	cases := []struct {
		name  string
		steps []step
		want  []string
	}{
		{"changed", []step{
			{"một", 0, Change{1, id, Added, 1, false}},
			{"hai", 1, Change{2, id, Changed, 2, false}},
		}, []string{"một", "hai"}},
		{"same text, other page", []step{
			{"một", 0, Change{1, id, Added, 1, false}},
			{"một", 1, Change{0, id, Same, 1, false}},
		}, []string{"một"}},
		{"older text comes later", []step{
			{"hai", 1, Change{1, id, Added, 1, false}},
			{"một", 0, Change{2, id, Older, 2, false}},
			{"ba", 2, Change{3, id, Changed, 3, false}},
			{"giữa", 1, Change{0, id, Older, 4, false}},
		}, []string{"một", "hai", "giữa", "ba"}},
		{"text goes back", []step{
			{"một", 0, Change{1, id, Added, 1, false}},
			{"hai", 1, Change{2, id, Changed, 2, false}},
			{"một", 2, Change{3, id, Changed, 2, false}},
			{"hai", 1, Change{0, id, Same, 2, false}},
		}, []string{"hai", "một"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := open(t, t.TempDir(), Options{})
			for i, s := range c.steps {
				// Another page each time, of the same or another text.
				p := newPage(urlA, fmt.Sprintf("%s, lần chụp %d", s.text, i), days(s.day))
				if diff := cmp.Diff(s.want, commit(t, a, p, newArticle(urlA, s.text))); diff != "" {
					t.Errorf("step %d: %s", i, diff)
				}
			}
			if diff := cmp.Diff(c.want, texts(t, a, id)); diff != "" {
				t.Error(diff)
			}
			art, err := a.Article(t.Context(), id)
			if err != nil || art.Title != c.want[len(c.want)-1] || art.Version != len(c.want) {
				t.Errorf("current is %q, version %d, %v", art.Title, art.Version, err)
			}
			captures, err := a.Captures(t.Context(), id)
			if err != nil || len(captures) != len(c.steps) {
				t.Errorf("%d captures of %d, %v", len(captures), len(c.steps), err)
			}
			clean(t, a)
		})
	}
}

// TestTheSamePageSeenAgainBringsItsTextBack: the very bytes of an earlier
// capture are met later than those of the current text.
func TestTheSamePageSeenAgainBringsItsTextBack(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, urlA, "một", days(0))
	add(t, a, urlA, "hai", days(1))
	got := add(t, a, urlA, "một", days(2))
	if diff := cmp.Diff(Change{3, index.NewID(urlA), Changed, 2, false}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"hai", "một"}, texts(t, a, got.ID)); diff != "" {
		t.Error(diff)
	}
	captures, err := a.Captures(t.Context(), got.ID)
	if err != nil || len(captures) != 2 || !captures[0].Seen.Equal(days(2)) || !captures[0].Captured.Equal(days(0)) {
		t.Errorf("%+v, %v", captures, err)
	}
	clean(t, a)
}

func TestDuplicatesAndReprints(t *testing.T) {
	file := func(name string) page.Page {
		return page.Page{ContentType: "text/html", Captured: day, Body: []byte(name), Origin: page.Origin{Path: "/luu/" + name, Kind: "file"}}
	}
	a := open(t, t.TempDir(), Options{})
	nameless := newArticle("", "Bài")
	nameless.ID, nameless.Site, nameless.Name = index.NewID("noi dung"), "", "bai.html"
	first := commit(t, a, file("bai.html"), nameless)
	if first.What != Added {
		t.Fatalf("%+v", first)
	}
	// A page with an address gives it to the article that had none.
	got := add(t, a, urlA, "Bài", day)
	if diff := cmp.Diff(Change{2, first.ID, Duplicate, 1, false}, got); diff != "" {
		t.Error(diff)
	}
	art, err := a.Article(t.Context(), first.ID)
	if err != nil || art.URL != urlA || art.ID != first.ID {
		t.Errorf("%q %q, %v", art.ID, art.URL, err)
	}
	if got := add(t, a, urlB, "Bài", day); got != (Change{0, first.ID, Duplicate, 1, false}) {
		t.Errorf("same site: %+v", got)
	}
	other := newArticle("https://khac.example/1", "Bài")
	other.Site = "khac.example"
	if got := commit(t, a, newPage(other.URL, "Bài", day), other); got != (Change{3, other.ID, Added, 1, false}) {
		t.Errorf("reprint: %+v", got)
	}
	captures, err := a.Captures(t.Context(), first.ID)
	if err != nil || len(captures) != 3 {
		t.Errorf("%d captures, %v", len(captures), err)
	}
	empty := []*index.Article{newArticle("https://baovietnam.example/1", ""), newArticle("https://baovietnam.example/2", "")}
	for _, e := range empty {
		e.Title, e.Lead, e.Body = "", "", ""
		if got := commit(t, a, newPage(e.URL, e.URL, day), e); got.What != Added {
			t.Errorf("page without text: %+v", got)
		}
	}
	clean(t, a)
}

func TestImportingTwiceAddsNothing(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 6)
	before := tree(t, dir)
	a := open(t, dir, Options{})
	for i := range 6 {
		got := add(t, a, fmt.Sprintf("https://baovietnam.example/%d.html", i), fmt.Sprintf("Bài %d", i), day)
		if got.Seq != 0 || got.What != Same {
			t.Errorf("%d: %+v", i, got)
		}
	}
	add(t, a, "https://baovietnam.example/khac.html", "Bài 1", day)
	clean(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	after := tree(t, dir)
	for _, name := range []string{catalogueFile, ownerFile} {
		delete(before, name)
		delete(after, name)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("files changed: %s", diff)
	}
}

func TestFailuresAndOtherPagesAreKept(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	id, err := a.StartImport(t.Context(), "thử", []string{"/luu"})
	if err != nil {
		t.Fatal(err)
	}
	captures, err := a.Keep(t.Context(), []page.Page{newPage(urlA, "hỏng", day), newPage(urlB, "trang nhất", day)})
	if err != nil {
		t.Fatal(err)
	}
	tooLarge := failure.Newf(failure.TooLarge, urlA, "9 MiB").WithCode("body")
	changes, err := a.Commit(t.Context(), []Outcome{
		{Capture: captures[0], Failure: tooLarge},
		{Capture: captures[1], Kind: index.KindList},
		{Capture: Capture{Origin: page.Origin{Path: "x.zip", Entry: "b.html", Offset: 7}}, Failure: failure.New(failure.Unreadable, "b.html", nil)},
	}, Checkpoint{Import: id, Source: "x.zip", Cursor: "7"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Change{{What: Failed}, {What: Skipped}, {What: Failed}}, changes); diff != "" {
		t.Error(diff)
	}
	failures, err := a.Failures(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	origin := newPage(urlA, "", day).Origin
	origin.Kind = ""
	want := []Failure{
		{captures[0].ID, urlA, origin, failure.TooLarge, urlA, "body", "9 MiB"},
		{"", "", page.Origin{Path: "x.zip", Entry: "b.html", Offset: 7}, failure.Unreadable, "b.html", "", ""},
	}
	if diff := cmp.Diff(want, failures); diff != "" {
		t.Error(diff)
	}
	s, err := a.Stats(t.Context())
	if err != nil || s.Captures != 2 || s.Articles != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	if diff := cmp.Diff([]FailureCount{{failure.TooLarge, "body", 1}}, s.Failures); diff != "" {
		t.Error(diff)
	}
	// Met again and not looked at again, they stay what they were.
	known, err := a.Keep(t.Context(), []page.Page{newPage(urlA, "hỏng", day), newPage(urlB, "trang nhất", day)})
	if err != nil {
		t.Fatal(err)
	}
	changes, err = a.Commit(t.Context(), []Outcome{{Capture: known[0]}, {Capture: known[1]}}, Checkpoint{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Change{{What: Failed}, {What: Skipped}}, changes); diff != "" {
		t.Error(diff)
	}
	if c, err := a.Capture(t.Context(), captures[0].ID); err != nil || c.Failure != failure.TooLarge || c.Code != "body" || c.What != Failed {
		t.Errorf("%+v, %v", c, err)
	}
	for _, c := range captures {
		if _, err := a.Original(t.Context(), c.ID); err != nil {
			t.Error(err)
		}
	}
	clean(t, a)
}

func TestCommitRefusesWhatWasNotKept(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	p := newPage(urlA, "một", day)
	unknown := newCaptureID(keyOf(&p), [32]byte{1}).String()
	for _, o := range []Outcome{{Capture: Capture{ID: unknown}}, {}, {Capture: Capture{ID: "zz"}}} {
		if _, err := a.Commit(t.Context(), []Outcome{o}, Checkpoint{}); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
	captures, err := a.Keep(t.Context(), []page.Page{p})
	if err != nil {
		t.Fatal(err)
	}
	bad := newArticle(urlA, "một")
	bad.ID = "không phải id"
	if _, err := a.Commit(t.Context(), []Outcome{{Capture: captures[0], Article: bad}}, Checkpoint{}); !failure.Is(err, failure.Usage) {
		t.Errorf("bad id: %v", err)
	}
	// The captures of a failed commit are still kept.
	if _, err := a.Commit(t.Context(), []Outcome{{Capture: captures[0], Article: newArticle(urlA, "một")}}, Checkpoint{}); err != nil {
		t.Error(err)
	}
	clean(t, a)
}

// TestChangesOfTextAreDated: the current text knows when it was first met, and
// whether its page owns to the change.
func TestChangesOfTextAreDated(t *testing.T) {
	type step struct {
		text    string
		day     int
		updated int // day the page gives for its update; -1 = none
	}
	for _, c := range []struct {
		name    string
		steps   []step
		changed time.Time
		quiet   bool
	}{
		{"one text", []step{{"một", 0, -1}, {"một", 5, 4}}, time.Time{}, false},
		{"no word of it", []step{{"một", 0, -1}, {"hai", 3, -1}}, days(3), true},
		{"owned to", []step{{"một", 0, -1}, {"hai", 3, 2}}, days(3), false},
		{"an old update", []step{{"một", 2, 1}, {"hai", 3, 1}}, days(3), true},
		{"seen again later", []step{{"một", 0, -1}, {"hai", 3, -1}, {"hai", 9, -1}}, days(3), true},
		{"goes back", []step{{"một", 0, -1}, {"hai", 3, -1}, {"một", 7, -1}}, days(7), true},
		{"older text comes later", []step{{"hai", 3, 3}, {"một", 0, -1}}, days(3), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := open(t, t.TempDir(), Options{})
			id := index.NewID(urlA)
			var last uint64
			for i, s := range c.steps {
				p, art := newPage(urlA, fmt.Sprintf("%s, lần chụp %d", s.text, i), days(s.day)), newArticle(urlA, s.text)
				art.Captured = days(s.day)
				if s.updated >= 0 {
					art.Updated = index.Date{Time: days(s.updated).Add(time.Hour)}
				}
				if change := commit(t, a, p, art); change.Seq != 0 {
					last = change.Seq
				}
			}
			got, err := a.Article(t.Context(), id)
			if err != nil || !got.Changed.Equal(c.changed) || got.Quiet != c.quiet {
				t.Errorf("changed %v, quiet %v, %v", got.Changed, got.Quiet, err)
			}
			for e, err := range a.Walk(t.Context(), 0) {
				if err != nil || e.Seq != last || !e.Article.Changed.Equal(c.changed) || e.Article.Version != got.Version {
					t.Errorf("walk gives %d, %+v, %v; last change %d", e.Seq, e.Article, err, last)
				}
			}
			first, err := a.Version(t.Context(), id, 1)
			if err != nil || !first.Changed.IsZero() || first.Quiet {
				t.Errorf("the first text: %v, %v, %v", first.Changed, first.Quiet, err)
			}
			clean(t, a)
		})
	}
}
