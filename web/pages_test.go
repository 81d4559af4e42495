package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

func TestSearchPageListsHits(t *testing.T) {
	s := newServer(t, newShelf())
	res := get(t, s, "/search?q=tai+hoa+nhap")
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %d\n%s", res.StatusCode, res.body)
	}
	doc := res.doc(t)
	hits := all(doc, "li.hit")
	if len(hits) != 1 {
		t.Fatalf("%d hits, want 1", len(hits))
	}
	if got := textOf(one(t, hits[0], "p.meta")); got != "Báo Cảng25/08/2021Pháp luật › An ninh trật tự" {
		t.Errorf("meta line %q", got)
	}
	var marked []string
	for _, m := range all(hits[0], "mark") {
		marked = append(marked, textOf(m))
	}
	if got := marked[0]; got != "tái hòa nhập" {
		t.Errorf("marks %q, want whole words with their marks", got)
	}
	if got := attr(one(t, doc, "input[type=search]"), "value"); got != "tai hoa nhap" {
		t.Errorf("the field holds %q, want what was typed", got)
	}
	if got := textOf(one(t, one(t, doc, "div.line"), "p[role=status]")); got != "1 bài" {
		t.Errorf("live region %q", got)
	}
}

func TestFacetCountsLeaveOutTheirOwnFilter(t *testing.T) {
	s := newServer(t, newShelf())
	doc := get(t, s, "/search?nguon=baocang.example").doc(t)
	counts := map[string]string{}
	for _, row := range all(doc, "a.tick") {
		counts[textOf(one(t, row, "span.label"))] = textOf(one(t, row, "span.count"))
	}
	for label, want := range map[string]string{"Báo Cảng": "2", "Ngày Mới": "4", "Kinh tế": "0", "Xã hội": "1"} {
		if counts[label] != want {
			t.Errorf("%s counts %q, want %s", label, counts[label], want)
		}
	}
	if got := len(all(doc, "li.none")); got == 0 {
		t.Error("no value is greyed although some have no hits")
	}
	if got := textOf(one(t, doc, "ul.chips")); got != "Nguồn: Báo Cảng × xóa hết" {
		t.Errorf("chips %q", got)
	}
}

func TestValuesKeepTheirRows(t *testing.T) {
	s := newServer(t, newShelf())
	order := func(path string) string {
		var labels []string
		for _, row := range all(get(t, s, path).doc(t), "a.tick") {
			if strings.HasPrefix(attr(row, "data-value"), "month:") {
				continue // shown beside the years while one of them is in view
			}
			labels = append(labels, textOf(one(t, row, "span.label")))
		}
		return strings.Join(labels, "|")
	}
	before := order("/search")
	for _, path := range []string{"/search?nguon=baocang.example", "/search?q=giao+thong", "/search?nam=2021", "/search?tru-muc=X%C3%A3+h%E1%BB%99i"} {
		if after := order(path); after != before {
			t.Errorf("%s moves rows:\n%s\n%s", path, before, after)
		}
	}
}

func TestZeroHitsNamesWhatEmptied(t *testing.T) {
	s := newServer(t, newShelf())
	doc := get(t, s, "/search?q=giao+thong+xyzzy&nam=2024").doc(t)
	if got := textOf(one(t, doc, "h2.nothing")); got != "Không có bài nào chứa đủ 3 từ." {
		t.Errorf("heading %q", got)
	}
	if got := textOf(one(t, doc, "ul.ways")); got != "Bỏ “xyzzy” thì có 1 bài" {
		t.Errorf("ways out %q", got)
	}
	doc = get(t, s, "/search?q=lua&nam=2024").doc(t)
	if got := textOf(one(t, doc, "ul.ways")); got != "Bỏ lọc 2024 thì có 1 bài" {
		t.Errorf("ways out %q", got)
	}
	doc = get(t, s, "/search?q=xyzzy").doc(t)
	if got := textOf(one(t, doc, "div.zero")); !strings.Contains(got, "Xem cách tìm") {
		t.Errorf("a page without a way out says %q", got)
	}
}

func TestZeroHitsOfScatteredWordsSayNear(t *testing.T) {
	shelf := newShelf()
	shelf.readings = []index.Expansion{{Typed: "giao xyzzy", As: "giao xyzzy", Kind: rank.ScatteredKind, Count: 2}}
	doc := get(t, newServer(t, shelf), "/search?q=giao+xyzzy").doc(t)
	if got := textOf(one(t, doc, "h2.nothing")); got != "Không có bài nào có 2 từ đứng gần nhau." {
		t.Errorf("heading %q", got)
	}
}

func TestZeroHitsStandWithoutTheCoach(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf, func(d *Deps) { d.Search = &tired{shelf} })
	res := get(t, s, "/search?q=giao+xyzzy")
	doc := res.doc(t)
	if got := textOf(one(t, doc, "div.zero")); res.StatusCode != http.StatusOK || got != "Không có bài nào chứa đủ 2 từ." {
		t.Errorf("status %d, %q", res.StatusCode, got)
	}
}

// tired answers pages and refuses to count.
type tired struct{ *shelf }

func (s *tired) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if r.Size < 0 && len(r.Filters) == 0 {
		return index.Result{}, index.ErrBusy
	}
	return s.shelf.Search(ctx, r)
}

func TestNoticesAndReadingsStandUnderTheField(t *testing.T) {
	shelf := newShelf()
	shelf.notices = []query.Notice{{Code: query.UnclosedQuote}}
	shelf.readings = []index.Expansion{{Typed: "ubnd", As: "ủy ban nhân dân", Kind: "abbreviation", Count: 41}}
	s := newServer(t, shelf)
	doc := get(t, s, "/search?q=ubnd&tu=mai").doc(t)
	if got := len(all(doc, "p.notice")); got != 2 {
		t.Errorf("%d notices, want the query's and the date's", got)
	}
	reading := one(t, doc, "a.reading")
	if got := textOf(reading); got != "ủy ban nhân dân 41 bài ×. Bỏ cách hiểu này, tìm “ubnd” như đã gõ" {
		t.Errorf("reading %q", got)
	}
	if got := attr(reading, "href"); got != "/search?q=ubnd&nguyen-van=ubnd" {
		t.Errorf("switched off by %q", got)
	}
	if got := textOf(one(t, doc, "p.understood")); !strings.HasPrefix(got, "Viết tắt và viết đầy đủ: ") {
		t.Errorf("readings are introduced by %q", got)
	}
}

func TestEmptyParametersLeadToTheShortAddress(t *testing.T) {
	s := newServer(t, newShelf())
	res := get(t, s, "/search?q=l%C3%BAa&tu=&den=2020&sx=")
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || got != "/search?q=l%C3%BAa&den=2020" {
		t.Errorf("%d to %q", res.StatusCode, got)
	}
}

func TestEnglishIsCarriedInAddresses(t *testing.T) {
	s := newServer(t, newShelf())
	for _, tt := range []struct{ path, accept, lang string }{
		{"/", "", "vi"},
		{"/", "en-US,en;q=0.9", "vi"},
		{"/", "en-US,en;q=0.9,vi;q=0.8", "vi"},
		{"/?ngon-ngu=en", "vi", "en"},
		{"/?ngon-ngu=vi", "en", "vi"},
		{"/?ngon-ngu=xx", "", "vi"},
	} {
		if got := attr(one(t, get(t, s, tt.path, "Accept-Language", tt.accept).doc(t), "html"), "lang"); got != tt.lang {
			t.Errorf("%s with %q is in %q, want %q", tt.path, tt.accept, got, tt.lang)
		}
	}
	for _, path := range []string{"/?ngon-ngu=en", "/search?q=duong&ngon-ngu=en", "/duyet?ngon-ngu=en"} {
		for _, a := range all(get(t, s, path).doc(t), "a[href]") {
			href := attr(a, "href")
			if strings.HasPrefix(href, "/") && !strings.Contains(href, "ngon-ngu=") && !strings.HasPrefix(href, "/api/") {
				t.Errorf("%s: link %s loses the language", path, href)
			}
		}
	}
}

// TestTextsSayTheirLanguage holds what is Vietnamese on an English page to saying so.
func TestTextsSayTheirLanguage(t *testing.T) {
	s := newServer(t, newShelf())
	for lang, want := range map[string]string{"en": "vi", "vi": ""} {
		doc := get(t, s, "/search?q=giao+thong&ngon-ngu="+lang).doc(t)
		for _, selector := range []string{"h3", "p.snippet", "span.label"} {
			found := all(doc, selector)
			if len(found) == 0 {
				t.Fatalf("no %s on the page", selector)
			}
			for _, n := range found {
				if got := attr(n, "lang"); got != want {
					t.Errorf("in %s, %s is in %q, want %q", lang, textOf(n), got, want)
				}
			}
		}
	}
}

func TestPagesOfALongResult(t *testing.T) {
	shelf := newShelf()
	shelf.more(205)
	s := newServer(t, shelf)
	doc := get(t, s, "/search?q=giao+thong&tr=3").doc(t)
	if got := attr(one(t, doc, "ol.hits"), "start"); got != "41" {
		t.Errorf("the list starts at %s, want 41", got)
	}
	if got := textOf(one(t, doc, "nav.pages")); got != "‹ Trước 1 2 3 4 5 … 11 Sau ›" {
		t.Errorf("pages %q", got)
	}
	if got := attr(one(t, doc, "a[rel=next nofollow]"), "href"); got != "/search?q=giao+thong&tr=4" {
		t.Errorf("next is %q", got)
	}
	res := get(t, s, "/search?q=giao+thong&tr=40")
	if res.StatusCode != http.StatusOK || !strings.Contains(res.body, "Kết quả chỉ tới trang 11.") {
		t.Errorf("past the end: status %d", res.StatusCode)
	}
	if got := attr(one(t, get(t, s, "/search?tr=400").doc(t), "input[type=search]"), "value"); got != "" {
		t.Errorf("the field holds %q", got)
	}
}

func TestHitsSayWhyAndWiderOnesFollow(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf, func(d *Deps) { d.Search = &explaining{shelf} })
	doc := get(t, s, "/search?q=giao+thong").doc(t)
	if got := textOf(all(doc, "details.why")[0]); got != "Vì sao ở vị trí nàyCác từ cần tìm: giao 1,5Tiêu đề sát với các từ đã gõ 2,0" {
		t.Errorf("why: %q", got)
	}
	if got := textOf(one(t, doc, "section.wider")); !strings.HasPrefix(got, "7 bài chỉ chứa một phần Bão số 4") {
		t.Errorf("wider: %q", got)
	}
}

// explaining explains its hits and finds wider ones.
type explaining struct{ *shelf }

func (s *explaining) Search(ctx context.Context, r index.Request) (index.Result, error) {
	res, err := s.shelf.Search(ctx, r)
	for i := range res.Hits {
		res.Hits[i].Why = []index.Part{{Code: "words", Term: "giao", Score: 1.5}, {Code: "title", Score: 2}}
	}
	if r.Q != "" {
		res.Wider = &index.Wider{Total: 7, Hits: res.Hits[1:]}
	}
	return res, err
}

// nothing is an archive that holds nothing.
