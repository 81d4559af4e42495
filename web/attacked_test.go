package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"khobao/index"
	stored "khobao/internal/page"
	"khobao/internal/testkit/browser"
)

// attacksSeen is how many of the attacks a browser without any guard must carry
// out: so many are known to be stopped by the guards and not by the browser.
const attacksSeen = 200

// settle waits until what a page's frames began has had time to arrive: nothing
// else tells that something will not happen.
const settle = `new Promise(done => setTimeout(done, 400))`

// framesAtOnce is how many attacks are opened side by side.
const framesAtOnce = 40

// battle opens the same attacks behind each guard alone.
type battle struct {
	t   *testing.T
	ctx context.Context
	out *canary
	n   int // attacks
}

// serveEach answers /0, /1, … with what write writes, and gives the address.
func serveEach(t *testing.T, write func(w http.ResponseWriter, i int)) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &i); err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		write(w, i)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// open shows every attack of an address in frames with these attributes and
// gives those that reached the canary.
func (b *battle) open(base, attributes string) map[string]bool {
	b.t.Helper()
	hall := serveEach(b.t, func(w http.ResponseWriter, first int) {
		for i := first; i < min(first+framesAtOnce, b.n); i++ {
			fmt.Fprintf(w, "<iframe %s src=\"%s/%d\"></iframe>", attributes, base, i)
		}
	})
	met := map[string]bool{}
	for i := 0; i < b.n; i += framesAtOnce {
		b.visit(fmt.Sprintf("%s/%d", hall, i), met)
	}
	return met
}

// visit opens a page, lets it settle and notes what was met.
func (b *battle) visit(address string, met map[string]bool) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(address)); err != nil {
		b.t.Fatalf("%s: %v", address, err)
	}
	b.settle(address, met)
}

func (b *battle) settle(address string, met map[string]bool) {
	b.t.Helper()
	wait, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	// A page that navigated away (some attacks do) has no promise to keep.
	if _, err := chromedp.Run(wait, chromedp.Evaluate[chromedp.Void](settle, chromedp.EvalAwaitPromise)); err != nil && b.ctx.Err() != nil {
		b.t.Fatalf("%s: %v", address, err)
	}
	for _, path := range b.out.take() {
		met[strings.TrimPrefix(strings.TrimPrefix(path, "/loaded"), "/")] = true
	}
}

// name says which attacks were met.
func name(met map[string]bool, list []string) string {
	var b strings.Builder
	for id := range met {
		var i int
		if _, err := fmt.Sscanf(id, "%d", &i); err == nil && i < len(list) {
			fmt.Fprintf(&b, "\n%d: %s", i, list[i])
		} else {
			fmt.Fprintf(&b, "\n%s", id)
		}
	}
	return b.String()
}

func TestArchivedPagesDoNothing(t *testing.T) {
	b := &battle{t: t, ctx: browser.Open(t).Ctx, out: newCanary(t)}
	s, shelf, _ := live(t)
	list := attacks()
	b.n = len(list)
	ids, bodies := make([]string, b.n), make([]string, b.n)
	for i, a := range list {
		bodies[i] = "<!doctype html><title>a</title>" + strings.ReplaceAll(a, "✗", fmt.Sprintf("%s/%d", b.out.URL, i))
		ids[i] = shelf.keep("", stored.Page{URL: fmt.Sprintf("https://x.example/%d", i), ContentType: "text/html", Body: []byte(bodies[i])})
	}
	raw := serveEach(t, func(w http.ResponseWriter, i int) { fmt.Fprint(w, bodies[i]) })
	guarded := serveEach(t, func(w http.ResponseWriter, i int) {
		w.Header().Set("Content-Security-Policy", strings.ReplaceAll(s.replayPolicy(), "frame-ancestors", "x-none"))
		fmt.Fprint(w, bodies[i])
	})
	inert := serveEach(t, func(w http.ResponseWriter, i int) {
		body, err := inertHTML(bodies[i], resources(t.Context(), s.deps.Archive, shelf.pages[ids[i]]))
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, "%s", body)
	})

	// Without any guard the attacks work: so this test can see them. A slow machine
	// is given the time it needs.
	seen := map[string]bool{}
	const allowed = "sandbox='allow-scripts allow-forms allow-same-origin'"
	for len(seen) < attacksSeen && b.ctx.Err() == nil {
		before := len(seen)
		for id := range b.open(raw, allowed) {
			seen[id] = true
		}
		if len(seen) == before {
			break
		}
	}
	t.Logf("%d of %d attacks work without guards", len(seen), b.n)
	if len(seen) < attacksSeen {
		unseen := map[string]bool{}
		for i := range list {
			if id := fmt.Sprint(i); !seen[id] {
				unseen[id] = true
			}
		}
		t.Fatalf("without guards only %d of %d attacks are seen, want %d; not seen:%s", len(seen), b.n, attacksSeen, name(unseen, list))
	}
	// Each guard alone stops every one of them.
	if met := b.open(guarded, ""); len(met) > 0 {
		t.Errorf("the policy alone lets through %s", name(met, list))
	}
	if met := b.open(inert, ""); len(met) > 0 {
		t.Errorf("the rewriting alone lets through %s", name(met, list))
	}
	// And so does the site itself: all framed as it frames them, some opened as a
	// reader opens them.
	met := map[string]bool{}
	for i, id := range ids {
		switch i % 16 {
		case 0:
			open(b.ctx, t, s.deps.SiteURL+"/ban-luu/"+id)
		case 8:
			open(b.ctx, t, s.deps.ReplayURL+"/"+id+"/")
		}
	}
	b.visit(s.deps.SiteURL+"/", met)
	if len(met) > 0 {
		t.Errorf("the site lets through %s", name(met, list))
	}
}

// TestTextsAndQueriesDoNothing puts every attack into an article's title, lead,
// text, section, author and tag and into the search field and the filters, and
// opens the pages that show them in a browser that ignores our policy: what is
// left is the escaping. Behind the policy alone the raw attacks do nothing either.
func TestTextsAndQueriesDoNothing(t *testing.T) {
	b := &battle{t: t, ctx: browser.Open(t).Ctx, out: newCanary(t)}
	s, shelf, _ := live(t)
	list := attacks()
	b.n = len(list)
	bodies := make([]string, b.n)
	for i, a := range list {
		bodies[i] = strings.ReplaceAll(a, "✗", fmt.Sprintf("%s/%d", b.out.URL, i))
		x := bodies[i]
		shelf.add(index.Article{
			URL: fmt.Sprintf("https://x.example/%d", i), Site: "x.example", Title: x + " xgiao", Lead: x, Body: x + "\n\n" + x, Section: []string{x}, Authors: []string{x}, Tags: []string{x},
			Captions: []index.Caption{{Text: x, Image: x}}, OriginalSource: x, Published: index.NewDay(2020, 1, 1),
		}, "")
	}
	guarded := serveEach(t, func(w http.ResponseWriter, i int) {
		w.Header().Set("Content-Security-Policy", strings.ReplaceAll(s.sitePolicy(), "frame-ancestors", "x-none"))
		fmt.Fprint(w, "<!doctype html><title>a</title>"+bodies[i])
	})
	// Without its redirect, which is no script and loads nothing into the page.
	met := b.open(guarded, "")
	for id := range met {
		var i int
		if _, err := fmt.Sscanf(id, "%d", &i); err == nil && leaves(list[i]) {
			delete(met, id)
		}
	}
	if len(met) > 0 {
		t.Errorf("the policy of the site alone lets through %s", name(met, list))
	}
	if _, err := chromedp.Call(b.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	met = map[string]bool{}
	for p := 1; p <= (b.n+99)/100; p++ {
		b.visit(fmt.Sprintf("%s/search?q=xgiao&moi-trang=100&tr=%d", s.deps.SiteURL, p), met)
	}
	b.visit(s.deps.SiteURL+"/", met)
	b.visit(s.deps.SiteURL+"/gia-tri/author", met)
	b.visit(s.deps.SiteURL+"/ngu-canh?q=xgiao", met)
	for i := range list {
		if len(bodies[i]) > 2000 {
			continue // longer than an address is read
		}
		q := url.QueryEscape(bodies[i])
		address := s.deps.SiteURL + "/search?q=" + q + "&muc=" + q + "&tru-tacgia=" + q + "&tu=" + q + "&nguyen-van=" + q
		if i%2 == 1 {
			address = s.deps.SiteURL + "/bai/" + shelf.articles[len(shelf.articles)-b.n+i].ID + "?q=" + q
		}
		open(b.ctx, t, address)
	}
	b.settle("the last page", met)
	if len(met) > 0 {
		t.Errorf("with no policy the pages let through %s", name(met, list))
	}
}

// leaves reports whether an attack leads a page of its own away, which no policy
// of that page forbids: pages of ours hold no such element.
func leaves(attack string) bool {
	return strings.Contains(attack, "http-equiv") && strings.Contains(attack, "refresh")
}
