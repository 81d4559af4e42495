package crawl

import (
	"context"
	"errors"
	"hash/maphash"
	"net/url"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// maxAddresses bounds the frontier of one site.
const maxAddresses = 500_000

// lane crawls one site, one request after the other.
type lane struct {
	run   *run
	site  string
	home  *url.URL // the first seed
	seeds []*url.URL
	hosts map[string]bool // of the site: its own, and those its seeds moved to

	queue  queue
	hash   maphash.Seed
	known  map[uint64]bool // addresses met, as they are
	folded map[uint64]bool // the same without scheme and www.
	robots map[string]rulesFor
	traps  traps
	moved  map[string]string // redirects of this run
	fresh  []Entry           // changes that go with the next visit
	n      int64
	resumed,
	listed bool // a site map or feed was found
	guessed bool // usual places were tried
	why     string
}

func newLane(r *run, site string, home *url.URL) *lane {
	return &lane{
		run: r, site: site, home: home, hosts: map[string]bool{site: true}, hash: maphash.MakeSeed(),
		known: map[uint64]bool{}, folded: map[uint64]bool{}, robots: map[string]rulesFor{}, moved: map[string]string{},
		traps: traps{shapes: map[string]int{}, paths: map[string]int{}},
	}
}

func (l *lane) clock() Clock            { return l.run.fetch.clock }
func (l *lane) gate(u *url.URL) *gate   { return l.run.fetch.gates.of(hostKey(u)) }
func (l *lane) inside(u *url.URL) bool  { return l.hosts[hostKey(u)] }
func (l *lane) sum(s string) uint64     { return maphash.String(l.hash, s) }
func (l *lane) met(u *url.URL) bool     { return l.folded[l.sum(fold(u.String()))] }
func (l *lane) count(do func(s *Stats)) { l.run.count(do) }

// load takes over an entry of the run before.
func (l *lane) load(e Entry) {
	l.resumed = true
	l.n = max(l.n, e.N)
	l.note(e.URL)
	u, err := url.Parse(e.URL)
	if err != nil || e.Rank < 0 || e.Rank >= ranks {
		return
	}
	switch e.Rank {
	case RankSeed:
		l.hosts[hostKey(u)] = true // also where a seed moved to
	case RankFeed, RankListed:
		l.listed = true
	case RankLink:
		l.traps.enough(u)
	}
	if e.State == Queued {
		l.queue.push(e)
		l.count(func(s *Stats) { s.Queued++ })
	}
}

func (l *lane) note(address string) {
	l.known[l.sum(address)] = true
	l.folded[l.sum(fold(address))] = true
}

// begin queues the seeds.
func (l *lane) begin() {
	for _, u := range l.seeds {
		if !l.known[l.sum(u.String())] {
			l.add(u, Entry{Rank: RankSeed})
		}
	}
}

// add queues an address; the caller has looked whether it is known.
func (l *lane) add(u *url.URL, e Entry) {
	if len(l.known) >= maxAddresses {
		l.count(func(s *Stats) { s.Trapped++ })
		return
	}
	l.n++
	e.Site, e.N, e.URL = l.site, l.n, u.String()
	l.note(e.URL)
	l.fresh = append(l.fresh, e)
	l.queue.push(e)
	l.count(func(s *Stats) { s.Queued++ })
}

// settle closes an entry.
func (l *lane) settle(e Entry, s State) {
	e.State = s
	l.fresh = append(l.fresh, e)
}

// hand passes on what happened, with the changes of the frontier up to here.
func (l *lane) hand(v Visit) {
	v.Entries, l.fresh = l.fresh, nil
	l.run.hand(v)
}

// get asks through the host's gate.
func (l *lane) get(ctx context.Context, u *url.URL, extra []page.Field, wanted func(int, string) bool) (page.Page, error) {
	p, err := l.run.fetch.get(ctx, u, extra, wanted)
	if p.Status != 0 {
		l.count(func(s *Stats) { s.Requests++ })
	}
	return p, err
}

// crawl works until nothing waits. Its error is that of whoever takes the
// visits; a site that must be left alone, and ctx, leave the rest queued.
func (l *lane) crawl(ctx context.Context) error {
	if !l.resumed {
		if _, err := l.rules(ctx, l.home); err == nil { // else the seed reports it
			l.findMaps()
		}
	}
	for ctx.Err() == nil && l.run.broken() == nil {
		e, ok := l.queue.pop()
		if !ok {
			if !l.guess() {
				break
			}
			continue
		}
		l.count(func(s *Stats) { s.Queued-- })
		if stop := l.visit(ctx, e); stop != nil {
			l.queue.push(e)
			l.count(func(s *Stats) { s.Queued++ })
			l.leave(ctx, stop)
			break
		}
	}
	if len(l.fresh) > 0 {
		l.hand(Visit{})
	}
	return l.run.broken()
}

// errFull says that no more pages may be asked for in this run.
var errFull = errors.New("page limit reached")

// leave notes why a site is left alone.
func (l *lane) leave(ctx context.Context, why error) {
	if ctx.Err() != nil || errors.Is(why, errFull) {
		return
	}
	f := failure.From(why, l.site)
	l.why = f.Code
	l.hand(Visit{Failure: f})
}

// findMaps queues the site maps that robots.txt names, else the usual one.
func (l *lane) findMaps() {
	named := false
	for _, s := range l.robots[originOf(l.home)].sitemaps {
		if u, ok := webAddress(l.home, s); ok && !l.known[l.sum(u.String())] {
			l.add(u, Entry{Rank: RankMap})
			named = true
		}
	}
	if u, ok := webAddress(l.home, "/sitemap.xml"); ok && !named && !l.known[l.sum(u.String())] {
		l.add(u, Entry{Rank: RankMap, Guess: true})
	}
}

// usualFeeds are the places of feeds that no page names.
var usualFeeds = []string{"/rss.xml", "/rss", "/feed", "/rss/home.rss"}

// guess queues the usual feeds once, where nothing was listed.
func (l *lane) guess() bool {
	if l.listed || l.guessed {
		return false
	}
	l.guessed = true
	for _, path := range usualFeeds {
		if u, ok := webAddress(l.home, path); ok && !l.met(u) {
			l.add(u, Entry{Rank: RankFeed, Guess: true})
		}
	}
	return l.queue.length > 0
}
