package extract

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

const (
	someTitle = "Xã Hòa Phú mở lại bến đò ngang sau ba năm"
	someBody  = "Sáng nay, chuyến đò đầu tiên chở bốn mươi học sinh và mười chiếc xe đạp qua sông, trong tiếng vỗ tay của bà con hai bờ. " +
		"Ông lái đò cho biết mỗi ngày đò sẽ chạy từ năm giờ sáng tới bảy giờ tối, và trẻ em đi học không phải trả tiền."
)

// somePage makes a small page around a piece of HTML.
func somePage(title, inner string) string {
	return "<!DOCTYPE html><html><head><title>" + title + " - Báo Bến Sông</title></head><body><h1>" + title + "</h1>" +
		`<div class="date">25/08/2021 07:29</div><div class="content"><p>` + someBody + "</p><p>" + someBody[:200] + "</p>" + inner + "</div></body></html>"
}

func TestRefusals(t *testing.T) {
	x := mustNew(t, Options{})
	for _, c := range []struct {
		name string
		page page.Page
		kind failure.Kind
		code string
	}{
		{"20 MB", page.Page{Body: make([]byte, 20<<20)}, failure.TooLarge, "page-too-large"},
		{"empty", page.Page{Body: nil}, failure.NotPage, "page-empty"},
		{"blank", page.Page{Body: []byte(" \r\n\t ")}, failure.NotPage, "page-empty"},
		{"PDF", page.Page{Body: []byte("%PDF-1.7\n1 0 obj <<>> endobj")}, failure.NotPage, "not-html"},
		{"PDF under a false type", page.Page{ContentType: "text/html", Body: []byte("%PDF-1.4 <html>")}, failure.NotPage, "not-html"},
		{"picture", page.Page{ContentType: "image/jpeg", Body: []byte("\xff\xd8\xff\xe0 <p>")}, failure.NotPage, "not-html"},
		{"JSON", page.Page{ContentType: "application/json", Body: []byte(`{"a":"<p>b</p>"}`)}, failure.NotPage, "not-html"},
		{"feed", page.Page{ContentType: "text/xml", Body: []byte(`<?xml version="1.0"?><rss><channel></channel></rss>`)}, failure.NotPage, "not-html"},
		{"plain text", page.Page{Body: []byte("chỉ là một dòng chữ")}, failure.NotPage, "not-html"},
		{"broken line", page.Page{ContentType: page.ArticleJSON, Body: []byte(`{"title":`)}, failure.Unreadable, "jsonl-line"},
		{"line of nothing", page.Page{ContentType: page.ArticleJSON, Body: []byte(`{"id":1}`)}, failure.NotPage, "jsonl-empty"},
	} {
		c.page.Origin.Path = c.name
		_, err := x.Extract(t.Context(), &c.page)
		var f *failure.Error
		if failure.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %s", c.name, err, c.kind)
		} else if ok := asFailure(err, &f); !ok || f.Code != c.code || f.Object != c.name {
			t.Errorf("%s: %+v, want code %s", c.name, f, c.code)
		}
	}
}

func asFailure(err error, into **failure.Error) bool {
	f, ok := err.(*failure.Error)
	*into = f
	return ok
}

func TestPagesThatAreNoArticles(t *testing.T) {
	x := mustNew(t, Options{})
	links := ""
	for i := range 40 {
		links += fmt.Sprintf(`<div class="item"><a href="/tin-%d.html"><img src="/%d.jpg"></a><h3><a href="/tin-%d.html">Chợ huyện số %d dời lịch họp sang ngày cuối tuần tới</a></h3><p>Ban quản lý cho hay lịch mới dán ở cổng từ chiều qua, các hộ đã đồng ý dời theo.</p><span>%d giờ trước</span></div>`, i, i, i, i, i)
	}
	many := func(n int, f string) string {
		s := ""
		for i := range n {
			s += strings.ReplaceAll(f, "%d", fmt.Sprint(i))
		}
		return s
	}
	const headline = "Chợ huyện số %d dời lịch họp sang ngày cuối tuần tới"
	const blurb = "Ban quản lý cho hay lịch mới dán ở cổng từ chiều qua, các hộ đã đồng ý dời theo và không ai phải nộp thêm khoản phí nào trong tháng này."
	for _, c := range []struct {
		name, url, html string
		status          int
		want            index.Kind
	}{
		{"headline and blurb in one line", "", "<html><head><title>Xã hội - Báo Bến Sông</title></head><body><h1>Xã hội</h1><div>" + many(25, "<p><a href=/tin-%d.html>"+headline+"</a> - "+blurb+" <i>(24/8)</i></p>") + "</div></body></html>", 0, index.KindList},
		{"old table front", "", "<html><head><title>Báo Bến Sông - Tin nhanh trong ngày</title></head><body><table>" + many(25, "<tr><td><a href=/tin-%d.html><b>"+headline+"</b></a><br>"+blurb+"<br><font size=1>25/8/2003</font></td></tr>") + "</table></body></html>", 0, index.KindList},
		{"tag page", "https://bao.example/tag/cho-huyen", "<html><head><title>chợ huyện: tin tức mới nhất về chợ huyện</title><meta property=og:type content=website></head><body><h1>chợ huyện</h1><p>Trang tổng hợp tin tức mới nhất về chợ huyện, được cập nhật liên tục trong ngày để bạn đọc tiện theo dõi.</p>" + many(20, "<article><h3><a href=/tin-%d.html>"+headline+"</a></h3><p class=sapo>"+blurb+"</p><time>2%d/8/2021</time></article>") + "</body></html>", 200, index.KindList},
		{"front that calls itself an article", "", "<html><head><title>Báo Bến Sông</title><meta property=og:type content=article></head><body>" + many(30, "<div><h2><a href=/tin-%d.html>"+headline+"</a></h2><div>"+blurb+"</div></div>") + "</body></html>", 0, index.KindList},
		{"links only", "", "<html><head><title>Mục lục</title></head><body><h1>Mục lục</h1><ul>" + many(60, "<li><a href=/tin-%d.html>"+headline+"</a></li>") + "</ul></body></html>", 0, index.KindList},
		{"thread, vBulletin", "https://dien-dan.example/showthread.php?t=1", "<html><head><title>Hỏi đường đi chợ huyện</title></head><body><h1>Hỏi đường đi chợ huyện</h1><ol>" + many(6, "<li class='postbit postcontainer'><div class=userinfo><a class=username>thanhvien%d</a></div><div class=content><blockquote>"+blurb+" "+blurb+"</blockquote></div></li>") + "</ol></body></html>", 200, index.KindOther},
		{"thread, phpBB", "https://dien-dan.example/viewtopic.php?t=1", "<html><head><title>Hỏi đường đi chợ huyện</title></head><body><h2>Hỏi đường đi chợ huyện</h2>" + many(6, "<div class='post has-profile bg1'><dl class=postprofile><dt><a class=username>thanhvien%d</a></dt></dl><div class=postbody><div class=content>"+blurb+" "+blurb+"</div></div></div>") + "</body></html>", 200, index.KindOther},
		{"contact page", "https://bao.example/lien-he", "<html><head><title>Liên hệ</title></head><body><h1>Liên hệ</h1><p>Tòa soạn: số 9 phố Giả Định. Điện thoại: 024.0000.0000</p></body></html>", 200, index.KindOther},
		{"script only", "", "<html><head><title>Đang tải</title><script>var a = 1;</script></head><body><div id=app></div><script>render()</script></body></html>", 0, index.KindOther},
		{"empty body", "", "<html><head><title>Trang</title></head><body></body></html>", 0, index.KindOther},
		{"login", "https://bao.example/dang-nhap", "<html><title>Đăng nhập</title><body><h1>Đăng nhập</h1><form><label>Tên</label><input name=u><input type=password></form></body></html>", 0, index.KindOther},
		{"error page", "https://bao.example/tin-100001.html", somePage("Không tìm thấy trang", ""), 404, index.KindOther},
		{"section", "https://bao.example/thoi-su", "<html><head><title>Thời sự - Báo Bến Sông</title></head><body><h1>Thời sự</h1>" + links + "</body></html>", 200, index.KindList},
		{"front", "https://bao.example/", "<html><head><title>Báo Bến Sông</title></head><body>" + links + "</body></html>", 200, index.KindList},
		{"search", "https://bao.example/tim-kiem?q=cho", "<html><head><title>Kết quả tìm kiếm: chợ</title></head><body><h1>Kết quả tìm kiếm: chợ</h1>" + links + "</body></html>", 200, index.KindList},
	} {
		a, err := x.Extract(t.Context(), &page.Page{URL: c.url, Status: c.status, Body: []byte(c.html)})
		if err != nil || a.Kind != c.want {
			t.Errorf("%s: kind %q, error %v, want %q", c.name, a.Kind, err, c.want)
		}
	}
}

// TestHostilePages reads pages built to stall a parser. Each must end, in an
// article or an error of a kind, within the budget; the run itself is the test.
func TestHostilePages(t *testing.T) {
	x := mustNew(t, Options{Budget: 20 * time.Second})
	for name, inner := range map[string]string{
		"600 deep":          strings.Repeat("<div>", 600) + "x" + strings.Repeat("</div>", 600),
		"20,000 deep":       strings.Repeat("<div>", 20_000),
		"unclosed format":   strings.Repeat("<b><i><font color=red>", 5_000) + "x",
		"format in tables":  strings.Repeat("<table><b><tr><td>", 2_000),
		"nested links":      strings.Repeat("<a href=x>", 20_000),
		"megabyte of attr":  `<p title="` + strings.Repeat("a", 1<<20) + `">x</p>`,
		"many attributes":   "<p " + strings.Repeat("a1 ", 100_000) + ">x</p>",
		"many classes":      strings.Repeat(`<div class="a`+strings.Repeat("-b", 140)+`">x</div>`, 2_000),
		"many headings":     strings.Repeat("<h2>"+someTitle+"</h2>", 10_000),
		"many tables":       strings.Repeat("<table><tr><td><img src=a>x", 3_000),
		"many pictures":     strings.Repeat("<img src=a><em>x</em><br>", 20_000),
		"many dates":        strings.Repeat("<span class=date>25/08/2021 07:29</span><br>", 20_000),
		"unclosed comment":  "<!--" + strings.Repeat("-->x<!--", 50_000),
		"open angle":        strings.Repeat("<", 200_000),
		"select in select":  strings.Repeat("<select><option>", 20_000),
		"template":          strings.Repeat("<template>", 400),
		"broken JSON-LD":    `<script type="application/ld+json">` + strings.Repeat(`[{"@graph":`, 20_000) + `</script>`,
		"words of a letter": "<p>" + strings.Repeat("a ", 500_000) + "</p>",
		"one long word":     "<p>" + strings.Repeat("a", 2_000_000) + "</p>",
		"marks on marks":    "<p>e" + strings.Repeat("\u0302", 200_000) + "</p>",
		"null bytes":        strings.Repeat("\x00<p>\x00x", 50_000),
	} {
		a, err := x.Extract(t.Context(), &page.Page{Body: []byte(somePage(someTitle, inner)), Origin: page.Origin{Path: name}})
		if err != nil {
			if k := failure.KindOf(err); k != failure.Unreadable && k != failure.Timeout {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if a.Title != someTitle {
			t.Errorf("%s: title %q", name, a.Title)
		}
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := mustNew(t, Options{}).Extract(ctx, &page.Page{Body: []byte(somePage(someTitle, ""))})
	if !failure.Is(err, failure.Canceled) {
		t.Errorf("got %v", err)
	}
	_, err = mustNew(t, Options{Budget: time.Nanosecond}).Extract(t.Context(), &page.Page{Body: []byte(somePage(someTitle, ""))})
	if !failure.Is(err, failure.Timeout) {
		t.Errorf("got %v", err)
	}
}

// TestTruncated cuts a page at many places: it must never fail, and what is
// still there must be read.
func TestTruncated(t *testing.T) {
	x := mustNew(t, Options{})
	whole := somePage(someTitle, "<p>"+someBody+"</p>")
	for n := len(whole); n > 200; n -= 37 {
		a, err := x.Extract(t.Context(), &page.Page{Body: []byte(whole[:n])})
		if err != nil {
			t.Fatalf("cut at %d: %v", n, err)
		}
		if n > 700 && a.Title != someTitle {
			t.Fatalf("cut at %d: title %q", n, a.Title)
		}
	}
}

func TestCharsets(t *testing.T) {
	x := mustNew(t, Options{})
	html := func(charset string) string {
		return strings.Replace(somePage(someTitle, ""), "<head>", `<head><meta charset="`+charset+`">`, 1)
	}
	encode := func(enc interface{ String(string) (string, error) }, s string) []byte {
		out, err := enc.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(out)
	}
	vietnamese := encode(charmap.Windows1258.NewEncoder(), split1258(html("windows-1258")))
	utf16 := encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), html("utf-16"))
	twice := ""
	for _, b := range []byte(html("utf-8")) {
		if b < 0x80 {
			twice += string(rune(b))
		} else if r := charmap.Windows1252.DecodeByte(b); r != '\uFFFD' {
			twice += string(r)
		} else {
			twice += string(rune(b))
		}
	}
	for _, c := range []struct {
		name, contentType string
		body              []byte
		doubt             string
	}{
		{"UTF-8", "text/html; charset=utf-8", []byte(html("utf-8")), ""},
		{"no charset", "", []byte(somePage(someTitle, "")), ""},
		{"BOM", "text/html; charset=iso-8859-1", append([]byte("\xef\xbb\xbf"), html("iso-8859-1")...), ""},
		{"decomposed", "", []byte(norm.NFD.String(html("utf-8"))), ""},
		{"UTF-16", "", utf16, ""},
		{"windows-1258", "", vietnamese, ""},
		{"header beats meta", "text/html; charset=windows-1258", []byte(strings.Replace(string(vietnamese), "windows-1258", "utf-8", 1)), ""},
		{"UTF-8 said to be latin", "text/html; charset=iso-8859-1", []byte(html("iso-8859-1")), "charset-wrong"},
		{"windows-1258 said to be UTF-8", "", []byte(strings.Replace(string(vietnamese), "windows-1258", "utf-8", 1)), "charset-wrong"},
		{"UTF-8 twice over", "", []byte(twice), "charset-wrong"},
	} {
		a, err := x.Extract(t.Context(), &page.Page{ContentType: c.contentType, Body: c.body})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if a.Title != someTitle || !strings.HasPrefix(a.Body, someBody) {
			t.Errorf("%s: title %q body %q", c.name, a.Title, clip(a.Body, 100))
		}
		has := false
		for _, d := range a.Doubts {
			has = has || d.Code == c.doubt
		}
		if c.doubt != "" && !has {
			t.Errorf("%s: doubts %v, want %s", c.name, a.Doubts, c.doubt)
		}
	}
}

// split1258 writes tones as marks of their own after letters windows-1258 has.
func split1258(s string) string {
	var b strings.Builder
	for _, r := range s {
		d := norm.NFD.String(string(r))
		base, tone := "", ""
		for _, c := range d {
			switch c {
			case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
				tone += string(c)
			default:
				base += string(c)
			}
		}
		b.WriteString(norm.NFC.String(base) + tone)
	}
	return b.String()
}

func TestInvalidSelector(t *testing.T) {
	for _, r := range []Rule{
		{Name: "a", Version: "1", Hosts: []string{"a"}, Body: "div["},
		{Name: "a", Version: "1", Hosts: []string{"a"}},
		{Name: "a", Version: "1", Body: "p"},
		{Version: "1", Hosts: []string{"a"}, Body: "p"},
	} {
		if _, err := compile(r); err == nil {
			t.Errorf("%+v compiled", r)
		}
	}
}
