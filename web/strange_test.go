package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

// strange are texts that push, pull and turn what stands beside them.
var strange = []struct{ name, text string }{
	{"a word without an end", strings.Repeat("nghiêng", 40)},
	{"a row of figures", strings.Repeat("1234567890", 30)},
	{"turned to the left", "Đường \u202e nợi ưgn gnờưđ"},
	{"turned and not ended", "\u2067\u202eשלום Đường"},
	{"heaped marks", "Đ" + strings.Repeat("\u0301\u0323\u0302", 60) + "ường"},
	{"nothing to be seen", "\u200b\u2060\ufeff\u00ad"},
	{"lines of its own", "Đường\u2028một\u2029hai\u0085ba"},
	{"every plane", "𠀀𠮷 👩‍👩‍👧‍👦 \U000e0041 ﷽ ꧅"},
	{"six thousand letters", strings.Repeat("Đường dài ", 600)},
}

// TestStrangeTextsStayInTheirPlace shows articles with such titles, names and
// sections on a phone: nothing is pushed off it, nothing beside them is turned.
func TestStrangeTextsStayInTheirPlace(t *testing.T) {
	tab := browser.Open(t)
	s, shelf, _ := live(t)
	var ids []string
	for i, x := range strange {
		a := shelf.add(index.Article{
			URL: "https://x.example/" + strings.Repeat("dai", 100) + string(rune('a'+i)), Site: "x.example", Title: x.text + " xgiao", Lead: x.text, Body: x.text + "\n\nxgiao " + x.text,
			Section: []string{x.text}, Authors: []string{x.text}, Tags: []string{x.text}, Captions: []index.Caption{{Text: x.text}}, OriginalSource: x.text, Published: index.NewDay(2020, 1, 1),
			Agencies: []index.Mention{{Name: x.text, Field: "body", Start: 0, End: len(x.text)}},
		}, "<p>"+x.text)
		ids = append(ids, a.ID)
	}
	const turned = `[...document.querySelectorAll('.meta')].filter(m => [...m.children].some((e, i, all) => { if (!i || !e.getClientRects().length || !all[i - 1].getClientRects().length) return false;
		const before = [...all[i - 1].getClientRects()].pop(), here = e.getClientRects()[0];
		return Math.abs(before.top - here.top) < 4 && here.left < before.left })).map(m => m.textContent.slice(0, 60)).join('|')`
	look := func(path string) {
		t.Helper()
		tab.Do(chromedp.Navigate(s.deps.SiteURL + path))
		if wide := tab.Evaluate(overflowing); wide != "" {
			t.Errorf("%s scrolls sideways: %s", path, wide)
		}
		tab.Want(path+": what is turned", turned, "")
	}
	for _, width := range []int64{360, 1280} {
		tab.Do(chromedp.EmulateViewport(width, 800))
		for _, path := range []string{"/", "/search?q=xgiao", "/duyet", "/gia-tri/author", "/gia-tri/section", "/ngu-canh?q=xgiao", "/duyet/ngay/2020-01-01", "/tai-ve?q=xgiao", "/bien-nhan?q=xgiao"} {
			look(path)
		}
		for _, id := range ids {
			look("/bai/" + id + "?q=xgiao")
			look("/ban-luu/" + shelf.captures[id][0].ID + "?bai=" + id)
		}
	}
	if n := tab.Evaluate("document.querySelectorAll('iframe').length"); n != "1" {
		t.Errorf("%s frames on the last page", n)
	}
}
