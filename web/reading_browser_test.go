package web

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"khobao/index"
	"khobao/index/query"
	stored "khobao/internal/page"
	"khobao/internal/testkit/browser"
)

// readingRoom serves an archive with places, reprints and versions on loopback.
func readingRoom(t *testing.T) (*Server, *shelf) {
	t.Helper()
	shelf := newShelf()
	a := &shelf.articles[0]
	at := strings.Index(a.Body, "300 triệu đồng")
	a.Figures = []index.Figure{{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng", Field: "body", Start: at, End: at + len("300 triệu đồng")}}
	for i, name := range []string{"Quận Đông Kênh, Hải Cảng", "Phường Đông Kênh, Hải Cảng"} {
		shelf.articles[i].Places = append(shelf.articles[i].Places, index.Mention{Name: name, Key: []string{"before:1/2", "after:1/9"}[i], Field: "body", Start: 0, End: len("Công an")})
	}
	shelf.keep(a.ID, stored.Page{URL: a.URL, ContentType: "text/html", Captured: a.Captured.AddDate(0, 0, 1), Body: []byte("<!doctype html><title>a</title><h1>a</h1>")})
	copied := *a
	copied.ID, copied.URL, copied.Site, copied.Published = "", "https://ngaymoi.example/in-lai", "ngaymoi.example", index.NewDay(2021, 8, 27)
	copied.Body = strings.Replace(copied.Body, "ba năm", "bốn năm", 1) + "\n\nThêm một câu cuối."
	copied = shelf.add(copied, "<p>in lại")
	shelf.more(60)
	ids := []string{a.ID, copied.ID}
	s, _ := liveOn(t, shelf, withPlaces, func(d *Deps) {
		d.DocFreq = func(context.Context, string) (int, error) { return 3, nil }
		d.Find = func(ctx context.Context, r index.Request) (index.Result, error) {
			if _, alike := r.Query.(query.Or); alike {
				return index.Result{Hits: []index.Hit{{ID: shelf.articles[1].ID, Score: 1}, {ID: shelf.articles[2].ID, Score: 1}}, Total: 2}, nil
			}
			return shelf.Search(ctx, r)
		}
		d.Family = func(_ context.Context, id string) ([]string, error) {
			if id == ids[0] || id == ids[1] {
				return ids, nil
			}
			return nil, nil
		}
	})
	return s, shelf
}

// TestReaderReadsClosely walks the found words of an article, jumps to a figure,
// and goes through a calendar by keys.
func TestReaderReadsClosely(t *testing.T) {
	tab := browser.Open(t)
	s, shelf := readingRoom(t)
	id := shelf.articles[0].ID
	do, evaluate := tab.Do, tab.Evaluate
	do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.deps.SiteURL+"/bai/"+id+"?q=hoa+nhap"))
	do(chromedp.Click(chromedp.CSS("[data-do=after]")), chromedp.WaitVisible(chromedp.CSS("mark.now")))
	if got := evaluate("document.querySelector('[data-matches]').textContent + location.hash"); got != "1/2 chỗ khớp#k1" {
		t.Errorf("the first place is %q", got)
	}
	do(chromedp.KeyEvent("n"), chromedp.WaitReady(chromedp.CSS("#k2.now")))
	if got := evaluate("document.querySelector('[data-matches]').textContent + location.hash"); got != "2/2 chỗ khớp#k2" {
		t.Errorf("the next place is %q", got)
	}
	do(chromedp.KeyEvent("p"), chromedp.WaitReady(chromedp.CSS("#k1.now")))
	do(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("#k1.now"))) // the address says where one was
	do(chromedp.SendKeys(chromedp.CSS("#tim"), "nguoi"+kb.Enter), chromedp.WaitReady(chromedp.CSS("#k5")))
	if got := evaluate("location.search"); got != "?q=hoa+nhap&tim=nguoi" {
		t.Errorf("finding in the article leads to %q", got)
	}
	do(chromedp.Click(chromedp.CSS(".numbers a")))
	if got := evaluate("document.querySelector(':target').textContent"); got != "300 triệu đồng" {
		t.Errorf("the figure leads to %q", got)
	}
	if got := evaluate("document.querySelector('.picture img').complete && document.querySelector('.picture img').naturalWidth > 0 || document.querySelector('.picture img').loading"); got != "true" && got != "lazy" {
		t.Errorf("the picture of the archive: %q", got)
	}
	do(chromedp.Click(chromedp.CSS("time a.from")), chromedp.WaitVisible(chromedp.CSS("#nguon-published")))
	do(chromedp.Navigate(s.deps.SiteURL+"/duyet/ngay/2015"), chromedp.Focus(chromedp.CSS("[data-day='2015-01-03']")), chromedp.KeyEvent(kb.ArrowRight))
	if got := evaluate("document.activeElement.dataset.day"); got != "2015-01-06" {
		t.Errorf("right of 3 January is %q", got)
	}
	do(chromedp.KeyEvent(kb.ArrowDown))
	if got := evaluate("document.activeElement.dataset.day"); got != "2015-01-27" {
		t.Errorf("below 6 January is %q", got)
	}
	do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS("li.hit")))
	if got := evaluate("location.pathname"); got != "/duyet/ngay/2015-01-27" {
		t.Errorf("Enter leads to %q", got)
	}
}
