package extract

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/page"
)

var update = flag.Bool("update", false, "write what is read now as what is expected")

// fixture is a saved page, testdata/<host>/<name>.html, with what is expected
// of it beside it in <name>.json. A name that begins with "saved" has no address.
type fixture struct {
	host, path string
	page       *page.Page
}

func fixtures(t *testing.T) []fixture {
	t.Helper()
	var all []fixture
	err := filepath.WalkDir("testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		host := filepath.Base(filepath.Dir(path))
		p := &page.Page{
			Body: body, ContentType: "text/html", Captured: time.Date(2025, 5, 6, 7, 8, 9, 0, index.Zone),
			Origin: page.Origin{Path: filepath.Base(path), Kind: "file"},
		}
		if !strings.HasPrefix(filepath.Base(path), "saved") {
			p.URL = "https://" + host + "/bai-" + strings.TrimSuffix(filepath.Base(path), ".html") + "-1000001.html"
		}
		all = append(all, fixture{host, path, p})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no saved pages under testdata")
	}
	return all
}

// expected is what a fixture's JSON holds.
type expected struct {
	Title          string          `json:"title"`
	Lead           string          `json:"lead"`
	Body           []string        `json:"body"`
	Captions       []index.Caption `json:"captions"`
	Authors        []string        `json:"authors"`
	Section        []string        `json:"section"`
	Tags           []string        `json:"tags"`
	Published      index.Date      `json:"published"`
	Updated        index.Date      `json:"updated"`
	OriginalSource string          `json:"original_source"`
	Kind           index.Kind      `json:"kind"`
	Rule           string          `json:"rule"`
	Doubts         []index.Doubt   `json:"doubts,omitempty"`
}

func expectedOf(a index.Article) expected {
	var body []string
	if a.Body != "" {
		body = strings.Split(a.Body, "\n\n")
	}
	return expected{
		a.Title, a.Lead, body, a.Captions, a.Authors, a.Section, a.Tags,
		a.Published, a.Updated, a.OriginalSource, a.Kind, a.Rule, a.Doubts,
	}
}

func TestFixtures(t *testing.T) {
	x := mustNew(t, Options{})
	for _, f := range fixtures(t) {
		t.Run(f.path, func(t *testing.T) {
			t.Parallel()
			a, err := x.Extract(t.Context(), f.page)
			if err != nil {
				t.Fatal(err)
			}
			got := expectedOf(a)
			path := strings.TrimSuffix(f.path, ".html") + ".json"
			if *update {
				raw, err := json.MarshalIndent(got, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, append(raw, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var want expected
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			checkEvidence(t, f.page, a)
		})
	}
}

// checkEvidence compares every byte range with what it should hold.
func checkEvidence(t *testing.T, p *page.Page, a index.Article) {
	t.Helper()
	fields := map[string]bool{
		"title": a.Title != "", "lead": a.Lead != "", "body": a.Body != "", "captions": len(a.Captions) > 0,
		"authors": len(a.Authors) > 0, "section": len(a.Section) > 0, "tags": len(a.Tags) > 0,
		"published": !a.Published.IsZero(), "updated": !a.Updated.IsZero(), "original_source": a.OriginalSource != "",
	}
	for field, filled := range fields {
		e, ok := a.Evidence[field]
		if filled && (!ok || e.Rule == "" || e.Version == "" || e.Selector == "" || e.Text == "") {
			t.Errorf("%s: evidence %+v", field, e)
		}
		if !ok {
			continue
		}
		if e.Start < 0 || e.End > len(p.Body) || e.Start > e.End {
			t.Errorf("%s: range %d-%d of %d bytes", field, e.Start, e.End, len(p.Body))
			continue
		}
		if e.End == 0 {
			continue
		}
		stretch := string(p.Body[e.Start:e.End])
		if read := decode(p).read; read != nil {
			stretch = read(p.Body[e.Start:e.End])
		}
		held := strings.ReplaceAll(foldText(plain(stretch)), " ", "")
		want := strings.ReplaceAll(foldText(e.Text), " ", "")
		if n := 40; len(want) > n {
			want = strings.TrimSpace(clip(want, n))
		}
		if !strings.Contains(held, want) {
			t.Errorf("%s: bytes %d-%d hold %q, not %q", field, e.Start, e.End, clip(held, 80), want)
		}
	}
}

// TestEveryRuleHasAPage fails for a layout that no saved page shows.
func TestEveryRuleHasAPage(t *testing.T) {
	x := mustNew(t, Options{})
	seen := map[*compiled]bool{}
	for _, f := range fixtures(t) {
		text := decode(f.page)
		doc, err := parse(t.Context(), text.text)
		if err != nil {
			t.Fatal(err)
		}
		r := &reading{x: x, p: f.page, doc: doc, t: newTree(doc, false)}
		r.identify()
		if c := x.choose(r); c != nil {
			seen[c] = true
		}
	}
	for _, c := range x.rules {
		if !seen[c] {
			t.Errorf("rule %s (%d-%d): no saved page under testdata/%s", c.Name, c.From, c.To, c.Hosts[0])
		}
	}
}
