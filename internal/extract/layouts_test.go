package extract

import (
	"slices"
	"strings"
	"testing"

	"khobao/index"
	"khobao/internal/page"
)

// TestLayouts lists the layouts in the order they are tried, newest first, and
// finds for every saved page the one that reads it.
func TestLayouts(t *testing.T) {
	x := mustNew(t, Options{})
	rules := map[string]int{}
	for _, l := range x.Layouts() {
		rules[l.Rule]++
		if l.Number != rules[l.Rule] {
			t.Errorf("%s: layout %d is numbered %d", l.Rule, rules[l.Rule], l.Number)
		}
		if !slices.Contains(l.Pins, "body") || l.Version == "" || len(l.Hosts) == 0 {
			t.Errorf("%+v: lacks a body, a version or hosts", l)
		}
		if l.To > 0 && l.To < l.From {
			t.Errorf("%s %d: served from %d to %d", l.Rule, l.Number, l.From, l.To)
		}
	}
	if len(rules) < 30 {
		t.Errorf("rules of %d sites, want 30 at least", len(rules))
	}
	known := 0
	for _, f := range fixtures(t) {
		a, err := x.Extract(t.Context(), f.page)
		if err != nil {
			t.Fatal(err)
		}
		l, ok := x.Recognise(t.Context(), f.page)
		if ok {
			known++
		}
		if ok != (rules[a.Rule] > 0) || ok && l.Rule != a.Rule {
			t.Errorf("%s: recognised %v %q, read by %q", f.path, ok, l.Rule, a.Rule)
		}
	}
	if known < len(rules) {
		t.Errorf("%d saved pages recognised", known)
	}
	if got := mustNew(t, Options{NoRules: true}).Layouts(); len(got) != 0 {
		t.Errorf("without rules there are %d layouts", len(got))
	}
}

// TestUnknownLayout reads a page in a layout no rule knows on every host that
// has rules: nothing of it is lost.
func TestUnknownLayout(t *testing.T) {
	x := mustNew(t, Options{})
	tried := 0
	for _, l := range x.Layouts() {
		for _, host := range l.Hosts {
			tried++
			p := &page.Page{Body: []byte(somePage(someTitle, "")), URL: "https://" + host + "/ben-do-ngang-100123.html"}
			a, err := x.Extract(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != someTitle || !strings.HasPrefix(a.Body, someBody) || a.Published.IsZero() || a.Published.Day || a.Kind != index.KindArticle {
				t.Errorf("%s: title %q, body %q, %s, rule %s", host, a.Title, clip(a.Body, 60), a.Published, a.Rule)
			}
		}
	}
	if tried < 30 {
		t.Errorf("%d hosts have rules", tried)
	}
}
