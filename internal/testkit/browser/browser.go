// Package browser is a reader at the Chromium that is installed: it takes steps
// on a page and waits for what the page shows, never for a time. Tests are
// skipped, saying so, where no Chromium is installed and in short runs.
package browser

import (
	"context"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long one test may drive its browser on any machine.
const patience = 10 * time.Minute

// Tab is one open tab. What fails in it ends the test.
type Tab struct {
	Ctx context.Context // of chromedp
	t   *testing.T
}

// Open opens a tab that reaches this machine only; it is closed with the test.
func Open(t *testing.T) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is driven in full runs only")
	}
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed: what a browser does with the pages is not checked")
	}
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "vi"), chromedp.Flag("accept-lang", "vi"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &Tab{Ctx: ctx, t: t}
}

// For is the same tab in the hands of a subtest.
func (b *Tab) For(t *testing.T) *Tab { return &Tab{Ctx: b.Ctx, t: t} }

// Do takes steps.
func (b *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.Ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// Evaluate reads an expression of the page as a string.
func (b *Tab) Evaluate(expression string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.Ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// Until waits for an expression of the page to hold; the page stays.
func (b *Tab) Until(expression string) {
	b.t.Helper()
	const poll = `new Promise(done => { const look = () => (%) ? done("") : requestAnimationFrame(look); look(); })`
	if _, err := chromedp.Run(b.Ctx, chromedp.Evaluate[chromedp.Void](strings.Replace(poll, "%", expression, 1), chromedp.EvalAwaitPromise)); err != nil {
		b.t.Fatalf("waiting for %s: %v", expression, err)
	}
}

// Leave does what leads to another page and waits until that is there and whole.
func (b *Tab) Leave(step chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	b.Evaluate("window.stillHere = true")
	b.Do(step)
	for {
		there, err := chromedp.Run(b.Ctx, chromedp.Evaluate[bool]("!window.stillHere && document.readyState === 'complete'"))
		if there {
			return
		}
		if err != nil && b.Ctx.Err() != nil {
			b.t.Fatalf("no other page is there: %v", err)
		}
	}
}

// Want holds an expression of the page to what it should be.
func (b *Tab) Want(what, expression, want string) {
	b.t.Helper()
	if got := b.Evaluate(expression); got != want {
		b.t.Errorf("%s: %q, want %q", what, got, want)
	}
}
