package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// routesOf lists a listener's routes with their parameters filled in.
func routesOf(s *Server, app *fiber.App, shelf *shelf) []string {
	id := shelf.articles[0].ID
	fill := strings.NewReplacer(":id", id, ":capture", shelf.captures[id][0].ID, ":period", "2021-08", ":verb", "import", ":field", "author",
		":file", strings.TrimPrefix(s.assets.hrefs["app.css"], "/static/"))
	var out []string
	for _, r := range app.GetRoutes(true) {
		if r.Method == http.MethodGet {
			out = append(out, fill.Replace(r.Path))
		}
	}
	return out
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

func TestNoLinkLeavesTheSite(t *testing.T) {
	s := newServer(t, newShelf())
	for _, path := range []string{"//evil.example/%2f..", "/\\evil.example", "/search?q=//evil.example", "/search?q=x&ngon-ngu=//evil.example", "/?ngon-ngu=en&x=//evil.example", "//evil.example"} {
		res := get(t, s, path)
		if loc := res.Header.Get("Location"); loc != "" && (!strings.HasPrefix(loc, "/") || strings.HasPrefix(loc, "//")) {
			t.Errorf("%s redirects to %q", path, loc)
		}
		for _, a := range all(res.doc(t), "a[href]") {
			href := attr(a, "href")
			if strings.HasPrefix(href, "//") || strings.HasPrefix(href, "/\\") || strings.Contains(href, "://") {
				t.Errorf("%s: link to %q", path, href)
			}
		}
	}
}
