package crawl

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// maxTries is how often an address is asked for that gives no answer that can
// be used.
const maxTries = 3

// wanted tells whether the body of an answer is read: what is no page, such as
// a document or a video behind a link, is not.
func wanted(rank Rank, status int, media string) bool {
	switch {
	case status >= 300 && status < 400:
		return true // short, and kept as it is
	case rank == RankMap, rank == RankFeed:
		return true
	case rank == RankPicture:
		return strings.HasPrefix(media, "image/")
	}
	return media == "" || strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "xml")
}

// answer does what an answer asks for. An error says that the site must be left
// alone.
func (l *lane) answer(e Entry, u *url.URL, p *page.Page) error {
	switch {
	case p.Status == http.StatusTooManyRequests || p.Status >= 500:
		return l.again(e, u, statusFailure(p), p.Status, retryAfter(p, l.clock().Now()))
	case p.Location != "":
		l.gate(u).fine()
		l.redirect(e, u, p)
		return nil
	}
	l.gate(u).fine()
	switch {
	case p.Status >= 200 && p.Status < 300 && len(p.Body) == 0 && !wanted(e.Rank, p.Status, media(p.ContentType)):
		l.count(func(s *Stats) { s.Others++ })
		l.settle(e, Done)
		l.hand(Visit{})
	case p.Status >= 200 && p.Status < 300:
		l.content(e, p)
	case e.Guess:
		l.settle(e, Done)
		l.hand(Visit{})
	default:
		l.refused(e, p)
	}
	return nil
}

// content keeps an answer and queues what it leads to.
func (l *lane) content(e Entry, p *page.Page) {
	if e.Rank == RankMap || e.Rank == RankFeed || e.Rank == RankPicture {
		p.Origin.Kind = page.Part
	}
	var broken *failure.Error
	switch e.Rank {
	case RankMap, RankFeed:
		if err := l.takeList(e, p); err != nil && !(e.Guess && errors.Is(err, errNoList)) {
			broken = failure.New(failure.Damaged, e.URL, err).WithCode("crawl-list")
			broken.Detail = cause(err)
		}
	case RankPicture:
	default:
		l.takeLinks(e, p)
	}
	l.settle(e, Done)
	l.hand(Visit{Page: p, Failure: broken})
}

// refused keeps an answer of 4xx: 404 and 410 of links are no failure, sites
// have many of them.
func (l *lane) refused(e Entry, p *page.Page) {
	missing := p.Status == http.StatusNotFound || p.Status == http.StatusGone
	v := Visit{Page: p}
	if missing {
		l.count(func(s *Stats) { s.Missing++ })
	}
	if !missing || e.Rank == RankSeed || e.Rank == RankMap {
		v.Failure = statusFailure(p)
	}
	if len(p.Body) == 0 {
		v.Page = nil
	}
	l.settle(e, Done)
	l.hand(v)
}

// redirect keeps a redirect and queues where it leads, which is judged like any
// other address. A seed may move to another host, and the site with it.
func (l *lane) redirect(e Entry, u *url.URL, p *page.Page) {
	l.count(func(s *Stats) { s.Redirects++ })
	l.settle(e, Done)
	v := Visit{Page: p}
	to, ok := absolute(u, p.Location)
	if ok {
		l.moved[e.URL] = to.String()
		v.Failure = l.follow(e, to)
	}
	l.hand(v)
}

// follow queues the target of a redirect; a failure says why it leads nowhere.
func (l *lane) follow(e Entry, to *url.URL) *failure.Error {
	problem := func(code string) *failure.Error {
		f := failure.New(failure.Unreadable, e.URL, nil).WithCode(code)
		f.Detail = to.String()
		return f
	}
	switch {
	case l.circle(e.URL):
		return problem("crawl-loop")
	case l.known[l.sum(to.String())]:
		return nil
	case e.Hops >= maxHops:
		return problem("crawl-redirects")
	case l.run.fetch.guard.check(to) != nil:
		return failure.From(l.run.fetch.guard.check(to), to.String())
	case l.inside(to) || e.Rank == RankPicture || e.Rank == RankMap || e.Rank == RankFeed:
	case e.Rank == RankSeed && !l.run.elsewhere(to):
		l.hosts[hostKey(to)] = true
	default:
		return nil // another site's
	}
	l.add(to, Entry{Rank: e.Rank, Depth: e.Depth, Hops: e.Hops + 1, Guess: e.Guess})
	return nil
}

// circle tells whether redirects lead from an address back to it.
func (l *lane) circle(from string) bool {
	at := from
	for range maxHops + 1 {
		if at = l.moved[at]; at == "" || at == from {
			break
		}
	}
	return at == from
}

// again queues an address that gave no answer that can be used, while the host
// rests. An error says that the host must be left alone.
func (l *lane) again(e Entry, u *url.URL, f *failure.Error, status int, wait time.Duration) error {
	if status == 0 && !passing(f) {
		l.fail(e, f)
		return nil
	}
	var patient bool
	if status >= 500 && status != http.StatusServiceUnavailable && wait == 0 {
		patient = l.gate(u).stumbled(l.clock().Now())
	} else {
		patient = l.gate(u).complained(l.clock().Now(), wait)
	}
	if !patient && l.inside(u) {
		stop := failure.New(failure.Busy, e.URL, f).WithCode(CodeBusy)
		stop.Detail = f.Detail
		if stop.Detail == "" {
			stop.Detail = string(f.Kind)
		}
		return stop
	}
	if e.Tries++; e.Tries >= maxTries || e.Guess {
		l.fail(e, f)
		return nil
	}
	l.fresh = append(l.fresh, e)
	l.queue.push(e)
	l.count(func(s *Stats) { s.Queued++ })
	l.hand(Visit{})
	return nil
}

// fail closes an entry with its reason; nobody misses a usual place.
func (l *lane) fail(e Entry, f *failure.Error) {
	l.settle(e, Failed)
	if e.Guess {
		f = nil
	}
	l.hand(Visit{Failure: f})
}

// disallowed closes an entry that robots.txt forbids, which is a failure only
// where the user asked for it.
func (l *lane) disallowed(e Entry) {
	l.count(func(s *Stats) { s.Disallowed++ })
	l.settle(e, Refused)
	v := Visit{}
	if e.Rank == RankSeed {
		v.Failure = failure.New(failure.Forbidden, e.URL, nil).WithCode("crawl-disallowed")
	}
	l.hand(v)
}
