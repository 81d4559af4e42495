package web

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index"
	"khobao/index/query"
)

// kwicShelf holds four articles in which one word keeps different company.
func kwicShelf() *shelf {
	s := &shelf{}
	for i, body := range []string{
		"Ban quản lý cầu Ẩn\n\nnhắc người qua cầu Đá đi chậm.", "Xe lên cầu Dừa rất đông.", "Dân ăn cầu may.", "Đội áo cầu An.",
	} {
		s.add(index.Article{URL: "https://cau.example/" + string(rune('a'+i)), Site: "cau.example", Title: "Tin " + string(rune('a'+i)), Body: body, Published: index.NewDay(2020+i, 3, 4)}, "")
	}
	return s
}

func TestConcordance(t *testing.T) {
	s := newServer(t, kwicShelf())
	for order, want := range map[string][]string{
		"":     {"Đội áo|cầu|An.", "Dân ăn|cầu|may.", "Xe lên|cầu|Dừa rất đông.", "Ban quản lý|cầu|Ẩn", "nhắc người qua|cầu|Đá đi chậm."},
		"trai": {"Đội áo|cầu|An.", "Dân ăn|cầu|may.", "Xe lên|cầu|Dừa rất đông.", "Ban quản lý|cầu|Ẩn", "nhắc người qua|cầu|Đá đi chậm."},
		"phai": {"Đội áo|cầu|An.", "Ban quản lý|cầu|Ẩn", "Xe lên|cầu|Dừa rất đông.", "nhắc người qua|cầu|Đá đi chậm.", "Dân ăn|cầu|may."},
		"ngay": {"Ban quản lý|cầu|Ẩn", "nhắc người qua|cầu|Đá đi chậm.", "Xe lên|cầu|Dừa rất đông.", "Dân ăn|cầu|may.", "Đội áo|cầu|An."},
	} {
		var got []string
		doc := get(t, s, "/ngu-canh?q=c%E1%BA%A7u&xep="+order).doc(t)
		for _, row := range all(one(t, doc, "tbody"), "tr") {
			cells := all(row, "td")
			got = append(got, textOf(cells[0])+"|"+textOf(cells[1])+"|"+textOf(cells[2]))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %q (-want +got):\n%s", order, diff)
		}
		if got := textOf(all(doc, "p[role=status]")[0]); got != "5 chỗ, từ bài 1 đến bài 4 trong 4 bài" {
			t.Errorf("status %q", got)
		}
	}
	rows := csvRows(t, get(t, s, "/ngu-canh.csv?q=c%E1%BA%A7u"))
	if len(rows) != 6 || strings.Join(rows[1][:3], "|") != "Đội áo|cầu|An." || rows[1][5] != "2023-03-04" {
		t.Errorf("the file holds %q", rows)
	}
	if doc := get(t, s, "/ngu-canh?q=xyzzy").doc(t); len(all(doc, "table")) != 0 || textOf(all(doc, "p[role=status]")[0]) != "Không có chỗ nào." {
		t.Error("a table of nothing")
	}
	if res := get(t, s, "/ngu-canh"); res.StatusCode != http.StatusOK || len(all(res.doc(t), "table")) != 0 {
		t.Errorf("nothing asked: status %d", res.StatusCode)
	}
}

func TestAConcordanceHasPages(t *testing.T) {
	shelf := newShelf()
	shelf.more(230)
	s := newServer(t, shelf)
	doc := get(t, s, "/ngu-canh?q=giao+th%C3%B4ng&xep=phai&tr=2").doc(t)
	if got := textOf(all(doc, "p[role=status]")[0]); got != "200 chỗ, từ bài 101 đến bài 200 trong 232 bài" {
		t.Errorf("status %q", got)
	}
	links := all(one(t, doc, "nav.pages"), "a")
	if len(links) != 2 || attr(links[0], "href") != "/ngu-canh?q=giao+th%C3%B4ng&xep=phai" || attr(links[1], "href") != "/ngu-canh?q=giao+th%C3%B4ng&xep=phai&tr=3" {
		t.Errorf("pages lead to %v", links)
	}
}

// TestContextIsWhole: what stands around a place is its own text in whole words.
func TestContextIsWhole(t *testing.T) {
	word := rapid.SampledFrom([]string{"cầu", "ở", "nghiêng", "á\u0301", "😀", "2.500", "\n\n", "—", "một-hai", strings.Repeat("dài", 30)})
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(word, 1, 60).Draw(t, "words"), " ")
		a := index.Article{Title: "t", Body: body}
		for _, l := range kwicOfArticle(query.Word{Text: "cầu"}, &a) {
			if !utf8.ValidString(l.Left+l.Key+l.Right) || strings.ContainsAny(l.Left+l.Right, "\n") {
				t.Fatalf("%q: line %q|%q|%q", body, l.Left, l.Key, l.Right)
			}
			if !strings.Contains(body, strings.TrimSpace(l.Left)) || !strings.Contains(body, strings.TrimSpace(l.Right)) || !strings.Contains(body, l.Left+l.Key+l.Right) {
				t.Fatalf("%q does not hold %q|%q|%q", body, l.Left, l.Key, l.Right)
			}
			if utf8.RuneCountInString(l.Left) > kwicAround || utf8.RuneCountInString(l.Right) > kwicAround {
				t.Fatalf("%q: too wide %q|%q", body, l.Left, l.Right)
			}
		}
	})
}

// TestNoWordsHaveNoContext: every article is not read for nothing.
func TestNoWordsHaveNoContext(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	before := shelf.searches.Load()
	res := get(t, s, "/ngu-canh.csv")
	if rows := csvRows(t, res); res.StatusCode != 200 || len(rows) != 1 || res.Header.Get("X-Total-Count") != "0" {
		t.Errorf("status %d, %d rows, told %s", res.StatusCode, len(rows), res.Header.Get("X-Total-Count"))
	}
	if after := shelf.searches.Load(); after != before {
		t.Errorf("%d searches", after-before)
	}
}
