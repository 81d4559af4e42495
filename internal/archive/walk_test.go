package archive

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

func TestWalkAndChangesGoBeyondOnePage(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	const n = walkPage + 100
	stories(t, a, 0, n, 400)
	var last uint64
	count := 0
	for e, err := range a.Walk(t.Context(), 0) {
		if err != nil || e.Seq <= last {
			t.Fatalf("after %d: %d, %v", last, e.Seq, err)
		}
		last = e.Seq
		count++
	}
	if count != n || last != a.Seq() {
		t.Errorf("%d articles up to %d", count, last)
	}
	captures := 0
	for c, err := range a.WalkCaptures(t.Context()) {
		if err != nil || c.Article == "" {
			t.Fatal(c, err)
		}
		captures++
	}
	if captures != n {
		t.Errorf("%d captures", captures)
	}
	// One changes after the index has followed.
	p, art := newPage(storyURL(7), "sửa", days(400)), newArticle(storyURL(7), "sửa")
	changed := commit(t, a, p, art)
	var got []Change
	for c, err := range a.ChangesAfter(t.Context(), last) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, c)
	}
	if diff := cmp.Diff([]Change{changed}, got); diff != "" {
		t.Error(diff)
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	for _, err := range a.Walk(ctx, 0) {
		if err != nil {
			if !failure.Is(err, failure.Canceled) {
				t.Error(err)
			}
			break
		}
		seen++
		cancel()
	}
	cancel()
	if seen != 1 {
		t.Errorf("%d articles after the walk was canceled", seen)
	}
}

func TestArticlesComeInTheOrderAsked(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	stories(t, a, 0, 60, 60)
	ids := []string{index.NewID(storyURL(50)), "0000000000000000", "không phải id", index.NewID(storyURL(3)), index.NewID(storyURL(50)), index.NewID(storyURL(51))}
	list, err := a.Articles(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	var urls []string
	for _, art := range list {
		urls = append(urls, art.URL)
	}
	if diff := cmp.Diff([]string{storyURL(50), storyURL(3), storyURL(50), storyURL(51)}, urls); diff != "" {
		t.Error(diff)
	}
	if _, err := a.Article(t.Context(), "0000000000000000"); !failure.Is(err, failure.NotFound) {
		t.Error(err)
	}
}

func TestFindCaptureByAddressAndTime(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	const url = "http://Bao.example:80/anh/1.jpg?w=600"
	for i, n := range []int{0, 10, 20} {
		commit(t, a, newPage(url, fmt.Sprintf("ảnh %d", i), days(n)), nil)
	}
	gone := newPage(url, "không thấy", days(13))
	gone.Status = 404
	commit(t, a, gone, nil)
	cases := []struct {
		url  string
		day  int
		want int
	}{
		{url, -5, 0},
		{url, 4, 0},
		{url, 12, 10},
		{url, 14, 10},
		{url, 99, 20},
		{"https://bao.example/anh/1.jpg?w=600#x", 9, 10},
	}
	for _, c := range cases {
		got, err := a.FindCapture(t.Context(), c.url, days(c.day))
		if err != nil || !got.Captured.Equal(days(c.want)) {
			t.Errorf("%s near day %d: %v, %v", c.url, c.day, got.Captured, err)
		}
	}
	if got, err := a.FindCapture(t.Context(), url, page.Page{}.Captured); err != nil || !got.Captured.Equal(days(20)) {
		t.Errorf("newest: %v, %v", got.Captured, err)
	}
	for _, other := range []string{"http://bao.example/anh/1.jpg", "http://bao.example/anh/1.jpg?w=601", "", "://"} {
		if _, err := a.FindCapture(t.Context(), other, day); !failure.Is(err, failure.NotFound) {
			t.Errorf("%q: %v", other, err)
		}
	}
}

func TestKeepKnowsWhatItHas(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	file := func(path, entry string) page.Page {
		return page.Page{Captured: day, Body: []byte("<p>một</p>"), Origin: page.Origin{Path: path, Entry: entry, Kind: "file"}}
	}
	keep := func(pages ...page.Page) []Capture {
		captures, err := a.Keep(t.Context(), pages)
		if err != nil {
			t.Fatal(err)
		}
		return captures
	}
	same := keep(file("/luu/bai.html", ""), file("/khac/bai.html", ""), file("/luu/bai-2.html", ""))
	if same[0].Known || same[1].Known || same[0].ID != same[1].ID || same[0].Offset != same[1].Offset || same[0].ID == same[2].ID {
		t.Errorf("in one call: %+v", same)
	}
	again := keep(file("/luu/bai.html", ""))
	if again[0].Known || again[0].Offset != same[0].Offset {
		t.Errorf("kept and not committed: %+v", again[0])
	}
	var outcomes []Outcome
	for _, c := range same {
		outcomes = append(outcomes, Outcome{Capture: c, Kind: index.KindOther})
	}
	if _, err := a.Commit(t.Context(), outcomes, Checkpoint{}); err != nil {
		t.Fatal(err)
	}
	if known := keep(file("kho.zip", "thu-muc/bai.html")); !known[0].Known || known[0].What != Skipped {
		t.Errorf("committed: %+v", known[0])
	}
	line := page.Page{ContentType: page.ArticleJSON, Body: []byte("{}"), Origin: page.Origin{Path: "a.jsonl", Record: "17", Kind: "jsonl"}}
	other := line
	other.Origin.Record = "18"
	if c := keep(line, other); c[0].ID == c[1].ID || c[0].Name != "17" {
		t.Errorf("lines: %+v", c)
	}
	clean(t, a)
}

// TestOriginalsOfEveryShapeReadBack wants pages back as they were kept.
func TestOriginalsOfEveryShapeReadBack(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	redirect := newPage("https://bao.example/cu", "đã chuyển", days(1))
	redirect.Status, redirect.Location = 301, "https://bao.example/moi?a=1"
	redirect.Header = append(redirect.Header, page.Field{Name: "Location", Value: "/moi?a=1"})
	elsewhere := newPage("https://bao.example/cu2", "đã chuyển", days(1))
	elsewhere.Status, elsewhere.Location = 302, "https://bao.example/moi"
	odd := newPage("https://bao.example/một trang <lạ>", "một\r\n\r\nhai", days(1))
	odd.Captured = day.Add(123456 * 1000)
	revisit := newPage("https://bao.example/lai", "", days(1))
	revisit.Body, revisit.RevisitOf = []byte{}, "sha1:ABC"
	pages := []page.Page{
		newPage(urlA, "thường", day), redirect, elsewhere, odd, revisit,
		{Captured: day, Body: []byte("x"), Origin: page.Origin{Path: "/luu/bài số 1.html", Kind: "file"}},
		{Body: []byte{}, Origin: page.Origin{Path: "rỗng", Kind: "file"}},
		{URL: "https://bao.example/jsonl", ContentType: page.ArticleJSON, Captured: day, Body: []byte("{}\r\n\r\n"), Origin: page.Origin{Path: "a.jsonl", Kind: "jsonl"}},
	}
	captures, err := a.Keep(t.Context(), pages)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := make([]Outcome, len(pages))
	for i, c := range captures {
		outcomes[i].Capture = c
	}
	if _, err := a.Commit(t.Context(), outcomes, Checkpoint{}); err != nil {
		t.Fatal(err)
	}
	for i, c := range captures {
		got, err := a.Original(t.Context(), c.ID)
		if err != nil {
			t.Errorf("%v: %v", pages[i].Origin, err)
			continue
		}
		if diff := cmp.Diff(pages[i], got); diff != "" {
			t.Errorf("%s", diff)
		}
	}
	clean(t, a)
}

// TestManyAtOnce lets importers, readers, Verify and Backup meet; what it finds
// it finds with the race detector and by the checks at the end.
func TestManyAtOnce(t *testing.T) {
	a := open(t, t.TempDir(), Options{SegmentSize: 60 << 10})
	a.out.out.limit = 30 << 10
	const importers, batches, size = 3, 4, 12
	var work, rest sync.WaitGroup
	done := make(chan struct{})
	for n := range importers {
		work.Go(func() { stories(t, a, n*1000, batches*size, size) })
	}
	rest.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
			}
			if _, err := a.Articles(context.Background(), []string{index.NewID(storyURL(i % 50)), index.NewID(storyURL(1000 + i%50))}); err != nil {
				t.Error(err)
			}
			for _, err := range a.Walk(context.Background(), a.Seq()/2) {
				if err != nil {
					t.Error(err)
				}
			}
			if _, err := a.Stats(context.Background()); err != nil {
				t.Error(err)
			}
		}
	})
	rest.Go(func() {
		clean(t, a)
		dst := filepath.Join(t.TempDir(), "sao-luu")
		if err := a.Backup(context.Background(), dst); err != nil {
			t.Error(err)
		}
	})
	work.Wait()
	close(done)
	rest.Wait()
	clean(t, a)
	s, err := a.Stats(t.Context())
	if err != nil || s.Articles != importers*batches*size || s.Seq != importers*batches*size {
		t.Errorf("%d articles, seq %d, %v", s.Articles, s.Seq, err)
	}
}
