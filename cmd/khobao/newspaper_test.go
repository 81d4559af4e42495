package main

import (
	"net/http"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"khobao/internal/testkit"
)

// newspaper opens a site made of the pages in a txtar file on loopback, at
// $SITE: newspaper FILE. Below /cham/ it answers slowly.
func newspaper(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: newspaper FILE")
	}
	n := testkit.Open(ts.ReadFile(args[0]))
	n.Trap("/cham/", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(50 * time.Millisecond):
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<title>" + r.URL.Path + "</title><a href=" + r.URL.Path + "x>x</a>"))
	})
	ts.Setenv("SITE", n.URL)
	ts.Defer(n.Close)
}
