package web

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

// TestYearsAreDraggedAndWalked takes a range of years with the pointer and with
// the keyboard alone.
func TestYearsAreDraggedAndWalked(t *testing.T) {
	h := browser.Open(t)
	s, shelf, _ := live(t)
	shelf.more(400) // 2015 to 2018
	h.Do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong&nam=2015"), chromedp.WaitVisible(chromedp.CSS(".chart a")))
	h.Want("years", "[...document.querySelector('.chart').querySelectorAll('a')].map(a => a.dataset.year).join()", "2015,2016,2017,2018,2019,2020,2021,2022,2023,2024")
	const pointer = `((type, year) => { const at = document.querySelector('.chart a[data-year="' + year + '"] rect'), box = at.getBoundingClientRect();
		at.dispatchEvent(new PointerEvent(type, {bubbles: true, cancelable: true, button: 0, pointerType: "mouse", clientX: box.x + box.width / 2, clientY: box.y + 5})) })`
	h.Evaluate(pointer + `("pointerdown", 2016)`)
	h.Evaluate(pointer + `("pointermove", 2017)`)
	h.Want("while dragging", "document.querySelectorAll('.chart .reached').length", "2")
	h.Evaluate(pointer + `("pointerup", 2017)`)
	h.Until("location.search.includes('den=2017') && !document.documentElement.classList.contains('waiting')")
	h.Want("a dragged range", "location.search", "?q=giao+thong&tu=2016&den=2017")
	h.Want("its counts", "document.querySelector('.line [role=status]').textContent.split(',')[0]", "244 bài")

	// By keyboard: one stop for the whole chart, arrows within, Shift to reach further.
	h.Do(chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong"), chromedp.WaitVisible(chromedp.CSS(".chart a")))
	h.Want("stops of the chart", "document.querySelectorAll('.chart a[tabindex=\"0\"]').length", "1")
	h.Evaluate("document.querySelector('.chart a[tabindex=\"0\"]').focus()")
	h.Do(chromedp.KeyEvent(kb.End), chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(kb.ArrowRight))
	h.Want("the bar walked to", "document.activeElement.dataset.year", "2016")
	h.Do(chromedp.KeyEvent(kb.Enter))
	h.Until("location.search === '?q=giao+thong&nam=2016' && !document.documentElement.classList.contains('waiting')")
	h.Want("focus after a press", "document.activeElement.dataset.year", "2016")
	h.Want("the year's months", "document.querySelectorAll('.chart a[data-year^=\"2016-\"]').length", "12")
	h.Evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", shiftKey: true, bubbles: true, cancelable: true}))`)
	h.Do(chromedp.KeyEvent(kb.Enter))
	h.Until("location.search.includes('den=2017') && !document.documentElement.classList.contains('waiting')")
	h.Want("a range of keys", "location.search", "?q=giao+thong&tu=2016&den=2017")

	// And typed, without the chart.
	h.Evaluate("document.querySelector('.dates [name=tu]').value = '3/2016', document.querySelector('.dates [name=den]').value = '25/03/2016'")
	h.Leave(chromedp.Click(chromedp.CSS(".dates button")))
	h.Want("a typed range", "document.querySelector('.dates [name=tu]').value + ' ' + document.querySelector('.dates [name=den]').value", "3/2016 25/03/2016")
	h.Want("its counts", "document.querySelector('.line [role=status]').textContent.split(',')[0]", "9 bài")
}

// TestKeysWalkTheListAndThePreview goes down the list with the preview open, and
// back to the same row.
func TestKeysWalkTheListAndThePreview(t *testing.T) {
	h := browser.Open(t)
	s, shelf, _ := live(t)
	shelf.more(20)
	const title, shown = "document.querySelector('.preview h2')?.textContent", "document.querySelector('.hit.shown h3')?.textContent"
	h.Do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong"), chromedp.WaitVisible(chromedp.CSS(".hit")))
	h.Do(chromedp.KeyEvent("j"), chromedp.KeyEvent("j"), chromedp.KeyEvent("k"))
	h.Want("j, j, k", "[...document.querySelectorAll('.hit h3 a')].indexOf(document.activeElement)", "0")
	h.Evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: ' ', bubbles: true, cancelable: true}))")
	h.Until("document.querySelector('.preview:not([hidden]) h2')")
	h.Want("filters make way", "getComputedStyle(document.querySelector('.side')).display", "none")
	h.Do(chromedp.KeyEvent("j"))
	h.Until(shown + " === document.querySelectorAll('.hit h3')[1].textContent && " + title + " === " + shown)
	h.Do(chromedp.KeyEvent("n"))
	h.Want("n in the preview", "document.querySelectorAll('.preview mark.now').length", "1")
	h.Do(chromedp.KeyEvent("/"))
	h.Want("/", "document.activeElement.id", "q")
	h.Do(chromedp.KeyEvent(kb.Escape))
	h.Want("Esc in the field", "document.activeElement === document.body", "true")
	h.Do(chromedp.KeyEvent(kb.Escape))
	h.Until("document.querySelector('.preview').hidden")
	h.Want("Esc returns to the row", "[...document.querySelectorAll('.hit h3 a')].indexOf(document.activeElement)", "1")
	h.Do(chromedp.KeyEvent("?"), chromedp.WaitVisible(chromedp.CSS("#keys")), chromedp.KeyEvent(kb.Escape), chromedp.WaitNotVisible(chromedp.CSS("#keys")))
	h.Do(chromedp.KeyEvent("j"))
	h.Leave(chromedp.KeyEvent(kb.Enter))
	h.Want("Enter opens", "location.pathname.startsWith('/bai/')", "true")
}

// TestValuesAreSiftedBesideTheList looks for a value that is not among those shown.
func TestValuesAreSiftedBesideTheList(t *testing.T) {
	h := browser.Open(t)
	s, shelf, _ := live(t)
	for i := range facetMax + 10 {
		shelf.add(articleBy("Người viết "+string(rune('A'+i%26))+string(rune('a'+i/26)), i), "")
	}
	shelf.add(articleBy("Ẩn Danh", 99), "")
	h.Do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.deps.SiteURL+"/search"), chromedp.Click(chromedp.CSS("details[data-part=author] summary")))
	const rows = "[...document.querySelectorAll('details[data-part=author] li .label')].map(e => e.textContent).join()"
	before := h.Evaluate(rows)
	h.Do(chromedp.SendKeys(chromedp.CSS("details[data-part=author] .sift"), "an danh"))
	h.Until(rows + " === 'Ẩn Danh'")
	h.Do(chromedp.Click(chromedp.CSS("details[data-part=author] li a.tick")))
	h.Until("location.search.startsWith('?tacgia=') && !document.documentElement.classList.contains('waiting')")
	h.Want("hits", "document.querySelectorAll('.hit').length", "1")
	h.Evaluate("history.back()")
	h.Until("location.search === ''")
	h.Until(rows + " === " + "`" + before + "`")
}

func articleBy(author string, n int) index.Article {
	return index.Article{URL: "https://tac-gia.example/" + strconv.Itoa(n), Title: "Bài thứ " + strconv.Itoa(n), Body: "b", Authors: []string{author}}
}
