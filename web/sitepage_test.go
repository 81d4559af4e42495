package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"khobao/index"
)

// known gives a shelf whose archive knows more of a paper than its articles.
func known() *shelf {
	shelf := newShelf()
	shelf.lines = map[string][]SiteLine{"baocang.example": {
		{Text: "Đọc báo in tại cảng mỗi sáng <b>", Articles: 41, First: time.Date(2019, 1, 5, 0, 0, 0, 0, time.UTC), Last: time.Date(2023, 5, 12, 0, 0, 0, 0, time.UTC)},
	}}
	at := func(day int) time.Time { return time.Date(2021, 8, day, 7, 40, 0, 0, index.Zone) }
	shelf.counters = map[[2]string][]SiteCounter{
		{"baocang.example", ""}:                    {{"Lượt truy cập", at(25), 1_204_551}, {"Lượt truy cập", at(27), 1_209_002}, {"Trực tuyến", at(25), 87}},
		{"baocang.example", shelf.articles[0].URL}: {{"Lượt xem", at(25), 312}},
	}
	return shelf
}

func TestAPaperHasAPage(t *testing.T) {
	shelf := known()
	s := newServer(t, shelf)
	doc := get(t, s, "/nguon/baocang.example").doc(t)
	if got := textOf(one(t, doc, "p.meta")); !strings.HasPrefix(got, "baocang.example") || !strings.Contains(got, "đăng từ 25/08/2021 đến 12/05/2023") {
		t.Errorf("it is introduced as %q", got)
	}
	var months []string
	calendar := one(t, doc, "section[aria-labelledby=calendar]")
	for _, a := range all(calendar, "a") {
		if href := attr(a, "href"); strings.Contains(href, "&tu=") {
			months = append(months, textOf(a)+" "+href)
		}
	}
	want := []string{"5/2023: 1 /search?nguon=baocang.example&tu=2023-05&den=2023-05", "8/2021: 1 /search?nguon=baocang.example&tu=2021-08&den=2021-08"}
	if diff := cmp.Diff(want, months); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	for section, want := range map[string][]string{
		"read": {
			"Năm|Số bài đã xem|Tiêu đề|Sapo|Nội dung|Chú thích ảnh|Tác giả|Chuyên mục|Thẻ|Ngày đăng",
			"2023|1|100 %|100 %|100 %|–|100 %|100 %|–|100 %", "2021|1|100 %|100 %|100 %|100 %|100 %|100 %|100 %|100 %",
		},
		"rules": {
			"Quy tắc|Số bài đã xem|Ví dụ", "không qua trang web (dữ liệu có sẵn trường)|1|" + shelf.articles[1].Title, "baocang · 2|1|" + shelf.articles[0].Title,
		},
		"lines": {"Dòng|Số bài|Trong các bài đăng", "Đọc báo in tại cảng mỗi sáng <b>|41|05/01/2019 – 12/05/2023"},
	} {
		if diff := cmp.Diff(want, cells(one(t, doc, "section[aria-labelledby="+section+"]"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", section, diff)
		}
	}
	counted := one(t, doc, "dl.counters")
	if got := textOf(all(counted, "dd")[0]); !strings.HasPrefix(got, "1.209.002 27/08/2021 07:40") || textOf(all(counted, "li")[0]) != "1.204.551 25/08/2021 07:40" {
		t.Errorf("counters: %q", textOf(counted))
	}
	for _, path := range []string{"/nguon/khong-co.example", "/nguon/%00", "/nguon/" + strings.Repeat("a", 300), "/api/v1/sites/khong-co.example"} {
		if res := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
}

// TestCountersAreDataOfThePage: numbers of a page stand beside its text, not in it.
func TestCountersAreDataOfThePage(t *testing.T) {
	shelf := known()
	s := newServer(t, shelf)
	doc := get(t, s, "/bai/"+shelf.articles[0].ID).doc(t)
	if got := textOf(one(t, doc, "dl.counters")); got != "Lượt xem 312 25/08/2021 07:40" {
		t.Errorf("the article's counter says %q", got)
	}
	if strings.Contains(textOf(one(t, doc, "article")), "312") {
		t.Error("the counter stands in the text")
	}
	if got := attr(all(all(doc, "p.meta")[0], "a")[0], "href"); got != "/nguon/baocang.example" {
		t.Errorf("the paper leads to %q", got)
	}
	if doc := get(t, s, "/bai/"+shelf.articles[1].ID).doc(t); len(all(doc, "dl.counters")) > 0 {
		t.Error("counters of a page that has none")
	}
}

// cells gives the rows of the tables in an element, cell by cell.
func cells(n *html.Node) []string {
	var out []string
	for _, row := range all(n, "tr") {
		var texts []string
		for cell := range row.ChildNodes() {
			if cell.Type == html.ElementNode {
				texts = append(texts, textOf(cell))
			}
		}
		out = append(out, strings.Join(texts, "|"))
	}
	return out
}
