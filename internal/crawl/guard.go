package crawl

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"syscall"

	"code.dny.dev/ssrf"

	"khobao/internal/failure"
)

// ports a public site may be at; the local one may be at any.
var ports = []uint16{80, 443, 8080}

// Networks that AllowPrivate opens: this machine and the addresses of a house.
// Link-local ones stay closed: there the keys of rented machines are handed out.
var (
	private4 = []netip.Prefix{
		netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"),
		netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	}
	private6 = []netip.Prefix{netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("fc00::/7")}
)

// keyHolders hand out keys to rented machines at addresses of a house.
var keyHolders = []netip.Addr{netip.MustParseAddr("fd00:ec2::254"), netip.MustParseAddr("fd20:ce::254")}

// guard judges the address that is really dialled, after every name was
// resolved, so neither a redirect nor a name server that changes its mind leads
// inside.
type guard struct {
	ssrf    *ssrf.Guardian
	private bool
}

func newGuard(private bool) *guard {
	options := []ssrf.Option{ssrf.WithPorts(ports...)}
	if private {
		options = []ssrf.Option{ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(private4...), ssrf.WithAllowedV6Prefixes(private6...)}
	}
	return &guard{ssrf: ssrf.New(options...), private: private}
}

// control is net.Dialer.Control.
func (g *guard) control(network, address string, conn syscall.RawConn) error {
	err := g.ssrf.Safe(network, address, conn)
	if at, aerr := netip.ParseAddrPort(address); err == nil && aerr == nil && slices.Contains(keyHolders, at.Addr()) {
		err = ssrf.ErrProhibitedIP
	}
	if err != nil {
		return failure.New(failure.Forbidden, "", err).WithCode("crawl-address")
	}
	return nil
}

// check refuses what need not even be resolved: other schemes, other ports,
// addresses with a user in them, numbers that are no public address.
func (g *guard) check(u *url.URL) error {
	refuse := func(why string) error {
		return failure.Newf(failure.Forbidden, u.Redacted(), "%s", why).WithCode("crawl-address")
	}
	port := u.Port()
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse(u.Scheme)
	case u.Hostname() == "":
		return refuse("")
	case u.User != nil:
		return refuse("user")
	case port != "" && !g.private:
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || !slices.Contains(ports, uint16(n)) {
			return refuse(":" + port)
		}
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		if ip.Zone() != "" || g.ssrf.SafeAddr(ip.Unmap()) != nil || slices.Contains(keyHolders, ip) {
			return refuse(ip.String())
		}
	}
	return nil
}
