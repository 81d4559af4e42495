package web

import (
	"context"
	"crypto/subtle"
	"net/url"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

// requestTime bounds the work of one request. The server cannot see a reader
// who has gone, so every request carries its own end, inside WriteTimeout.
const requestTime = 8 * time.Second

// deadline gives each request a context that ends.
func (s *Server) deadline(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), s.patience)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// requestName is the form of a name that a proxy before us may give a request.
var requestName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// wellNamed drops a request's name unless it is one: it is written to the log and
// said in answers.
func wellNamed(c *fiber.Ctx) error {
	if name := c.Get(fiber.HeaderXRequestID); name != "" && !requestName.MatchString(name) {
		c.Request().Header.Del(fiber.HeaderXRequestID)
	}
	return c.Next()
}

// asksMuch are the pages of the site whose question is too long for an address,
// which read and keep nothing, and those that keep a receipt: nothing that a
// reader sees changes by it.
var asksMuch = map[string]bool{"/doi-chieu": true, "/do-danh-sach": true, "/bien-nhan": true, "/api/v1/receipts": true, "/api/v1/lines": true}

// ownForm lets a form of ours past and no page of another site: its reader did
// not ask for that work.
func ownForm(c *fiber.Ctx) error {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return failure.Newf(failure.Forbidden, "form", "sent from another site")
	}
	return c.Next()
}

// readOnly refuses everything but reading: nothing on these origins changes state.
func readOnly(c *fiber.Ctx) error {
	long := asksMuch[c.Path()]
	allowed := "GET, HEAD"
	switch {
	case c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead:
		return c.Next()
	case long && c.Method() == fiber.MethodPost:
		return ownForm(c)
	case long && strings.HasPrefix(c.Path(), "/api/"):
		allowed = "POST"
	case long:
		allowed += ", POST"
	}
	c.Set(fiber.HeaderAllow, allowed)
	return fiber.ErrMethodNotAllowed
}

// knownHost refuses names that are not ours on a loopback listener, so that a
// foreign page cannot point its own name at this machine and read the archive.
func (s *Server) knownHost(base string) fiber.Handler {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return func(c *fiber.Ctx) error { return c.Next() }
	}
	known := map[string]bool{}
	for _, name := range originNames(base) {
		_, host, _ := strings.Cut(name, "://")
		known[strings.ToLower(host)] = true
	}
	guard := loopback(u.Hostname())
	return func(c *fiber.Ctx) error {
		if guard && !known[strings.ToLower(string(c.Request().Host()))] {
			return fiber.ErrMisdirectedRequest
		}
		return c.Next()
	}
}

// owner lets only holders of the archive's token past, and no web page at all.
func (s *Server) owner(c *fiber.Ctx) error {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "none" {
		return failure.Newf(failure.Forbidden, "admin", "request of a web page")
	}
	if c.Get(fiber.HeaderOrigin) != "" {
		return failure.Newf(failure.Forbidden, "admin", "request of a web page")
	}
	got, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if s.deps.Token == "" || !ok || subtle.ConstantTimeCompare([]byte(got), []byte(s.deps.Token)) != 1 {
		return failure.Newf(failure.Forbidden, "admin", "no token of this archive")
	}
	return c.Next()
}

// panicked keeps the stack of a fault of ours for the log.
func (s *Server) panicked(c *fiber.Ctx, cause any) {
	s.deps.Log.Error("panic", "path", c.Path(), "cause", cause, "stack", string(debug.Stack()))
}
