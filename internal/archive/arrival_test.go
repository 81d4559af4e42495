package archive

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// imported takes pages through an import that begins at a moment.
func imported(t *testing.T, a *Archive, now *time.Time, at time.Time, pages ...page.Page) {
	t.Helper()
	*now = at
	n, err := a.StartImport(t.Context(), "thử", []string{at.String()})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := a.Keep(t.Context(), pages)
	if err != nil {
		t.Fatal(err)
	}
	var out []Outcome
	for i, k := range kept {
		out = append(out, Outcome{Capture: k, Article: newArticle(pages[i].URL, string(pages[i].Body)), Kind: index.KindArticle})
	}
	if _, err := a.Commit(t.Context(), out, Checkpoint{Import: n}); err != nil {
		t.Fatal(err)
	}
	if err := a.FinishImport(t.Context(), n, ImportDone, nil); err != nil {
		t.Fatal(err)
	}
}

func TestArrivalsAreInTheOrderOfComing(t *testing.T) {
	now := day
	a := open(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	const urlC = "https://baovietnam.example/c.html"
	first, second, third := days(10), days(20), days(30)
	imported(t, a, &now, first, newPage(urlA, "một", days(-400)), newPage(urlB, "hai", days(1)))
	imported(t, a, &now, second, newPage(urlC, "ba", second.Add(time.Hour)), newPage(urlA, "một", days(-400)))
	imported(t, a, &now, third, newPage(urlB, "hai, sửa", days(25)))

	type came struct {
		ID             string
		Added, Changed time.Time
	}
	list, err := a.Arrivals(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []came
	var ids []string
	for _, r := range list {
		got = append(got, came{r.ID, r.Added, r.Changed})
		ids = append(ids, r.ID)
	}
	want := []came{
		{index.NewID(urlC), second.Add(time.Hour), second.Add(time.Hour)}, // fetched while it was imported
		{index.NewID(urlB), first, third},
		{index.NewID(urlA), first, first}, // met again unchanged: nothing new
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	rest, err := a.Arrivals(t.Context(), list[0].N, 1)
	if err != nil || len(rest) != 1 || rest[0] != list[1] {
		t.Errorf("the next one is %+v, %v", rest, err)
	}
	asked, err := a.ArrivalsOf(t.Context(), []string{ids[2], "0000000000000000", "x", ids[0]})
	if diff := cmp.Diff([]Arrival{list[2], list[0]}, asked); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

// TestArticlesTellWhatBroughtThem reads import and arrival by every way out, and
// as Commit hands a new article on.
func TestArticlesTellWhatBroughtThem(t *testing.T) {
	now := time.Date(2026, 11, 24, 18, 5, 0, 0, time.UTC) // the next day in Vietnam
	a := open(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	imported(t, a, &now, now, newPage(urlA, "một", days(1)), newPage(urlB, "hai", days(1)))
	n, err := a.StartImport(t.Context(), "crawl", []string{"https://baovietnam.example/thoi-su/", "https://b.example/"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := a.Keep(t.Context(), []page.Page{newPage(urlA, "một, sửa", days(2)), newPage(urlA+"?x", "ba", days(2))})
	if err != nil {
		t.Fatal(err)
	}
	fresh := newArticle(urlA+"?x", "ba")
	out := []Outcome{
		{Capture: again[0], Article: newArticle(urlA, "một, sửa"), Kind: index.KindArticle},
		{Capture: again[1], Article: fresh, Kind: index.KindArticle},
	}
	if _, err := a.Commit(t.Context(), out, Checkpoint{Import: n}); err != nil {
		t.Fatal(err)
	}
	const second = "2026-11-25 01:05 baovietnam.example +1"
	first := "2026-11-25 01:05 " + now.String()
	if fresh.Import != second || fresh.Arrival != 4 {
		t.Errorf("a new article is handed on with import %q, arrival %d", fresh.Import, fresh.Arrival)
	}
	want := map[string]string{index.NewID(urlA): first, index.NewID(urlB): first, fresh.ID: second}
	walked := 0
	for e, err := range a.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		walked++
		read, err := a.Article(t.Context(), e.Article.ID)
		if diff := cmp.Diff(e.Article, read); err != nil || diff != "" {
			t.Errorf("%v (-walked +read)\n%s", err, diff)
		}
		if read.Import != want[read.ID] || read.Arrival == 0 {
			t.Errorf("%s came with %q as number %d, want %q", read.Title, read.Import, read.Arrival, want[read.ID])
		}
	}
	if walked != len(want) {
		t.Errorf("%d articles, want %d", walked, len(want))
	}
}

func TestReceiptsAreKeptOnce(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	if err := a.KeepReceipt(t.Context(), "ab", []byte("một")); err != nil {
		t.Fatal(err)
	}
	if err := a.KeepReceipt(t.Context(), "ab", []byte("khác")); err != nil {
		t.Fatal(err)
	}
	data, kept, err := a.Receipt(t.Context(), "ab")
	if err != nil || string(data) != "một" || kept.IsZero() {
		t.Errorf("%q at %v, %v", data, kept, err)
	}
	if _, _, err := a.Receipt(t.Context(), "cd"); !failure.Is(err, failure.NotFound) {
		t.Errorf("a receipt that is not there: %v", err)
	}
	if err := a.KeepReceipt(t.Context(), "ef", make([]byte, receiptMax+1)); !failure.Is(err, failure.TooLarge) {
		t.Errorf("one that is too large: %v", err)
	}
	dst := t.TempDir()
	if err := a.Backup(t.Context(), dst); err != nil {
		t.Fatal(err)
	}
	b := open(t, dst, Options{})
	if data, _, err := b.Receipt(t.Context(), "ab"); err != nil || string(data) != "một" {
		t.Errorf("after a restore %q, %v", data, err)
	}
	clean(t, b)
}

func TestCapturesAtAnAddress(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, urlA, "hai", days(3))
	add(t, a, urlA, "một", days(1))
	add(t, a, urlB, "khác", days(2))
	list, err := a.CapturesAt(t.Context(), "http://baovietnam.example:80/a.html#doan")
	if err != nil || len(list) != 2 || !list[0].Captured.Equal(days(1)) || !list[1].Captured.Equal(days(3)) {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := a.CapturesAt(t.Context(), "https://baovietnam.example/khong-co"); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}
