package web

import (
	"net/http"
	"strings"
	"testing"

	"khobao/index"
	"khobao/internal/page"
)

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
	if got := textOf(one(t, doc, "a[data-matches]")); got != "2 chỗ khớp" {
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
	if got := textOf(one(t, get(t, s, "/duyet/ngay/2021").doc(t), "ul.calendar")); !strings.Contains(got, "Tháng 8 1") {
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

func nothing() *shelf { return &shelf{state: index.State{Status: index.Empty}} }
