package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"khobao/internal/testkit/browser"
)

// canary is a server outside the archive. Nothing stored may ever reach it.
type canary struct {
	*httptest.Server
	mu  sync.Mutex
	met []string
}

func newCanary(t *testing.T) *canary {
	c := &canary{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if r.URL.Path != "/favicon.ico" {
			c.met = append(c.met, r.URL.Path)
		}
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "new Image().src=%q", c.Server.URL+"/loaded"+r.URL.Path)
	}))
	t.Cleanup(c.Close)
	return c
}

// take gives what was met since it was last asked.
func (c *canary) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	met := c.met
	c.met = nil
	slices.Sort(met)
	return slices.Compact(met)
}

func open(ctx context.Context, t *testing.T, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// live serves a site on loopback until the test ends.
func live(t *testing.T) (*Server, *shelf, Listeners) {
	t.Helper()
	shelf := newShelf()
	s, l := liveOn(t, shelf)
	return s, shelf, l
}

// liveOn serves these articles.
func liveOn(t *testing.T, shelf *shelf, change ...func(*Deps)) (*Server, Listeners) {
	t.Helper()
	l := Listeners{Site: listen(t), Replay: listen(t)}
	s := newServer(t, shelf, append(change, func(d *Deps) { d.SiteURL, d.ReplayURL = URLOf(l.Site), URLOf(l.Replay) })...)
	serveUntilEnd(t, s, l)
	return s, l
}

// serveUntilEnd answers on real sockets until the test ends.
func serveUntilEnd(t *testing.T, s *Server, l Listeners) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
}

// TestReaderFindsFiltersAndReads goes a reader's way through the site on a phone.
func TestReaderFindsFiltersAndReads(t *testing.T) {
	tab := browser.Open(t)
	ctx := tab.Ctx
	s, shelf, _ := live(t)
	shelf.more(60)
	messages := chromedp.Console(ctx)
	do, evaluate := tab.Do, tab.Evaluate
	press := func(selector string) {
		t.Helper()
		tab.Leave(chromedp.Click(chromedp.CSS(selector)))
		if got := evaluate("document.documentElement.scrollWidth <= innerWidth"); got != "true" {
			t.Errorf("%s scrolls sideways at 360", evaluate("location.href"))
		}
	}
	do(chromedp.EmulateViewport(360, 640), chromedp.Navigate(s.deps.SiteURL+"/"), chromedp.SendKeys(chromedp.CSS("#q"), "giao thong"))
	press("button.go")
	if got := evaluate("location.pathname + location.search"); got != "/search?q=giao+thong" {
		t.Fatalf("searching leads to %s", got)
	}
	if got := evaluate("document.querySelector('.hit').getBoundingClientRect().top < innerHeight"); got != "true" {
		t.Error("the first result is below the fold of a phone")
	}
	do(chromedp.Click(chromedp.CSS(".sheet > summary")), chromedp.Click(chromedp.CSS(`[data-value="site:ngaymoi.example"]`)), chromedp.WaitVisible(chromedp.CSS(`.tick.on[data-value="site:ngaymoi.example"]`)))
	if got := evaluate("location.search"); got != "?q=giao+thong&nguon=ngaymoi.example" {
		t.Fatalf("ticking leads to %s", got)
	}
	if got := evaluate("document.querySelectorAll('.hit').length"); got != "2" {
		t.Errorf("%s hits after ticking, want 2", got)
	}
	if got := evaluate("[document.querySelector('.sheet').open, document.activeElement.dataset.value, document.getElementById('live').textContent]"); got != "true,site:ngaymoi.example,2 bài" {
		t.Errorf("after ticking the sheet, the focus and the spoken count are %q", got)
	}
	do(chromedp.Click(chromedp.CSS(`[data-value="site:ngaymoi.example"]`)), chromedp.WaitNotPresent(chromedp.CSS(".tick.on")), chromedp.NavigateBack(), chromedp.WaitVisible(chromedp.CSS(".tick.on")))
	if got := evaluate("location.search + document.querySelectorAll('.hit').length"); got != "?q=giao+thong&nguon=ngaymoi.example2" {
		t.Errorf("back leads to %s", got)
	}
	do(chromedp.KeyEvent("j"))
	if got := evaluate("document.activeElement === document.querySelector('.hit h3 a')"); got != "true" {
		t.Error("j does not go to the first result")
	}
	press(".hit h3 a")
	if got := evaluate("document.querySelector('h1').textContent"); got != "Siết kiểm tra giao thông dịp cuối năm" {
		t.Errorf("the article is %q", got)
	}
	if got := evaluate("getComputedStyle(document.body).backgroundColor"); got != "rgb(251, 249, 244)" {
		t.Errorf("the ground is %s", got)
	}
	do(chromedp.Click(chromedp.CSS("[data-do=ground]")), chromedp.Reload())
	if got := evaluate("getComputedStyle(document.body).backgroundColor"); got != "rgb(23, 22, 19)" {
		t.Errorf("the chosen ground is not kept: %s", got)
	}
	press(".tools a")
	if got := evaluate("document.querySelector('iframe').sandbox.length + ' ' + document.cookie"); got != "0 " {
		t.Errorf("the frame's permissions and cookies: %q", got)
	}
	press(".banner a")
	press(".back a")
	if got := evaluate("location.search"); got != "?q=giao+thong&nguon=ngaymoi.example" {
		t.Errorf("the way back leads to %s", got)
	}
	if err := chromedp.Cancel(ctx); err != nil {
		t.Fatal(err)
	}
	for m, err := range messages {
		if err != nil {
			break // the tab is closed: that was all
		}
		if m.Type == "error" || m.Type == chromedp.ConsoleException {
			t.Errorf("the browser complains: %s", m.Text)
		}
	}
}
