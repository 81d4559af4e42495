package web

import (
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
)

func TestRestIsWhenNothingIsCollectedThatMayBe(t *testing.T) {
	const mb = 1 << 20
	var r resting
	for i, step := range []struct {
		heap heapState
		due  bool
	}{
		{heapState{3, 100 * mb, 190 * mb}, false}, // it has just been at work
		{heapState{4, 100 * mb, 190 * mb}, false}, // it is at work
		{heapState{4, 100 * mb, 190 * mb}, true},
		{heapState{6, 100 * mb, 101 * mb}, false}, // was given back
		{heapState{6, 100 * mb, 109 * mb}, false}, // less than a tenth
		{heapState{6, 10 * mb, 17 * mb}, false},   // not worth it
	} {
		if got := r.due(step.heap); got != step.due {
			t.Errorf("step %d: due %v", i, got)
		}
	}
}

// TestABurstLeavesNothing: what lives on the heap after many connections, each
// with a long head, is what lived before them.
func TestABurstLeavesNothing(t *testing.T) {
	l := Listeners{Site: listen(t), Replay: listen(t)}
	s := newServer(t, newShelf(), func(d *Deps) { d.SiteURL, d.ReplayURL = URLOf(l.Site), URLOf(l.Replay) })
	serveUntilEnd(t, s, l)
	burst := func(n int) {
		conns := make([]net.Conn, n)
		for i := range conns {
			c, err := net.Dial("tcp", l.Site.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			conns[i] = c
			// On a slow machine it may have been let go before the last has come.
			_, _ = io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: "+l.Site.Addr().String()+"\r\nConnection: close\r\nX-A: "+strings.Repeat("a", 8000))
		}
		for _, c := range conns {
			_, _ = io.WriteString(c, "\r\n\r\n")
			_, _ = io.Copy(io.Discard, c) // until the server closes it
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	live := func() uint64 {
		tidy()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	burst(50)
	before := live()
	burst(400)
	if after := live(); after > before+before/10+1<<20 {
		t.Errorf("%d bytes live after a burst, %d before", after, before)
	}
}
