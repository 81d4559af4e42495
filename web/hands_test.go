package web

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"khobao/index"
)

// hands work a page in a browser; every wait is for something the page shows.
type hands struct {
	t   *testing.T
	ctx context.Context
}

func (h *hands) do(steps ...chromedp.Action[chromedp.Void]) {
	h.t.Helper()
	if err := chromedp.Do(h.ctx, steps...); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hands) evaluate(expression string) string {
	h.t.Helper()
	v, err := chromedp.Run(h.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		h.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression of the page to hold; the page stays.
func (h *hands) until(expression string) {
	h.t.Helper()
	const poll = `new Promise(done => { const look = () => (%) ? done("") : requestAnimationFrame(look); look(); })`
	if _, err := chromedp.Run(h.ctx, chromedp.Evaluate[chromedp.Void](strings.Replace(poll, "%", expression, 1), chromedp.EvalAwaitPromise)); err != nil {
		h.t.Fatalf("waiting for %s: %v", expression, err)
	}
}

// leave does what leads to another page and waits until that is there.
func (h *hands) leave(step chromedp.Action[chromedp.Void]) {
	h.t.Helper()
	if _, err := chromedp.Run(h.ctx, chromedp.WaitEvent(page.LoadEventFired, nil, step)); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hands) want(what, expression, want string) {
	h.t.Helper()
	if got := h.evaluate(expression); got != want {
		h.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// TestYearsAreDraggedAndWalked takes a range of years with the pointer and with
// the keyboard alone.
func TestYearsAreDraggedAndWalked(t *testing.T) {
	h := &hands{t, browser(t)}
	s, shelf, _ := live(t)
	shelf.more(400) // 2015 to 2018
	h.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong&nam=2015"), chromedp.WaitVisible(chromedp.CSS(".chart a")))
	h.want("years", "[...document.querySelector('.chart').querySelectorAll('a')].map(a => a.dataset.year).join()", "2015,2016,2017,2018,2019,2020,2021,2022,2023,2024")
	const pointer = `((type, year) => { const at = document.querySelector('.chart a[data-year="' + year + '"] rect'), box = at.getBoundingClientRect();
		at.dispatchEvent(new PointerEvent(type, {bubbles: true, cancelable: true, button: 0, pointerType: "mouse", clientX: box.x + box.width / 2, clientY: box.y + 5})) })`
	h.evaluate(pointer + `("pointerdown", 2016)`)
	h.evaluate(pointer + `("pointermove", 2017)`)
	h.want("while dragging", "document.querySelectorAll('.chart .reached').length", "2")
	h.evaluate(pointer + `("pointerup", 2017)`)
	h.until("location.search.includes('den=2017') && !document.documentElement.classList.contains('waiting')")
	h.want("a dragged range", "location.search", "?q=giao+thong&tu=2016&den=2017")
	h.want("its counts", "document.querySelector('.line [role=status]').textContent.split(',')[0]", "244 bài")

	// By keyboard: one stop for the whole chart, arrows within, Shift to reach further.
	h.do(chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong"), chromedp.WaitVisible(chromedp.CSS(".chart a")))
	h.want("stops of the chart", "document.querySelectorAll('.chart a[tabindex=\"0\"]').length", "1")
	h.evaluate("document.querySelector('.chart a[tabindex=\"0\"]').focus()")
	h.do(chromedp.KeyEvent(kb.End), chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(kb.ArrowRight))
	h.want("the bar walked to", "document.activeElement.dataset.year", "2016")
	h.do(chromedp.KeyEvent(kb.Enter))
	h.until("location.search === '?q=giao+thong&nam=2016' && !document.documentElement.classList.contains('waiting')")
	h.want("focus after a press", "document.activeElement.dataset.year", "2016")
	h.want("the year's months", "document.querySelectorAll('.chart a[data-year^=\"2016-\"]').length", "12")
	h.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", shiftKey: true, bubbles: true, cancelable: true}))`)
	h.do(chromedp.KeyEvent(kb.Enter))
	h.until("location.search.includes('den=2017') && !document.documentElement.classList.contains('waiting')")
	h.want("a range of keys", "location.search", "?q=giao+thong&tu=2016&den=2017")

	// And typed, without the chart.
	h.evaluate("document.querySelector('.dates [name=tu]').value = '3/2016', document.querySelector('.dates [name=den]').value = '25/03/2016'")
	h.leave(chromedp.Click(chromedp.CSS(".dates button")))
	h.want("a typed range", "document.querySelector('.dates [name=tu]').value + ' ' + document.querySelector('.dates [name=den]').value", "3/2016 25/03/2016")
	h.want("its counts", "document.querySelector('.line [role=status]').textContent.split(',')[0]", "9 bài")
}

// TestKeysWalkTheListAndThePreview goes down the list with the preview open, and
// back to the same row.
func TestKeysWalkTheListAndThePreview(t *testing.T) {
	h := &hands{t, browser(t)}
	s, shelf, _ := live(t)
	shelf.more(20)
	const title, shown = "document.querySelector('.preview h2')?.textContent", "document.querySelector('.hit.shown h3')?.textContent"
	h.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong"), chromedp.WaitVisible(chromedp.CSS(".hit")))
	h.do(chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("k"))
	h.want("j, j, k", "[...document.querySelectorAll('.hit h3 a')].indexOf(document.activeElement)", "0")
	h.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: ' ', bubbles: true, cancelable: true}))")
	h.until("document.querySelector('.preview:not([hidden]) h2')")
	h.want("filters make way", "getComputedStyle(document.querySelector('.side')).display", "none")
	h.do(chromedp.KeyEvent("j"))
	h.until(shown + " === document.querySelectorAll('.hit h3')[1].textContent && " + title + " === " + shown)
	h.do(chromedp.KeyEvent("n"))
	h.want("n in the preview", "document.querySelectorAll('.preview mark.now').length", "1")
	h.do(chromedp.KeyEvent("/"))
	h.want("/", "document.activeElement.id", "q")
	h.do(chromedp.KeyEvent(kb.Escape))
	h.want("Esc in the field", "document.activeElement === document.body", "true")
	h.do(chromedp.KeyEvent(kb.Escape))
	h.until("document.querySelector('.preview').hidden")
	h.want("Esc returns to the row", "[...document.querySelectorAll('.hit h3 a')].indexOf(document.activeElement)", "1")
	h.do(chromedp.KeyEvent("?"), chromedp.WaitVisible(chromedp.CSS("#keys")), chromedp.KeyEvent(kb.Escape), chromedp.WaitNotVisible(chromedp.CSS("#keys")))
	h.do(chromedp.KeyEvent("j"))
	h.leave(chromedp.KeyEvent(kb.Enter))
	h.want("Enter opens", "location.pathname.startsWith('/bai/')", "true")
}

// TestValuesAreSiftedBesideTheList looks for a value that is not among those shown.
func TestValuesAreSiftedBesideTheList(t *testing.T) {
	h := &hands{t, browser(t)}
	s, shelf, _ := live(t)
	for i := range facetMax + 10 {
		shelf.add(articleBy("Người viết "+string(rune('A'+i%26))+string(rune('a'+i/26)), i), "")
	}
	shelf.add(articleBy("Ẩn Danh", 99), "")
	h.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.deps.SiteURL+"/search"), chromedp.Click(chromedp.CSS("details[data-part=author] summary")))
	const rows = "[...document.querySelectorAll('details[data-part=author] li .label')].map(e => e.textContent).join()"
	before := h.evaluate(rows)
	h.do(chromedp.SendKeys(chromedp.CSS("details[data-part=author] .sift"), "an danh"))
	h.until(rows + " === 'Ẩn Danh'")
	h.do(chromedp.Click(chromedp.CSS("details[data-part=author] li a.tick")))
	h.until("location.search.startsWith('?tacgia=') && !document.documentElement.classList.contains('waiting')")
	h.want("hits", "document.querySelectorAll('.hit').length", "1")
	h.evaluate("history.back()")
	h.until("location.search === ''")
	h.until(rows + " === " + "`" + before + "`")
}

func articleBy(author string, n int) index.Article {
	return index.Article{URL: "https://tac-gia.example/" + strconv.Itoa(n), Title: "Bài thứ " + strconv.Itoa(n), Body: "b", Authors: []string{author}}
}
