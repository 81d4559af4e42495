package web

import (
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"khobao/index/vi"
	"khobao/internal/page"
)

// decodeHTML gives a stored page as UTF-8. Vietnamese of before Unicode, which
// needed its own fonts to be read, is known by its words; other bytes that are
// UTF-8 are taken so, whatever the page says of itself; else the header, the
// page's own word and its bytes decide, as in a browser.
func decodeHTML(p page.Page) string {
	if text, _, ok := vi.DecodeLegacy(p.Body); ok {
		return text
	}
	if utf8.Valid(p.Body) {
		return string(p.Body)
	}
	encoding, _, _ := charset.DetermineEncoding(p.Body[:min(len(p.Body), 4096)], p.ContentType)
	out, err := encoding.NewDecoder().Bytes(p.Body)
	if err != nil {
		out = p.Body
	}
	return string(out)
}
