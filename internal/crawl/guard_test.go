package crawl

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"sync/atomic"
	"testing"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"

	"khobao/internal/failure"
	"khobao/internal/testkit"
)

// TestTheGuardJudgesAddresses is a pure function over what a dialler may be
// given; nothing is dialled.
func TestTheGuardJudgesAddresses(t *testing.T) {
	const no, house, yes = 0, 1, 2 // never, only with AllowPrivate, always
	for _, c := range []struct {
		network, address string
		want             int
	}{
		{"tcp4", "1.1.1.1:80", yes},
		{"tcp4", "1.1.1.1:443", yes},
		{"tcp4", "113.160.0.1:8080", yes},
		{"tcp4", "203.162.4.190:80", yes},
		{"tcp6", "[2400:cb00:2048:1::c629:d7a2]:443", yes},
		{"tcp6", "[2001:ee0:4161::1]:80", yes},
		{"tcp4", "1.1.1.1:22", house},
		{"tcp4", "1.1.1.1:25", house},
		{"tcp4", "1.1.1.1:6379", house},
		{"tcp4", "1.1.1.1:8443", house},
		{"tcp4", "127.0.0.1:80", house},
		{"tcp4", "127.0.0.1:8080", house},
		{"tcp4", "127.1.2.3:80", house},
		{"tcp4", "127.255.255.254:443", house},
		{"tcp4", "10.0.0.1:80", house},
		{"tcp4", "10.255.255.255:443", house},
		{"tcp4", "172.16.0.1:80", house},
		{"tcp4", "172.31.255.255:80", house},
		{"tcp4", "172.32.0.1:80", yes},
		{"tcp4", "192.168.0.1:80", house},
		{"tcp4", "192.168.255.255:8080", house},
		{"tcp4", "169.254.169.254:80", no},
		{"tcp4", "169.254.0.1:80", no},
		{"tcp4", "169.254.170.2:80", no},
		{"tcp4", "0.0.0.0:80", no},
		{"tcp4", "0.1.2.3:80", no},
		{"tcp4", "100.64.0.1:80", no},
		{"tcp4", "100.100.100.200:80", no},
		{"tcp4", "100.127.255.255:80", no},
		{"tcp4", "192.0.0.1:80", no},
		{"tcp4", "192.0.0.192:80", no},
		{"tcp4", "192.0.2.1:80", no},
		{"tcp4", "198.18.0.1:80", no},
		{"tcp4", "198.19.255.255:80", no},
		{"tcp4", "198.51.100.7:80", no},
		{"tcp4", "203.0.113.9:80", no},
		{"tcp4", "192.88.99.1:80", no},
		{"tcp4", "224.0.0.1:80", no},
		{"tcp4", "239.255.255.250:80", no},
		{"tcp4", "240.0.0.1:80", no},
		{"tcp4", "255.255.255.255:80", no},
		{"tcp6", "[::1]:80", house},
		{"tcp6", "[::]:80", no},
		{"tcp6", "[fc00::1]:80", house},
		{"tcp6", "[fd12:3456::1]:443", house},
		{"tcp6", "[fd00:ec2::254]:80", no},
		{"tcp6", "[fe80::1]:80", no},
		{"tcp6", "[fe80::1%eth0]:80", no},
		{"tcp6", "[ff02::1]:80", no},
		{"tcp6", "[::ffff:127.0.0.1]:80", no},
		{"tcp6", "[::ffff:169.254.169.254]:80", no},
		{"tcp6", "[::ffff:1.1.1.1]:80", no},
		{"tcp6", "[::127.0.0.1]:80", no},
		{"tcp6", "[64:ff9b::7f00:1]:80", no},
		{"tcp6", "[64:ff9b::a9fe:a9fe]:80", no},
		{"tcp6", "[2002:7f00:1::]:80", no},
		{"tcp6", "[2002:a9fe:a9fe::1]:443", no},
		{"tcp6", "[2001::1]:80", no},
		{"tcp6", "[2001:db8::1]:80", no},
		{"tcp6", "[3fff::1]:80", no},
		{"udp4", "1.1.1.1:53", no},
		{"udp4", "1.1.1.1:443", no},
		{"unix", "/var/run/docker.sock", no},
		{"tcp4", "localhost:80", no},
	} {
		for _, private := range []bool{false, true} {
			err := newGuard(private).control(c.network, c.address, nil)
			if want := c.want == yes || c.want == house && private; (err == nil) != want {
				t.Errorf("%s %s, private %v: %v", c.network, c.address, private, err)
			}
			if err != nil && !failure.Is(err, failure.Forbidden) {
				t.Errorf("%s: %v", c.address, err)
			}
		}
	}
}

func TestTheGuardJudgesURLs(t *testing.T) {
	for address, want := range map[string]bool{
		"https://bencang.example/": true, "http://bencang.example:8080/a": true, "https://1.1.1.1/": true,
		"ftp://bencang.example/": false, "file:///etc/passwd": false, "gopher://a.example:70/": false, "http:///a": false,
		"http://bencang.example:22/": false, "https://bencang.example:0/": false, "https://an:mk@bencang.example/": false,
		"http://127.0.0.1/": false, "http://[::1]/": false, "http://[::ffff:127.0.0.1]/": false, "http://[fe80::1%25eth0]/": false,
		"http://169.254.169.254/latest/": false, "http://10.1.2.3/": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := newGuard(false).check(u); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// flippingDNS answers with a public address first and with this machine's from
// then on, as a name server does that means to get inside.
func flippingDNS(t *testing.T) (r *net.Resolver, asked *atomic.Int32) {
	t.Helper()
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	asked = &atomic.Int32{}
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				ip := netip.MustParseAddr("127.0.0.1")
				if asked.Add(1) == 1 {
					ip = netip.MustParseAddr("113.160.0.1")
				}
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0},
					Body:   &dnsmessage.AResource{A: ip.As4()},
				}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp4", conn.LocalAddr().String())
	}}, asked
}

// TestANameThatChangesItsMindLeadsNowhere looks a name up, finds it public, and
// crawls it: by then it is this machine's, where a canary listens.
func TestANameThatChangesItsMindLeadsNowhere(t *testing.T) {
	canary := testkit.NewNewspaper(t, "-- / --\nbên trong\n")
	resolver, asked := flippingDNS(t)
	first, err := resolver.LookupHost(t.Context(), "bencang.example")
	if err != nil || len(first) != 1 || first[0] != "113.160.0.1" {
		t.Fatalf("%v, %v", first, err)
	}
	u, err := url.Parse(canary.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := &Crawler{Resolver: resolver, Clock: testkit.NewClock(morning), Options: Options{Seeds: []string{"http://bencang.example:" + u.Port() + "/"}}}
	f := newFetcher(c, c.Clock)
	f.guard.ssrf = ssrf.New(ssrf.WithAnyPort()) // a canary cannot listen at 80
	f.guard.private = true                      // of the port in the address alone
	seed, err := url.Parse(c.Options.Seeds[0])
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.get(t.Context(), seed, nil, func(int, string) bool { return true })
	if !errors.Is(err, ssrf.ErrProhibitedIP) || !failure.Is(err, failure.Forbidden) {
		t.Errorf("got %v", err)
	}
	if asked.Load() < 2 {
		t.Error("the name was not looked up again: the test proves nothing")
	}
	if n := len(canary.Asked()); n != 0 {
		t.Errorf("%d requests got inside", n)
	}
}

func TestThePrivateNetworkIsClosedUnlessOpened(t *testing.T) {
	n := testkit.NewNewspaper(t, "-- / --\nbên trong\n")
	c := &Crawler{Options: Options{Seeds: []string{n.URL}}}
	if _, err := c.Run(t.Context(), nil, func(Visit) error { return nil }); !failure.Is(err, failure.Forbidden) {
		t.Errorf("got %v", err)
	}
	t.Setenv("HTTP_PROXY", n.URL) // must not be used
	if got := crawl(t, n, func(c *Crawler) { c.Options.Seeds = []string{"http://bencang.invalid/"} }); len(got.failures()) != 1 {
		t.Errorf("failures %v", got.failures())
	}
	if len(n.Asked()) != 0 {
		t.Errorf("asked for %v", n.URIs())
	}
}
