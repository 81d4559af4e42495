package web

import (
	"context"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

func TestTwoQueriesShareAndDiffer(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf, func(d *Deps) {
		// The tests' own search knows words only.
		d.Find = func(ctx context.Context, r index.Request) (index.Result, error) {
			r.Q = "giao duong"
			return shelf.Search(ctx, r)
		}
	})
	doc := get(t, s, "/dong-thoi-gian?q=giao&so-voi=duong").doc(t)
	part := one(t, doc, "section.overlap")
	if got := textOf(all(part, "p")[0]); got != "Cả hai câu tìm: 1 bài · chỉ giao: 1 bài · chỉ duong: 2 bài" {
		t.Errorf("articles: %q", got)
	}
	lists := map[string][]string{}
	for _, h := range all(part, "h3") {
		columns := h.NextSibling
		for columns.Data != "div" {
			columns = columns.NextSibling
		}
		for _, c := range all(columns, "section") {
			lists[textOf(h)] = append(lists[textOf(h)], textOf(c))
		}
	}
	want := []string{"Có ở cả haiNgày Mới 2 · 2", "Chỉ có ở giao–", "Chỉ có ở duongBáo Cảng 1"}
	if diff := cmp.Diff(want, lists["Nguồn"]); diff != "" {
		t.Errorf("papers (-want +got):\n%s", diff)
	}
	links := all(part, "a")
	if got := attr(links[0], "href"); got != "/search?q=%28giao%29+%28duong%29" {
		t.Errorf("both lead to %s", got)
	}
	if got := attr(links[1], "href"); got != "/search?q=giao&nguon=ngaymoi.example" {
		t.Errorf("a shared value leads to %s", got)
	}
	doc = get(t, s, "/dong-thoi-gian?q=giao&so-voi=duong&nguon=ngaymoi.example").doc(t)
	if strings.Contains(textOf(one(t, doc, "section.overlap")), "Nguồn") {
		t.Error("a field that is filtered by is compared without its filter")
	}
	if doc := get(t, s, "/dong-thoi-gian?q=giao").doc(t); len(all(doc, "section.overlap")) != 0 {
		t.Error("one query is compared with nothing")
	}
}

// TestAComparisonIsAFile: the file has every value, with the counts of the page, and
// no cell of it runs in a spreadsheet.
func TestAComparisonIsAFile(t *testing.T) {
	shelf := newShelf()
	shelf.more(30)
	for i := range shelf.articles[len(shelf.articles)-20:] {
		shelf.articles[len(shelf.articles)-20+i].Section = []string{"=Mục " + strconv.Itoa(i)}
	}
	s := newServer(t, shelf, func(d *Deps) {
		d.Find = func(ctx context.Context, r index.Request) (index.Result, error) {
			r.Q = "giao duong"
			return shelf.Search(ctx, r)
		}
	})
	doc := get(t, s, "/dong-thoi-gian?q=giao&so-voi=duong").doc(t)
	var href string
	for _, a := range all(one(t, doc, "section.overlap"), "a") {
		if strings.HasPrefix(attr(a, "href"), "/dong-thoi-gian/") {
			href = attr(a, "href")
		}
	}
	res := get(t, s, href)
	if got := res.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Fatalf("%s: content type %q", href, got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(res.body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sections := 0
	for _, row := range rows {
		if row[0] == "Chuyên mục" {
			sections++
			if strings.HasPrefix(row[1], "=") {
				t.Errorf("a cell runs: %q", row)
			}
		}
	}
	if diff := cmp.Diff([][]string{{"Số bài", "", "giao", "duong"}, {"Số bài", "tất cả", "32", "33"}}, rows[:2]); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
	if sections < 20 {
		t.Errorf("%d sections", sections)
	}
	if got := get(t, s, "/dong-thoi-gian/so-sanh.csv?q=giao").body; !strings.HasPrefix(got, "\ufeffSố bài,,giao,mọi bài\r\n") {
		t.Errorf("one query alone: %.60q", got)
	}
}

func TestAChartIsMadeAPicture(t *testing.T) {
	h := browser.Open(t)
	s, shelf, _ := live(t)
	shelf.more(40)
	h.Do(chromedp.Navigate(s.deps.SiteURL+"/dong-thoi-gian?q=giao+thong&so-voi=duong"), chromedp.Click(chromedp.CSS("[data-do=png]")))
	h.Until("Number(document.querySelector('[data-do=png]').dataset.made) > 2000")
	h.Want("the page", "location.pathname", "/dong-thoi-gian")
}
