package testkit

import (
	"io"
	"net/http"
	"testing"
)

func TestTheNewspaperSaysWhatItsArchiveSays(t *testing.T) {
	n := NewNewspaper(t, "-- / --\n<a href='{{site}}/tin'>tin</a>\n-- /tin?b=1 --\nStatus: 410\nContent-Type: text/plain\n\nhet\n")
	for uri, want := range map[string]struct {
		status     int
		kind, body string
	}{
		"/":        {200, "text/html; charset=utf-8", "<a href='" + n.URL + "/tin'>tin</a>\n"},
		"/tin?b=1": {410, "text/plain", "het\n"},
		"/khac":    {404, "text/plain; charset=utf-8", "404 page not found\n"},
	} {
		resp, err := http.Get(n.URL + uri)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want.status || resp.Header.Get("Content-Type") != want.kind || string(b) != want.body {
			t.Errorf("%s: %d %s %q", uri, resp.StatusCode, resp.Header.Get("Content-Type"), b)
		}
	}
	if len(n.Asked()) != 3 || n.Most() != 1 {
		t.Errorf("log has %v, %d at once", n.URIs(), n.Most())
	}
}
