package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// routesOf lists a listener's routes with their parameters filled in.
func routesOf(s *Server, app *fiber.App, shelf *shelf) []string {
	var out []string
	for _, r := range app.GetRoutes(true) {
		if r.Method == http.MethodGet {
			out = append(out, filled(s, shelf, r.Path))
		}
	}
	return out
}

// filled puts what there is in the place of a route's parameters.
func filled(s *Server, shelf *shelf, route string) string {
	id := shelf.articles[0].ID
	return strings.NewReplacer(":id", id, ":other", shelf.articles[1].ID, ":capture", shelf.captures[id][0].ID, ":period", "2021-08", ":verb", "import", ":field", "author",
		":file", strings.TrimPrefix(s.assets.hrefs["app.css"], "/static/")).Replace(route)
}

func TestEveryRouteCarriesItsHeaders(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	for _, l := range []struct {
		app  *fiber.App
		base string
		want map[string]string
	}{
		{s.site, testSite, map[string]string{
			"Content-Security-Policy": s.sitePolicy(), "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		}},
		{s.replay, testReplay, map[string]string{
			"Content-Security-Policy": s.replayPolicy(), "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Resource-Policy": "cross-origin", "X-Frame-Options": "",
		}},
		{s.admin, testAdmin, map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}},
	} {
		routes := append(routesOf(s, l.app, shelf), "/khong/co", "/..%2f", "/%00")
		if len(routes) < 4 {
			t.Fatalf("only %d routes found", len(routes))
		}
		for _, path := range routes {
			res := ask(t, l.app, http.MethodGet, l.base+path)
			if res.StatusCode >= 500 {
				t.Errorf("%s%s: status %d", l.base, path, res.StatusCode)
			}
			for name, want := range l.want {
				if got := res.Header.Get(name); got != want {
					t.Errorf("%s%s: %s is %q, want %q", l.base, path, name, got, want)
				}
			}
			if got := res.Header.Get("Set-Cookie"); got != "" {
				t.Errorf("%s%s sets a cookie: %q", l.base, path, got)
			}
		}
	}
}

func TestPoliciesAreStrict(t *testing.T) {
	s := newServer(t, newShelf())
	if p := s.sitePolicy(); strings.Contains(p, "unsafe") || strings.Contains(p, "*") || !strings.HasPrefix(p, "default-src 'none'") {
		t.Errorf("site policy %q", p)
	}
	p := s.replayPolicy()
	if !strings.HasPrefix(p, "sandbox; default-src 'none'") || strings.Contains(p, "allow-") || strings.Contains(p, "script-src") {
		t.Errorf("replay policy %q", p)
	}
	if !strings.Contains(p, "frame-ancestors http://127.0.0.1:8080 http://localhost:8080") {
		t.Errorf("the site may not frame the replay: %q", p)
	}
}

func TestPagesHoldNothingInline(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	for _, path := range append(routesOf(s, s.site, shelf), "/khong-co", "/search?q=xyzzy+giao") {
		res := get(t, s, path)
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for n := range res.doc(t).Descendants() {
			// JSON-LD is data: no browser runs it.
			if n.Data == "style" || n.Data == "script" && attr(n, "type") != "application/ld+json" && (n.FirstChild != nil || attr(n, "src") == "") {
				t.Errorf("%s: inline %s", path, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: attribute %s on %s", path, a.Key, n.Data)
				}
			}
		}
	}
}

func TestReadingOriginsRefuseEverythingElse(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	for _, l := range []struct {
		app  *fiber.App
		base string
	}{{s.site, testSite}, {s.replay, testReplay}} {
		for _, path := range routesOf(s, l.app, shelf) {
			for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, "TRACE", "CONNECT"} {
				if method == http.MethodPost && asksMuch[path] {
					continue // a question too long for an address; it changes nothing
				}
				if res := ask(t, l.app, method, l.base+path); res.StatusCode < 400 {
					t.Errorf("%s %s%s: status %d", method, l.base, path, res.StatusCode)
				}
			}
		}
	}
}

func TestRefusalNamesWhatIsAllowed(t *testing.T) {
	s := newServer(t, newShelf())
	for path, want := range map[string]string{
		"/": "GET, HEAD", "/do-danh-sach": "GET, HEAD, POST", "/api/v1/search": "GET, HEAD", "/api/v1/lines": "POST", "/api/v1/receipts": "POST",
	} {
		if got := ask(t, s.site, http.MethodOptions, testSite+path).Header.Get("Allow"); got != want {
			t.Errorf("OPTIONS %s: Allow %q, want %q", path, got, want)
		}
	}
}

func TestForeignHostIsRefused(t *testing.T) {
	s := newServer(t, newShelf())
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost:8080": 200, "LOCALHOST:8080": 200, "[::1]:8080": 200,
		"evil.example": 421, "evil.example:8080": 421, "127.0.0.1:9": 421,
	} {
		res := ask(t, s.site, http.MethodGet, "http://"+host+"/")
		if res.StatusCode != want {
			t.Errorf("Host %s: status %d, want %d", host, res.StatusCode, want)
		}
		if want == 421 && !strings.Contains(res.body, "--site-url") {
			t.Errorf("Host %s: the page does not say what to do", host)
		}
		if strings.Contains(res.body, "evil") {
			t.Errorf("Host %s stands in the page", host)
		}
	}
	open := newServer(t, newShelf(), func(d *Deps) { d.SiteURL = "https://kho.example" })
	res := ask(t, open.site, http.MethodGet, "http://evil.example/bai/"+newShelf().articles[0].ID)
	if res.StatusCode != 200 || strings.Contains(res.body, "evil") || !strings.Contains(res.body, "https://kho.example/bai/") {
		t.Errorf("behind a proxy: status %d; links must come from the configured address", res.StatusCode)
	}
}

// TestHeadersColourNoAnswer sends what poisons a cache between us and readers: an
// answer is the same for everyone who asks for an address.
func TestHeadersColourNoAnswer(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	own := []string{"Date", "X-Request-Id"}
	for _, path := range []string{"/", "/search?q=giao+thong", "/bai/" + shelf.articles[0].ID, "/tin.atom?q=giao", "/sitemap.xml", "/opensearch.xml", "/robots.txt", "/khong-co"} {
		plain := get(t, s, path)
		for _, h := range [][2]string{
			{"X-Forwarded-Host", "evil.example"},
			{"X-Forwarded-Proto", "evil"},
			{"X-Forwarded-Port", "9"},
			{"X-Forwarded-Prefix", "/evil"},
			{"Forwarded", "host=evil.example"},
			{"X-Host", "evil.example"},
			{"X-Original-URL", "/evil"},
			{"X-Rewrite-URL", "/evil"},
			{"X-HTTP-Method-Override", "POST"},
			{"Referer", "https://evil.example/"},
			{"Origin", "https://evil.example"},
			{"Cookie", "ngon-ngu=en; evil=1"},
			{"Accept-Language", "en"},
			{"User-Agent", "evil"},
			{"X-Request-Id", "evil <script>"},
			{"X-Request-Id", strings.Repeat("e", 65)},
		} {
			res := get(t, s, path, h[0], h[1])
			for _, name := range own {
				res.Header.Del(name)
				plain.Header.Del(name)
			}
			// What an error says of its request is its own.
			if path != "/khong-co" && res.body != plain.body || res.StatusCode != plain.StatusCode || strings.Contains(res.body, "evil") || strings.Contains(fmt.Sprint(res.Header), "evil") {
				t.Errorf("%s with %s: %s answers something else: status %d, %v", path, h[0], h[1], res.StatusCode, res.Header)
			}
			if !maps.EqualFunc(res.Header, plain.Header, slices.Equal) && path != "/khong-co" {
				t.Errorf("%s with %s: %s has the headers %v, without %v", path, h[0], h[1], res.Header, plain.Header)
			}
		}
	}
	if got := get(t, s, "/", "X-Request-Id", "proxy-4711").Header.Get("X-Request-Id"); got != "proxy-4711" {
		t.Errorf("a request named by a proxy is answered as %q", got)
	}
	if got := get(t, s, "/", "X-Request-Id", "a b").Header.Get("X-Request-Id"); got == "" || got == "a b" {
		t.Errorf("a request with no good name is answered as %q", got)
	}
}

func TestHostilePathsFindNothing(t *testing.T) {
	s := newServer(t, newShelf())
	for _, path := range []string{
		"/static/../server.go", "/static/..%2fserver.go", "/static/%2e%2e/server.go", "/static/..%5cserver.go", "/%2561dmin",
		"/static/app.css", "/static/", "/bai/../../etc/passwd", "/bai/0123456789ABCDEF", "/bai/%00", "/ban-luu/..", "/ban-luu/%2e%2e%2fx",
		"/metrics", "/jobs/import", "/stats", "/api/v1/articles/x", "/api/v2/search", "//evil.example/", "/\\evil.example",
	} {
		if res := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, res.StatusCode)
		}
	}
}

// elsewhere are addresses that lead a browser off a site that writes them down.
var elsewhere = []string{
	"//evil.example", "///evil.example", "////evil.example//", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "\t//evil.example",
	"/\r/evil.example", "/\n/evil.example", "https://evil.example", "https:evil.example", "http:/evil.example", "HTTPS://evil.example", "javascript:alert(1)", "java\tscript:alert(1)",
	"data:text/html,x", "vbscript:x", "//evil.example/%2f..", "/%2f/evil.example", "/%5cevil.example", "/%09/evil.example", "/.//evil.example", "/..//evil.example",
	"/;//evil.example", "//evil.example@127.0.0.1:8080", "http://127.0.0.1:8080@evil.example/", "http://127.0.0.1:8080.evil.example", "//[::ffff:1.2.3.4]/", "//1.2.3.4",
	"//0x7f.1", "//evil。example", "／／evil.example", "?//evil.example", "#//evil.example", "@evil.example", ".evil.example", "///\\;@evil.example",
	"/\r\nLocation: //evil.example", "%0d%0aSet-Cookie:a=b", "//%5cevil.example",
}

// leads reports whether a browser on our page follows an address off the site: it
// drops line feeds and tabs and takes a backslash for a slash.
func leads(address string) bool {
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(strings.TrimFunc(address, func(r rune) bool { return r <= ' ' }))
	scheme, _, ok := strings.Cut(address, ":")
	return strings.HasPrefix(address, "//") || ok && !strings.ContainsAny(scheme, "/?#")
}

func TestNoLinkLeavesTheSite(t *testing.T) {
	s := newServer(t, newShelf())
	follow := func(path string) {
		res := get(t, s, path)
		if loc := res.Header.Get("Location"); loc != "" && (leads(loc) || !strings.HasPrefix(loc, "/")) {
			t.Errorf("%s redirects to %q", path, loc)
		}
		if res.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a cookie", path)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			return
		}
		for n := range res.doc(t).Descendants() {
			for _, a := range n.Attr {
				if (a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "data-from" || a.Key == "data-range") && leads(a.Val) {
					t.Errorf("%s: <%s> leads to %q", path, n.Data, a.Val)
				}
			}
		}
	}
	if !leads("/\\evil.example") || !leads("java\tscript:x") || leads("/search?q=a:b") {
		t.Fatal("the test takes a way out for none")
	}
	for _, to := range elsewhere {
		escaped := url.QueryEscape(to)
		follow("/" + url.PathEscape(to))
		follow("/search?q=" + escaped + "&x=&ngon-ngu=" + escaped)
		for _, page := range []string{"/", "/search", "/tro-giup", "/dong-thoi-gian", "/ngu-canh", "/gia-tri/author", "/bien-nhan", "/tai-ve", "/duyet"} {
			follow(page + "?q=" + escaped + "&so-voi=" + escaped + "&tu=" + escaped + "&ngon-ngu=" + escaped + "&xep=" + escaped + "&loc=" + escaped + "&nguon=" + escaped + "&nguyen-van=" + escaped + "&" + escaped + "=" + escaped)
		}
	}
	for _, path := range []string{"//evil.example/%2f..", "/\\evil.example", "//evil.example", "//evil.example//search?q=&x=", "/search/..//evil.example?x="} {
		follow(path)
	}
}
