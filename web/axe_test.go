package web

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/gofiber/fiber/v2"

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

// TestPagesAreAccessible holds every page there is to WCAG 2.2 AA in both
// grounds, at the width of a desk and of a phone, and lets none scroll sideways.
func TestPagesAreAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("a long look at every page")
	}
	source := axe(t)
	tab := browser.Open(t)
	s, shelf := readingRoom(t)
	shelf.readings = []index.Expansion{{Typed: "giao", As: "giáo", Kind: "marks", Count: 3}}
	id, copied := shelf.articles[0].ID, shelf.articles[6].ID
	capture := shelf.captures[id][0].ID
	kept, _, err := s.keepReceipt(t.Context(), State{Request: index.Request{Q: "giao thong"}})
	if err != nil {
		t.Fatal(err)
	}
	empty, _ := liveOn(t, nothing())
	damaged := newShelf()
	damaged.state.Status, damaged.fail = index.DamagedIndex, index.ErrNotReady
	unready, _ := liveOn(t, damaged)
	pages := []string{
		"/", "/search", "/search?q=giao+thong&nguon=baocang.example&nguon=ngaymoi.example&tu=2015", "/search?q=giao+xyzzy&nam=2021", "/search?q=giao+thong&nam=2015", "/search?tr=3",
		"/bai/" + id + "?q=hoa+nhap", "/bai/" + id + "?q=hoa+nhap&ban=2", "/bai/" + id + "?tim=xyzzy", "/bai/" + id + "/phien-ban?tu=1&den=2&ca-bai=1", "/so-bai/" + id + "/" + copied,
		"/ban-luu/" + capture + "?bai=" + id, "/ban-luu/" + capture + "/ma-nguon?tu=80&den=120&bai=" + id,
		"/duyet", "/duyet/ngay/2015", "/duyet/ngay/2015-02", "/duyet/ngay/2021-08-25", "/duyet/ngay-nay?ngay=03-01",
		"/nguon/baocang.example", "/nguon/bao-huyen.example",
		"/dia-danh", "/dia-danh?ten=dong+kenh", "/dia-danh?ma=before:1/2", "/dia-danh?ten=xyzzy",
		"/tro-giup", "/tai-ve?q=giao+thong&nguon=bao-huyen.example", "/gia-tri/author?loc=phong", "/dong-thoi-gian?q=giao+thong&so-voi=duong", "/dong-thoi-gian?buoc=thang&tinh=phan-nghin",
		"/ngu-canh?q=giao+thong&xep=phai", "/ngu-canh", "/bien-nhan?q=giao+thong&nguon=bao-huyen.example", "/bien-nhan/" + kept, "/bien-nhan/" + kept + "/doi-chieu",
		"/doi-chieu", "/do-danh-sach", "/api", "/khong-co",
		"/?ngon-ngu=en", "/search?q=giao&ngon-ngu=en", "/bai/" + id + "?ngon-ngu=en", "/dia-danh?ma=after:1/9&ngon-ngu=en",
	}
	for i, path := range pages {
		pages[i] = s.deps.SiteURL + path
	}
	pages = append(pages, empty.deps.SiteURL+"/", empty.deps.SiteURL+"/search", unready.deps.SiteURL+"/", unready.deps.SiteURL+"/search?q=giao")
	a := &auditor{tab.Ctx, source}
	for _, width := range []int64{1280, 360} {
		for _, theme := range []string{"light", "dark"} {
			for _, address := range pages {
				a.do(t, chromedp.EmulateViewport(width, 800), chromedp.Navigate(address))
				a.check(t, fmt.Sprintf("%s at %d", address, width), theme)
			}
		}
	}
	// States that only a hand makes.
	receipt := strings.ReplaceAll(ask(t, s.site, http.MethodGet, s.deps.SiteURL+"/bien-nhan/tep?q=hoa+nhap").body, "\n", "")
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
	// Twice as large, half as much fits: no page may scroll sideways then either.
	for _, address := range pages {
		a.do(t, chromedp.EmulateViewport(640, 400, chromedp.EmulateScale(2)), chromedp.Navigate(address))
		if wide := tab.Evaluate(overflowing); wide != "" {
			t.Errorf("%s at 200 %% scrolls sideways: %s", address, wide)
		}
	}
	everyRouteIsAmong(t, s, shelf, kept, pages)
}

// everyRouteIsAmong finds pages that were left out: a new one must be looked at too.
func everyRouteIsAmong(t *testing.T, s *Server, shelf *shelf, kept string, visited []string) {
	t.Helper()
	found := 0
	for _, r := range s.site.GetRoutes(true) {
		if r.Method != http.MethodGet || !strings.Contains(ask(t, s.site, http.MethodGet, s.deps.SiteURL+filled(s, shelf, strings.Replace(r.Path, "/bien-nhan/:id", "/bien-nhan/"+kept, 1))).body, `<main id="main"`) {
			continue // a file, an answer for programs or a piece of a page
		}
		found++
		if !slices.ContainsFunc(visited, func(address string) bool {
			path, _, _ := strings.Cut(strings.TrimPrefix(address, s.deps.SiteURL), "?")
			return fiber.RoutePatternMatch(path, r.Path)
		}) {
			t.Errorf("no page of %s was looked at", r.Path)
		}
	}
	if found < 20 {
		t.Errorf("only %d pages found", found)
	}
}
