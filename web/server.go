package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/rank"
)

// Limits of the listeners. ReadBuffer holds the head of a request: a query of
// 400 syllables escaped is 6.4 KB, which the library's default refuses.
const (
	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second
	idleTimeout  = 60 * time.Second
	stopTimeout  = 10 * time.Second
	readBuffer   = 16 << 10
	bodyLimit    = 1 << 20
	siteBody     = 4 << 20 // a receipt of 30,000 articles
	siteConns    = 4096
	replayConns  = 1024
	adminConns   = 64
	// A hostile page can cost seconds of parsing that nothing can stop; so few
	// are parsed at once that searches keep their share of the machine.
	parseSlots = 2
)

// Server is the site, the replay and the admin door.
type Server struct {
	deps   Deps
	site   *fiber.App
	replay *fiber.App
	admin  *fiber.App

	pages   *pages
	assets  *assets
	metrics *metrics
	counts  overviewCache

	suggested suggestTable
	calendar  calendarCache
	thisDay   thisDayCache
	rates     rates
	patience  time.Duration // of one request
	now       func() time.Time
	life      context.Context // ends when the server stops; long jobs hang on it
	stop      context.CancelFunc

	parsing     chan struct{} // one slot for each stored page being made inert
	exporting   chan struct{} // one slot for each file being written
	siteOrigins []string      // as readers may write it: also localhost for a loopback address
}

// New makes the server; it opens nothing.
func New(deps Deps) (*Server, error) {
	for name, missing := range map[string]bool{
		"Search": deps.Search == nil, "Archive": deps.Archive == nil, "State": deps.State == nil,
		"Locale": deps.Locale == nil, "Log": deps.Log == nil,
	} {
		if missing {
			return nil, fmt.Errorf("make the site: Deps.%s is missing", name)
		}
	}
	for _, u := range []*string{&deps.SiteURL, &deps.ReplayURL, &deps.AdminURL} {
		*u = strings.TrimRight(*u, "/")
	}
	for _, u := range []string{deps.SiteURL, deps.ReplayURL} {
		if p, err := url.Parse(u); err != nil || p.Host == "" || p.Path != "" {
			return nil, fmt.Errorf("make the site: %q is no origin (scheme://host)", u)
		}
	}
	if deps.SiteURL == deps.ReplayURL {
		return nil, errors.New("make the site: stored originals need an origin of their own")
	}
	if deps.Joined == nil {
		deps.Joined = new(rank.Searcher).Words
	}
	s := &Server{deps: deps, now: time.Now, patience: requestTime, rates: rates{quota: rateQuota}, siteOrigins: originNames(deps.SiteURL), parsing: make(chan struct{}, parseSlots), exporting: make(chan struct{}, exportSlots)}
	s.life, s.stop = context.WithCancel(context.Background())
	var err error
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = loadPages(s.assets); err != nil {
		return nil, err
	}
	s.metrics = newMetrics(deps)
	s.site = s.newApp("site", siteConns, writeTimeout, siteBody)
	s.replay = s.newApp("replay", replayConns, writeTimeout, bodyLimit)
	// A job reports for as long as it runs; its door is on loopback and has a token.
	s.admin = s.newApp("admin", adminConns, 0, bodyLimit)
	s.routes()
	return s, nil
}

func (s *Server) newApp(name string, conns int, write time.Duration, body int) *fiber.App {
	return fiber.New(fiber.Config{
		AppName:               name,
		Immutable:             true, // strings of a request outlive it in caches and logs
		DisableStartupMessage: true,
		ReadTimeout:           readTimeout,
		WriteTimeout:          write,
		IdleTimeout:           idleTimeout,
		ReadBufferSize:        readBuffer,
		BodyLimit:             body,
		Concurrency:           conns,
		ErrorHandler:          func(c *fiber.Ctx, err error) error { return s.fail(name, c, err) },
	})
}

// Listeners are the three open sockets. Admin may be nil.
type Listeners struct{ Site, Replay, Admin net.Listener }

// Serve answers until ctx ends or a listener fails, then lets requests under
// way finish for at most ten seconds.
func (s *Server) Serve(ctx context.Context, l Listeners) error {
	type pair struct {
		app *fiber.App
		ln  net.Listener
	}
	var open []pair
	for _, p := range []pair{{s.site, l.Site}, {s.replay, l.Replay}, {s.admin, l.Admin}} {
		if p.ln != nil {
			open = append(open, p)
		}
	}
	s.warm()
	go s.rest()
	failed := make(chan error, len(open))
	var serving sync.WaitGroup
	for _, p := range open {
		serving.Go(func() {
			err := p.app.Listener(p.ln)
			if ctx.Err() == nil { // it ended by itself, whatever it says
				failed <- fmt.Errorf("serve %s on %s: %w", p.app.Config().AppName, p.ln.Addr(), errors.Join(net.ErrClosed, err))
			}
		})
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	stopErr := s.shutdown()
	for _, p := range open {
		// A listener that was not served yet is not known to its app.
		if err := p.ln.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			stopErr = errors.Join(stopErr, fmt.Errorf("close %s: %w", p.ln.Addr(), err))
		}
	}
	serving.Wait()
	return errors.Join(err, stopErr)
}

// warm gathers beforehand what the first reader would wait for. Where the index
// cannot answer yet, that reader will.
func (s *Server) warm() {
	go func() {
		ctx, cancel := context.WithTimeout(s.life, longTime)
		defer cancel()
		if s.deps.State(ctx).Status != index.Ready {
			return
		}
		if _, _, _, err := s.suggestRows(ctx); err != nil {
			s.deps.Log.Warn("gather what is suggested", "err", err)
		}
	}()
}

// shutdown ends long jobs and lets the rest finish.
func (s *Server) shutdown() error {
	s.stop()
	var mu sync.Mutex
	var all error
	var wg sync.WaitGroup
	for _, app := range []*fiber.App{s.site, s.replay, s.admin} {
		wg.Go(func() {
			if err := app.ShutdownWithTimeout(stopTimeout); err != nil {
				mu.Lock()
				all = errors.Join(all, fmt.Errorf("stop %s: %w", app.Config().AppName, err))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return all
}

// URLOf gives the address a reader on this machine types for a listener.
func URLOf(ln net.Listener) string {
	host, port, err := net.SplitHostPort(ln.Addr().String())
	if err != nil {
		return "http://" + ln.Addr().String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// originNames lists the ways a reader may write an origin: itself, and for a
// loopback address the other names of this machine.
func originNames(origin string) []string {
	names := []string{origin}
	u, err := url.Parse(origin)
	if err != nil || !loopback(u.Hostname()) {
		return names
	}
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]"} {
		other := u.Scheme + "://" + host
		if port := u.Port(); port != "" {
			other += ":" + port
		}
		if other != origin {
			names = append(names, other)
		}
	}
	return names
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
