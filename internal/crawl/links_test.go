package crawl

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/page"
)

func strs(list []*url.URL) string {
	var out []string
	for _, u := range list {
		out = append(out, u.String())
	}
	return strings.Join(out, " ")
}

func TestLinksOfAPage(t *testing.T) {
	type leads struct{ Links, Feeds, Pictures string }
	for name, c := range map[string]struct {
		body, robots string
		want         leads
	}{
		"links": {
			body: `<a href="/1">a</a><a href='2.html#x'>b</a><a href="?p=2">c</a><A HREF=//b.example/3>d</A><area href=" /4 "><a href="/1">again</a>`,
			want: leads{Links: "https://a.example/1 https://a.example/tin/2.html https://a.example/tin/?p=2 https://b.example/3 https://a.example/4"},
		},
		"no links":  {body: `<a href="#x">a</a><a href="javascript:x()">b</a><a href="mailto:a@b.example">c</a><a>d</a><a href="">e</a><a href="http://">f</a><a href="https://an:mk@a.example/">g</a><!-- <a href="/x"> --><script>"<a href='/y'>"</script>`},
		"rel":       {body: `<a rel="nofollow" href="/1">a</a><a rel="noopener ugc" href="/2">b</a><a rel="noopener" href="/3">c</a>`, want: leads{Links: "https://a.example/3"}},
		"base":      {body: `<base href="https://a.example/khac/"><base href="https://z.example/"><a href="1">a</a>`, want: leads{Links: "https://a.example/khac/1"}},
		"meta":      {body: `<meta name="ROBOTS" content="noindex, nofollow"><link rel=alternate type="application/rss+xml" href="/rss"><a href="/1">a</a>`, want: leads{Feeds: "https://a.example/rss"}},
		"header":    {body: `<a href="/1">a</a>`, robots: "none"},
		"canonical": {body: `<link rel="canonical" href="https://a.example/tin/that"><a href="/tin/that?utm_source=x">a</a><a href="https://m.a.example/tin/khac">b</a><a href="/tin/khac/amp">c</a>`, want: leads{Links: "https://a.example/tin/that https://a.example/tin/khac"}},
		"feeds":     {body: `<link rel="alternate" type="application/atom+xml" href="atom"><link rel="alternate" type="text/html" href="/m"><link rel="stylesheet" href="/c.css">`, want: leads{Feeds: "https://a.example/tin/atom"}},
		"pictures":  {body: `<meta property="og:image" content="/og.jpg"><img src="/quangcao.gif"><article><img data-src="/1.jpg" src="data:x"><p><img src="/2.jpg"></article><img src="/3.jpg"><figure><img data-original="/4.jpg"></figure>`, want: leads{Pictures: "https://a.example/og.jpg https://a.example/1.jpg https://a.example/2.jpg https://a.example/4.jpg"}},
		"spaces":    {body: "<a href='/tin moi.html'>a</a><a href='/t\nin'>b</a><a href='/tin-tức'>c</a>", want: leads{Links: "https://a.example/tin%20moi.html https://a.example/tin https://a.example/tin-t%E1%BB%A9c"}},
		"broken":    {body: `<a href="/1"><a href="/2`, want: leads{Links: "https://a.example/1"}},
		"empty":     {},
	} {
		t.Run(name, func(t *testing.T) {
			p := &page.Page{URL: "https://a.example/tin/", ContentType: "text/html; charset=utf-8", Body: []byte(c.body)}
			if c.robots != "" {
				p.Header = []page.Field{{Name: "X-Robots-Tag", Value: c.robots}}
			}
			f := findLinks(p)
			if diff := cmp.Diff(c.want, leads{strs(f.links), strs(f.feeds), strs(f.pictures)}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLinksOfAHugePageAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		b.WriteString("<a href=/" + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + ">")
		b.WriteString("<div>")
	}
	b.WriteString("<a href=" + strings.Repeat("y", 3<<20) + ">")
	f := findLinks(&page.Page{URL: "https://a.example/", Body: []byte(b.String())})
	if len(f.links) == 0 || len(f.links) > maxLinks {
		t.Errorf("%d links", len(f.links))
	}
}

func FuzzLinks(f *testing.F) {
	f.Add([]byte(`<base href=/x><a href="1"><link rel=alternate type=application/rss+xml href=r><figure><img src=i></figure>`), "text/html")
	f.Add([]byte("\xff\xfe<\x00a\x00"), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		got := findLinks(&page.Page{URL: "https://a.example/tin/", ContentType: kind, Body: body})
		for _, list := range [][]*url.URL{got.links, got.feeds, got.pictures} {
			for _, u := range list {
				if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
					t.Errorf("leads to %s", u)
				}
			}
		}
	})
}
