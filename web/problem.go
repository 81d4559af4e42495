package web

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/locale"
)

// Problem is the body of an API error, application/problem+json (RFC 9457).
type Problem struct {
	Type    string `json:"type"` // "about:blank": the status says it
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Object  string `json:"object,omitempty"` // the thing it happened to
	Detail  string `json:"detail,omitempty"`
	Next    string `json:"next,omitempty"` // what to do about it
	Kind    string `json:"kind"`
	Code    string `json:"code,omitempty"`
	Request string `json:"request,omitempty"`
}

// engineKinds gives the kinds of engine error their kind of failure.
var engineKinds = []struct {
	err  error
	kind failure.Kind
	code string
}{
	{index.ErrTooManyTerms, failure.Usage, "too-many-terms"},
	{index.ErrBusy, failure.Busy, ""},
	{index.ErrNotReady, failure.NotReady, ""},
	{index.ErrNoSpace, failure.NoSpace, ""},
}

// EngineKind gives an engine's error its kind of failure, and the code of its text
// where it has one of its own; ok is false for any other error.
func EngineKind(err error) (kind failure.Kind, code string, ok bool) {
	for _, row := range engineKinds {
		if errors.Is(err, row.err) {
			return row.kind, row.code, true
		}
	}
	return "", "", false
}

// statusKinds gives the statuses of the library their kind.
var statusKinds = map[int]failure.Kind{
	fiber.StatusBadRequest:                  failure.Usage,
	fiber.StatusNotFound:                    failure.NotFound,
	fiber.StatusMethodNotAllowed:            failure.Usage,
	fiber.StatusRequestTimeout:              failure.Timeout,
	fiber.StatusRequestEntityTooLarge:       failure.TooLarge,
	fiber.StatusRequestHeaderFieldsTooLarge: failure.TooLarge,
	fiber.StatusMisdirectedRequest:          failure.Forbidden,
	fiber.StatusTooManyRequests:             failure.Busy,
}

// problemOf says what an error means to a reader; the error itself is for the log.
func problemOf(err error, p *locale.Printer) Problem {
	out := Problem{Type: "about:blank"}
	var ours *failure.Error
	var library *fiber.Error
	switch {
	case errors.As(err, &ours) && (ours.Kind != failure.Internal || stopKind(err) == ""):
		row := failure.RowOf(ours)
		out.Status, out.Kind, out.Code = row.Status, string(row.Kind), ours.Code
		out.Object, out.Detail = ours.Object, ours.Detail
	case errors.As(err, &library):
		kind, ok := statusKinds[library.Code]
		if !ok {
			kind = failure.Internal
		}
		out.Status, out.Kind = library.Code, string(kind)
		switch library.Code {
		case fiber.StatusMisdirectedRequest:
			out.Code = "host"
		case fiber.StatusTooManyRequests:
			out.Code = "too-many-requests"
		}
	default:
		kind, code, ok := EngineKind(err)
		if !ok {
			kind = cmp.Or(stopKind(err), failure.Internal)
		}
		out.Status, out.Kind, out.Code = failure.RowOf(failure.New(kind, "", nil)).Status, string(kind), code
	}
	out.Title = p.Text("web.error." + out.Kind)
	if key := "web.error." + out.Code; out.Code != "" && p.Has(key) {
		out.Title = p.Text(key)
	}
	out.Next = nextText(p, "web.next.", out)
	return out
}

// nextText says what to do about a problem: what is said of its code, else of its
// kind; "" where nothing is.
func nextText(p *locale.Printer, keys string, of Problem) string {
	for _, name := range []string{of.Code, of.Kind} {
		if name != "" && p.Has(keys+name) {
			return p.Text(keys + name)
		}
	}
	return ""
}

// stopKind gives the kind of an error that says only that the time was up or that
// nobody waits any longer, wherever that was met; "" for any other.
func stopKind(err error) failure.Kind {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return failure.Timeout
	case errors.Is(err, context.Canceled):
		return failure.Canceled
	}
	return ""
}

// fail answers an error in the form its listener speaks.
func (s *Server) fail(app string, c *fiber.Ctx, err error) error {
	if c.GetRespHeader(fiber.HeaderXContentTypeOptions) == "" {
		setAll(c, s.headersOf(app)) // refused before any handler ran
	}
	lang, _ := langOf(c)
	if app == "admin" || forPrograms(c.Path()) {
		lang = programLang(c)
	}
	p := s.deps.Locale.In(lang)
	problem := problemOf(err, p)
	if app != "admin" && problem.Status >= fiber.StatusInternalServerError {
		problem.Object, problem.Detail = "", "" // paths of this machine are for its log
	}
	problem.Request = c.GetRespHeader(fiber.HeaderXRequestID)
	if problem.Status >= fiber.StatusInternalServerError && problem.Kind != string(failure.NotReady) {
		s.deps.Log.Error("request failed", "app", app, "path", c.Path(), "request", problem.Request, "err", err)
	}
	c.Status(problem.Status)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if problem.Status == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, "5")
	}
	switch {
	case app == "admin", forPrograms(c.Path()):
		problem.Next = cmp.Or(nextText(p, "web.next.api.", problem), problem.Next, p.Text("web.next.api.internal"))
		return c.JSON(problem, "application/problem+json")
	case app == "replay":
		c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
		return c.SendString(problem.Title + "\n")
	}
	return s.errorPage(c, problem)
}

// forPrograms says whether an address is read by programs: they are told of
// errors in their own form.
func forPrograms(path string) bool {
	for _, prefix := range []string{"/api/", "/cdx", "/timegate/", "/timemap/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// errorPage is a page that says what is and what to do next.
func (s *Server) errorPage(c *fiber.Ctx, problem Problem) error {
	sh := s.shell(c)
	sh.Title = problem.Title
	if err := s.pages.render(c, "error", sh, problem); err != nil {
		c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
		return c.SendString(problem.Title + "\n")
	}
	return nil
}
