package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"khobao/index/vi"
	"khobao/internal/page"
)

// archived leads addresses of one host to the replay and drops the rest.
func archived(ref string) string {
	if rest, ok := strings.CutPrefix(ref, "https://bao.example/"); ok {
		return "/c-" + rest + "/"
	}
	return ""
}

func TestInertHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"script", `<p>a<script>x()</script>b`, `<p>ab</p>`},
		{"handler", `<p onclick=x() ONMOUSEOVER="x()" class=k>a`, `<p class="k">a</p>`},
		{"noscript", `<div><noscript><p>a&lt;img src=x&gt;</p></noscript></div>`, `<div><div><p>a&lt;img src=x&gt;</p></div></div>`},
		{"noscript in the head", `<head><noscript><style>p{}</style></noscript></head><p>a`, `<p>a</p>`},
		{"text that comes to life", `<p>a<noscript>&lt;img src=x onerror=x()&gt;</noscript>`, `<p>a<div>&lt;img src=x onerror=x()&gt;</div></p>`},
		{"literal text", `a<xmp><img src=x></xmp>`, `a<pre>&lt;img src=x&gt;</pre>`},
		{"refresh", `<meta http-equiv=refresh content="0;url=//x"><p>a`, `<p>a</p>`},
		{"base", `<base href="//x"><p>a`, `<p>a</p>`},
		{"frames", `<p>a<iframe srcdoc="<script>x()</script>"></iframe><object data=x></object><embed src=x>b`, `<p>ab</p>`},
		{"form", `<form action="//x" method=post><input name=a><input type=password><button formaction="//x">b</button></form>`, `<div><input name="a"/><button>b</button></div>`},
		{"link out", `<a href="https://x.example/y" target=_top ping=//x>a</a>`, `<a title="https://x.example/y">a</a>`},
		{"link in", `<a href="#b">a</a>`, `<a href="#b">a</a>`},
		{"javascript link", `<a href="java&#10;script:x()">a</a><a href=" JavaScript:x()">b</a>`, `<a>a</a><a>b</a>`},
		{"picture kept", `<img src="https://bao.example/1.png" alt=a>`, `<img src="/c-1.png/" alt="a"/>`},
		{"picture dropped", `<img src="https://x.example/1.png" alt=a>`, `<img alt="a"/>`},
		{"lazy picture", `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="https://bao.example/1.png">`, `<img src="/c-1.png/"/>`},
		{"srcset", `<img srcset="https://bao.example/1.png 1x, https://x.example/2.png 2x">`, `<img srcset="/c-1.png/ 1x"/>`},
		{"style attribute", `<p style="background:url('https://bao.example/1.png');color:red">a`, `<p style="background:url(&#34;/c-1.png/&#34;);color:red">a</p>`},
		{"style element", `<style>@import "https://x.example/a.css";p{background:url(https://x.example/1.png)}</style>`, `<style>@import "";p{background:url("")}</style>`},
		{"style that closes itself", `<style>a{content:"</style><script>x()</script>`, `<style>a{content:"</style>`},
		{"style sheet", `<link rel=stylesheet href="https://bao.example/a.css"><link rel=preload href="https://bao.example/b.js"><link rel=stylesheet href=//x>`, `<link rel="stylesheet" href="/c-a.css/"/>`},
		{"drawing", `<svg onload=x()><script>x()</script><use href="//x#y"></use><a xlink:href="javascript:x()"><circle r=1 /></a><set attributeName=href to=javascript:x()></svg>`, `<svg><a><circle r="1"></circle></a></svg>`},
		{"foreign", `<svg><foreignObject><iframe src=//x></iframe></foreignObject></svg>`, `<svg></svg>`},
		{"mathematics", `<math><mtext><img src=x onerror=x()></mtext></math>a`, `a`},
		{"style of a drawing", `<svg><style><a onclick=x()>`, `<svg></svg>`},
		{"comment", `<!--[if IE]><script>x()</script><![endif]-->a`, `a`},
		{"template", `<template><script>x()</script></template>a`, `a`},
	}
	for _, tt := range tests {
		out, err := inertHTML(tt.in, func(ref string) string {
			if strings.HasPrefix(ref, "data:") {
				return ref
			}
			return archived(ref)
		})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := strings.NewReplacer(`<html><head><meta charset="utf-8"/>`, "", `</head><body>`, "", `</body></html>`, "").Replace(string(out))
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// FuzzInertHTML feeds any page: what comes out, read again, runs nothing and
// loads nothing but the replay's own.
func FuzzInertHTML(f *testing.F) {
	for _, seed := range []string{
		`<p>a<script>x</script>`, `<svg><style><img src=x onerror=x()></style></svg>`, `<math><style><img src=x onerror=1></style></math>`,
		`<noscript><p title="</noscript><img src=x onerror=x()>">`, `<table><form><iframe srcdoc=x>`, `<select><style></select><img src=x onerror=1>`,
		`<a href="//x">`, `<img src="//x" srcset="a 1x,,b">`, `<style>url(`, `<p style="url('">`, `<div><noscript>&lt;img src=x onerror=1&gt;</noscript></div>`, `<textarea></textarea><xmp><img src=x onerror=1></xmp>`,
		`<frameset onload=x><frame src=x></frameset>`, `<plaintext><script>x`, `<body onload=x><body onpageshow=x>`, `<svg><title><img src=x onerror=1></title></svg>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out, err := inertHTML(in, archived)
		if err != nil {
			return // refused is safe
		}
		doc, err := html.Parse(strings.NewReader(string(out)))
		if err != nil {
			t.Fatalf("cannot be read again: %v", err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if dropped[strings.ToLower(n.Data)] || n.Data == "form" {
				t.Errorf("%q leaves %s in %q", in, n.Data, out)
			}
			for _, a := range n.Attr {
				key := strings.ToLower(a.Key)
				loads := key == "src" || key == "poster" || key == "background" || key == "href" && n.Data != "a"
				switch {
				case strings.HasPrefix(key, "on"), key == "srcdoc", key == "action", key == "formaction", key == "ping", key == "target":
					t.Errorf("%q leaves %s=%q in %q", in, key, a.Val, out)
				case loads && !strings.HasPrefix(a.Val, "/c-"), key == "href" && n.Data == "a" && !strings.HasPrefix(a.Val, "#"):
					t.Errorf("%q leaves %s=%q on %s in %q", in, key, a.Val, n.Data, out)
				}
			}
		}
	})
}

func TestStoredTypesAreInert(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	const script = `<script>x()</script>`
	tests := []struct{ declared, body, want, disposition string }{
		{"text/html", script, "text/html; charset=utf-8", ""},
		{"TEXT/HTML; charset=windows-1258", script, "text/html; charset=utf-8", ""},
		{"application/xhtml+xml", script, "text/html; charset=utf-8", ""},
		{"text/html; charset", script, "text/html; charset=utf-8", ""},
		{"", "<!doctype html>" + script, "text/html; charset=utf-8", ""},
		{"text/css", "a{}", "text/css; charset=utf-8", ""},
		{"text/plain", script, "text/plain; charset=utf-8", ""},
		{"application/json", script, "text/plain; charset=utf-8", ""},
		{page.ArticleJSON, `{"title":"a"}`, "text/plain; charset=utf-8", ""},
		{"image/png", "x", "image/png", ""},
		{"image/jpeg", script, "image/jpeg", ""},
		{"image/x-icon", script, "image/x-icon", ""},
		{"video/mp4", "x", "video/mp4", ""},
		{"image/svg+xml", "<svg onload=x()>", "image/svg+xml", "attachment"},
		{"application/pdf", "%PDF", "application/pdf", "attachment"},
		{"text/xml", script, "application/octet-stream", "attachment"},
		{"application/xml", script, "application/octet-stream", "attachment"},
		{"application/rss+xml", script, "application/octet-stream", "attachment"},
		{"text/xsl", script, "application/octet-stream", "attachment"},
		{"multipart/x-mixed-replace", script, "application/octet-stream", "attachment"},
		{"multipart/related", script, "application/octet-stream", "attachment"},
		{"message/rfc822", script, "application/octet-stream", "attachment"},
		{"text/javascript", "x()", "application/octet-stream", "attachment"},
		{"application/javascript", "x()", "application/octet-stream", "attachment"},
		{"application/wasm", "x", "application/octet-stream", "attachment"},
		{"application/x-shockwave-flash", "FWS", "application/octet-stream", "attachment"},
		{"application/java-archive", "PK", "application/octet-stream", "attachment"},
		{"application/hta", script, "application/octet-stream", "attachment"},
		{"text/vnd.wap.wml", script, "application/octet-stream", "attachment"},
		{"text/cache-manifest", "CACHE", "application/octet-stream", "attachment"},
		{"application/manifest+json", "{}", "application/octet-stream", "attachment"},
		{"image/svg", "<svg>", "application/octet-stream", "attachment"},
		{"font/woff2", "x", "application/octet-stream", "attachment"},
		{"application/zip", "PK", "application/octet-stream", "attachment"},
		{"text/html\r\nX-Evil: 1", script, "application/octet-stream", "attachment"},
		{"text/html,image/png", script, "application/octet-stream", "attachment"},
		{"image/png;text/html", script, "image/png", ""},
		{"*/*", script, "application/octet-stream", "attachment"},
		{"x", script, "application/octet-stream", "attachment"},
		{"../../x", script, "application/octet-stream", "attachment"},
	}
	for _, tt := range tests {
		id := shelf.keep("", page.Page{URL: "https://x.example/" + tt.declared, ContentType: tt.declared, Body: []byte(tt.body), Captured: time.Unix(0, 0)})
		res := ask(t, s.replay, http.MethodGet, testReplay+"/"+id+"/")
		disposition, _, _ := strings.Cut(res.Header.Get("Content-Disposition"), ";")
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != tt.want || disposition != tt.disposition {
			t.Errorf("%q is sent as %d %q %q, want %q %q", tt.declared, res.StatusCode, res.Header.Get("Content-Type"), disposition, tt.want, tt.disposition)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(res.Header.Get("Content-Security-Policy"), "sandbox;") || res.Header.Get("X-Evil") != "" {
			t.Errorf("%q is sent without its guard", tt.declared)
		}
		if strings.HasPrefix(tt.want, "text/html") && strings.Contains(res.body, "script") {
			t.Errorf("%q keeps its script", tt.declared)
		}
	}
	huge := shelf.keep("", page.Page{URL: "https://x.example/huge", ContentType: "text/html", Body: make([]byte, page.MaxBody+1)})
	if res := ask(t, s.replay, http.MethodGet, testReplay+"/"+huge+"/"); !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("a page over the limit is parsed: %q", res.Header.Get("Content-Type"))
	}
}

func TestReplayOfAStoredPage(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	id := shelf.captures[shelf.articles[0].ID][0].ID
	doc := ask(t, s.replay, http.MethodGet, testReplay+"/"+id+"/").doc(t)
	if got := len(all(doc, "script")); got != 0 {
		t.Errorf("%d scripts left", got)
	}
	for _, n := range append(all(doc, "img"), all(doc, "link")...) {
		address := attr(n, "src") + attr(n, "href")
		res := ask(t, s.replay, http.MethodGet, testReplay+address)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s %s: status %d", n.Data, address, res.StatusCode)
		}
		if n.Data == "link" && !strings.Contains(res.body, `url("/`) {
			t.Errorf("the style sheet's picture is not led to the archive: %s", res.body)
		}
	}
	if got := len(all(doc, "link")); got != 1 {
		t.Errorf("%d style sheets, want 1", got)
	}
}

func TestStoredPagesAreReadInTheirEncoding(t *testing.T) {
	utf16 := []byte{0xff, 0xfe}
	for _, r := range "<p>Hải Đông</p>" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, tt := range map[string]struct {
		contentType string
		body        []byte
		want        string
	}{
		"UTF-8 that calls itself Latin":  {"text/html; charset=iso-8859-1", []byte("<p>Hải Đông</p>"), "Hải Đông"},
		"windows-1258 by its header":     {"text/html; charset=windows-1258", []byte("<p>\xd0\xf4ng H\xe0</p>"), "Đông Hà"},
		"windows-1258 by its own word":   {"text/html", []byte("<meta charset=windows-1258><p>\xd0\xf4ng H\xe0</p>"), "Đông Hà"},
		"TCVN3 by its words":             {"text/html; charset=iso-8859-1", tcvn3(t, "<p>Ủy ban nhân dân thành phố họp bàn việc giúp đỡ người nghèo ở các phường vùng ven</p>"), "giúp đỡ người nghèo"},
		"UTF-16 by its first two bytes":  {"text/html", utf16, "Hải Đông"},
		"UTF-8 with a broken byte in it": {"text/html; charset=utf-8", []byte("<p>Hải\xff Đông</p>"), "Hải\ufffd Đông"},
	} {
		out := decodeHTML(page.Page{ContentType: tt.contentType, Body: tt.body})
		if !strings.Contains(out, tt.want) {
			t.Errorf("%s reads %q, want %q", name, out, tt.want)
		}
	}
}

func TestCSSKeepsOnlyTheArchive(t *testing.T) {
	in := `@import url("https://x.example/a.css"); @IMPORT 'https://bao.example/b.css'; a{background:URL( https://bao.example/1.png ) , url('//x')} b{src:url(data:font/woff2;base64,AA)} c{background:url("https://bao.example/a)b.png"`
	got := inertCSS(in, archived)
	if strings.Contains(got, "x.example") || strings.Contains(got, "//x") {
		t.Errorf("leads outside: %s", got)
	}
	if n := strings.Count(got, "/c-"); n != 3 {
		t.Errorf("%d addresses in the archive, want 3: %s", n, got)
	}
}

func TestCSSIsReadAsABrowserReadsIt(t *testing.T) {
	for in, want := range map[string]string{
		`a{background:u\72l("https://x.example/1")}`:                                `a{background:url("")}`,
		`a{background:\000075 rl(https://bao.example/1)}`:                           `a{background:url("/c-1/")}`,
		`@\69mport "https://x.example/a"`:                                           `@import ""`,
		`@import/**/"https://x.example/a"`:                                          `@import ""`,
		`@im/**/port "a"`:                                                           `@im port "a"`, // no import for a browser either
		`a{b:image-set("https://x.example/1" 1x, url("https://bao.example/1") 2x)}`: `a{b:image-set("" 1x, url("/c-1/") 2x)}`,
		`a{b:-webkit-image-set('https://bao.example/1' 1x)}`:                        `a{b:-webkit-image-set("/c-1/" 1x)}`,
		`a::before{content:"\201c x \22 y"}`:                                        `a::before{content:"\201c x \22 y"}`,
		`a{b:c} /* url("https://x.example") `:                                       `a{b:c}  `,
		`a{background:url("\68ttps://x.example/1")}`:                                `a{background:url("")}`,
	} {
		if got := inertCSS(in, func(ref string) string {
			if ref == "https://bao.example/1" {
				return "/c-1/"
			}
			return ""
		}); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestResourcesAreBounded(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	lookups := &counting{shelf: shelf}
	s.deps.Archive = lookups
	resource := resources(t.Context(), s.deps.Archive, page.Page{URL: "https://x.example/"})
	for i := range 3 * maxResources {
		resource("/" + strings.Repeat("a", i%(maxResources+500)))
	}
	if lookups.n > maxResources {
		t.Errorf("%d look-ups, want at most %d", lookups.n, maxResources)
	}
	for _, ref := range []string{"", "javascript:x()", "data:text/html,x", "ftp://x/y", "//[", "blob:x", "about:blank"} {
		if got := resource(ref); got != "" {
			t.Errorf("%q leads to %q", ref, got)
		}
	}
	if !slices.Contains([]string{"data:image/png;base64,AA"}, resource("data:image/png;base64,AA")) {
		t.Error("a picture in the page itself is dropped")
	}
}

// tcvn3 writes text in the encoding of the fonts of the nineties.
func tcvn3(t *testing.T, text string) []byte {
	t.Helper()
	b, err := vi.Encode(vi.TCVN3, text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
