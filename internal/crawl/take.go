package crawl

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"khobao/internal/page"
)

// maxMapDepth is how deep indexes of site maps may be nested.
const maxMapDepth = 2

// takeLinks queues what a page leads to. A page that turned out to be a feed is
// read as one.
func (l *lane) takeLinks(e Entry, p *page.Page) {
	if strings.HasSuffix(media(p.ContentType), "xml") && media(p.ContentType) != "application/xhtml+xml" {
		_ = l.takeList(e, p) // what is none leads nowhere
		return
	}
	f := findLinks(p)
	for _, u := range f.feeds {
		if l.inside(u) && !l.met(u) {
			l.add(u, Entry{Rank: RankFeed, Depth: e.Depth + 1})
		}
	}
	o := &l.run.c.Options
	if !o.ListedOnly && e.Depth < o.Depth {
		for _, u := range f.links {
			l.link(u, e.Depth+1)
		}
	}
	if o.Pictures {
		for _, u := range f.pictures {
			if !l.known[l.sum(u.String())] {
				l.add(u, Entry{Rank: RankPicture, Depth: e.Depth})
			}
		}
	}
}

func (l *lane) link(u *url.URL, depth int) {
	if !l.inside(u) || l.met(u) || looksLikeFile(u) {
		return
	}
	if l.traps.enough(u) {
		l.count(func(s *Stats) { s.Trapped++ })
		return
	}
	l.add(u, Entry{Rank: RankLink, Depth: depth})
}

// takeList queues what a site map or feed lists, the newest first.
func (l *lane) takeList(e Entry, p *page.Page) error {
	base, err := url.Parse(p.URL)
	if err != nil {
		return err
	}
	got, err := parseList(p.Body)
	since := l.run.c.Options.Since
	newest := func(a, b listed) int { return b.changed.Compare(a.changed) }
	slices.SortStableFunc(got.maps, newest)
	slices.SortStableFunc(got.pages, newest)
	old := func(x listed) bool { return !x.changed.IsZero() && x.changed.Before(since) }
	for _, m := range got.maps {
		if u, ok := webAddress(base, m.address); ok && e.Depth < maxMapDepth && !old(m) && l.inside(u) && !l.known[l.sum(u.String())] {
			l.add(u, Entry{Rank: RankMap, Depth: e.Depth + 1})
		}
	}
	for _, m := range got.pages {
		u, ok := webAddress(base, m.address)
		if !ok || old(m) || !l.inside(u) {
			continue
		}
		l.listed = true
		if l.met(u) || looksLikeFile(u) {
			continue
		}
		if len(u.String()) > longestAddress {
			l.count(func(s *Stats) { s.Trapped++ })
			continue
		}
		l.add(u, Entry{Rank: RankListed, Depth: 1})
	}
	if err == nil && got.cut {
		err = errors.New("more than 50,000 entries")
	}
	return err
}
