package web

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	s := newServer(t, shelf)
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
	s := newServer(t, shelf)
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
	s := newServer(t, shelf)
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

// TestAFileIsFoldedAsTheScreenIs: what a reader sees as rows are the rows of every
// file, told with their number; the receipt has all articles and says which.
func TestAFileIsFoldedAsTheScreenIs(t *testing.T) {
	shelf := newShelf()
	shelf.more(40)
	for i := range shelf.articles {
		if i%3 == 0 {
			shelf.articles[i].Family = shelf.articles[i%6].ID
		}
	}
	s := newServer(t, shelf)
	for address, want := range map[string]struct {
		rows         int
		told, change string
	}{
		"":          {32, "Tệp sẽ có 32 dòng, mỗi tin gốc một dòng, đúng như trên màn hình. 14 bài đăng lại đã gộp vào tin gốc. Lấy cả bài đăng lại, mỗi bài một dòng", "/tai-ve?gop=khong"},
		"gop=khong": {46, "Tệp sẽ có 46 dòng, mỗi bài một dòng, đúng thứ tự trên màn hình. Gộp bài đăng lại, còn 32 dòng", "/tai-ve"},
	} {
		doc := get(t, s, strings.TrimSuffix("/search?moi-trang=100&"+address, "&")).doc(t)
		var screen []string
		for _, hit := range all(doc, "li.hit") {
			screen = append(screen, attr(hit, "data-id"))
		}
		page := get(t, s, "/tai-ve?"+address).doc(t)
		if got := textOf(one(t, page, "p.holds")); got != want.told {
			t.Errorf("%q tells %q, want %q", address, got, want.told)
		}
		if got := attr(one(t, one(t, page, "p.holds"), "a"), "href"); got != want.change {
			t.Errorf("%q changes by %q", address, got)
		}
		res := get(t, s, "/tai-ve/tep?dang=csv&truong=id&"+address)
		var file []string
		for _, row := range csvRows(t, res)[1:] {
			file = append(file, row[0])
		}
		if diff := cmp.Diff(screen, file); diff != "" || len(file) != want.rows || res.Header.Get("X-Total-Count") != strconv.Itoa(want.rows) {
			t.Errorf("%q: %d rows, told %s (-screen +file):\n%s", address, len(file), res.Header.Get("X-Total-Count"), diff)
		}
		r := decode[Receipt](t, get(t, s, "/bien-nhan/tep?"+address))
		seen := map[string]bool{}
		var rows []string
		for _, a := range r.Articles {
			if !r.Folded || a.Family == "" || !seen[a.Family] {
				rows = append(rows, a.ID)
			}
			seen[a.Family] = true
		}
		if diff := cmp.Diff(screen, rows); diff != "" || r.Total != 46 || r.Rows != 32 || len(r.Articles) != 46 || r.Folded != (address == "") {
			t.Errorf("%q: the receipt tells %d articles in %d rows, folded %v (-screen +receipt):\n%s", address, r.Total, r.Rows, r.Folded, diff)
		}
	}
	for fold, want := range map[string]int{"": 46, "&fold=0": 46, "&fold=1": 32} {
		if got := strings.Count(get(t, s, "/api/v1/export?format=jsonl"+fold).body, "\n"); got != want {
			t.Errorf("the API exports %d rows with %q, want %d", got, fold, want)
		}
	}
	if got := get(t, s, "/api/v1/export?fold=yes").StatusCode; got != 400 {
		t.Errorf("fold=yes answers %d", got)
	}
}
