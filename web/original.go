package web

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// inertTypes are the media types that are shown as they are. Everything else
// that is no HTML and no style sheet is offered as a file and never rendered.
var inertTypes = map[string]bool{
	"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true, "image/avif": true,
	"image/bmp": true, "image/x-icon": true, "image/vnd.microsoft.icon": true,
	"audio/mpeg": true, "audio/ogg": true, "video/mp4": true, "video/webm": true, "video/ogg": true,
}

// plainTypes are shown as plain text, whatever they call themselves.
var plainTypes = map[string]bool{
	"text/plain": true, "application/json": true, "application/x-ndjson": true, page.ArticleJSON: true,
}

// original answers with a stored original, made inert.
func (s *Server) original(c *fiber.Ctx) error {
	id := c.Params("capture")
	if !captureForm.MatchString(id) {
		return fiber.ErrNotFound
	}
	p, err := s.deps.Archive.Original(c.UserContext(), id)
	if err != nil {
		return err
	}
	// A capture never changes, but how we make it inert may.
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if !p.Captured.IsZero() && p.URL != "" {
		c.Set("Memento-Datetime", httpTime(p.Captured))
		setLinks(c, s.mementoLinks(p.URL))
	}
	switch media := mediaType(p); {
	case (media == "text/html" || media == "application/xhtml+xml") && len(p.Body) <= page.MaxBody:
		ctx, cancel := context.WithTimeout(c.UserContext(), s.patience/2)
		defer cancel()
		select {
		case s.parsing <- struct{}{}:
			defer func() { <-s.parsing }()
		case <-ctx.Done():
			return failure.New(failure.Busy, id, ctx.Err())
		}
		body, err := inertHTML(decodeHTML(p), resources(ctx, s.deps.Archive, p))
		if err != nil {
			return failure.New(failure.Unreadable, id, err)
		}
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return c.Send(body)
	case media == "text/css" && len(p.Body) <= page.MaxBody:
		ctx, cancel := context.WithTimeout(c.UserContext(), s.patience/2)
		defer cancel()
		c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
		return c.SendString(inertCSS(strings.ToValidUTF8(string(p.Body), "\ufffd"), resources(ctx, s.deps.Archive, p)))
	case inertTypes[media]:
		c.Set(fiber.HeaderContentType, media)
		return c.Send(p.Body)
	case plainTypes[media]:
		c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
		return c.SendString(strings.ToValidUTF8(string(p.Body), "\ufffd"))
	default:
		return sendAsFile(c, id, media, p.Body)
	}
}

// sendAsFile offers bytes for keeping, under a name and a type that no browser runs.
func sendAsFile(c *fiber.Ctx, id, media string, body []byte) error {
	contentType, ext := fiber.MIMEOctetStream, ".bin"
	switch media {
	case "image/svg+xml": // as a picture in a page it runs nothing; opened alone it is a file
		contentType, ext = media, ".svg"
	case "application/pdf":
		contentType, ext = media, ".pdf"
	}
	c.Set(fiber.HeaderContentType, contentType)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+id+ext+`"`)
	return c.Send(body)
}

// mediaType gives the type a capture declares, or what its bytes look like
// when it declares none.
func mediaType(p page.Page) string {
	declared := p.ContentType
	if declared == "" {
		declared = http.DetectContentType(p.Body)
	}
	media, _, err := mime.ParseMediaType(declared)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return ""
	}
	return strings.ToLower(media)
}

// resources makes the function that leads an address inside a stored page to
// the archive's copy nearest in time, or nowhere. Nothing live is ever asked.
func resources(ctx context.Context, archive Archive, p page.Page) func(ref string) string {
	base, err := url.Parse(p.URL)
	if err != nil {
		base = &url.URL{}
	}
	seen := map[string]string{}
	return func(ref string) string {
		ref = strings.TrimSpace(ref)
		if strings.HasPrefix(strings.ToLower(ref), "data:image/") && len(ref) < 1<<20 {
			return ref
		}
		u, err := base.Parse(ref)
		if err != nil || ref == "" || u.Scheme != "http" && u.Scheme != "https" {
			return ""
		}
		u.Fragment = ""
		key := u.String()
		if to, ok := seen[key]; ok {
			return to
		}
		if len(seen) >= maxResources || ctx.Err() != nil {
			return ""
		}
		to := ""
		if id, err := archive.FindCapture(ctx, key, p.Captured); err == nil && captureForm.MatchString(id) {
			to = "/" + id + "/"
		}
		seen[key] = to
		return to
	}
}

// maxResources bounds the look-ups one stored page may cause.
const maxResources = 2000
