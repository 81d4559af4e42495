package web

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"khobao/index"
)

// TestReprintsAreOneRow prints one text in three papers.
func TestReprintsAreOneRow(t *testing.T) {
	shelf := newShelf()
	first := shelf.articles[0]
	shelf.articles[0].Family = first.ID
	for _, site := range []string{"ngaymoi.example", "bao-huyen.example"} {
		copied := first
		copied.ID, copied.Site, copied.URL, copied.Family = "", site, "https://"+site+"/in-lai", first.ID
		copied.Published.Time = copied.Published.Time.AddDate(0, 0, 2)
		shelf.add(copied, "<p>in lại")
	}
	s := newServer(t, shelf, func(d *Deps) { d.Search = &families{shelf} })
	doc := get(t, s, "/search?q=tai+hoa+nhap").doc(t)
	if got := textOf(one(t, doc, "div.line")); !strings.HasPrefix(got, "3 bài") {
		t.Errorf("the total is %q", got)
	}
	if got := len(all(doc, "li.hit")); got != 1 {
		t.Fatalf("%d rows, want 1", got)
	}
	others := one(t, doc, "span.others")
	if got := textOf(others); got != "+2 bài đăng lại, đăng đầu tiên: Báo Cảng 25/08/2021" {
		t.Errorf("the row says %q", got)
	}
	links := all(others, "a")
	if got := attr(links[1], "href"); got != "/bai/"+first.ID+"?q=tai+hoa+nhap" {
		t.Errorf("the first printing is at %s", got)
	}
	doc = get(t, s, attr(links[0], "href")).doc(t)
	if got := len(all(doc, "li.hit")); got != 3 || attr(all(doc, "li.hit")[0], "data-id") != first.ID {
		t.Errorf("%d reprints listed, first %q", got, attr(all(doc, "li.hit")[0], "data-id"))
	}
	if got := textOf(all(doc, "ul.chips")[1]); !strings.HasPrefix(got, "Bài đăng lại của: "+first.Title) {
		t.Errorf("the filter is shown as %q", got)
	}
}

// families folds the reprints of what is found, as index/rank does.
type families struct{ *shelf }

func (s *families) Search(ctx context.Context, r index.Request) (index.Result, error) {
	all := r
	all.Offset, all.Size = 0, len(s.articles)
	res, err := s.shelf.Search(ctx, all)
	of := map[string]int{}
	for i := range res.Hits {
		a, _ := s.Article(ctx, res.Hits[i].ID)
		if res.Hits[i].Family = a.Family; a.Family != "" {
			of[a.Family]++
		}
	}
	rows := []index.Hit{}
	seen := map[string]bool{}
	for _, h := range res.Hits {
		h.Reprints = max(0, of[h.Family]-1)
		if first := h.Family == "" || !seen[h.Family]; first {
			res.Rows++
		} else if r.Fold {
			continue
		}
		seen[h.Family] = true
		rows = append(rows, h)
	}
	rows = rows[min(r.Offset, len(rows)):]
	if r.Size == 0 {
		r.Size = index.DefaultSize
	}
	res.Hits = rows[:min(len(rows), max(r.Size, 0))]
	return res, err
}

// TestPagesAreOfRows: a family is one row on all pages together, the count of
// articles stays what it is, and the rows can be listed apart.
func TestPagesAreOfRows(t *testing.T) {
	shelf := newShelf()
	shelf.more(47)
	for i := range shelf.articles {
		if i%2 == 0 {
			shelf.articles[i].Family = shelf.articles[i%4].ID
		}
	}
	s := newServer(t, shelf, func(d *Deps) { d.Search = &families{shelf} })
	ids := map[string]bool{}
	rows := 0
	next := "/search?moi-trang=10"
	for next != "" {
		doc := get(t, s, next).doc(t)
		line := textOf(one(t, doc, "div.line"))
		if want := strconv.Itoa(len(shelf.articles)) + " bài, " + strconv.Itoa(len(shelf.articles)/2+2) + " tin gốc (tách bài đăng lại), trang "; !strings.HasPrefix(line, want) {
			t.Fatalf("%s says %q, want %q…", next, line, want)
		}
		for _, hit := range all(doc, "li.hit") {
			ids[attr(hit, "data-id")] = true
			rows++
		}
		next = ""
		for _, a := range all(doc, "a[rel=next nofollow]") {
			next = attr(a, "href")
		}
	}
	if want := len(shelf.articles)/2 + 2; rows != want || len(ids) != want {
		t.Errorf("%d rows with %d articles over all pages, want %d", rows, len(ids), want)
	}
	doc := get(t, s, "/search?moi-trang=100&gop=khong").doc(t)
	if got := len(all(doc, "li.hit")); got != len(shelf.articles) || len(all(doc, "span.others")) > 0 {
		t.Errorf("%d rows listed apart, want %d", got, len(shelf.articles))
	}
	back := one(t, one(t, doc, "div.line"), "a.aside")
	if attr(back, "href") != "/search?moi-trang=100" || textOf(back) != "gộp bài đăng lại" {
		t.Errorf("the way back is %q at %s", textOf(back), attr(back, "href"))
	}
}

func TestTheAPIFoldsWhenAsked(t *testing.T) {
	shelf := newShelf()
	shelf.articles[1].Family, shelf.articles[2].Family = shelf.articles[1].ID, shelf.articles[1].ID
	s := newServer(t, shelf, func(d *Deps) { d.Search = &families{shelf} })
	for query, want := range map[string]int{"": 6, "?fold=0": 6, "?fold=1": 5} {
		found := decode[apiFound](t, get(t, s, "/api/v1/search"+query))
		if len(found.Hits) != want || found.Total != 6 || found.Rows != 5 || found.Next != "" {
			t.Errorf("%q: %d hits of %d in %d rows, next %q", query, len(found.Hits), found.Total, found.Rows, found.Next)
		}
	}
	if got := get(t, s, "/api/v1/search?fold=yes").StatusCode; got != 400 {
		t.Errorf("fold=yes answers %d", got)
	}
}
