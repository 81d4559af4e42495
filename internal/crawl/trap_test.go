package crawl

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/testkit"
)

func site(t *testing.T, front string) *testkit.Newspaper {
	t.Helper()
	return testkit.NewNewspaper(t, "-- / --\n"+front+"\n")
}

func answerHTML(w http.ResponseWriter, format string, args ...any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, format, args...)
}

// TestEndlessAddressesEnd lays traps in which each page leads to another.
func TestEndlessAddressesEnd(t *testing.T) {
	next := map[string]struct {
		first string
		page  http.HandlerFunc
		most  int // pages asked for in it
	}{
		"calendar": {"/lich/2024/05", func(w http.ResponseWriter, r *http.Request) {
			var year, month int
			fmt.Sscanf(r.URL.Path, "/lich/%d/%d", &year, &month)
			day := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
			answerHTML(w, "<a href=%s>trước</a> <a href=%s>sau</a>", day.AddDate(0, -1, 0).Format("/lich/2006/01"), day.AddDate(0, 1, 0).Format("/lich/2006/01"))
		}, calendarPages},
		"calendar by query": {"/lich?thang=5&nam=2024", func(w http.ResponseWriter, r *http.Request) {
			var year, month int
			fmt.Sscan(r.URL.Query().Get("nam"), &year)
			fmt.Sscan(r.URL.Query().Get("thang"), &month)
			answerHTML(w, "<a href='/lich?thang=%d&nam=%d'>sau</a>", month%12+1, year+month/12)
		}, calendarPages},
		"repeated segment": {"/a/b/", func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "<a href='a/b/'>sâu hơn</a>")
		}, mostRepeats},
		"deeper": {"/sau/0", func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "<a href='%s/%d'>sâu hơn</a>", r.URL.Path, strings.Count(r.URL.Path, "/"))
		}, mostSegments},
		"longer": {"/dai?q=dai", func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "<a href='%s%s'>dài hơn</a>", r.URL.RequestURI(), strings.Repeat("x", 100))
		}, longestAddress / 100},
		"query explosion": {"/loc?a=1", func(w http.ResponseWriter, r *http.Request) {
			for i := range 60 {
				answerHTML(w, "<a href='%s&p%d=%d'>lọc</a> ", r.URL.RequestURI(), i, i%10)
			}
		}, queriesOfPath},
		"session": {"/phien?sid=a", func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "<a href='/phien?sid=%xz'>phiên</a>", len(r.URL.RawQuery)*7919+int(r.URL.RawQuery[len(r.URL.RawQuery)-2]))
			answerHTML(w, "<a href='/phien?sid=%sq'>phiên</a>", r.URL.Query().Get("sid"))
		}, queriesOfPath},
	}
	for name, c := range next {
		t.Run(name, func(t *testing.T) {
			n := site(t, "<a href='"+c.first+"'>vào</a><a href=/tin.html>tin</a>")
			path, _, _ := strings.Cut(c.first, "?")
			n.Trap("/"+strings.SplitN(path, "/", 3)[1], c.page)
			n.Print("-- /tin.html --\ntin\n")
			got := crawl(t, n, func(cr *Crawler) { cr.Options.Depth = 100_000 })
			pages := 0
			for _, uri := range n.URIs() {
				if strings.HasPrefix(uri, "/"+strings.SplitN(path, "/", 3)[1]) {
					pages++
				}
			}
			if pages > c.most || pages < 2 {
				t.Errorf("%d pages of the trap, want 2 to %d", pages, c.most)
			}
			if got.Trapped == 0 {
				t.Error("no link counts as trapped")
			}
			if !slices.Contains(n.URIs(), "/tin.html") {
				t.Error("the page beside the trap was not read")
			}
		})
	}
}

// TestArticlesAreNoTrap holds that addresses of real articles are not capped as
// calendars and lists are.
func TestArticlesAreNoTrap(t *testing.T) {
	for _, form := range []string{
		"https://a.example/thoi-su/bai-viet-so-%d.html", "https://a.example/2024/05/cau-moi-thong-xe-%d.html",
		"https://a.example/news/%06d.html", "https://a.example/index.php?id=%06d", "https://a.example/Default.aspx?tabid=55&ItemID=%06d",
		"https://a.example/tin/20240501%06d.htm",
	} {
		s := traps{shapes: map[string]int{}, paths: map[string]int{}}
		for i := range 5000 {
			u, err := url.Parse(fmt.Sprintf(form, i))
			if err != nil {
				t.Fatal(err)
			}
			if s.enough(u) {
				t.Errorf("%s is taken for a trap", u)
				break
			}
		}
	}
}

func TestFaultsAreNamedAndTheCrawlGoesOn(t *testing.T) {
	bomb := func(size int) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		handle http.HandlerFunc // of /bay
		want   []string         // failures
		kept   int              // bytes of the page; 0 when it is not kept
		stats  func(Stats) bool
	}{
		"loop": {func(w http.ResponseWriter, r *http.Request) {
			to := "/bay"
			if r.URL.Path == "/bay" {
				to = "/bay/2"
			}
			http.Redirect(w, r, to, http.StatusFound)
		}, []string{"crawl-loop /bay/2"}, 0, func(s Stats) bool { return s.Redirects == 2 }},
		"endless redirects": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, []string{"crawl-redirects /bay" + strings.Repeat("x", maxHops)}, 0, func(s Stats) bool { return s.Redirects == maxHops+1 }},
		"redirect inside": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/", http.StatusFound)
		}, []string{"crawl-address /latest/"}, 0, func(s Stats) bool { return s.Redirects == 1 }},
		"slow header": {func(w http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}, []string{"crawl-timeout /bay"}, 0, nil},
		"slow body": {func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "<p>bắt đầu")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, []string{"crawl-timeout /bay"}, 0, nil},
		"broken body": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			answerHTML(w, "<p>nửa chừng")
		}, []string{"crawl-cut /bay"}, 0, nil},
		"gzip bomb": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(bomb(8 << 20))
		}, []string{"crawl-ratio /bay"}, 0, nil},
		"gzip that is none": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			answerHTML(w, "<p>chữ thường")
		}, nil, len("<p>chữ thường"), nil},
		"10 MB page": {func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "%s", strings.Repeat("<p>trang dài", 800_000))
		}, nil, 800_000 * len("<p>trang dài"), nil},
		"page over the limit": {func(w http.ResponseWriter, r *http.Request) {
			answerHTML(w, "%s", strings.Repeat(strings.Repeat("x", 1<<20), 33))
		}, []string{"crawl-size /bay"}, 0, nil},
		"wrong charset": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<a href='/bay/\xe3\xf2'>h\xe1\xbb</a><a href=/sau-bay>b\xe0i</a>")) // Latin letters that are no UTF-8
		}, nil, len("<a href='/bay/\xe3\xf2'>h\xe1\xbb</a><a href=/sau-bay>b\xe0i</a>"), func(s Stats) bool { return s.Missing == 1 }},
		"pdf": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			_, _ = w.Write([]byte("%PDF-1.4"))
		}, nil, 0, func(s Stats) bool { return s.Others == 1 }},
		"gone":    {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "mất", http.StatusGone) }, nil, len("mất\n"), func(s Stats) bool { return s.Missing == 1 }},
		"refused": {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "cấm", http.StatusForbidden) }, []string{"crawl-status /bay"}, len("cấm\n"), nil},
		"broken server": {func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, "lỗi", http.StatusInternalServerError)
		}, []string{"crawl-status /bay"}, 0, func(s Stats) bool { return s.Pages == 2+maxTries }},
	} {
		t.Run(name, func(t *testing.T) {
			n := site(t, "<a href=/bay>bẫy</a><a href=/tin.html>tin</a>")
			n.Print("-- /tin.html --\ntin\n")
			n.Trap("/bay", c.handle)
			got := crawl(t, n, func(cr *Crawler) {
				if strings.HasPrefix(name, "slow") {
					cr.Limits = Limits{Header: 60 * time.Millisecond, Idle: 60 * time.Millisecond}
				}
			})
			if diff := cmp.Diff(c.want, got.failures()); diff != "" {
				t.Error(diff)
			}
			kept := 0
			for _, v := range got.visits {
				if v.Page != nil && strings.HasSuffix(v.Page.URL, "/bay") && v.Page.Location == "" {
					kept = len(v.Page.Body)
				}
			}
			if kept != c.kept {
				t.Errorf("%d bytes kept, want %d", kept, c.kept)
			}
			if c.stats != nil && !c.stats(got.Stats) {
				t.Errorf("%+v", got.Stats)
			}
			if !slices.Contains(n.URIs(), "/tin.html") {
				t.Error("the crawl did not go on")
			}
			if got.Queued != 0 {
				t.Errorf("%d still wait", got.Queued)
			}
		})
	}
}

func TestTheHostIsGivenTheRestItAsksFor(t *testing.T) {
	n := site(t, "<a href=/1>1</a>")
	n.Print("-- /1 --\nmột\n")
	times := 0
	n.Trap("/1", func(w http.ResponseWriter, r *http.Request) {
		switch times++; times {
		case 1:
			w.Header().Set("Retry-After", "120")
			http.Error(w, "", http.StatusTooManyRequests)
		case 2:
			w.Header().Set("Retry-After", n.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat))
			http.Error(w, "", http.StatusServiceUnavailable)
		default:
			answerHTML(w, "một")
		}
	})
	got := crawl(t, n, nil)
	var at []time.Time
	for _, a := range n.Asked() {
		if a.URI == "/1" {
			at = append(at, a.Begun)
		}
	}
	if len(at) != 3 || at[1].Sub(at[0]) < 2*time.Minute || at[2].Sub(at[1]) < 10*time.Minute-time.Second {
		t.Errorf("asked at %v", at)
	}
	if got.failures() != nil || got.Sites[0].Delay <= 1 {
		t.Errorf("failures %v, delay %v", got.failures(), got.Sites[0].Delay)
	}
}

func TestAHostThatKeepsComplainingIsLeftAlone(t *testing.T) {
	for name, wait := range map[string]string{"for hours": "86400", "again and again": ""} {
		t.Run(name, func(t *testing.T) {
			n := site(t, "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a>")
			for _, path := range []string{"/1", "/2", "/3"} {
				n.Trap(path, func(w http.ResponseWriter, r *http.Request) {
					if wait != "" {
						w.Header().Set("Retry-After", wait)
					}
					http.Error(w, "", http.StatusTooManyRequests)
				})
			}
			got := crawl(t, n, nil)
			if f := got.failures(); len(f) != 1 || !strings.HasPrefix(f[0], CodeBusy) {
				t.Errorf("failures %v", f)
			}
			if got.Sites[0].Why != CodeBusy || got.Queued == 0 || got.Sites[0].Queued != got.Queued {
				t.Errorf("%+v, %d queued", got.Sites, got.Queued)
			}
			if got.clock.Now().Sub(morning) > 2*time.Hour {
				t.Error("waited too long")
			}
		})
	}
}
