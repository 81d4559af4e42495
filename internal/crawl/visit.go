package crawl

import (
	"context"
	"net/http"
	"net/url"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// visit asks for one address. An error says that the site must be left alone,
// or that ctx ended; the entry then still waits.
func (l *lane) visit(ctx context.Context, e Entry) error {
	u, err := url.Parse(e.URL)
	if err != nil {
		l.settle(e, Failed)
		return nil
	}
	rules, err := l.rules(ctx, u)
	if err != nil {
		if ctx.Err() == nil && !l.inside(u) || failure.Is(err, failure.Forbidden) && failure.From(err, "").Code == "crawl-address" {
			l.fail(e, failure.From(err, e.URL)) // not the site: one picture, one site map, one seed
			return nil
		}
		return err
	}
	if !rules.allowed(u) {
		l.disallowed(e)
		return nil
	}
	if (e.Rank == RankSeed || e.Rank == RankListed || e.Rank == RankLink) && !l.run.page() {
		return errFull
	}
	var extra []page.Field
	before, again, err := l.earlier(ctx, e)
	if err != nil {
		return err
	}
	if again {
		extra = conditions(&before)
	}
	p, err := l.get(ctx, u, extra, func(status int, media string) bool { return wanted(e.Rank, status, media) })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return l.again(e, u, failure.From(err, e.URL), 0, 0)
	}
	if p.Status == http.StatusNotModified && again {
		before.Captured, before.Origin, before.Request = p.Captured, p.Origin, p.Request
		p = before
		l.count(func(s *Stats) { s.Unchanged++ })
	}
	return l.answer(e, u, &p)
}

// earlier finds what is kept of an address, where it can be asked whether it
// changed.
func (l *lane) earlier(ctx context.Context, e Entry) (page.Page, bool, error) {
	if l.run.c.Earlier == nil {
		return page.Page{}, false, nil
	}
	p, ok, err := l.run.c.Earlier.Earlier(ctx, e.URL)
	return p, ok && p.URL == e.URL && len(conditions(&p)) > 0, err
}

// conditions ask for an answer only when it is not the one that is kept.
func conditions(p *page.Page) []page.Field {
	var out []page.Field
	if v := p.Get("ETag"); v != "" {
		out = append(out, page.Field{Name: "If-None-Match", Value: v})
	}
	if v := p.Get("Last-Modified"); v != "" {
		out = append(out, page.Field{Name: "If-Modified-Since", Value: v})
	}
	return out
}
