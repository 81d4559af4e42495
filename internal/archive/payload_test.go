package archive

import (
	"testing"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// TestFindPayload finds originals by the digest their container declared: the
// one of the address asked for, else the nearest in time; also those that were
// kept before anybody noted digests, once they are met again.
func TestFindPayload(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{})
	declared := func(url, text string, at int, digest string) page.Page {
		p := newPage(url, text, days(at))
		p.PayloadDigest = digest
		return p
	}
	first := captureOf(t, a, keep(t, a, declared(urlA, "một", 0, "sha1:ABCDEF")))
	second := captureOf(t, a, keep(t, a, declared(urlB, "một", 5, "sha1:abcdef")))
	late := keep(t, a, declared(urlB, "hai", 6, ""))
	gone := declared(urlB, "không", 7, "sha1:404")
	gone.Status = 404
	keep(t, a, gone)
	for _, c := range []struct {
		name, digest, url string
		at                int
		want              string
	}{
		{"of the address", "sha1:ABCDEF", urlB, 0, second.ID},
		{"of the other address", "sha1:ABCDEF", urlA, 9, first.ID},
		{"nearest in time", "sha1:ABCDEF", "https://khac.example/", 4, second.ID},
		{"unknown", "sha1:ABC", urlA, 0, ""},
		{"none", "", urlA, 0, ""},
		{"an error page", "sha1:404", urlB, 7, ""},
		{"not declared", "sha1:LATE", urlB, 6, ""},
	} {
		got, err := a.FindPayload(t.Context(), c.digest, c.url, days(c.at))
		if got.ID != c.want || (err != nil) != (c.want == "") || err != nil && !failure.Is(err, failure.NotFound) {
			t.Errorf("%s: %s, %v, want %s", c.name, got.ID, err, c.want)
		}
	}
	late.PayloadDigest = "sha1:LATE"
	keep(t, a, late)
	if got, err := a.FindPayload(t.Context(), "sha1:LATE", urlB, days(6)); err != nil || got.ID != captureOf(t, a, late).ID {
		t.Errorf("met again: %s, %v", got.ID, err)
	}
	clean(t, a)
}

// keep keeps and commits a page that is no article.
func keep(t *testing.T, a *Archive, p page.Page) page.Page {
	t.Helper()
	captures, err := a.Keep(t.Context(), []page.Page{p})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Commit(t.Context(), []Outcome{{Capture: captures[0]}}, Checkpoint{}); err != nil {
		t.Fatal(err)
	}
	return p
}
