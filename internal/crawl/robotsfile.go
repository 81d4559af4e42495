package crawl

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// robotsAge is how long a robots.txt holds, 24 h (RFC 9309, 2.4).
const robotsAge = 24 * time.Hour

// maxHops is how many redirects are followed one after the other (RFC 9309,
// 2.3.1.2 asks for at least five).
const maxHops = 5

// robotsTries is how often a robots.txt is asked for that does not come.
const robotsTries = 3

// rulesFor are the rules of one origin and when they were read.
type rulesFor struct {
	*robots
	read time.Time
}

// rules gives what robots.txt says about an address, read anew after a day. An
// error is CodeRobots when the host does not say, which forbids everything, or
// that of ctx.
func (l *lane) rules(ctx context.Context, u *url.URL) (*robots, error) {
	origin := originOf(u)
	if known, ok := l.robots[origin]; ok && l.clock().Now().Sub(known.read) < robotsAge {
		return known.robots, nil
	}
	start := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	r, err := l.readRobots(ctx, start)
	if err != nil {
		return nil, err
	}
	l.robots[origin] = rulesFor{r, l.clock().Now()}
	l.gate(u).slow(r.delay)
	return r, nil
}

// readRobots asks for a robots.txt: an answer of 4xx and more redirects than
// are followed mean that there is none, one of 5xx and none at all that nothing
// may be asked for.
func (l *lane) readRobots(ctx context.Context, start *url.URL) (*robots, error) {
	all := func(int, string) bool { return true }
	var why error
	for try := 0; try < robotsTries; {
		u, hops := start, 0
		var p page.Page
		var err error
		for {
			p, err = l.get(ctx, u, nil, all)
			p.Origin.Kind = page.Part
			if err != nil || p.Location == "" {
				break
			}
			l.hand(Visit{Page: &p})
			next, perr := url.Parse(p.Location)
			if hops++; hops > maxHops || perr != nil || l.run.fetch.guard.check(next) != nil {
				return &robots{}, nil
			}
			u = next
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch {
		case err == nil && p.Status >= 200 && p.Status < 300:
			l.hand(Visit{Page: &p})
			l.gate(u).fine()
			return parseRobots(p.Body), nil
		case err == nil && p.Status >= 400 && p.Status < 500 && p.Status != http.StatusTooManyRequests:
			l.hand(Visit{Page: &p})
			return &robots{}, nil
		case err == nil:
			why = statusFailure(&p)
			if !l.gate(u).complained(l.clock().Now(), retryAfter(&p, l.clock().Now())) {
				try = robotsTries
			}
		case !passing(err):
			return nil, robotsFailure(start, err)
		default:
			why = err
			l.gate(u).complained(l.clock().Now(), 0)
		}
		try++
	}
	return nil, robotsFailure(start, why)
}

func robotsFailure(u *url.URL, err error) *failure.Error {
	e := failure.New(failure.Forbidden, u.String(), err).WithCode(CodeRobots)
	if f := failure.From(err, ""); f != nil {
		e.Detail = f.Detail
		if f.Code == "crawl-address" {
			return failure.From(err, u.String()) // the address itself is refused
		}
		if e.Detail == "" {
			e.Detail = string(f.Kind)
		}
	}
	return e
}
