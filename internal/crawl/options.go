package crawl

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"khobao/internal/failure"
)

// Options are what the user asks for.
type Options struct {
	Seeds        []string  // web addresses; without a scheme https is meant
	ListedOnly   bool      // only what site maps and feeds list, no links
	Depth        int       // links followed one after the other; 0 = the seeds and what is listed
	Since        time.Time // leaves out what a site map or feed says is older; zero = all
	Rate         float64   // requests a second and host; over 1 only for Own hosts; 0 = 1
	Own          []string  // hosts of the user's own, which Rate may hurry
	MaxPages     int       // pages asked for in this run; 0 = no limit
	Pictures     bool      // the pictures of articles too
	AllowPrivate bool      // this machine and the house network may be asked, at any port
	Contact      string    // e-mail or web address for those whose site is crawled
	Version      string    // of the program
}

// slowest is the longest delay that Rate can ask for.
const slowest = 24 * time.Hour

// delay is the time between two requests to a host: at least a second, unless
// the host is the user's own.
func (o *Options) delay(host string) time.Duration {
	if o.Rate <= 0 {
		return time.Second
	}
	d := slowest
	if o.Rate > float64(time.Second)/float64(slowest) {
		d = time.Duration(float64(time.Second) / o.Rate)
	}
	if name, _, _ := strings.Cut(host, ":"); slices.Contains(o.Own, host) || slices.Contains(o.Own, name) {
		return d
	}
	return max(d, time.Second)
}

// userAgent says who asks, and how to reach them.
func (o *Options) userAgent() string {
	s := "KhoBao/" + o.Version
	if o.Contact != "" {
		return s + " (+" + o.contactURL() + ")"
	}
	return s + " (newspaper archive)"
}

func (o *Options) contactURL() string {
	if o.from() != "" {
		return "mailto:" + o.Contact
	}
	return o.Contact
}

// from is the contact where it is an e-mail address, for the header From.
func (o *Options) from() string {
	if strings.Contains(o.Contact, "@") && !strings.Contains(o.Contact, "://") {
		return o.Contact
	}
	return ""
}

// seeds reads the addresses the user named.
func (o *Options) seeds() ([]*url.URL, error) {
	var out []*url.URL
	g := newGuard(o.AllowPrivate)
	for _, s := range o.Seeds {
		named := s
		if !strings.Contains(s, "://") {
			s = "https://" + s
		}
		u, ok := absolute(nil, s)
		if !ok {
			return nil, &failure.Error{Kind: failure.Usage, Object: named, Code: "crawl-seed"}
		}
		if err := g.check(u); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	if len(out) == 0 {
		return nil, &failure.Error{Kind: failure.Usage, Object: fmt.Sprint(o.Seeds), Code: "crawl-seed"}
	}
	return out, nil
}
