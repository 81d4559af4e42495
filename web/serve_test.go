package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"khobao/index"
)

// pausing holds a search until it is let go.
type pausing struct {
	*shelf
	entered chan context.Context
	leave   chan struct{}
}

func (p *pausing) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if r.Q == "cham" {
		p.entered <- ctx
		<-p.leave
	}
	return p.shelf.Search(ctx, r)
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return ln
}

func TestServeLetsRequestsFinish(t *testing.T) {
	l := Listeners{Site: listen(t), Replay: listen(t), Admin: listen(t)}
	slow := &pausing{shelf: newShelf(), entered: make(chan context.Context), leave: make(chan struct{})}
	s := newServer(t, slow.shelf, func(d *Deps) {
		d.Search, d.SiteURL, d.ReplayURL, d.AdminURL = slow, URLOf(l.Site), URLOf(l.Replay), URLOf(l.Admin)
	})
	s.patience = requestTime
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	for _, base := range []string{URLOf(l.Site), URLOf(l.Replay), URLOf(l.Admin)} {
		res, err := http.Get(base + "/healthz")
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %v", base, err)
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	type reply struct {
		status int
		err    error
	}
	answered := make(chan reply, 1)
	go func() {
		res, err := http.Get(URLOf(l.Site) + "/search?q=cham")
		if err != nil {
			answered <- reply{err: err}
			return
		}
		_, err = io.Copy(io.Discard, res.Body)
		answered <- reply{res.StatusCode, err}
	}()
	searching := <-slow.entered
	if end, ok := searching.Deadline(); !ok || time.Until(end) > writeTimeout {
		t.Error("a search has no end of its own before the connection's")
	}
	stop()
	close(slow.leave)
	if r := <-answered; r.err != nil || r.status != http.StatusOK {
		t.Errorf("the request under way got %d, %v", r.status, r.err)
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

func TestServeSaysWhichListenerFailed(t *testing.T) {
	l := Listeners{Site: listen(t), Replay: listen(t)}
	s := newServer(t, newShelf())
	if err := l.Replay.Close(); err != nil {
		t.Fatal(err)
	}
	err := s.Serve(t.Context(), l)
	if err == nil || !strings.Contains(err.Error(), "serve replay on") {
		t.Errorf("serve on a closed listener: %v", err)
	}
}

func TestServeStopsBeforeItBegan(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	l := Listeners{Site: listen(t), Replay: listen(t)}
	if err := newServer(t, newShelf()).Serve(ctx, l); err != nil {
		t.Errorf("serve: %v", err)
	}
}

func TestNewRefusesHalfAServer(t *testing.T) {
	whole := newServer(t, newShelf()).deps
	for name, change := range map[string]func(*Deps){
		"no search":          func(d *Deps) { d.Search = nil },
		"no log":             func(d *Deps) { d.Log = nil },
		"no site":            func(d *Deps) { d.SiteURL = "" },
		"a path":             func(d *Deps) { d.SiteURL = "http://kho.example/a" },
		"one origin for two": func(d *Deps) { d.ReplayURL = d.SiteURL },
	} {
		deps := whole
		change(&deps)
		if _, err := New(deps); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// maxFirstPage is what a first visit may weigh over the wire, in bytes.
const maxFirstPage = 60_000

func TestFirstPageIsLight(t *testing.T) {
	shelf := newShelf()
	shelf.more(300)
	s := newServer(t, shelf)
	for _, path := range []string{"/", "/search?q=giao+thong", "/bai/" + shelf.articles[0].ID} {
		page := get(t, s, path)
		total := packed(t, page.body)
		doc := page.doc(t)
		for _, n := range append(all(doc, "script[src]"), append(all(doc, "link[rel=stylesheet]"), all(doc, "link[rel=icon]")...)...) {
			total += packed(t, get(t, s, attr(n, "src")+attr(n, "href")).body)
		}
		t.Logf("%s and its files: %d bytes compressed", path, total)
		if total > maxFirstPage {
			t.Errorf("%s and its files weigh %d bytes, over %d", path, total, maxFirstPage)
		}
	}
}

func packed(t *testing.T, s string) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestAnswersAreCompressedAndKept(t *testing.T) {
	s := newServer(t, newShelf())
	first := get(t, s, "/search?q=giao", "Accept-Encoding", "gzip")
	if first.Header.Get("Content-Encoding") != "gzip" || first.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("encoding %q, cache %q", first.Header.Get("Content-Encoding"), first.Header.Get("Cache-Control"))
	}
	again := get(t, s, "/search?q=giao", "If-None-Match", first.Header.Get("Etag"))
	if again.StatusCode != http.StatusNotModified || again.body != "" {
		t.Errorf("the same page again: status %d", again.StatusCode)
	}
	css := get(t, s, s.assets.hrefs["app.css"])
	if !strings.Contains(css.Header.Get("Cache-Control"), "immutable") || css.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("style sheet: %q %q", css.Header.Get("Cache-Control"), css.Header.Get("Content-Type"))
	}
}

// floors are the oldest releases without a known fault that reaches us.
var floors = map[string]string{
	"github.com/valyala/fasthttp": "v1.70.0",
	"github.com/gofiber/fiber/v2": "v2.52.13",
	"golang.org/x/net":            "v0.55.0",
}

func TestLibrariesAreNotOlderThanTheirFaults(t *testing.T) {
	versions := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			versions[m.Path] = m.Version
		}
	}
	if len(versions) == 0 { // a test binary need not say what it was built from
		data, err := os.ReadFile("../go.mod")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if f := strings.Fields(line); len(f) >= 2 {
				versions[f[0]] = f[1]
			}
		}
	}
	for path, floor := range floors {
		if older(versions[path], floor) {
			t.Errorf("%s is %q, want at least %s", path, versions[path], floor)
		}
	}
}

// older compares vX.Y.Z.
func older(have, want string) bool {
	var a, b [3]int
	if _, err := fmt.Sscanf(have, "v%d.%d.%d", &a[0], &a[1], &a[2]); err != nil {
		return true
	}
	for i, part := range strings.Split(strings.TrimPrefix(want, "v"), ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return true
		}
		b[i] = n
	}
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
