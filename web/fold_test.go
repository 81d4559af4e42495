package web

import (
	"context"
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
	if got := textOf(all(doc, "ul.chips")[1]); !strings.HasPrefix(got, "Bản in lại của: "+first.Title) {
		t.Errorf("the filter is shown as %q", got)
	}
}

// families tells hits of their reprints.
type families struct{ *shelf }

func (s *families) Search(ctx context.Context, r index.Request) (index.Result, error) {
	res, err := s.shelf.Search(ctx, r)
	for i := range res.Hits {
		a, _ := s.Article(ctx, res.Hits[i].ID)
		if res.Hits[i].Family = a.Family; a.Family != "" {
			res.Hits[i].Reprints = 2
		}
	}
	return res, err
}
