package extract

import (
	"slices"
	"strings"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

// pageOf is a page of a site.
func pageOf(host, html string) *page.Page {
	return &page.Page{
		URL: "https://" + host + "/bai-1000002.html", Body: []byte(html), ContentType: "text/html",
		Captured: time.Date(2025, 5, 6, 7, 8, 9, 0, index.Zone), Origin: page.Origin{Path: "bai.html", Kind: "file"},
	}
}

func extractOne(t *testing.T, host, html string) index.Article {
	t.Helper()
	a, err := mustNew(t, Options{}).Extract(t.Context(), pageOf(host, html))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const ferry = "Bến đò Vàm Lở chạy thêm hai chuyến tối để công nhân tan ca kịp về nhà trước mười giờ."

// TestShortTextInAJunkName reads a text of one sentence whose element is called
// like a foot of a page.
func TestShortTextInAJunkName(t *testing.T) {
	a := extractOne(t, "24h.com.vn", `<html><head><title>Bến đò thêm chuyến</title></head><body>
<h1 id="article_title">Bến đò thêm chuyến tối cho công nhân</h1>
<article class="cate-24h-foot-arti-deta-info"><p>`+ferry+`</p></article>
<div class="cate-24h-right">`+strings.Repeat(`<p>Một đoạn giới thiệu dài của bài khác nằm ở cột bên phải trang, không thuộc bài này chút nào.</p>`, 6)+`</div></body></html>`)
	if a.Rule != "24h" || a.Body != ferry {
		t.Errorf("rule %s, body %q", a.Rule, a.Body)
	}
}

// TestBareBody reads the page the general way where the element that should
// hold the text is empty.
func TestBareBody(t *testing.T) {
	p := "<p>" + ferry + " Chủ đò cho biết giá vé không đổi, người già và học sinh đi miễn phí cả tuần.</p>"
	a := extractOne(t, "vov.vn", `<html><head><title>Bến đò thêm chuyến</title></head><body>
<div class="row article-title"><h1>Bến đò thêm chuyến tối cho công nhân</h1></div>
<div class="row article-content"><div class="text-long"></div></div>
<div class="longform">`+p+strings.ReplaceAll(p, "Vàm Lở", "Vàm Rầy")+strings.ReplaceAll(p, "Vàm Lở", "Vàm Tấn")+`</div></body></html>`)
	if n := strings.Count(a.Body, "Bến đò Vàm"); n != 3 {
		t.Errorf("%d of 3 paragraphs: %q", n, a.Body)
	}
}

// TestEveryAuthor reads all authors a rule points at, each in its own wrapper,
// and nothing from the wrapper's other lines.
func TestEveryAuthor(t *testing.T) {
	card := func(name string) string {
		return `<div class="article-detail-author"><div class="article-detail-author__info"><p class="name"><a href="/tac-gia">` + name + `</a></p><p class="email">thu@bao.example</p></div></div>`
	}
	a := extractOne(t, "vietnamnet.vn", `<html><head><title>Bến đò thêm chuyến</title></head><body>
<h1 class="content-detail-title">Bến đò thêm chuyến tối cho công nhân</h1>
<div class="article-detail-author-wrapper">`+card("Lê Thị Mận")+card("Hoài Phố")+`</div>
<div class="maincontent" id="maincontent"><p>`+ferry+`</p><p>Người dân hai bờ góp tiền mua thêm áo phao và đèn pha cho đò chạy ban đêm.</p></div></body></html>`)
	if want := []string{"Lê Thị Mận", "Hoài Phố"}; !slices.Equal(a.Authors, want) {
		t.Errorf("authors %q, want %q", a.Authors, want)
	}
}

// TestSelectorOrder prefers the first selector of a rule wherever it stands.
func TestSelectorOrder(t *testing.T) {
	c, err := compile(Rule{Name: "x", Version: "1", Hosts: []string{"x.example"}, Body: ".inner, .outer"})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse(t.Context(), []byte(`<div class="outer"><div class="inner">a</div></div>`))
	if err != nil {
		t.Fatal(err)
	}
	r := &reading{doc: doc, t: newTree(doc, false)}
	if got := attr(r.t.elems[r.match(c.body)].node, "class"); got != "inner" {
		t.Errorf("took .%s", got)
	}
	var all []string
	for i := range r.each(c.body) {
		all = append(all, attr(r.t.elems[i].node, "class"))
	}
	if !slices.Equal(all, []string{"inner", "outer"}) {
		t.Errorf("order %q", all)
	}
}

// TestDateOfOthers keeps the printed date where the rule's selector also finds
// the ages of other articles, before it or alone.
func TestDateOfOthers(t *testing.T) {
	page := func(date string) string {
		return `<html><head><title>Bến đò thêm chuyến</title></head><body><div class="hot"><a href="/a">Tin khác hôm nay</a> <span class="time">2 giờ trước</span></div>
<h1 class="title">Bến đò thêm chuyến tối cho công nhân</h1><p class="ngay-dang">` + date + `</p><div class="chappeau">Bến đò chạy tới mười giờ đêm từ đầu tuần sau theo yêu cầu của công nhân khu công nghiệp.</div>
<div class="art-body"><p>` + ferry + `</p><p>Người dân hai bờ góp tiền mua thêm áo phao và đèn pha cho đò chạy ban đêm.</p></div></body></html>`
	}
	a := extractOne(t, "laodong.vn", page("Thứ ba, 12/03/2024 07:15"))
	if a.Rule != "laodong" || a.Published.String() != "2024-03-12T07:15:00+07:00" {
		t.Errorf("rule %s, published %s", a.Rule, a.Published)
	}
}
