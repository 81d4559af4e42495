package crawl

import (
	"context"
	"net"
	"net/url"
	"sync"

	"golang.org/x/sync/errgroup"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// maxSites is how many sites are crawled at once.
const maxSites = 16

// Crawler reads sites. All but Options may be left zero.
type Crawler struct {
	Options  Options
	Earlier  Earlier // asks for what changed only; nil asks for everything
	Clock    Clock
	Limits   Limits
	Resolver *net.Resolver
}

// Earlier finds what is kept of an address from before, for conditional
// requests. It is asked from several goroutines.
type Earlier interface {
	// Earlier gives the newest answer of an address that holds content; ok is
	// false when there is none. After an error the site is left alone.
	Earlier(ctx context.Context, url string) (p page.Page, ok bool, err error)
}

// Visit is one thing that happened, to be kept in one transaction.
type Visit struct {
	Page    *page.Page     // what was received; nil when it is nothing that is kept
	Failure *failure.Error // why there is no page; nil when there is nothing to say
	Entries []Entry        // what changed in the frontier: the address visited, and those it leads to
	Stats   Stats          // of all sites up to here
}

// Stats are the figures of a run.
type Stats struct {
	Requests   int `json:"requests"`  // answers of all kinds, robots.txt and site maps too
	Pages      int `json:"pages"`     // pages asked for
	Unchanged  int `json:"unchanged"` // of them, not changed since the last time
	Redirects  int `json:"redirects"`
	Missing    int `json:"missing"`    // links to nothing: 404 and 410
	Disallowed int `json:"disallowed"` // addresses that robots.txt forbids
	Trapped    int `json:"trapped"`    // links that lead on without end, not followed
	Others     int `json:"others"`     // answers that are no pages: documents, videos
	Failed     int `json:"failed"`
	Queued     int `json:"queued"` // addresses that wait
}

// Reasons for which a site is left alone; what waits there stays queued.
const (
	CodeRobots = "crawl-robots" // robots.txt cannot be had, which forbids everything
	CodeBusy   = "crawl-busy"   // the host asks for less, again and again
)

// Result is what a run came to.
type Result struct {
	Stats
	Sites []Site // in the order of the seeds
	Full  bool   // MaxPages was reached
}

// Site is what is worth knowing of one site.
type Site struct {
	Host   string  `json:"host"`
	Delay  float64 `json:"delay_seconds"` // between two requests, in the end
	Queued int     `json:"queued"`
	Why    string  `json:"stopped,omitempty"` // code of the reason the rest waits; "" when there is none
}

// Check reads the addresses the user named: Usage or Forbidden when one cannot
// be crawled.
func (o *Options) Check() error {
	_, err := o.seeds()
	return err
}

// Run crawls until nothing waits, MaxPages is reached, or ctx ends, which is no
// error: what waits stays queued. kept is the frontier of the run before, in
// any order. hand takes what happens, in one goroutine at a time; its error
// ends the run.
func (c *Crawler) Run(ctx context.Context, kept []Entry, hand func(Visit) error) (Result, error) {
	seeds, err := c.Options.seeds()
	if err != nil {
		return Result{}, err
	}
	clock := c.Clock
	if clock == nil {
		clock = wallClock{}
	}
	run := &run{c: c, fetch: newFetcher(c, clock), out: hand, lanes: map[string]*lane{}}
	defer run.fetch.transport.CloseIdleConnections()
	var order []*lane
	for _, u := range seeds {
		key := hostKey(u)
		if run.lanes[key] == nil {
			run.lanes[key] = newLane(run, key, u)
			order = append(order, run.lanes[key])
		}
		run.lanes[key].seeds = append(run.lanes[key].seeds, u)
	}
	for _, e := range kept {
		if l := run.lanes[e.Site]; l != nil {
			l.load(e)
		}
	}
	for _, l := range order {
		l.begin()
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxSites)
	for _, l := range order {
		group.Go(func() error { return l.crawl(ctx) })
	}
	err = group.Wait()
	result := Result{Stats: run.stats, Full: run.full}
	for _, l := range order {
		result.Sites = append(result.Sites, Site{
			Host: l.site, Delay: run.fetch.gates.of(l.site).delay().Seconds(), Queued: l.queue.length, Why: l.why,
		})
	}
	return result, err
}

// run is what the sites of one run share.
type run struct {
	c     *Crawler
	fetch *fetcher
	lanes map[string]*lane // fixed before they start

	mu    sync.Mutex
	out   func(Visit) error
	stats Stats
	full  bool
	err   error // of out
}

// count changes the figures.
func (r *run) count(do func(*Stats)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do(&r.stats)
}

// page takes one of the pages this run may ask for.
func (r *run) page() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if most := r.c.Options.MaxPages; most > 0 && r.stats.Pages >= most {
		r.full = true
		return false
	}
	r.stats.Pages++
	return true
}

// hand passes a visit on.
func (r *run) hand(v Visit) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return
	}
	if v.Failure != nil {
		r.stats.Failed++
	}
	v.Stats = r.stats
	r.err = r.out(v)
}

func (r *run) broken() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// elsewhere tells whether another site of this run has the host.
func (r *run) elsewhere(u *url.URL) bool { return r.lanes[hostKey(u)] != nil }
