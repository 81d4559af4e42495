package crawl

import (
	"context"
	"sync"
	"time"
)

// gate lets one request at a time through to a host, and the next one only
// when the delay after the end of the one before is over.
type gate struct {
	turn chan struct{} // holds one token

	mu      sync.Mutex
	base    time.Duration // what the options and robots.txt ask for
	slower  time.Duration // added to base after the host complained
	next    time.Time     // no request before
	refused int           // complaints in a row
}

// pass waits for the host and gives what must be called when the answer was
// read to its end.
func (g *gate) pass(ctx context.Context, clock Clock) (done func(), err error) {
	select {
	case <-g.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		g.mu.Lock()
		wait := g.next.Sub(clock.Now())
		g.mu.Unlock()
		if wait <= 0 {
			break
		}
		if err := clock.Sleep(ctx, wait); err != nil {
			g.turn <- struct{}{}
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		g.turn <- struct{}{}
		return nil, err
	}
	return func() {
		g.mu.Lock()
		g.later(clock.Now().Add(g.base + g.slower))
		g.mu.Unlock()
		g.turn <- struct{}{}
	}, nil
}

// later moves the next request; it never comes earlier. g.mu is held.
func (g *gate) later(t time.Time) {
	if t.After(g.next) {
		g.next = t
	}
}

// slow sets the delay that robots.txt asks for, where it is the longer one.
func (g *gate) slow(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.base = max(g.base, d)
}

// delay is the time between two requests as it is now.
func (g *gate) delay() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.base + g.slower
}

// fine notes an answer without complaint.
func (g *gate) fine() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refused = 0
}

// Figures of the back-off.
const (
	firstBackoff = 30 * time.Second // after the first complaint that names no time
	lastBackoff  = 15 * time.Minute
	longestWait  = time.Hour        // who asks for more is left alone: the rest stays for another run
	mostSlower   = 30 * time.Second // what complaints add to the delay at most
	mostRefused  = 5                // complaints in a row after which a host is left alone
	mostStumbles = 20               // errors of the server in a row
)

// complained notes that the host asked for less, by 429 or 503, or gave no
// answer. wait is what it asked for, 0 when it named no time. Every complaint
// doubles the delay for the rest of the run. false says to leave it alone.
func (g *gate) complained(now time.Time, wait time.Duration) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refused++
	if wait <= 0 {
		wait = min(firstBackoff<<(g.refused-1), lastBackoff)
	}
	g.slower = min(max(2*g.slower, g.base), mostSlower)
	g.later(now.Add(wait))
	return wait <= longestWait && g.refused < mostRefused
}

// stumbled notes an error of the server at one address: a short rest, since the
// others may be sound. false says to leave it alone, as of complained.
func (g *gate) stumbled(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refused++
	g.later(now.Add(5*g.base + g.slower))
	return g.refused < mostStumbles
}

// gates has one gate a host, whichever site asks for it.
type gates struct {
	base func(host string) time.Duration

	mu  sync.Mutex
	all map[string]*gate
}

func (s *gates) of(host string) *gate {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.all[host]
	if g == nil {
		g = &gate{turn: make(chan struct{}, 1), base: s.base(host)}
		g.turn <- struct{}{}
		s.all[host] = g
	}
	return g
}
