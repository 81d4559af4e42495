package web

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

// axeVersion is the release of the accessibility checker that pages are held to.
// It is fetched for the test and kept nowhere.
const axeVersion = "axe-core@4"

// axe gives the checker's source.
func axe(t *testing.T) string {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("no npm is installed: accessibility is not checked")
	}
	dir := t.TempDir()
	install := exec.Command(npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", dir, axeVersion)
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("%s cannot be fetched, accessibility is not checked: %v\n%s", axeVersion, err, out)
	}
	source, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// runAxe lists what is wrong with the page, each fault with its first place.
const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], iframes: false}).then(
	r => r.violations.map(v => v.id + " (" + v.nodes.length + "): " + v.help + " | " + v.nodes[0].html.slice(0, 200) + " | " + (v.nodes[0].any[0]?.message ?? "")))`

// overflowing names what is wider than the window, "" when the page is not.
const overflowing = `document.documentElement.scrollWidth <= innerWidth ? "" :
	[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + "." + e.className).slice(0, 4).join(", ")`

// auditor holds what a tab shows to the checker's rules.
type auditor struct {
	ctx    context.Context
	source string
}

func (a *auditor) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(a.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// check names every fault of the page as it stands.
func (a *auditor) check(t *testing.T, name, theme string) {
	t.Helper()
	set := fmt.Sprintf("document.documentElement.dataset.theme=%q;document.querySelector('.sheet')?.setAttribute('open','');%s;0", theme, a.source)
	if _, err := chromedp.Run(a.ctx, chromedp.Evaluate[chromedp.Void](set)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	faults, err := chromedp.Run(a.ctx, chromedp.Evaluate[[]string](runAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, f := range faults {
		t.Errorf("%s, %s: %s", name, theme, f)
	}
	wide, err := chromedp.Run(a.ctx, chromedp.Evaluate[string](overflowing))
	if err != nil || wide != "" {
		t.Errorf("%s scrolls sideways: %s (%v)", name, wide, err)
	}
}

// TestPagesAreAccessible holds every page to WCAG 2.2 AA in both grounds, at the
// width of a desk and of a phone.
func TestPagesAreAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("a long look at every page")
	}
	source := axe(t)
	ctx := browser.Open(t).Ctx
	s, shelf, _ := live(t)
	shelf.more(70)
	shelf.readings = []index.Expansion{{Typed: "giao", As: "giáo", Kind: "marks", Count: 3}}
	id := shelf.articles[0].ID
	capture := shelf.captures[id][0].ID
	receipt := strings.ReplaceAll(ask(t, s.site, http.MethodGet, s.deps.SiteURL+"/bien-nhan/tep?q=hoa+nhap").body, "\n", "")
	pages := []string{
		"/", "/search", "/search?q=giao+thong&nguon=baocang.example&nguon=ngaymoi.example&tu=2015", "/search?q=giao+xyzzy&nam=2021", "/search?q=giao+thong&nam=2015", "/search?tr=3",
		"/bai/" + id + "?q=hoa+nhap", "/ban-luu/" + capture + "?bai=" + id, "/duyet", "/duyet/ngay/2015", "/duyet/ngay/2015-02", "/duyet/ngay/2021-08-25",
		"/tro-giup", "/tai-ve?q=giao+thong&nguon=bao-huyen.example", "/gia-tri/author?loc=phong", "/dong-thoi-gian?q=giao+thong&so-voi=duong", "/dong-thoi-gian?buoc=thang&tinh=phan-nghin",
		"/ngu-canh?q=giao+thong&xep=phai", "/ngu-canh", "/bien-nhan?q=giao+thong&nguon=bao-huyen.example", "/doi-chieu", "/do-danh-sach", "/api", "/khong-co", "/?ngon-ngu=en", "/search?q=giao&ngon-ngu=en",
	}
	a := &auditor{ctx, source}
	checked := 0
	for _, width := range []int64{1280, 360} {
		for _, theme := range []string{"light", "dark"} {
			for _, path := range pages {
				a.do(t, chromedp.EmulateViewport(width, 800), chromedp.Navigate(s.deps.SiteURL+path))
				a.check(t, fmt.Sprintf("%s at %d", path, width), theme)
				checked++
			}
		}
	}
	// States that only a hand makes.
	for _, theme := range []string{"light", "dark"} {
		a.do(t, chromedp.EmulateViewport(1500, 800), chromedp.Navigate(s.deps.SiteURL+"/"), chromedp.SendKeys(chromedp.CSS("#q"), "giao"), chromedp.WaitVisible(chromedp.CSS("#suggested")))
		a.check(t, "suggestions", theme)
		a.do(t, chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong"), chromedp.Click(chromedp.CSS(".hit .snippet")), chromedp.WaitVisible(chromedp.CSS(".preview h2")))
		a.check(t, "preview", theme)
		a.do(t, chromedp.KeyEvent("?"), chromedp.WaitVisible(chromedp.CSS("#keys")))
		a.check(t, "keys", theme)
		a.do(t, chromedp.Navigate(s.deps.SiteURL+"/do-danh-sach"), chromedp.SendKeys(chromedp.CSS("#dong"), "hoa nhap\rxyzzy"), chromedp.Click(chromedp.CSS("button.go")), chromedp.WaitVisible(chromedp.CSS("table.lines")))
		a.check(t, "a list searched", theme)
		a.do(t, chromedp.Navigate(s.deps.SiteURL+"/doi-chieu"), chromedp.SendKeys(chromedp.CSS("#bien-nhan"), receipt), chromedp.Click(chromedp.CSS("button.go")), chromedp.WaitVisible(chromedp.CSS("p.holds")))
		a.check(t, "a receipt compared", theme)
	}
	if checked != 4*len(pages) {
		t.Errorf("%d pages checked", checked)
	}
}
