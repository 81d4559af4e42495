package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// holds says what an archive holds: every text of every article, and what became
// of every capture.
func holds(t *testing.T, a *Archive) []string {
	t.Helper()
	var all []string
	for e, err := range a.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		for _, title := range texts(t, a, e.Article.ID) {
			all = append(all, e.Article.ID+" "+title+" by "+e.Article.Rule)
		}
	}
	for c, err := range a.WalkCaptures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c.ID+" of "+c.Article+" "+string(c.Kind)+" "+string(c.Failure))
	}
	return all
}

// undo undoes the last extraction, stopping before the outcome with that number
// (-1 = never).
func undo(t *testing.T, a *Archive, stop int) {
	t.Helper()
	n := 0
	for o, err := range a.UndoExtraction(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n == stop {
			return
		}
		again(t, a, o)
		n++
	}
	if err := a.EndUndo(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestAnExtractionIsUndone: rewritten texts, articles that went and pages that
// became articles are what they were; and undoing is undone.
func TestAnExtractionIsUndone(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{})
	urlC, urlD := "https://baovietnam.example/c.html", "https://baovietnam.example/d.html"
	add(t, a, urlA, "một", days(0))
	add(t, a, urlA, "hai", days(1))
	add(t, a, urlB, "bên kia", days(1))
	add(t, a, urlD, "không đổi", days(1))
	list, err := a.Keep(t.Context(), []page.Page{newPage(urlC, "mục lục", days(0))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Commit(t.Context(), []Outcome{{Capture: list[0], Kind: index.KindList}}, Checkpoint{}); err != nil {
		t.Fatal(err)
	}
	before := holds(t, a)
	one, two := captureOf(t, a, newPage(urlA, "một", days(0))), captureOf(t, a, newPage(urlA, "hai", days(1)))
	b, d := captureOf(t, a, newPage(urlB, "bên kia", days(1))), captureOf(t, a, newPage(urlD, "không đổi", days(1)))
	if err := a.StartExtraction(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	again(t, a,
		Outcome{Capture: one, Article: newArticle(urlA, "một mới")},
		Outcome{Capture: two, Article: newArticle(urlA, "hai mới")},
		Outcome{Capture: b, Failure: failure.New(failure.NotPage, urlB, nil)},
		Outcome{Capture: d, Article: newArticle(urlD, "không đổi")},
	)
	if err := a.StartExtraction(t.Context(), ""); err != nil { // it was interrupted
		t.Fatal(err)
	}
	again(t, a, Outcome{Capture: two, Article: newArticle(urlA, "hai mới hơn")}, Outcome{Capture: list[0], Article: newArticle(urlC, "mục lục"), Kind: index.KindArticle})
	if err := a.EndExtraction(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e, err := a.LastExtraction(t.Context()); err != nil || e != (Extraction{Ended: true, Replaced: 4}) {
		t.Errorf("%+v, %v", e, err)
	}
	after := holds(t, a)
	undo(t, a, 2) // killed on the way
	undo(t, a, -1)
	sorted := cmp.Transformer("sorted", func(s []string) map[string]bool {
		m := map[string]bool{}
		for _, v := range s {
			m[v] = true
		}
		return m
	})
	if diff := cmp.Diff(before, holds(t, a), sorted); diff != "" {
		t.Errorf("undone: %s", diff)
	}
	undo(t, a, -1)
	if diff := cmp.Diff(after, holds(t, a), sorted); diff != "" {
		t.Errorf("undone twice: %s", diff)
	}
	if err := a.ForgetExtraction(t.Context()); err != nil {
		t.Fatal(err)
	}
	undo(t, a, -1)
	if diff := cmp.Diff(after, holds(t, a), sorted); diff != "" {
		t.Errorf("nothing to undo: %s", diff)
	}
}

// TestUndoingLeavesWhatCameSince: a newer text of an article stays current.
func TestUndoingLeavesWhatCameSince(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	id := add(t, a, urlA, "một", days(0)).ID
	one := captureOf(t, a, newPage(urlA, "một", days(0)))
	if err := a.StartExtraction(t.Context(), "baovietnam.example"); err != nil {
		t.Fatal(err)
	}
	again(t, a, Outcome{Capture: one, Article: newArticle(urlA, "một mới")})
	if err := a.EndExtraction(t.Context()); err != nil {
		t.Fatal(err)
	}
	add(t, a, urlA, "hai", days(1))
	undo(t, a, -1)
	if diff := cmp.Diff([]string{"một", "hai"}, texts(t, a, id)); diff != "" {
		t.Error(diff)
	}
	if e, err := a.LastExtraction(t.Context()); err != nil || e.Site != "baovietnam.example" || e.Replaced != 1 {
		t.Errorf("%+v, %v", e, err)
	}
}
