package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// sitePolicy lets pages use their own files and frame the replay, nothing else:
// no inline script, no style attribute, no address outside.
func (s *Server) sitePolicy() string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' " + s.deps.ReplayURL,
		"connect-src 'self'",
		"frame-src " + s.deps.ReplayURL,
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// replayPolicy makes a stored original inert: an opaque origin without script,
// forms or navigation of the top, and no request that leaves the replay. Fonts
// may only stand in the page itself: a sandboxed page could not load others.
func (s *Server) replayPolicy() string {
	return strings.Join([]string{
		"sandbox",
		"default-src 'none'",
		"img-src 'self' data:",
		"media-src 'self'",
		"style-src 'self' 'unsafe-inline'",
		"font-src data:",
		"form-action 'none'",
		"base-uri 'none'",
		"frame-ancestors " + strings.Join(s.siteOrigins, " "),
	}, "; ")
}

type header struct{ name, value string }

func setAll(c *fiber.Ctx, headers []header) {
	for _, h := range headers {
		c.Set(h.name, h.value)
	}
}

func (s *Server) siteHeaders(c *fiber.Ctx) error {
	setAll(c, s.headersOf("site"))
	return c.Next()
}

func (s *Server) replayHeaders(c *fiber.Ctx) error {
	setAll(c, s.headersOf("replay"))
	return c.Next()
}

func (s *Server) adminHeaders(c *fiber.Ctx) error {
	setAll(c, s.headersOf("admin"))
	return c.Next()
}

// headersOf lists what every answer of a listener carries, errors included.
func (s *Server) headersOf(app string) []header {
	common := []header{
		{fiber.HeaderXContentTypeOptions, "nosniff"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
	}
	switch app {
	case "replay":
		return append(common,
			header{fiber.HeaderContentSecurityPolicy, s.replayPolicy()},
			header{fiber.HeaderReferrerPolicy, "no-referrer"},
			// A sandboxed page has no origin: its own pictures are cross-origin to it.
			header{"Cross-Origin-Resource-Policy", "cross-origin"},
			header{"X-Robots-Tag", "noindex"},
		)
	case "admin":
		return append(common,
			header{fiber.HeaderContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"},
			header{fiber.HeaderCacheControl, "no-store"},
			header{"Cross-Origin-Resource-Policy", "same-origin"},
		)
	}
	return append(common,
		header{fiber.HeaderContentSecurityPolicy, s.sitePolicy()},
		header{fiber.HeaderReferrerPolicy, "same-origin"},
		header{fiber.HeaderXFrameOptions, "DENY"},
		header{"Cross-Origin-Opener-Policy", "same-origin"},
		header{"Cross-Origin-Resource-Policy", "same-origin"},
		header{fiber.HeaderCacheControl, "no-cache"},
	)
}
