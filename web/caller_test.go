package web

import (
	"net"
	"net/netip"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// TestCallersBehindProxies: a header is believed as far as our own proxies wrote it.
func TestCallersBehindProxies(t *testing.T) {
	s := newServer(t, newShelf(), func(d *Deps) {
		d.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	})
	for _, c := range []struct {
		name, from string
		headers    []string
		want       string
	}{
		{"nobody between", "203.0.113.9", nil, "203.0.113.9"},
		{"a header of the caller's own", "203.0.113.9", []string{"198.51.100.1"}, "203.0.113.9"},
		{"our proxy", "10.1.2.3", []string{"203.0.113.9"}, "203.0.113.9"},
		{"our proxy, a forged beginning", "10.1.2.3", []string{"198.51.100.1, 203.0.113.9"}, "203.0.113.9"},
		{"two of our proxies", "10.1.2.3", []string{"198.51.100.1, 203.0.113.9,10.9.9.9"}, "203.0.113.9"},
		{"in two headers", "10.1.2.3", []string{"198.51.100.1", "203.0.113.9"}, "203.0.113.9"},
		{"our proxy says nothing", "10.1.2.3", nil, "10.1.2.3"},
		{"our proxy says what is no address", "10.1.2.3", []string{"203.0.113.9, unknown"}, "10.1.2.3"},
		{"with a port", "10.1.2.3", []string{"203.0.113.9:80"}, "10.1.2.3"},
		{"mapped", "::ffff:10.1.2.3", []string{"::ffff:203.0.113.9"}, "203.0.113.9"},
		{"a network of IPv6", "::1", []string{"2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"},
		{"a zone", "::1", []string{"fe80::1%eth0"}, "fe80::/64"},
		{"only commas", "10.1.2.3", []string{",,,"}, "10.1.2.3"},
	} {
		var request fasthttp.RequestCtx
		request.Init(&fasthttp.Request{}, &net.TCPAddr{IP: net.ParseIP(c.from), Port: 9}, nil)
		for _, h := range c.headers {
			request.Request.Header.Add(fiber.HeaderXForwardedFor, h)
		}
		ctx := s.site.AcquireCtx(&request)
		if got := s.callerOf(ctx); got != c.want {
			t.Errorf("%s: counts as %q, want %q", c.name, got, c.want)
		}
		s.site.ReleaseCtx(ctx)
	}
}
