package archive

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/page"
)

// number gives the id of the i-th article of filled as a number.
func numberOf(t *testing.T, i int) uint64 {
	t.Helper()
	n, err := parseArticleID(index.NewID(fmt.Sprintf("https://baovietnam.example/%d.html", i)))
	if err != nil {
		t.Fatal(err)
	}
	return uint64(n)
}

// sketchAll keeps a sketch of every article that has none and gives how many.
func sketchAll(t *testing.T, a *Archive) int {
	t.Helper()
	var list []Sketch
	for e, err := range a.Unsketched(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, Sketch{Seq: e.Seq, Minute: int64(100 - e.Seq), Captured: int64(e.Seq), Bytes: []byte(e.Article.Title)})
	}
	if err := a.PutSketches(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// changesOf lists what an index is to follow after seq.
func changesOf(t *testing.T, a *Archive, after uint64) []Change {
	t.Helper()
	var list []Change
	for c, err := range a.ChangesAfter(t.Context(), after) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

func TestFamiliesAreKeptAndFollowed(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 5)
	a := open(t, dir, Options{})
	if g, err := a.Grouped(t.Context()); err != nil || g != (Grouped{Behind: 5}) {
		t.Errorf("before: %+v, %v", g, err)
	}
	if n := sketchAll(t, a); n != 5 {
		t.Errorf("%d sketches, want 5", n)
	}
	first, second := numberOf(t, 1), numberOf(t, 3)
	before := a.Seq()
	changes, err := a.PutFamilies(t.Context(), 7, before, []Regrouped{{first, first}, {second, first}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{{Seq: before + 1, ID: articleID(int64(first)), What: Same}, {Seq: before + 2, ID: articleID(int64(second)), What: Same}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	if g, err := a.Grouped(t.Context()); err != nil || g != (Grouped{Rule: 7, Drawn: 7, Seq: before}) {
		t.Errorf("after: %+v, %v", g, err)
	}
	if all := changesOf(t, a, 0); len(all) != 5 || all[4].ID != want[1].ID || all[4].Seq != before+2 {
		t.Errorf("all changes %+v, want each article once, the second of the family last", all)
	}
	if late := changesOf(t, a, before+1); len(late) != 1 || late[0].ID != want[1].ID {
		t.Errorf("late changes %+v", late)
	}
	art, err := a.Article(t.Context(), want[1].ID)
	if err != nil || art.Family != want[0].ID {
		t.Errorf("family %q, %v", art.Family, err)
	}
	family, err := a.Family(t.Context(), want[1].ID)
	if diff := cmp.Diff([]string{want[0].ID, want[1].ID}, family); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	walked := map[string]string{}
	for e, err := range a.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Article.Family != "" {
			walked[e.Article.ID] = e.Article.Family
		}
	}
	if diff := cmp.Diff(map[string]string{want[0].ID: want[0].ID, want[1].ID: want[0].ID}, walked); diff != "" {
		t.Error(diff)
	}
	clean(t, a)

	// Each alone again.
	if _, err := a.PutFamilies(t.Context(), 7, a.Seq(), []Regrouped{{first, 0}, {second, 0}}); err != nil {
		t.Fatal(err)
	}
	if family, err := a.Family(t.Context(), want[1].ID); err != nil || family != nil {
		t.Errorf("family %v, %v", family, err)
	}
	if late := changesOf(t, a, before+2); len(late) != 2 {
		t.Errorf("the index is told of %d, want 2", len(late))
	}
	clean(t, a)
}

func TestAnotherTextWantsAnotherSketch(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, urlA, "một", days(0))
	add(t, a, urlB, "hai", days(0))
	if n := sketchAll(t, a); n != 2 {
		t.Errorf("%d sketches, want 2", n)
	}
	if _, err := a.PutFamilies(t.Context(), 1, a.Seq(), nil); err != nil {
		t.Fatal(err)
	}
	add(t, a, urlA, "ba", days(1))
	if g, err := a.Grouped(t.Context()); err != nil || g.Behind != 1 {
		t.Errorf("%+v, %v, want one behind", g, err)
	}
	if n := sketchAll(t, a); n != 1 {
		t.Errorf("%d new sketches, want 1", n)
	}
	fresh := map[string]bool{}
	for g, err := range a.Groupings(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		fresh[string(g.Sketch.Bytes)] = g.New
	}
	if diff := cmp.Diff(map[string]bool{"hai": false, "ba": true}, fresh); diff != "" {
		t.Error(diff)
	}
	if err := a.DropSketches(t.Context(), 8); err != nil {
		t.Fatal(err)
	}
	if n := sketchAll(t, a); n != 2 {
		t.Errorf("%d sketches after all were dropped, want 2", n)
	}
	clean(t, a)
}

// TestSketchesComeWithTheirArticles: an outcome may bring the sketch of its
// article, which then need not be made from the text again.
func TestSketchesComeWithTheirArticles(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	for i, text := range []string{"một", "hai", "ba"} {
		p, art := newPage(storyURL(i%2), text, days(i)), newArticle(storyURL(i%2), text) // the third is a version
		captures, err := a.Keep(t.Context(), []page.Page{p})
		if err != nil {
			t.Fatal(err)
		}
		o := Outcome{Capture: captures[0], Article: art, Kind: index.KindArticle, Sketch: Sketch{Minute: int64(i), Bytes: []byte(text)}}
		if _, err := a.Commit(t.Context(), []Outcome{o}, Checkpoint{}); err != nil {
			t.Fatal(err)
		}
	}
	for e, err := range a.Unsketched(t.Context()) {
		t.Errorf("%s has no sketch, %v", e.Article.Title, err)
	}
	got := map[string]int64{}
	for g, err := range a.Groupings(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got[string(g.Sketch.Bytes)] = g.Sketch.Minute
	}
	if diff := cmp.Diff(map[string]int64{"hai": 1, "ba": 2}, got); diff != "" {
		t.Error(diff)
	}
	clean(t, a)
}
