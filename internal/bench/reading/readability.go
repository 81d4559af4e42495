package reading

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"

	"khobao/index"
	"khobao/internal/page"
)

// readReadable gives what go-readability alone makes of a page: a measure to
// compare our own readers with, in no other use.
func readReadable(_ context.Context, p *page.Page) (a index.Article, err error) {
	at, err := url.Parse(p.URL)
	if err != nil {
		return a, fmt.Errorf("read address %s: %w", p.URL, err)
	}
	read, err := readability.FromReader(bytes.NewReader(p.Body), at)
	if err != nil {
		return a, fmt.Errorf("read %s: %w", p.Origin, err)
	}
	a.Kind = index.KindOther
	if read.Node == nil {
		return a, nil
	}
	var text strings.Builder
	if err := read.RenderText(&text); err != nil {
		return a, fmt.Errorf("render %s: %w", p.Origin, err)
	}
	a.Kind, a.Title, a.Lead, a.Body = index.KindArticle, read.Title(), read.Excerpt(), text.String()
	if by := read.Byline(); by != "" {
		a.Authors = []string{by}
	}
	if t, err := read.PublishedTime(); err == nil {
		a.Published = index.Date{Time: t.In(index.Zone)}
	}
	return a, nil
}
