package web

import (
	"testing"

	"github.com/valyala/fasthttp"
)

// BenchmarkPages times a whole answer without the network: routing, the tests'
// own search over 306 articles, and writing the page.
func BenchmarkPages(b *testing.B) {
	shelf := newShelf()
	shelf.more(300)
	s := newServer(b, shelf)
	s.rates.quota = 1e12 // the answer is timed, not the share
	handle := s.site.Handler()
	for name, path := range map[string]string{
		"front": "/", "search": "/search?q=giao+thong", "article": "/bai/" + shelf.articles[0].ID, "help": "/tro-giup",
		"api": "/api/v1/search?q=giao+thong", "original": "",
	} {
		host, handle := testSite, handle
		if name == "original" {
			path, host, handle = "/"+shelf.captures[shelf.articles[0].ID][0].ID+"/", testReplay, s.replay.Handler()
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var ctx fasthttp.RequestCtx
				ctx.Request.SetRequestURI(host + path)
				ctx.Request.SetHost(host[len("http://"):])
				handle(&ctx)
				if ctx.Response.StatusCode() != 200 {
					b.Fatalf("%s: status %d", path, ctx.Response.StatusCode())
				}
			}
		})
	}
}
