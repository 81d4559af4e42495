package web

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

// small names controls that stand by themselves and are lower or narrower than a
// finger's smallest target, and texts whose box cuts them.
const small = `[...document.querySelectorAll("a, button, summary, select, input:not([type=hidden], [type=checkbox], [type=radio])")].flatMap(e => {
	const box = e.getBoundingClientRect(), style = getComputedStyle(e);
	if (!box.width || e.closest(".unseen, .skip, svg, [hidden]") || !e.checkVisibility()) return [];
	if (style.display === "inline" && e.tagName === "A") return []; // part of a sentence
	return box.height < 23.5 || box.width < 16 ? [e.tagName + " " + e.textContent.trim().slice(0, 30) + " " + Math.round(box.width) + "x" + Math.round(box.height)] : [];
}).join("; ")`

// TestNothingToPressIsSmall measures what can be pressed at the width of a desk
// and of a phone, and where the first result of a search begins.
func TestNothingToPressIsSmall(t *testing.T) {
	tab := browser.Open(t)
	s, shelf, _ := live(t)
	shelf.more(60)
	id := shelf.articles[0].ID
	for _, width := range []int64{1280, 360} {
		for _, path := range []string{
			"/", "/search?q=giao+thong&nguon=bao-huyen.example", "/search?q=giao+xyzzy", "/bai/" + id + "?q=hoa+nhap", "/bai/" + id + "/phien-ban?tu=1&den=2",
			"/duyet", "/duyet/ngay/2015", "/duyet/ngay/2015-02", "/duyet/ngay/2015-01-04", "/duyet/ngay-nay", "/tro-giup", "/gia-tri/author", "/dong-thoi-gian?q=giao+thong",
		} {
			tab.Do(chromedp.EmulateViewport(width, 640), chromedp.Navigate(s.deps.SiteURL+path))
			if got := tab.Evaluate(small); got != "" {
				t.Errorf("%s at %d: too small to press: %s", path, width, got)
			}
		}
	}
	tab.Do(chromedp.EmulateViewport(360, 320), chromedp.Navigate(s.deps.SiteURL+"/bai/"+id+"?q=hoa+nhap"))
	tab.Evaluate(`[...document.querySelectorAll(".numbers a")].at(-1).click()`)
	tab.Until(`document.querySelector(":target")?.getBoundingClientRect().top < innerHeight`)
	tab.Want("a place jumped to is not under the bar that stays", `document.querySelector(":target").getBoundingClientRect().top >= document.querySelector(".matches").getBoundingClientRect().bottom`, "true")
	tab.Do(chromedp.EmulateViewport(360, 640, chromedp.EmulateMobile), chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong&nguon=bao-huyen.example"))
	tab.Want("the filters stand beside the count", `document.querySelector(".sheet > summary").getBoundingClientRect().left > document.querySelector(".line [role=status]").getBoundingClientRect().left &&
		Math.abs(document.querySelector(".sheet > summary").getBoundingClientRect().top - document.querySelector(".line [role=status]").getBoundingClientRect().top) < 20`, "true")
	tab.Want("the first title on a phone", `document.querySelector(".hit h3").getBoundingClientRect().bottom < innerHeight`, "true")
	tab.Want("a head of one line", `[...document.querySelectorAll(".top nav > *")].every(e => e.getBoundingClientRect().height < 50)`, "true")
}

// TestTheGroundFollowsTheSystemAgain presses twice: the second press takes the
// choice back, and the page goes with the system from then on.
func TestTheGroundFollowsTheSystemAgain(t *testing.T) {
	tab := browser.Open(t)
	s, _, _ := live(t)
	system := func(scheme string) {
		t.Helper()
		if _, err := chromedp.Call(tab.Ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
			t.Fatal(err)
		}
	}
	const ground, button = "getComputedStyle(document.body).backgroundColor", ".top [data-do=ground]"
	const light, dark = "rgb(251, 249, 244)", "rgb(23, 22, 19)"
	system("light")
	tab.Do(chromedp.Navigate(s.deps.SiteURL + "/"))
	tab.Want("what the button offers by day", `document.querySelector("`+button+`").innerText`, "Tối")
	tab.Do(chromedp.Click(chromedp.CSS(button)))
	tab.Want("chosen", ground, dark)
	tab.Want("what the button offers then", `document.querySelector("`+button+`").innerText`, "Sáng")
	tab.Do(chromedp.Click(chromedp.CSS(button)))
	tab.Want("taken back", ground+" + localStorage.getItem('ground')", light+"null")
	system("dark")
	tab.Want("with the system", ground, dark)
	tab.Do(chromedp.Click(chromedp.CSS(button)))
	tab.Want("against the system", ground+" + localStorage.getItem('ground')", light+"light")
}

// TestTheFrontPageNamesItsOrder: an archive without dates has no newest articles;
// what came last leads.
func TestTheFrontPageNamesItsOrder(t *testing.T) {
	shelf := newShelf()
	doc := get(t, newServer(t, shelf), "/").doc(t)
	newest := one(t, doc, "section[aria-labelledby=newest]")
	if got := textOf(one(t, newest, "h2")); got != "Mới nhất" {
		t.Errorf("dated articles are headed %q", got)
	}
	for i := range shelf.articles {
		shelf.articles[i].Published = index.Date{}
	}
	newest = one(t, get(t, newServer(t, shelf), "/").doc(t), "section[aria-labelledby=newest]")
	links := all(newest, "a")
	if got := textOf(one(t, newest, "h2")); got != "Mới vào kho" || attr(links[len(links)-1], "href") != "/search?sx=vao" {
		t.Errorf("undated articles are headed %q and lead to %q", got, attr(links[len(links)-1], "href"))
	}
}

// TestAnEmptyPeriodLeadsOn: a day without articles names the nearest that have some.
func TestAnEmptyPeriodLeadsOn(t *testing.T) {
	shelf := newShelf()
	shelf.more(30) // every third day of early 2015
	s := newServer(t, shelf)
	for path, want := range map[string][]string{
		"/duyet/ngay/2015-01-04": {"/duyet/ngay/2015-01-03", "/duyet/ngay/2015-01-06"},
		"/duyet/ngay/2015-01-03": nil,
		"/duyet/ngay/2014-12":    {"/duyet/ngay/2015-01-03"},
		"/duyet/ngay/2017":       {"/duyet/ngay/2015-03-31"},
	} {
		var got []string
		for _, a := range all(one(t, get(t, s, path).doc(t), "p.line"), "a") {
			if href := attr(a, "href"); strings.HasPrefix(href, "/duyet/ngay/") && !strings.Contains(attr(a, "rel"), "prev") && !strings.Contains(attr(a, "rel"), "next") {
				got = append(got, href)
			}
		}
		if path == "/duyet/ngay/2017" && len(got) > 0 {
			got = got[:1] // what follows is of the shelf's own articles
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s leads to (-want +got):\n%s", path, diff)
		}
	}
}

// TestMonthsOfAYearSayWhatTheyCount: a bare number beside "Tháng 1" would be read
// as "Tháng 10".
func TestMonthsOfAYearSayWhatTheyCount(t *testing.T) {
	shelf := newShelf()
	shelf.more(12) // of January and February 2015
	var got []string
	for _, h := range all(one(t, get(t, newServer(t, shelf), "/duyet/ngay/2015").doc(t), "ul.calendar"), "h2")[:3] {
		got = append(got, textOf(h))
	}
	if diff := cmp.Diff([]string{"Tháng 1 10 bài", "Tháng 2 2 bài", "Tháng 3"}, got); diff != "" {
		t.Error(diff)
	}
}
