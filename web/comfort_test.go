package web

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"khobao/internal/testkit/browser"
)

// TestSuggestingAndPreviewing goes the way of a reader at a wide desk, by keys.
func TestSuggestingAndPreviewing(t *testing.T) {
	tab := browser.Open(t)
	s, shelf, _ := live(t)
	shelf.more(20)
	do, evaluate := tab.Do, tab.Evaluate
	do(chromedp.EmulateViewport(1500, 800), chromedp.Navigate(s.deps.SiteURL+"/"), chromedp.SendKeys(chromedp.CSS("#q"), "phap l"), chromedp.WaitVisible(chromedp.CSS("#suggested")))
	if got := evaluate("[q.getAttribute('role'), q.getAttribute('aria-expanded'), suggested.children[0].textContent]"); got != "combobox,true,Pháp luật Chuyên mục · 2" {
		t.Errorf("suggested %q", got)
	}
	do(chromedp.SendKeys(chromedp.CSS("#q"), kb.ArrowDown))
	if got := evaluate("q.getAttribute('aria-activedescendant') + ' ' + document.activeElement.id"); got != "suggested-0 q" {
		t.Errorf("chosen %q", got)
	}
	do(chromedp.SendKeys(chromedp.CSS("#q"), kb.Escape), chromedp.WaitNotPresent(chromedp.CSS("#suggested")))
	if got := evaluate("q.value"); got != "phap l" {
		t.Errorf("after Esc the field holds %q", got)
	}
	do(chromedp.SendKeys(chromedp.CSS("#q"), kb.Escape))
	if got := evaluate("q.value + ' ' + (document.activeElement === document.body)"); got != "phap l true" {
		t.Errorf("a second Esc leaves %q", got)
	}
	do(chromedp.Navigate(s.deps.SiteURL+"/search?q=giao+thong"), chromedp.KeyEvent("j"))
	if got := evaluate("getComputedStyle(document.activeElement.closest('h3')).overflow"); got != "visible" {
		t.Errorf("the ring around a title is cut: %s", got)
	}
	// A space that is sent as a key scrolls the page even where a keyboard's would not.
	evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: ' ', bubbles: true, cancelable: true}))")
	do(chromedp.WaitVisible(chromedp.CSS(".preview h2")))
	if got := evaluate("document.querySelector('.preview h2').textContent === document.querySelector('.hit.shown h3').textContent && document.querySelectorAll('.preview mark').length > 0"); got != "true" {
		t.Error("the preview is not of the chosen result")
	}
	do(chromedp.KeyEvent(kb.Escape), chromedp.WaitNotVisible(chromedp.CSS(".preview")))
	if got := evaluate("document.activeElement.matches('.hit h3 a')"); got != "true" {
		t.Error("the focus does not return to the result")
	}
	do(chromedp.Click(chromedp.CSS(".hit .snippet")), chromedp.WaitVisible(chromedp.CSS(".preview:not([hidden]) h2")))
}
