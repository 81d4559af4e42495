package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/query"
	"khobao/internal/page"
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
	if got := textOf(one(t, doc, "h2[role=status]")); got != "Không có bài nào chứa đủ 3 từ." {
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

func TestNoticesAndReadingsStandUnderTheField(t *testing.T) {
	shelf := newShelf()
	shelf.notices = []query.Notice{{Code: query.UnclosedQuote}}
	shelf.readings = []index.Expansion{{Typed: "ubnd", As: "ủy ban nhân dân", Kind: "abbreviation", Count: 41}}
	s := newServer(t, shelf)
	doc := get(t, s, "/search?q=ubnd&tu=mai").doc(t)
	if got := len(all(doc, "p.notice")); got != 2 {
		t.Errorf("%d notices, want the query's and the date's", got)
	}
	reading := one(t, doc, "span.reading")
	if got := textOf(reading); got != "ủy ban nhân dân 41 bài bỏ" {
		t.Errorf("reading %q", got)
	}
	if got := attr(one(t, reading, "a"), "href"); got != "/search?q=ubnd&nguyen-van=ubnd" {
		t.Errorf("switched off by %q", got)
	}
}

func TestEmptyParametersLeadToTheShortAddress(t *testing.T) {
	s := newServer(t, newShelf())
	res := get(t, s, "/search?q=l%C3%BAa&tu=&den=2020&sx=")
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || got != "/search?q=l%C3%BAa&den=2020" {
		t.Errorf("%d to %q", res.StatusCode, got)
	}
}

func TestArticlePage(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	a := shelf.articles[0]
	doc := get(t, s, "/bai/"+a.ID+"?q=tai+hoa+nhap&nguon=baocang.example").doc(t)
	if got := textOf(one(t, doc, "h1")); got != a.Title {
		t.Errorf("title %q", got)
	}
	if got := textOf(all(doc, "p.meta")[0]); got != "Báo CảngPháp luật › An ninh trật tựĐăng 25/08/2021 07:29Lưu 25/08/2021 07:40" {
		t.Errorf("meta %q", got)
	}
	if got := attr(one(t, doc, "img"), "src"); !strings.HasPrefix(got, testReplay+"/") {
		t.Errorf("picture from %q, want the replay", got)
	}
	if got := attr(all(one(t, doc, "nav.back"), "a")[0], "href"); got != "/search?q=tai+hoa+nhap&nguon=baocang.example" {
		t.Errorf("back to %q", got)
	}
	cite := textOf(one(t, doc, "p.cite"))
	for _, want := range []string{"Minh Hằng, “Quận Hải Đông", "Báo Cảng, đăng ngày 25/08/2021, https://baocang.example/", "lúc 25/08/2021 07:40", testSite + "/bai/" + a.ID, shelf.captures[a.ID][0].Digest} {
		if !strings.Contains(cite, want) {
			t.Errorf("citation lacks %q:\n%s", want, cite)
		}
	}
	if got := len(all(doc, "details.evidence")); got != 2 {
		t.Errorf("evidence of %d fields, want 2", got)
	}
	var marked []string
	for _, m := range all(one(t, doc, "article"), "mark") {
		marked = append(marked, textOf(m))
	}
	if got := strings.Join(marked, " "); got != "tái hòa nhập tái hòa nhập" {
		t.Errorf("found words marked: %q", got)
	}
	if got := textOf(one(t, doc, "span[data-matches]")); got != "2 chỗ khớp" {
		t.Errorf("the bar says %q", got)
	}
	body := a.Figures[0]
	if got := textOf(one(t, doc, "span[id=m1]")); !strings.HasPrefix(got, a.Body[body.Start:body.End]) {
		t.Errorf("the figure leads to %q", got)
	}
	if got := len(all(doc, "article")); got != 1 {
		t.Errorf("%d articles", got)
	}
}

func TestCapturePageFramesTheReplay(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	a := shelf.articles[0]
	k := shelf.captures[a.ID][0]
	for _, path := range []string{"/ban-luu/" + k.ID, "/ban-luu/" + k.ID + "?bai=" + a.ID} {
		doc := get(t, s, path).doc(t)
		frame := one(t, doc, "iframe")
		if !hasAttr(frame, "sandbox") || attr(frame, "sandbox") != "" {
			t.Errorf("%s: sandbox %q, want empty", path, attr(frame, "sandbox"))
		}
		if got := attr(frame, "src"); got != testReplay+"/"+k.ID+"/" {
			t.Errorf("%s frames %q", path, got)
		}
		if got := textOf(one(t, doc, "div.banner")); !strings.Contains(got, k.Digest) || !strings.Contains(got, "25/08/2021 07:40") {
			t.Errorf("%s: banner %q", path, got)
		}
	}
}

func TestBrowseByDay(t *testing.T) {
	s := newServer(t, newShelf())
	if got := textOf(one(t, get(t, s, "/duyet/ngay/2021").doc(t), "ul.months")); !strings.Contains(got, "Tháng 8 1") {
		t.Errorf("months %q", got)
	}
	month := one(t, get(t, s, "/duyet/ngay/2021-08").doc(t), "table.month")
	link := one(t, month, "a")
	if got := attr(link, "href"); got != "/duyet/ngay/2021-08-25" {
		t.Errorf("the day leads to %q", got)
	}
	if got := len(all(get(t, s, "/duyet/ngay/2021-08-25").doc(t), "li.hit")); got != 1 {
		t.Errorf("%d articles on the day, want 1", got)
	}
	for _, path := range []string{"/duyet/ngay/x", "/duyet/ngay/2021-13", "/duyet/ngay/25%2F8%2F2021", "/duyet/ngay/0000"} {
		if res := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, res.StatusCode)
		}
	}
}

func TestEmptyArchiveSaysHowToStart(t *testing.T) {
	s := newServer(t, nothing())
	for _, path := range []string{"/", "/search", "/search?q=a"} {
		res := get(t, s, path)
		if res.StatusCode != http.StatusOK || !strings.Contains(res.body, "khobao import") {
			t.Errorf("%s: status %d, says how to start: %v", path, res.StatusCode, strings.Contains(res.body, "khobao import"))
		}
	}
}

func TestIndexNotReadyHasItsOwnPage(t *testing.T) {
	shelf := newShelf()
	shelf.state.Status, shelf.fail = index.DamagedIndex, index.ErrNotReady
	s := newServer(t, shelf)
	res := get(t, s, "/search?q=l%C3%BAa")
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(res.body, "Chỉ mục bị hỏng") {
		t.Errorf("status %d\n%s", res.StatusCode, res.body)
	}
	if res := get(t, s, "/bai/"+shelf.articles[0].ID); res.StatusCode != http.StatusOK {
		t.Errorf("an archived article answers %d while the index is damaged", res.StatusCode)
	}
	if res := get(t, s, "/readyz"); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz %d", res.StatusCode)
	}
}

func TestIndexBeingBuiltIsNoEmptyArchive(t *testing.T) {
	shelf := newShelf()
	shelf.state = index.State{Status: index.Empty}
	s := newServer(t, shelf)
	for path, want := range map[string]int{"/": 200, "/search?q=a": 503, "/readyz": 503, "/bai/" + shelf.articles[0].ID: 200} {
		res := get(t, s, path)
		if res.StatusCode != want || strings.Contains(res.body, "khobao import") {
			t.Errorf("%s: status %d, want %d, and no word of an empty archive", path, res.StatusCode, want)
		}
	}
	empty := newServer(t, nothing())
	if res := get(t, empty, "/readyz"); res.StatusCode != http.StatusOK {
		t.Errorf("readyz of an empty archive: %d", res.StatusCode)
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

func TestEarlierTextsOfAnArticle(t *testing.T) {
	shelf := newShelf()
	a := shelf.articles[1]
	shelf.keep(a.ID, page.Page{URL: a.URL, ContentType: "text/html", Captured: a.Captured.AddDate(0, 0, 1), Body: []byte("<p>a")})
	s := newServer(t, shelf)
	doc := get(t, s, "/bai/"+a.ID).doc(t)
	earlier := one(t, doc, "aside")
	links := all(earlier, "a[href=/bai/"+a.ID+"?ban=1]")
	if len(links) != 1 || len(all(doc, "p.notice")) != 0 {
		t.Fatalf("%d links to the first text", len(links))
	}
	doc = get(t, s, attr(links[0], "href")).doc(t)
	if got := textOf(one(t, doc, "h1")); got != "Bản 1: "+a.Title {
		t.Errorf("the first text has the title %q", got)
	}
	if got := attr(one(t, one(t, doc, "p.notice"), "a"), "href"); got != "/bai/"+a.ID {
		t.Errorf("the current text is at %q", got)
	}
	if got := textOf(one(t, doc, "p.cite")); !strings.Contains(got, a.ID+"?ban=1, SHA-256 "+shelf.captures[a.ID][0].Digest) {
		t.Errorf("the first text is cited as %q", got)
	}
	if res := get(t, s, "/bai/"+a.ID+"?ban=9"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a text that is not kept: status %d", res.StatusCode)
	}
}

func TestHitsSayWhyAndWiderOnesFollow(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf, func(d *Deps) { d.Search = &explaining{shelf} })
	doc := get(t, s, "/search?q=giao+thong").doc(t)
	if got := textOf(all(doc, "details.why")[0]); got != "Vì sao ở vị trí nàyCác từ cần tìm: giao 1,5Có trong tiêu đề 2,0" {
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
func nothing() *shelf { return &shelf{state: index.State{Status: index.Empty}} }
