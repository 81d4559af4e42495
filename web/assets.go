package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"mime"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

//go:embed static
var staticFiles embed.FS

// assets are our own files under addresses that change with their content.
type assets struct {
	hrefs map[string]string // app.css → /static/app-1a2b3c4d.css
	files map[string]asset  // app-1a2b3c4d.css → its bytes
}

type asset struct {
	body []byte
	mime string
}

func loadAssets() (*assets, error) {
	a := &assets{hrefs: map[string]string{}, files: map[string]asset{}}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		return nil, fmt.Errorf("list static files: %w", err)
	}
	for _, e := range entries {
		body, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("read static file: %w", err)
		}
		sum := sha256.Sum256(body)
		ext := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), ext) + "-" + hex.EncodeToString(sum[:4]) + ext
		a.hrefs[e.Name()] = "/static/" + hashed
		a.files[hashed] = asset{body: body, mime: mimeOf(ext)}
	}
	return a, nil
}

// mimeOf is our own table where the machine's would differ from one to another.
func mimeOf(ext string) string {
	switch ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(ext)
}

func (a *assets) href(name string) (string, error) {
	href, ok := a.hrefs[name]
	if !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return href, nil
}

func (s *Server) static(c *fiber.Ctx) error { return s.sendAsset(c, c.Params("file")) }

func (s *Server) sendAsset(c *fiber.Ctx, name string) error {
	a, ok := s.assets.files[name]
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, a.mime)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return c.Send(a.body)
}

func (s *Server) favicon(c *fiber.Ctx) error {
	return s.sendAsset(c, strings.TrimPrefix(s.assets.hrefs["icon.svg"], "/static/"))
}

// robots keeps crawlers out of the endless space of searches.
func (s *Server) robots(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, path := range []string{"/search", "/api/", "/tai-ve", "/goi-y", "/xem-truoc/", "/gia-tri/", "/dong-thoi-gian", "/bien-nhan", "/doi-chieu", "/so-bai/", "/ban-luu/", "/cdx", "/timegate/", "/timemap/"} {
		b.WriteString("Disallow: " + path + "\n")
	}
	b.WriteString("Sitemap: " + s.deps.SiteURL + "/sitemap.xml\n")
	return c.SendString(b.String())
}
