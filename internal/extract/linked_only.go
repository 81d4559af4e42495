package extract

import (
	"context"
	"strings"

	"golang.org/x/net/html/atom"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// LinkedOnly gives what a page's JSON-LD alone says of its article, as programs
// read it that look at nothing else: a measure to compare Extract with.
func LinkedOnly(ctx context.Context, p *page.Page) (a index.Article, err error) {
	if code := notPage(p); code != "" {
		return a, failure.New(failure.NotPage, p.Origin.String(), nil).WithCode(code)
	}
	doc, err := parse(ctx, decode(p).text)
	if err != nil {
		return a, readError(ctx, p, err)
	}
	var h head
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Script {
			h.script(n)
		}
	}
	ld := h.readLinked()
	a.Kind = index.KindOther
	if !ld.article {
		return a, nil
	}
	a.Kind, a.Rule = index.KindArticle, "json-ld"
	a.Title, a.Lead, a.Authors, a.Section, a.Tags = ld.headline, ld.lead, ld.authors, ld.section, splitTags(ld.tags)
	a.Body = strings.TrimSpace(ld.body)
	a.Published, a.Updated = readDeclared(ld.published), readDeclared(ld.updated)
	return a, nil
}
