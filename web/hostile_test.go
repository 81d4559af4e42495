package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"khobao/index"
	"khobao/index/query"
	"khobao/internal/failure"
)

// payloads are texts that would become elements, attributes or code if any
// place wrote them as they are. The probe's name is searched for in the pages.
var payloads = []string{
	`<xprobe onx=1>`, `"><xprobe>`, `'><xprobe x='`, `</title><xprobe>`, `</script><xprobe>`, `<!--<xprobe>`,
	`"onx="1`, `' onx='1`, "` onx=1 `", `<img src=x onerror=xprobe()>`, `javascript:xprobe()`, `<svg/onload=xprobe()>`,
	`{{xprobe}}`, "\u2028<xprobe>", `<a href="javascript:xprobe()">`, `&lt;xprobe&gt;`, `%3Cxprobe%3E`, "<xpro\x00be>",
}

// hostileShelf holds one article made of a payload everywhere.
func hostileShelf(p string) *shelf {
	s := newShelf()
	s.add(index.Article{
		URL: "https://baocang.example/" + p, Name: p, Site: p, Title: p + " giao", Lead: p + " giao", Body: p + "\n\n" + p + " giao", Section: []string{p, p + "2"},
		Authors: []string{p}, Tags: []string{p}, Published: day(2021, time.March, 3, 3, 3), OriginalSource: p, Lang: p, Rule: p,
		Captions: []index.Caption{{Text: p, Image: p}}, Doubts: []index.Doubt{{Code: p, Text: p}},
		Places: []index.Mention{{Name: p, Field: "body"}}, Figures: []index.Figure{{Text: p, Field: "body", Start: len(p) + 2}},
		Evidence: map[string]index.Evidence{p: {Rule: p, Version: p, Selector: p, Text: p, Start: 1, End: 2}},
	}, "<p>"+p)
	s.notices = []query.Notice{{Code: "unknown-field", Detail: p}, {Code: p}}
	s.readings = []index.Expansion{{Typed: p, As: p, Kind: p, Count: 1}}
	return s
}

func TestNothingStoredOrTypedBecomesMarkup(t *testing.T) {
	for _, p := range payloads {
		shelf := hostileShelf(p)
		s := newServer(t, shelf)
		id := shelf.articles[len(shelf.articles)-1].ID
		q := url.QueryEscape(p)
		for _, path := range []string{
			"/", "/duyet", "/search?q=giao", "/search?q=" + q, "/search?q=" + q + "+zzz&nguon=" + q + "&muc=" + q + "&tru-tacgia=" + q + "&tu=" + q + "&nguyen-van=" + q,
			"/search?sx=" + q + "&tr=" + q + "&ngon-ngu=" + q + "&" + q + "=" + q, "/bai/" + id, "/bai/" + id + "?q=" + q + "&nguon=" + q,
			"/ban-luu/" + shelf.captures[id][0].ID + "?bai=" + id, "/duyet/ngay/2021-03-03", "/tai-ve?q=" + q + "&nguon=" + q + "&dang=" + q + "&truong=" + q,
			"/gia-tri/author?loc=" + q, "/gia-tri/section?q=giao&xep=ten", "/dong-thoi-gian?so-voi=" + q, "/ngu-canh?q=" + q + "&xep=" + q, "/ngu-canh?q=giao&nguon=" + q, "/dong-thoi-gian?q=" + q + "&buoc=thang", "/bien-nhan?q=" + q + "&nguon=" + q, "/bai/" + url.PathEscape(p), "/duyet/ngay/" + url.PathEscape(p), "/" + url.PathEscape(p),
		} {
			res := get(t, s, path)
			if res.StatusCode >= 500 {
				t.Errorf("%s: status %d", path, res.StatusCode)
			}
			noProbe(t, p, path, res)
		}
	}
}

func noProbe(t *testing.T, payload, path string, res answer) {
	t.Helper()
	scripts := 0
	for n := range res.doc(t).Descendants() {
		if n.Data == "xprobe" && n.Type == 3 {
			t.Errorf("%q became an element on %s", payload, path)
		}
		if n.Data == "script" && n.Type == 3 && attr(n, "type") != "application/ld+json" {
			scripts++
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:") && (a.Key == "href" || a.Key == "src" || a.Key == "action") {
				t.Errorf("%q became the attribute %s=%q on %s", payload, a.Key, a.Val, path)
			}
		}
	}
	if scripts != 2 {
		t.Errorf("%q: %d scripts on %s, want our 2", payload, scripts, path)
	}
}

// FuzzAddress sends any query to every route there is: no answer is a fault of ours and
// no text becomes markup.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{
		"q=giao+thong&nguon=baocang.example", "q=%ff%00&tr=-1&moi-trang=x", "tu=0000&den=9999", "q=" + strings.Repeat("a+", 300), "nam=2021;nam=2020",
		"q=%&&&=&=x", "filter=site%3D&size=-5&offset=1e9&sort=x", "filter=from=2021&filter=year!=x", "nguyen-van=" + strings.Repeat("x", 2000), "q=<xprobe>",
		"moi-trang=100&tr=100", "den=0001", "tu=2021&den=2020", "q=%F0%9F%98%80%E1%BA%BF", "bai=../x",
	} {
		f.Add(seed)
	}
	shelf := hostileShelf("<xprobe onx=1>")
	s := newServer(f, shelf)
	routes := routesOf(s, s.site, shelf)
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 8000 || strings.ContainsAny(query, "\r\n") {
			return // the head of a request has its own limit
		}
		for _, path := range routes {
			req := request(http.MethodGet, testSite+path, nil)
			req.URL.RawQuery, req.RequestURI = query, path+"?"+query
			res, err := s.site.Test(req, -1)
			if err != nil {
				return // no request by the rules of HTTP: refused before any page
			}
			if res.StatusCode >= 500 {
				t.Errorf("%s?%s: status %d", path, query, res.StatusCode)
			}
			if err := res.Body.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestErrorsSayWhatAndWhatNext(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
		says   string
		next   string
	}{
		{index.ErrTooManyTerms, 400, "Trong cụm từ, câu hoặc đoạn, phần trước dấu * ứng với quá nhiều từ.", "gõ thêm chữ"},
		{index.ErrBusy, 503, "Đang có quá nhiều lượt tìm.", "Chờ vài giây"},
		{index.ErrNotReady, 503, "Chưa tìm được lúc này", "Thử lại"},
		{failure.New(failure.Timeout, "search", nil), 503, "Tìm quá lâu", "thu hẹp"},
		{fmt.Errorf("read the texts: %w", failure.New(failure.Internal, "/kho", context.DeadlineExceeded)), 503, "Tìm quá lâu", "thu hẹp"},
		{failure.New(failure.Damaged, "/secret/path", nil), 500, "Dữ liệu đọc lên không khớp", "Trang đầu"},
		{http.ErrBodyNotAllowed, 500, "Có lỗi bên trong chương trình.", "nhật ký"},
	} {
		shelf := newShelf()
		s := newServer(t, shelf)
		if res := get(t, s, "/"); res.StatusCode != http.StatusOK {
			t.Fatalf("front page %d", res.StatusCode)
		}
		shelf.fail = tt.err
		res := get(t, s, "/search?q=a*")
		text := textOf(one(t, res.doc(t), "main"))
		if res.StatusCode != tt.status || !strings.Contains(text, tt.says) || !strings.Contains(text, tt.next) {
			t.Errorf("%v: status %d, page says %q", tt.err, res.StatusCode, text)
		}
		if strings.Contains(res.body, "secret") || strings.Contains(res.body, tt.err.Error()) {
			t.Errorf("%v: the cause stands in the page", tt.err)
		}
		if tt.status == 503 && tt.err != index.ErrNotReady && res.Header.Get("Retry-After") == "" {
			t.Errorf("%v: no Retry-After", tt.err)
		}
	}
}

// TestNoTextIsTrustedAsMarkup keeps the types that switch escaping off out of
// the package: there is no place that needs one.
func TestNoTextIsTrustedAsMarkup(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files found: %v", len(files), err)
	}
	trusted := regexp.MustCompile(`template\.(HTML|HTMLAttr|CSS|JS|JSStr|Srcset|URL)\b`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := trusted.Find(data); m != nil {
			t.Errorf("%s uses %s", name, m)
		}
		if strings.Contains(string(data), `"text/template"`) {
			t.Errorf("%s uses text/template, which escapes nothing", name)
		}
	}
}
