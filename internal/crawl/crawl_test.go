package crawl

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/testkit"
)

var morning = time.Date(2024, 5, 2, 1, 0, 0, 0, time.UTC)

func paper(t *testing.T) *testkit.Newspaper {
	t.Helper()
	b, err := os.ReadFile("testdata/bao.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return testkit.NewNewspaper(t, string(b))
}

// crawled is what a run gave.
type crawled struct {
	Result
	visits []Visit
	clock  *testkit.Clock
}

// crawl runs a crawler over the newspaper's front page by a clock that does not
// wait; every request takes a tenth of a second of it.
func crawl(t *testing.T, n *testkit.Newspaper, change func(*Crawler)) crawled {
	t.Helper()
	clock := testkit.NewClock(morning)
	n.Now = clock.Now
	c := &Crawler{
		Clock: clock, Limits: Limits{Idle: 5 * time.Second},
		Options: Options{Seeds: []string{n.URL + "/"}, Depth: 3, AllowPrivate: true, Version: "test"},
	}
	if change != nil {
		change(c)
	}
	out := crawled{clock: clock}
	var err error
	out.Result, err = c.Run(t.Context(), nil, func(v Visit) error {
		clock.Pass(100 * time.Millisecond)
		out.visits = append(out.visits, v)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// failures lists the codes of what failed, with the path.
func (c crawled) failures() []string {
	var out []string
	for _, v := range c.visits {
		if v.Failure != nil {
			_, path, _ := strings.Cut(strings.TrimPrefix(v.Failure.Object, "http://"), "/")
			out = append(out, v.Failure.Code+" /"+path)
		}
	}
	return out
}

func TestSiteMapsAndFeedsComeFirst(t *testing.T) {
	n := paper(t)
	got := crawl(t, n, nil)
	want := []string{
		"/robots.txt", "/so-do.xml", "/so-do-moi.xml", "/so-do-cu.xml", "/", "/tin-moi.rss",
		"/tin/tau-ve.html", "/tin/cho-moi.html", "/tin/cau-cu.html", "/tin/mua-lon.html",
		"/thoi-su/", "/quan-tri/gioi-thieu.html", "/chuyen-vao-trong.html", "/thoi-su/trang-2.html", "/mat.html", "/sau/ba.html",
	}
	if diff := cmp.Diff(want, n.URIs()); diff != "" {
		t.Error(diff)
	}
	wantStats := Stats{Requests: 16, Pages: 11, Redirects: 1, Missing: 1, Disallowed: 4}
	if diff := cmp.Diff(wantStats, got.Stats); diff != "" {
		t.Error(diff)
	}
	if f := got.failures(); f != nil {
		t.Errorf("failures %v", f)
	}
	if diff := cmp.Diff([]Site{{Host: n.Host(), Delay: 2}}, got.Sites); diff != "" {
		t.Error(diff)
	}
}

func TestOptionsNarrowACrawl(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Options)
		with   []string // asked for, among others
		not    []string
	}{
		"listed only": {func(o *Options) { o.ListedOnly = true }, []string{"/tin/cho-moi.html", "/tin/mua-lon.html"}, []string{"/thoi-su/"}},
		"depth":       {func(o *Options) { o.Depth = 1 }, []string{"/thoi-su/"}, []string{"/thoi-su/trang-2.html"}},
		"since":       {func(o *Options) { o.Since = time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC) }, []string{"/so-do-moi.xml", "/tin/tau-ve.html"}, []string{"/so-do-cu.xml", "/tin/cau-cu.html"}},
		"pages":       {func(o *Options) { o.MaxPages = 2 }, []string{"/", "/tin/tau-ve.html"}, []string{"/tin/cho-moi.html"}},
		"pictures":    {func(o *Options) { o.Pictures = true }, []string{"/anh/cho.jpg", "/anh/cho-1.jpg"}, []string{"/cho.gif"}},
	} {
		t.Run(name, func(t *testing.T) {
			n := paper(t)
			got := crawl(t, n, func(cr *Crawler) { c.change(&cr.Options) })
			for _, uri := range c.with {
				if !slices.Contains(n.URIs(), uri) {
					t.Errorf("did not ask for %s: %v", uri, n.URIs())
				}
			}
			for _, uri := range c.not {
				if slices.Contains(n.URIs(), uri) {
					t.Errorf("asked for %s", uri)
				}
			}
			if full := name == "pages"; got.Full != full || got.Queued > 0 != full {
				t.Errorf("full %v, %d queued", got.Full, got.Queued)
			}
		})
	}
}

// TestTheCrawlerIsPolite crawls 500 pages with redirects into what robots.txt
// forbids.
func TestTheCrawlerIsPolite(t *testing.T) {
	n := testkit.NewNewspaper(t, "-- /robots.txt --\nUser-agent: khobao\nDisallow: /cam/\n\nUser-agent: *\nDisallow: /\n")
	n.Trap("/tin-", func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/tin-%d.html", &i); err != nil {
			http.NotFound(w, r)
			return
		}
		switch {
		case i%7 == 0:
			http.Redirect(w, r, fmt.Sprintf("/cam/%d.html", i), http.StatusFound)
		case i < 1000:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<a href="/tin-%d.html">a</a> <a href="/tin-%d.html">b</a> <a href="/cam/%d.html">c</a>`, 2*i+1, 2*i+2, i)
		}
	})
	n.Print("-- / --\n<a href=/tin-1.html>1</a> <a href=/tin-2.html>2</a> <a href=/tin-3.html>3</a> <a href=/tin-4.html>4</a>\n")
	got := crawl(t, n, func(c *Crawler) { c.Options.Depth = 50 })
	asked := n.Asked()
	if len(asked) < 500 {
		t.Fatalf("only %d requests", len(asked))
	}
	for i := 1; i < len(asked); i++ {
		if gap := asked[i].Begun.Sub(asked[i-1].Ended); gap < time.Second {
			t.Fatalf("%s came %v after %s", asked[i].URI, gap, asked[i-1].URI)
		}
		if strings.HasPrefix(asked[i].URI, "/cam/") {
			t.Errorf("asked for %s, which robots.txt forbids", asked[i].URI)
		}
	}
	if n.Most() != 1 {
		t.Errorf("%d requests at once", n.Most())
	}
	if got.Disallowed < 100 || got.Redirects < 50 {
		t.Errorf("%+v: the test proves nothing", got.Stats)
	}
	if a := asked[0].Header.Get("User-Agent"); a != "KhoBao/test (newspaper archive)" {
		t.Errorf("User-Agent %q", a)
	}
}

func TestOnlyOwnHostsAreHurried(t *testing.T) {
	for _, c := range []struct {
		rate float64
		own  []string
		want time.Duration
	}{
		{0, nil, time.Second},
		{5, nil, time.Second},
		{0.5, nil, 2 * time.Second},
		{5, []string{"bencang.example"}, 200 * time.Millisecond},
		{5, []string{"khac.example"}, time.Second},
		{1e-12, nil, 24 * time.Hour},
	} {
		o := Options{Rate: c.rate, Own: c.own}
		if got := o.delay("bencang.example"); got != c.want {
			t.Errorf("rate %v, own %v: %v, want %v", c.rate, c.own, got, c.want)
		}
		if got := o.delay("bencang.example:8080"); got != c.want {
			t.Errorf("rate %v, own %v, with a port: %v, want %v", c.rate, c.own, got, c.want)
		}
	}
}

func TestTheContactIsInTheUserAgent(t *testing.T) {
	n := paper(t)
	crawl(t, n, func(c *Crawler) { c.Options.Contact = "luutru@bencang.example"; c.Options.MaxPages = 1 })
	h := n.Asked()[0].Header
	if h.Get("User-Agent") != "KhoBao/test (+mailto:luutru@bencang.example)" || h.Get("From") != "luutru@bencang.example" {
		t.Errorf("%v", h)
	}
}
