package web

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

// slowKinds are ways to hold a connection without asking anything.
var slowKinds = []struct{ name, begin, more string }{
	{"says nothing", "", ""},
	{"half a line", "GET /sea", ""},
	{"a head that never ends", "GET / HTTP/1.1\r\nHost: ✎\r\n", "X-A: a\r\n"},
	{"a body that never ends", "POST /do-danh-sach HTTP/1.1\r\nHost: ✎\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\ndong=", "a"},
	{"asked once and stays", "GET /healthz HTTP/1.1\r\nHost: ✎\r\n\r\n", ""},
}

// TestSlowClientsAreLetGo holds hundreds of connections open in every slow way
// there is: each is closed by the server, and readers are answered meanwhile.
func TestSlowClientsAreLetGo(t *testing.T) {
	l := Listeners{Site: listen(t), Replay: listen(t)}
	s := newServer(t, newShelf(), func(d *Deps) { d.SiteURL, d.ReplayURL = URLOf(l.Site), URLOf(l.Replay) })
	for name, app := range map[string]*fasthttp.Server{"site": s.site.Server(), "replay": s.replay.Server()} {
		if app.ReadTimeout <= 0 || app.ReadTimeout > 10*time.Second || app.IdleTimeout <= 0 || app.IdleTimeout > time.Minute || app.Concurrency <= 0 || app.Concurrency > 4096 {
			t.Errorf("a connection to the %s may read for %v and idle for %v, %d at once", name, app.ReadTimeout, app.IdleTimeout, app.Concurrency)
		}
	}
	// The same, sooner.
	s.site.Server().ReadTimeout, s.site.Server().IdleTimeout = 500*time.Millisecond, 500*time.Millisecond
	serveUntilEnd(t, s, l)

	const each = 60
	closed := make(chan error, each*len(slowKinds))
	host := l.Site.Addr().String()
	for _, kind := range slowKinds {
		for range each {
			conn, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close() })
			// On a slow machine it may have been let go already.
			_, _ = io.WriteString(conn, strings.ReplaceAll(kind.begin, "✎", host))
			gone := make(chan struct{})
			go func() { // until the server closes
				_, err := io.Copy(io.Discard, conn)
				close(gone)
				closed <- err
			}()
			if kind.more != "" {
				go trickle(conn, kind.more, gone)
			}
		}
	}
	for answered := 0; answered < 20; {
		res, err := http.Get(URLOf(l.Site) + "/search?q=giao+thong")
		if err != nil {
			continue // this reader was slow: so is the machine
		}
		if res.StatusCode != http.StatusOK {
			t.Fatalf("a reader is answered %s", res.Status)
		}
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		answered++
	}
	for range cap(closed) {
		<-closed // a reset is a close too
	}
}

// trickle sends a little again and again until the other side has closed.
func trickle(conn net.Conn, more string, gone <-chan struct{}) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-gone:
			return
		case <-tick.C:
			if _, err := fmt.Fprint(conn, more); err != nil {
				return
			}
		}
	}
}
