package extract

import (
	"bytes"
	"context"
	"io"
	"strings"

	"golang.org/x/net/html"

	"khobao/internal/page"
)

// parse reads HTML, stopping at the deadline. Nesting that the parser refuses
// (over 512 elements) is flattened and tried once more.
func parse(ctx context.Context, text []byte) (*html.Node, error) {
	doc, err := html.Parse(&timedReader{ctx, bytes.NewReader(text)})
	if err == nil || ctx.Err() != nil {
		return doc, err
	}
	return html.Parse(&timedReader{ctx, bytes.NewReader(flatten(text))})
}

// timedReader ends with the context's error once it is done.
type timedReader struct {
	ctx context.Context
	r   io.Reader
}

func (t *timedReader) Read(b []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	return t.r.Read(b)
}

// flatten drops the tags that open more than 200 levels, and all formatting.
func flatten(text []byte) []byte {
	z := html.NewTokenizer(bytes.NewReader(text))
	var b bytes.Buffer
	depth := 0
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			return b.Bytes()
		}
		raw := z.Raw()
		switch tt {
		case html.StartTagToken:
			name, _ := z.TagName()
			if flatTag(string(name)) {
				continue
			}
			if !voidTags[string(name)] {
				depth++
			}
			if depth > 200 && !voidTags[string(name)] {
				continue
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if flatTag(string(name)) || voidTags[string(name)] {
				continue
			}
			depth = max(depth-1, 0)
			if depth >= 200 {
				continue
			}
		}
		b.Write(raw)
	}
}

func flatTag(name string) bool {
	switch name {
	case "b", "i", "u", "em", "strong", "font", "span", "small", "big", "s", "strike", "tt", "nobr", "code":
		return true
	}
	return false
}

var voidTags = wordSet("area base br col embed hr img input link meta param source track wbr")

// notPage gives the reason why bytes are no HTML page, "" when they may be one.
func notPage(p *page.Page) string {
	b := p.Body
	head := strings.ToLower(string(b[:min(len(b), 1024)]))
	trimmed := strings.TrimLeft(head, " \t\r\n\ufeff\x00")
	switch {
	case len(strings.TrimSpace(head)) == 0 && len(b) <= 1024:
		return "page-empty"
	case strings.HasPrefix(trimmed, "%pdf-"), strings.HasPrefix(head, "pk\x03\x04"), strings.HasPrefix(head, "\x89png"),
		strings.HasPrefix(head, "gif8"), strings.HasPrefix(head, "\xff\xd8\xff"), strings.HasPrefix(head, "\x1f\x8b"),
		strings.HasPrefix(head, "rar!"), strings.HasPrefix(head, "\xd0\xcf\x11\xe0"), strings.HasPrefix(head, "riff"):
		return "not-html"
	}
	ct, _, _ := strings.Cut(strings.ToLower(p.ContentType), ";")
	switch ct = strings.TrimSpace(ct); {
	case ct == "" || strings.Contains(ct, "html") || ct == "text/plain" || strings.Contains(ct, "xml") || ct == "application/octet-stream":
	case strings.Contains(trimmed, "<html") || strings.Contains(trimmed, "<!doctype html"):
	default:
		return "not-html"
	}
	if strings.HasPrefix(trimmed, "<?xml") && (strings.Contains(trimmed, "<rss") || strings.Contains(trimmed, "<feed") || strings.Contains(trimmed, "<urlset") || strings.Contains(trimmed, "<sitemapindex")) {
		return "not-html"
	}
	if !strings.Contains(head, "<") && !strings.Contains(string(b[:min(len(b), 64<<10)]), "<") {
		return "not-html"
	}
	return ""
}
