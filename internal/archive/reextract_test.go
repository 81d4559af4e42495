package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// captureOf finds a committed capture by its page.
func captureOf(t *testing.T, a *Archive, p page.Page) Capture {
	t.Helper()
	c, err := a.Keep(t.Context(), []page.Page{p})
	if err != nil || !c[0].Known {
		t.Fatalf("%+v, %v", c, err)
	}
	return c[0]
}

func again(t *testing.T, a *Archive, outcomes ...Outcome) []Change {
	t.Helper()
	changes, err := a.Reextracted(t.Context(), outcomes)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, a)
	return changes
}

func TestReextractionReplacesWithoutAVersion(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	id := add(t, a, urlA, "một", days(0)).ID
	add(t, a, urlA, "hai", days(1))
	one, two := captureOf(t, a, newPage(urlA, "một", days(0))), captureOf(t, a, newPage(urlA, "hai", days(1)))
	better := func(text string) *index.Article {
		art := newArticle("https://baovietnam.example/a-moi.html", text+" rõ hơn")
		art.Rule = "baovietnam"
		return art
	}
	got := again(t, a, Outcome{Capture: one, Article: better("một")}, Outcome{Capture: two, Article: better("hai")})
	if diff := cmp.Diff([]Change{{0, id, Same, 2, false}, {3, id, Changed, 2, false}}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"một rõ hơn", "hai rõ hơn"}, texts(t, a, id)); diff != "" {
		t.Error(diff)
	}
	art, err := a.Article(t.Context(), id)
	if err != nil || art.ID != id || art.Rule != "baovietnam" {
		t.Errorf("%q by %q, %v", art.ID, art.Rule, err)
	}
	before := a.Seq()
	got = again(t, a, Outcome{Capture: two, Article: better("hai")})
	if diff := cmp.Diff([]Change{{0, id, Same, 2, false}}, got); diff != "" || a.Seq() != before {
		t.Errorf("the same once more: %s, seq %d", diff, a.Seq())
	}
	// Both captures now give one text: one version is left.
	got = again(t, a, Outcome{Capture: two, Article: better("một")})
	if diff := cmp.Diff([]Change{{4, id, Changed, 1, false}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestReextractionWithdrawsAndGivesBack(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	id := add(t, a, urlA, "một", days(0)).ID
	add(t, a, urlA, "hai", days(1))
	add(t, a, urlB, "hai", days(2)) // a duplicate
	one, two := captureOf(t, a, newPage(urlA, "một", days(0))), captureOf(t, a, newPage(urlA, "hai", days(1)))
	// In one batch: the earlier text is read anew, then the current one goes.
	got := again(t, a, Outcome{Capture: one, Article: newArticle(urlA, "một mới")}, Outcome{Capture: two, Kind: index.KindList})
	if diff := cmp.Diff([]Change{{0, id, Same, 2, false}, {3, id, Changed, 1, false}}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"một mới"}, texts(t, a, id)); diff != "" {
		t.Error(diff)
	}
	got = again(t, a, Outcome{Capture: one, Failure: failure.New(failure.NotPage, urlA, nil)})
	if diff := cmp.Diff([]Change{{4, id, Removed, 0, true}}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := a.Article(t.Context(), id); !failure.Is(err, failure.NotFound) {
		t.Errorf("withdrawn article: %v", err)
	}
	var changes []Change
	for c, err := range a.ChangesAfter(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	if diff := cmp.Diff([]Change{{4, id, Removed, 0, true}}, changes); diff != "" {
		t.Error(diff)
	}
	got = again(t, a, Outcome{Capture: one, Article: newArticle(urlA, "một")}, Outcome{Capture: two, Article: newArticle(urlA, "hai")})
	if diff := cmp.Diff([]Change{{5, id, Added, 1, false}, {6, id, Changed, 2, false}}, got); diff != "" {
		t.Error(diff)
	}
	for c, err := range a.ChangesAfter(t.Context(), 0) {
		if err != nil || c != (Change{6, id, Changed, 2, false}) {
			t.Errorf("%+v, %v", c, err)
		}
	}
}

func TestUpdateKeepsTheText(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	id := add(t, a, urlA, "một", day).ID
	art, err := a.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	art.OriginalSource = "TTXVN"
	missing := art
	missing.ID = "0000000000000000"
	got, err := a.Update(t.Context(), []index.Article{art, missing, art})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Change{{2, id, Changed, 1, false}}, got); diff != "" {
		t.Error(diff)
	}
	now, err := a.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(art, now); diff != "" {
		t.Error(diff)
	}
	art.Title = "khác"
	if _, err := a.Update(t.Context(), []index.Article{art}); !failure.Is(err, failure.Usage) {
		t.Errorf("another text: %v", err)
	}
	clean(t, a)
}

func TestImportsResumeUntilDone(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{Now: fixed})
	paths := []string{"/luu/2021"}
	key := ImportKey("nhập", paths)
	start := func() int64 {
		id, err := a.StartImport(t.Context(), "nhập", paths)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	cursor := func(want string) {
		t.Helper()
		if got, err := a.Cursor(t.Context(), key, "2021.warc"); err != nil || got != want {
			t.Errorf("cursor %q, want %q, %v", got, want, err)
		}
	}
	first := start()
	cursor("")
	if _, err := a.Commit(t.Context(), nil, Checkpoint{Import: first, Source: "2021.warc", Cursor: "4096"}); err != nil {
		t.Fatal(err)
	}
	second := start() // the first was killed
	cursor("4096")
	if err := a.FinishImport(t.Context(), second, ImportStopped, map[string]int{"added": 3}); err != nil {
		t.Fatal(err)
	}
	cursor("4096")
	third := start()
	if err := a.FinishImport(t.Context(), third, ImportDone, nil); err != nil {
		t.Fatal(err)
	}
	cursor("")
	list, err := a.Imports(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []Import{
		{ID: third, Key: key, Label: "nhập", Paths: paths, Started: fixed(), Finished: fixed(), Status: ImportDone},
		{ID: second, Key: key, Label: "nhập", Paths: paths, Started: fixed(), Finished: fixed(), Status: ImportStopped, Counts: map[string]int{"added": 3}},
		{ID: first, Key: key, Label: "nhập", Paths: paths, Started: fixed(), Status: ImportInterrupted, Counts: map[string]int{}},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

// TestAWithdrawnTextComesBack withdraws the text of an article's first capture
// while an older text, imported later, is there.
func TestAWithdrawnTextComesBack(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	id := add(t, a, urlA, "hai", days(1)).ID
	add(t, a, urlA, "một", days(0))
	two := captureOf(t, a, newPage(urlA, "hai", days(1)))
	got := again(t, a, Outcome{Capture: two, Kind: index.KindOther})
	if diff := cmp.Diff([]Change{{3, id, Changed, 1, false}}, got); diff != "" {
		t.Error(diff)
	}
	if list, err := a.Captures(t.Context(), id); err != nil || len(list) != 1 || !list[0].Captured.Equal(days(0)) {
		t.Errorf("%+v, %v", list, err)
	}
	got = again(t, a, Outcome{Capture: two, Article: newArticle(urlA, "hai")})
	if diff := cmp.Diff([]Change{{4, id, Changed, 2, false}}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"một", "hai"}, texts(t, a, id)); diff != "" {
		t.Error(diff)
	}
	if list, err := a.Captures(t.Context(), id); err != nil || len(list) != 2 {
		t.Errorf("%d captures, %v", len(list), err)
	}
}
