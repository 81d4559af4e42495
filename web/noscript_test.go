package web

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

// TestEverythingWorksWithoutScript goes through the site in a browser that runs
// no script: every step is a link or a form.
func TestEverythingWorksWithoutScript(t *testing.T) {
	tab := browser.Open(t)
	shelf := newShelf()
	for i, name := range []string{"Quận Đông Kênh, Hải Cảng", "Phường Đông Kênh, Hải Cảng"} {
		shelf.articles[i].Places = append(shelf.articles[i].Places, index.Mention{Name: name, Key: []string{"before:1/2", "after:1/9"}[i], Field: "body"})
	}
	shelf.more(300) // more than a page, and years for the chart
	s, _ := liveOn(t, shelf, withPlaces)
	if _, err := chromedp.Call(tab.Ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	at := func(path string) { tab.Do(chromedp.Navigate(s.deps.SiteURL + path)) }
	press := func(selector string) { t.Helper(); tab.Leave(chromedp.Click(chromedp.CSS(selector))) }
	is := func(what, want string) {
		t.Helper()
		tab.Want(what, "location.pathname + location.search", want)
	}
	tab.Do(chromedp.EmulateViewport(1280, 900))
	at("/")
	tab.Want("what needs a script is not shown", "[...document.querySelectorAll('[data-do], [data-with-script]')].some(e => e.checkVisibility())", "false")
	tab.Do(chromedp.SendKeys(chromedp.CSS("#q"), "giao thong"))
	tab.Leave(chromedp.KeyEvent("\r"))
	is("a search", "/search?q=giao+thong")
	press(`[data-value="site:bao-huyen.example"]`)
	is("a filter", "/search?q=giao+thong&nguon=bao-huyen.example")
	press(`.chart [data-value="bar:2016"]`)
	is("a bar", "/search?q=giao+thong&nguon=bao-huyen.example&nam=2016")
	press(".chips .clear")
	tab.Do(chromedp.SendKeys(chromedp.CSS(".dates [name=tu]"), "3/2016"), chromedp.SendKeys(chromedp.CSS(".dates [name=den]"), "25/03/2016"))
	press(".dates button")
	tab.Want("typed dates", countShown, "9 bài")
	press(".chips .clear")
	press(".sorts a:last-child")
	press(".pages a[rel~=next]")
	is("the next page in another order", tab.Evaluate("'/search?q=giao+thong&sx=' + new URLSearchParams(location.search).get('sx') + '&tr=2'"))
	press(".hit h3 a")
	tab.Do(chromedp.SendKeys(chromedp.CSS("#tim"), "giao"))
	press(".findin button")
	tab.Want("found in the article", "document.querySelectorAll('.text mark').length > 0 && document.querySelector('.matches a').hash === '#k1'", "true")
	press(".back a")
	is("back to the list", tab.Evaluate("'/search?q=giao+thong&sx=' + new URLSearchParams(location.search).get('sx') + '&tr=2'"))

	at("/bai/" + shelf.articles[0].ID)
	tab.Do(chromedp.Click(chromedp.CSS(".evidence summary")))
	tab.Want("evidence opens", "document.querySelector('.evidence').open", "true")
	press(".tools a")
	tab.Want("the original", "document.querySelector('iframe').src.startsWith('"+s.deps.ReplayURL+"')", "true")
	at("/gia-tri/site")
	tab.Do(chromedp.SendKeys(chromedp.CSS("[name=loc]"), "huyen"))
	tab.Leave(chromedp.KeyEvent("\r"))
	tab.Want("a sifted list", "document.querySelectorAll('.valuelist > li').length", "1")
	at("/dia-danh")
	tab.Do(chromedp.SendKeys(chromedp.CSS("[name=ten]"), "dong kenh"))
	tab.Leave(chromedp.KeyEvent("\r"))
	tab.Want("places of a name", "document.querySelectorAll('.plainlist li').length > 1", "true")
	at("/dong-thoi-gian?q=giao+thong")
	tab.Do(chromedp.SendKeys(chromedp.CSS("[name=so-voi]"), "duong"))
	press("form.row button.go")
	tab.Want("two queries over time", "document.querySelectorAll('.time .s1').length > 0", "true")
	at("/do-danh-sach")
	tab.Do(chromedp.SendKeys(chromedp.CSS("#dong"), "giao thong\rxyzzy"))
	press("button.go")
	tab.Want("a list", "document.querySelectorAll('table.lines tbody tr').length + document.querySelectorAll('.missing li').length", "2")
	at("/search?q=giao+thong")
	press(".takes a[href^='/bien-nhan']")
	press("main form button.go")
	if kept := tab.Evaluate("location.pathname"); !strings.HasPrefix(kept, "/bien-nhan/") {
		t.Errorf("a receipt is kept at %s", kept)
	}
	press("main a.go")
	tab.Want("a receipt compared", "document.querySelectorAll('p.holds').length", "1")
	press("nav a[hreflang=en]")
	tab.Want("in English", "document.documentElement.lang", "en")
}

// countShown reads how many articles a search found.
const countShown = "document.querySelector('.line [role=status]').textContent.split(',')[0]"
