package archive

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// broughtIn takes pages through Keep and Commit as one import and gives its number.
func broughtIn(t *testing.T, a *Archive, label string, pages ...page.Page) int64 {
	t.Helper()
	id, err := a.StartImport(t.Context(), "import", []string{label})
	if err != nil {
		t.Fatal(err)
	}
	captures, err := a.Keep(t.Context(), pages)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := make([]Outcome, len(pages))
	for i, p := range pages {
		outcomes[i] = Outcome{Capture: captures[i]}
		if !captures[i].Known {
			outcomes[i].Article, outcomes[i].Kind = newArticle(p.URL, string(p.Body)), index.KindArticle
		}
	}
	if _, err := a.Commit(t.Context(), outcomes, Checkpoint{Import: id, Source: "a", Cursor: "end"}); err != nil {
		t.Fatal(err)
	}
	if err := a.FinishImport(t.Context(), id, ImportDone, nil); err != nil {
		t.Fatal(err)
	}
	return id
}

func withdraw(t *testing.T, a *Archive, id int64) Withdrawal {
	t.Helper()
	w, err := a.Withdraw(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, a)
	return w
}

func articlesOf(t *testing.T, a *Archive) []string {
	t.Helper()
	all := []string{}
	for e, err := range a.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Article.URL)
	}
	return all
}

// TestAnImportIsTakenBack: what it alone brought goes, with its versions; what
// another brought too stays, in whatever way it did; nothing of others is lost, and
// importing again brings everything back.
func TestAnImportIsTakenBack(t *testing.T) {
	const site = "https://baovietnam.example/"
	at := func(name, text string, day int) page.Page { return newPage(site+name, text, days(day)) }
	a := open(t, t.TempDir(), Options{})
	first := broughtIn(t, a, "một", at("cu", "có từ trước", 0), at("lai", "gặp lại", 0))
	second := broughtIn(t, a, "hai",
		at("rieng", "chỉ lần hai", 0), at("rieng", "chỉ lần hai, bản mới", 1), // two versions
		at("cu", "có từ trước, nay đổi", 2), // of an article that was there
		at("lai", "gặp lại", 0),             // the very page that was there
		at("sau", "lần ba cũng có", 0),
		at("doi", "lần ba đổi", 0))
	third := broughtIn(t, a, "ba", at("sau", "lần ba cũng có", 0), at("doi", "lần ba đổi thật", 3))

	before := a.Seq()
	w := withdraw(t, a, second)
	want := []string{index.NewID(site + "cu"), index.NewID(site + "sau"), index.NewID(site + "doi")}
	if !cmp.Equal(want, w.Kept, byValue) || w.Articles != 1 || w.Import.ID != second {
		t.Errorf("%+v, want kept %v", w, want)
	}
	if got := articlesOf(t, a); !cmp.Equal([]string{site + "cu", site + "lai", site + "sau", site + "doi"}, got, byValue) {
		t.Errorf("left: %v", got)
	}
	for c, err := range a.ChangesAfter(t.Context(), before) {
		if err != nil || c.ID != index.NewID(site+"rieng") || !c.Delete {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if _, err := a.Withdraw(t.Context(), second); failure.KindOf(err) != failure.Usage {
		t.Errorf("once more: %v", err)
	}
	// The originals are there still.
	captures, err := a.CapturesAt(t.Context(), site+"rieng")
	if err != nil || len(captures) != 2 || captures[0].What != Withdrawn {
		t.Errorf("%+v, %v", captures, err)
	}

	// What only imports brought that were taken back goes with the last of them, or
	// when the earlier is taken back once more.
	if w := withdraw(t, a, third); w.Articles != 1 || len(w.Kept) != 0 {
		t.Errorf("%+v", w)
	}
	if w := withdraw(t, a, second); w.Articles != 1 || len(w.Kept) != 1 {
		t.Errorf("%+v", w)
	}
	fourth := broughtIn(t, a, "bốn", at("rieng", "chỉ lần hai", 0), at("rieng", "chỉ lần hai, bản mới", 1), at("sau", "lần ba cũng có", 0))
	if got := articlesOf(t, a); !cmp.Equal([]string{site + "cu", site + "lai", site + "rieng", site + "sau"}, got, byValue) {
		t.Errorf("brought back: %v", got)
	}
	if got := texts(t, a, index.NewID(site+"rieng")); len(got) != 2 {
		t.Errorf("versions brought back: %v", got)
	}
	art, err := a.Article(t.Context(), index.NewID(site+"rieng"))
	list, err2 := a.Imports(t.Context(), 1)
	if err != nil || err2 != nil || art.Import != list[0].Name() || list[0].ID != fourth {
		t.Errorf("of the import %q, want %+v; %v, %v", art.Import, list, err, err2)
	}
	if w := withdraw(t, a, fourth); w.Articles != 2 || len(w.Kept) != 0 {
		t.Errorf("%+v", w)
	}
	if w := withdraw(t, a, first); w.Articles != 2 || len(w.Kept) != 0 {
		t.Errorf("%+v", w) // what the second brought to them holds them no more
	}
}

// byValue compares lists as sets.
var byValue = cmp.Transformer("set", func(list []string) map[string]bool {
	set := map[string]bool{}
	for _, v := range list {
		set[v] = true
	}
	return set
})

// TestAWithdrawalHappensOrNot: one that is cancelled changes nothing; imports that
// are not there are named; the log tells of it.
func TestAWithdrawalHappensOrNot(t *testing.T) {
	a := open(t, t.TempDir(), Options{Now: func() time.Time { return day }})
	id := broughtIn(t, a, "một", newPage(urlA, "một", day), newPage(urlB, "hai", day))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Withdraw(ctx, id); err == nil {
		t.Error("cancelled, and done")
	}
	if got := articlesOf(t, a); len(got) != 2 {
		t.Errorf("%v", got)
	}
	if _, err := a.Withdraw(t.Context(), id+1); !failure.Is(err, failure.NotFound) {
		t.Errorf("an import that is not there: %v", err)
	}
	withdraw(t, a, id)
	list, err := a.Imports(t.Context(), 0)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if list[1].Status != ImportWithdrawn || list[0].Label != LabelUndo || list[0].Counts["removed"] != 2 || list[0].Paths[0] != list[1].Name() {
		t.Errorf("%+v", list)
	}
	if _, err := a.Withdraw(t.Context(), list[0].ID); !failure.Is(err, failure.NotFound) {
		t.Errorf("a withdrawal is no import: %v", err)
	}
}
