package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/crawl"
	"khobao/internal/progress"
	"khobao/internal/testkit"
)

// story is a page that is an article beyond doubt, with what else it says.
func story(n int, more string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Chuyến tàu số %[1]d về bến an toàn</title>
<meta property="article:published_time" content="2024-05-01T07:%02[2]d:00+07:00"></head><body><article><h1>Chuyến tàu số %[1]d về bến an toàn</h1>
<p>Chuyến tàu số %[1]d chở đầy cá đã về đến bến lúc nửa đêm sau hai tuần bám biển xa bờ, cả đoàn đều mạnh khỏe.</p>
<p>Các thuyền viên của tàu %[1]d nói thời tiết năm nay thuận, chỉ có hai hôm sóng to phải neo lại sau đảo chờ gió dịu.</p></article>%[3]s</body></html>`,
		n, n%60, more)
}

// harbour is a paper of so many stories, each leading to the next.
func harbour(t *testing.T, stories int) *testkit.Newspaper {
	t.Helper()
	n := testkit.NewNewspaper(t, "-- / --\nETag: \"0\"\n\n<html><body><a href=/tin/1.html>1</a><a href=/tin/2.html>2</a></body></html>\n")
	for i := 1; i <= stories; i++ {
		n.Print(fmt.Sprintf("-- /tin/%d.html --\nETag: \"%d\"\n\n%s\n", i, i, story(i, fmt.Sprintf("<a href=/tin/%d.html>tiếp</a>", i+1))))
	}
	return n
}

func crawler(n *testkit.Newspaper) *crawl.Crawler {
	clock := testkit.NewClock(time.Date(2024, 5, 2, 1, 0, 0, 0, time.UTC))
	n.Now = clock.Now
	return &crawl.Crawler{Clock: clock, Options: crawl.Options{Seeds: []string{n.URL + "/"}, Depth: 100, AllowPrivate: true, Version: "test"}}
}

func TestACrawlThatIsStoppedGoesOn(t *testing.T) {
	const stories = 30
	for name, stop := range map[string]string{"by its caller": "cancel", "by its limit": "limit"} {
		t.Run(name, func(t *testing.T) {
			n := harbour(t, stories)
			dir := filepath.Join(t.TempDir(), "archive")
			for run := 1; ; run++ {
				im, closeAll, err := openHouse(dir)
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithCancel(t.Context())
				c := crawler(n)
				if stop == "limit" {
					c.Options.MaxPages = 12
				} else if run < 3 {
					n.Trap(fmt.Sprintf("/tin/%d.html", 10*run), func(w http.ResponseWriter, r *http.Request) {
						cancel() // while the page is under way
						<-r.Context().Done()
					})
				} else {
					for i := range 2 { // no trap any more
						page := story(10*(i+1), fmt.Sprintf("<a href=/tin/%d.html>tiếp</a>", 10*(i+1)+1))
						n.Trap(fmt.Sprintf("/tin/%d.html", 10*(i+1)), func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, page) })
					}
				}
				if stop == "cancel" && run == 2 { // the first trap lets go
					page := story(10, "<a href=/tin/11.html>tiếp</a>")
					n.Trap("/tin/10.html", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, page) })
				}
				report, err := im.Crawl(ctx, c, progress.Discard)
				stopped := ctx.Err() != nil
				cancel()
				if stopped != errors.Is(err, context.Canceled) || err != nil && !stopped {
					t.Fatalf("run %d: %v", run, err)
				}
				if report.Resumed != (run > 1) {
					t.Errorf("run %d: resumed %v", run, report.Resumed)
				}
				waiting := report.Crawl.Queued
				if waiting == 0 {
					if run != 3 {
						t.Errorf("done in run %d", run)
					}
					if got := len(contents(t, im)); got != stories {
						t.Errorf("%d articles, want %d", got, stories)
					}
					if diff := cmp.Diff(ids(contents(t, im)), indexed(t, im)); diff != "" {
						t.Error(diff)
					}
				}
				if err := closeAll(); err != nil {
					t.Fatal(err)
				}
				if waiting == 0 || run > 5 {
					break
				}
			}
			times := map[string]int{}
			for _, uri := range n.URIs() {
				times[uri]++
			}
			for i := 1; i <= stories; i++ {
				uri := fmt.Sprintf("/tin/%d.html", i)
				want := 1
				if stop == "cancel" && i%10 == 0 && i < 30 {
					want = 2 // the one that was under way
				}
				if times[uri] != want {
					t.Errorf("%s asked for %d times, want %d", uri, times[uri], want)
				}
			}
		})
	}
}

// TestACrawlDoneAgainTakesWhatChanged crawls a paper twice: what did not change
// is not sent again, its links are followed all the same, and what did change is
// a version.
func TestACrawlDoneAgainTakesWhatChanged(t *testing.T) {
	n := harbour(t, 5)
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	first, err := im.Crawl(t.Context(), crawler(n), progress.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if first.Counts.Added != 5 || first.Counts.Failed != 0 {
		t.Fatalf("%+v %+v", first.Counts, first.Failures)
	}
	n.Print("-- /tin/3.html --\nETag: \"3b\"\n\n" + strings.Replace(story(3, "<a href=/tin/4.html>tiếp</a>"), "nửa đêm", "gần sáng", 1) + "\n")
	n.Print("-- /tin/6.html --\n" + story(6, "") + "\n")
	again := crawler(n)
	later := testkit.NewClock(time.Date(2024, 5, 3, 1, 0, 0, 0, time.UTC))
	again.Clock, n.Now = later, later.Now
	second, err := im.Crawl(t.Context(), again, progress.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if c := second.Counts; c.Added != 1 || c.Changed != 1 || second.Crawl.Unchanged != 5 || second.Resumed {
		t.Errorf("%+v %+v", c, second.Crawl)
	}
	c, err := im.Archive.FindCapture(t.Context(), n.URL+"/tin/1.html", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Captured.Day() != 2 || c.Seen.Day() != 3 {
		t.Errorf("captured %v, seen again %v", c.Captured, c.Seen)
	}
	art, err := im.Archive.Article(t.Context(), index.NewID(n.URL+"/tin/3.html"))
	if err != nil || !strings.Contains(art.Body, "gần sáng") {
		t.Errorf("%v, %q", err, art.Body)
	}
	if err := im.Archive.Verify(t.Context(), func(p archive.Problem) { t.Errorf("%+v", p) }); err != nil {
		t.Error(err)
	}
}

// TestEverythingReceivedIsAnOriginal looks for robots.txt, redirects, site maps
// and missing pages in the archive, with the request that brought them.
func TestEverythingReceivedIsAnOriginal(t *testing.T) {
	n := harbour(t, 2)
	n.Print("-- /robots.txt --\nContent-Type: text/html\n\nUser-agent: *\nDisallow: /kin/\n-- /sitemap.xml --\nContent-Type: text/xml\n\n<urlset><url><loc>{{site}}/doi</loc></url></urlset>\n" +
		"-- /doi --\nStatus: 301\nLocation: /tin/1.html\n\n")
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	var steps []progress.Step
	report, err := im.Crawl(t.Context(), crawler(n), func(e progress.Event) {
		if e.Step != nil {
			steps = append(steps, *e.Step)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{"/robots.txt": 200, "/sitemap.xml": 200, "/doi": 301, "/tin/3.html": 404, "/": 200} {
		c, err := im.Archive.FindCapture(t.Context(), n.URL+path, time.Time{})
		if err != nil || c.Status != status {
			t.Errorf("%s: %d, %v", path, c.Status, err)
			continue
		}
		p, err := im.Archive.Original(t.Context(), c.ID)
		if err != nil || len(p.Request) == 0 || p.Request[0].Value != "KhoBao/test (newspaper archive)" {
			t.Errorf("%s: request %v, %v", path, p.Request, err)
		}
	}
	if c := report.Counts; c.Failed != 0 || c.Resources < 3 || c.Added != 2 {
		t.Errorf("%+v %+v", c, report.Failures)
	}
	if len(steps) == 0 {
		t.Fatal("no progress")
	}
	last := steps[len(steps)-1]
	if _, ok := last.Counts["queue"]; !ok || !last.Last || last.Phase != "crawl" || last.Counts["errors"] != 0 {
		t.Errorf("%+v", last)
	}
	if slices.Contains(n.URIs(), "/kin/") {
		t.Error("asked for what is forbidden")
	}
}
