package crawl

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/temoto/robotstxt"

	"khobao/internal/testkit"
)

func TestRobotsOfRFC9309(t *testing.T) {
	for _, c := range []struct{ name, file, allowed, forbidden string }{
		{"none", "", "/ /a", ""},
		{"empty rule allows all", "User-agent: *\nDisallow:\n", "/ /a", ""},
		{"all", "User-agent: *\nDisallow: /\n", "/robots.txt", "/ /a /a?b"},
		{"prefix", "User-agent: *\nDisallow: /cam\n", "/ /ca /tin/cam", "/cam /cam/ /cam.html /campha"},
		{"longest", "User-agent: *\nDisallow: /a/\nAllow: /a/b/\nDisallow: /a/b/c\n", "/a/b/ /a/b/d", "/a/ /a/x /a/b/c"},
		{"allow wins a tie", "User-agent: *\nDisallow: /trang\nAllow: /trang\n", "/trang", ""},
		{"order is nothing", "User-agent: *\nAllow: /a/b\nDisallow: /a\n", "/a/b", "/a"},
		{"star", "User-agent: *\nDisallow: /*.php\n", "/a.html /php", "/a.php /a.php?b /x/y.php5"},
		{"star is anchored", "User-agent: *\nDisallow: /fish*.php\n", "/x/fish1.php /Fish.php", "/fish.php /fishheads/a.php?b"},
		{"end", "User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?x /a.pdf/", "/a.pdf /b/a.pdf"},
		{"end of all", "User-agent: *\nAllow: /$\nDisallow: /\n", "/", "/a"},
		{"dollar inside", "User-agent: *\nDisallow: /a$b\n", "/a", "/a$b /a$bc"},
		{"several stars", "User-agent: *\nDisallow: /a*b*c\n", "/abd /acb", "/abc /axbxc /aabbcc"},
		{"query", "User-agent: *\nDisallow: /*?in=\n", "/a /a?b", "/a?in=1 /a/b?in="},
		{"our group", "User-agent: *\nDisallow: /\n\nUser-agent: KhoBao\nDisallow: /x\n", "/ /a", "/x"},
		{"our group without rules", "User-agent: *\nDisallow: /\n\nUser-agent: khobao\nDisallow:\n", "/ /a", ""},
		{"our group in two parts", "User-agent: khobao\nDisallow: /a\n\nUser-agent: khac\nDisallow: /\n\nUser-agent: KHOBAO\nDisallow: /b\n", "/c", "/a /b"},
		{"several agents a group", "User-agent: khac\nUser-agent: khobao\nDisallow: /a\n", "/b", "/a"},
		{"with a version", "User-agent: khobao/1.0 (x)\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/b", "/a"},
		{"another that begins alike", "User-agent: khobaokhac\nDisallow: /\n", "/a", ""},
		{"comments and spaces", "# báo\nUSER-AGENT : * # mọi người\n  disallow :/a # cấm\n", "/b", "/a"},
		{"byte order mark", "\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", "/b", "/a"},
		{"old line ends", "User-agent: *\rDisallow: /a\rDisallow: /b\r\n", "/c", "/a /b"},
		{"rules before any agent", "Disallow: /a\nUser-agent: *\nDisallow: /b\n", "/a", "/b"},
		{"bad lines among good", "<html>\nUser-agent: *\nCrawl-delay: chậm\nNoise\nDisallow: /a\nHost: x\n", "/b", "/a"},
		{"other words keep the group", "User-agent: *\nSitemap: /s.xml\nDisallow: /a\n", "/b", "/a"},
		{"percent", "User-agent: *\nDisallow: /%7Etoi/\nDisallow: /tin-t%e1%bb%a9c\nDisallow: /báo\n", "/toi/", "/~toi/a /tin-t%E1%BB%A9c /tin-tức/x /b%C3%A1o"},
		{"escaped slash is another path", "User-agent: *\nDisallow: /a%2Fb\n", "/a/b", "/a%2fb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := parseRobots([]byte(c.file))
			for want, paths := range map[bool]string{true: c.allowed, false: c.forbidden} {
				for path := range strings.FieldsSeq(paths) {
					u, err := url.Parse("https://a.example" + path)
					if err != nil {
						t.Fatal(err)
					}
					if got := r.allowed(u); got != want {
						t.Errorf("%s: allowed %v", path, got)
					}
				}
			}
		})
	}
}

func TestRobotsBesideTheRules(t *testing.T) {
	r := parseRobots([]byte("Sitemap: https://a.example/s1.xml\nUser-agent: *\nCrawl-delay: 1.5\nSitemap: /s2.xml\nCrawl-delay: -3\n"))
	if r.delay != 1500*time.Millisecond || !slices.Equal(r.sitemaps, []string{"https://a.example/s1.xml", "/s2.xml"}) {
		t.Errorf("%v, %v", r.delay, r.sitemaps)
	}
	long := parseRobots([]byte("User-agent: *\n" + strings.Repeat("#", robotsSize) + "\nDisallow: /\n"))
	if u, _ := url.Parse("https://a.example/"); !long.allowed(u) {
		t.Error("read beyond 500 KiB")
	}
	for in, want := range map[string]time.Duration{"10": 10 * time.Second, "NaN": 0, "Inf": 0, "-1": 0, "1e9": 24 * time.Hour, "": 0} {
		if got := seconds(in); got != want {
			t.Errorf("Crawl-delay %q: %v, want %v", in, got, want)
		}
	}
}

// FuzzRobots holds ours against another reader where both read the same: no
// wildcards and no escapes, which the other matches in its own way.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c")
	f.Add("User-agent: khobao\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "/")
	f.Add("User-agent: *\nDisallow: /*.php$\n", "/x.php")
	f.Add("Disallow: /\n%\x00:", "/%zz?")
	f.Fuzz(func(t *testing.T, file, path string) {
		r := parseRobots([]byte(file))
		u := &url.URL{Scheme: "https", Host: "a.example", Path: "/" + path}
		got := r.allowed(u)
		if len(r.rules) == 0 && !got {
			t.Fatal("forbidden without a rule")
		}
		plain := func(c rune) bool {
			return c != '\n' && (c < ' ' || c > '~' || strings.ContainsRune("*$%#?", c))
		}
		lower := strings.ToLower(file)
		if strings.IndexFunc(path+strings.ReplaceAll(strings.ReplaceAll(file, "Agent: *", ""), "agent: *", ""), plain) >= 0 ||
			strings.Count(lower, "user-agent") != strings.Count(file, "User-agent: *\n") || u.Path == "/robots.txt" ||
			strings.Contains(file, " \n") || strings.Contains(file, "/ ") || strings.Count(file, ":") != strings.Count(file, ": /")+strings.Count(file, ": *") {
			return
		}
		other, err := robotstxt.FromString(file)
		if err != nil {
			return
		}
		path = normalPath(u.EscapedPath())
		if strings.Contains(path, "%") || tie(r, path) {
			return
		}
		if want := other.TestAgent(path, product); got != want {
			t.Errorf("%q, %s: we say %v, the other reader %v", file, path, got, want)
		}
	})
}

// tie tells of rules of one length that say yes and no: there the other reader
// takes the first.
func tie(r *robots, path string) bool {
	for _, a := range r.rules {
		for _, b := range r.rules {
			if a.allow != b.allow && a.path == b.path && matchRobots(a.path, path) {
				return true
			}
		}
	}
	return false
}

func TestRobotsThatCannotBeHad(t *testing.T) {
	for name, c := range map[string]struct {
		handle http.HandlerFunc
		pages  int
		stop   string
	}{
		"500":       {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusInternalServerError) }, 0, CodeRobots},
		"503":       {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusServiceUnavailable) }, 0, CodeRobots},
		"429":       {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusTooManyRequests) }, 0, CodeRobots},
		"no answer": {func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, 0, CodeRobots},
		"404":       {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusNotFound) }, 2, ""},
		"403":       {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "", http.StatusForbidden) }, 2, ""},
		"redirects that end": {func(w http.ResponseWriter, r *http.Request) {
			if len(r.URL.RawQuery) < 5 {
				http.Redirect(w, r, "/robots.txt?"+r.URL.RawQuery+"x", http.StatusFound)
				return
			}
			fmt.Fprint(w, "User-agent: *\nDisallow: /tin\n")
		}, 1, ""},
		"redirects without end": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt?"+r.URL.RawQuery+"x", http.StatusFound)
		}, 2, ""},
		"redirect inside": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		}, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			n := site(t, "<a href=/tin>tin</a>")
			n.Print("-- /tin --\ntin\n")
			n.Trap("/robots.txt", c.handle)
			got := crawl(t, n, func(cr *Crawler) {
				if name == "no answer" {
					cr.Limits.Header = 50 * time.Millisecond
				}
			})
			if got.Pages != c.pages || got.Sites[0].Why != c.stop {
				t.Errorf("%d pages, stopped by %q; failures %v", got.Pages, got.Sites[0].Why, got.failures())
			}
			if (got.Queued > 0) != (c.stop != "") || len(got.failures()) != len(strings.Fields(c.stop)) {
				t.Errorf("%d queued, failures %v", got.Queued, got.failures())
			}
		})
	}
}

// TestRobotsThatChangeHold lets robots.txt forbid more in the middle of a crawl
// of two days.
func TestRobotsThatChangeHold(t *testing.T) {
	var links strings.Builder
	for i := range 40 {
		fmt.Fprintf(&links, "<a href=/tin-%d>tin</a>", i)
	}
	n := testkit.NewNewspaper(t, "-- /robots.txt --\nUser-agent: *\nCrawl-delay: 3600\n-- / --\n"+links.String())
	n.Trap("/tin-", func(w http.ResponseWriter, r *http.Request) {
		answerHTML(w, "tin")
		n.Print("-- /robots.txt --\nUser-agent: *\nDisallow: /tin-\n")
	})
	got := crawl(t, n, nil)
	var read []time.Time
	for _, a := range n.Asked() {
		if a.URI == "/robots.txt" {
			read = append(read, a.Begun)
		} else if len(read) == 2 && strings.HasPrefix(a.URI, "/tin-") {
			t.Errorf("asked for %s, which is forbidden by now", a.URI)
		}
	}
	if len(read) < 2 || read[1].Sub(read[0]) < robotsAge || read[1].Sub(read[0]) > robotsAge+2*time.Hour {
		t.Errorf("robots.txt read at %v", read)
	}
	if got.Disallowed < 10 || got.Pages < 20 {
		t.Errorf("%+v", got.Stats)
	}
	if diff := cmp.Diff([]string(nil), got.failures()); diff != "" {
		t.Error(diff)
	}
}
