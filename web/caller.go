package web

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// callerOf tells by whose address a request counts: the address that connected or,
// where that is a proxy of ours, the last one before our proxies in the header
// they write. What stands further left in it anybody may have written. Of IPv6 it is
// the network: a caller has as many addresses there as it likes.
func (s *Server) callerOf(c *fiber.Ctx) string {
	at, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return ""
	}
	at = at.Unmap()
	chain := strings.Join(c.GetReqHeaders()[fiber.HeaderXForwardedFor], ",")
	for s.isProxy(at) && chain != "" {
		last := chain[strings.LastIndexByte(chain, ',')+1:]
		chain = strings.TrimSuffix(chain[:len(chain)-len(last)], ",")
		before, err := netip.ParseAddr(strings.TrimSpace(last))
		if err != nil {
			break
		}
		at = before.Unmap().WithZone("")
	}
	if at.Is4() {
		return at.String()
	}
	return netip.PrefixFrom(at, 64).Masked().String()
}

func (s *Server) isProxy(at netip.Addr) bool {
	for _, p := range s.deps.Proxies {
		if p.Contains(at) {
			return true
		}
	}
	return false
}
