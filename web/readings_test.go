package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// TestReadingsOfAnyKindAreShown: kinds that the page has never heard of stand
// with their count and their switch, those of one kind together.
func TestReadingsOfAnyKindAreShown(t *testing.T) {
	shelf := newShelf()
	shelf.readings = []index.Expansion{
		{Typed: "giao", As: "giáo", Kind: "marks", Count: 3},
		{Typed: "giao", As: "giảo", Kind: "marks", Count: 1},
		{Typed: "thong", As: "thông", Kind: "marks", Count: 9},
		{Typed: "giao thong", As: "giao thong", Kind: "unheard-of", Count: 412},
	}
	s := newServer(t, shelf)
	doc := get(t, s, "/search?q=giao+thong").doc(t)
	var lines, hrefs []string
	for _, p := range all(doc, "p.understood") {
		lines = append(lines, textOf(p))
		for _, a := range all(p, "a") {
			hrefs = append(hrefs, attr(a, "href"))
		}
	}
	if diff := cmp.Diff([]string{
		"Thêm dấu còn thiếu: giáo 3 bài, giảo 1 bài ×. Bỏ cách hiểu này, tìm “giao” như đã gõ thông 9 bài ×. Bỏ cách hiểu này, tìm “thong” như đã gõ tìm mọi từ như đã gõ",
		"Cũng tìm: 412 bài ×. Bỏ cách hiểu này, tìm “giao thong” như đã gõ",
	}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"/search?q=giao+thong&nguyen-van=giao", "/search?q=giao+thong&nguyen-van=thong", "/search?q=giao+thong&nguyen-van=giao&nguyen-van=thong", "/search?q=giao+thong&nguyen-van=giao+thong",
	}, hrefs); diff != "" {
		t.Errorf("switches (-want +got):\n%s", diff)
	}
}
