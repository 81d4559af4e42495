package ingest

import (
	"context"
	"mime"
	"strings"

	"khobao/internal/archive"
	"khobao/internal/page"
	"khobao/internal/source"
)

// isPage tells pages, which are extracted, from the pictures, styles, scripts
// and redirects of a crawl, which are kept for the replay alone. A file without
// a type was judged by the source.
func isPage(p *page.Page) bool {
	if p.Origin.Kind == page.Part {
		return false
	}
	if p.Status >= 300 && p.Status < 400 {
		return false // a redirect's text is nobody's
	}
	media, _, err := mime.ParseMediaType(p.ContentType)
	if err != nil {
		media = strings.ToLower(strings.TrimSpace(strings.Split(p.ContentType, ";")[0]))
	}
	switch media {
	case "", "text/html", "application/xhtml+xml", page.ArticleJSON:
		return true
	}
	return false
}

// earlier finds the originals of revisit records in the archive.
type earlier struct{ archive *archive.Archive }

// Earlier looks an original up by its payload, else by its address and time. A
// capture of another time is not taken for one whose payload is named: the page
// may have changed between.
func (e earlier) Earlier(ctx context.Context, ref source.Reference) (page.Page, bool, error) {
	c, err := e.archive.FindPayload(ctx, ref.PayloadDigest, ref.URL, ref.Captured)
	if isMissing(err) && ref.URL != "" {
		c, err = e.archive.FindCapture(ctx, ref.URL, ref.Captured)
		if err == nil && ref.PayloadDigest != "" && !c.Captured.Equal(ref.Captured) {
			return page.Page{}, false, nil
		}
	}
	if isMissing(err) {
		return page.Page{}, false, nil
	}
	if err != nil {
		return page.Page{}, false, err
	}
	p, err := e.archive.Original(ctx, c.ID)
	if err == nil && p.RevisitOf != "" {
		return page.Page{}, false, nil // what it refers to was never there
	}
	return p, err == nil, err
}
