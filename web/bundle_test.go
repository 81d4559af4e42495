package web

import (
	"archive/zip"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"khobao/index"
	"khobao/internal/testkit/browser"
)

// takeBundle unpacks the bundle of a search and gives its folder.
func takeBundle(t *testing.T, s *Server, query string) string {
	t.Helper()
	res := get(t, s, "/tai-ve/tep?dang=bundle&"+query)
	z, err := zip.NewReader(strings.NewReader(res.body), int64(len(res.body)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range z.File {
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "kho-bao")
}

func TestBundleHoldsTheSearchAndItsOriginals(t *testing.T) {
	shelf := newShelf()
	shelf.more(20)
	s := newServer(t, shelf)
	dir := takeBundle(t, s, "q=giao+thong")
	pages, err := os.ReadDir(filepath.Join(dir, "bai"))
	if err != nil || len(pages) != 22 {
		t.Fatalf("%d articles, %v", len(pages), err)
	}
	dir = takeBundle(t, s, "nguon=baocang.example")
	a := shelf.articles[0]
	text, err := os.ReadFile(filepath.Join(dir, "bai", a.ID+".html"))
	if err != nil {
		t.Fatal(err)
	}
	k := shelf.captures[a.ID][0]
	original, err := os.ReadFile(filepath.Join(dir, "goc", k.ID+".html"))
	if err != nil || !strings.Contains(string(text), "../goc/"+k.ID+".html") || !strings.Contains(string(text), k.Digest) {
		t.Fatalf("the original is not led to: %v", err)
	}
	if strings.Contains(string(original), "<script") || strings.Contains(string(original), "onload=") || !strings.Contains(string(original), "Content-Security-Policy") || !strings.Contains(string(original), `src="../anh/`) {
		t.Errorf("the stored page\n%s", original)
	}
	sizes := get(t, s, "/tai-ve?q=giao+thong").doc(t)
	for _, label := range all(sizes, "label.choice") {
		if strings.HasPrefix(textOf(label), "Gói mang về") && !strings.Contains(textOf(label), "khoảng") {
			t.Errorf("the size of a bundle is not told: %q", textOf(label))
		}
	}
}

// TestBundleOpensFromDisk opens a bundle in a browser, without a server.
func TestBundleOpensFromDisk(t *testing.T) {
	tab := browser.Open(t)
	ctx := tab.Ctx
	shelf := newShelf()
	for _, a := range []index.Article{
		{URL: "https://x.example/1", Title: "Đường về xã", Body: "Con đường mới. Kế hoạch hòa giải."},
		{URL: "https://x.example/2", Title: "Chuyện họ Dương", Body: "Ông Dương kể chuyện. Ngô và quyền."},
		{URL: "https://x.example/3", Title: `<img src=x onerror="document.title='run'">`, Body: "Quận Ngô Quyền họp. Kế hoạch hoà giải."},
	} {
		shelf.add(a, "<p>"+a.Title)
	}
	s := newServer(t, shelf)
	home := "file://" + filepath.ToSlash(takeBundle(t, s, "")) + "/index.html"
	evaluate := tab.Evaluate
	search := func(q string) string {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(home+"#"+url.Values{"q": {q}}.Encode()), chromedp.WaitReady(chromedp.CSS("html[data-ready]"))); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		return evaluate("[...document.querySelectorAll('#ket-qua h3')].map(h => h.textContent).join('|')")
	}
	for _, c := range []struct{ q, want string }{
		{"duong ve", "Đường về xã"},
		{"đường về", "Đường về xã"},
		{"dương kể", "Chuyện họ Dương"},
		{`"ngo quyen"`, `<img src=x onerror="document.title='run'">`},
		{"xyzzy", ""},
	} {
		if got := search(c.q); got != c.want {
			t.Errorf("%s finds %q, want %q", c.q, got, c.want)
		}
	}
	if a, b := search("hòa giải"), search("hoà giải"); a != b || strings.Count(a, "|") != 1 {
		t.Errorf("the tone's place matters: %q and %q", a, b)
	}
	if got := search("hòa giải -đường"); strings.Contains(got, "Đường") {
		t.Errorf("what is left out is found: %q", got)
	}
	search("đường")
	if got := evaluate("[...document.querySelectorAll('mark')].map(m => m.textContent).join('|')"); got != "Đường|đường" && !strings.HasPrefix(got, "Đường|") {
		t.Errorf("marks %q", got)
	}
	if got := evaluate("document.title.includes('run')"); got != "false" {
		t.Error("a title ran")
	}
	if got := search(""); strings.Count(got, "|")+1 != len(shelf.articles) {
		t.Errorf("everything is %q", got)
	}
	if got := evaluate("performance.getEntriesByType('resource').filter(r => !r.name.startsWith('file:')).length"); got != "0" {
		t.Errorf("%s requests left the disk", got)
	}
	if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS("#q"), "cau moi"), chromedp.Click(chromedp.CSS("#hoi button")), chromedp.WaitNotPresent(chromedp.CSS("#ket-qua li + li + li"))); err != nil {
		t.Fatal(err)
	}
	if got := evaluate("location.hash"); got != "#q=cau+moi" {
		t.Errorf("what was asked is not in the address: %q", got)
	}
	id := shelf.articles[0].ID
	if err := chromedp.Do(ctx, chromedp.Navigate(strings.Replace(home, "index.html", "bai/"+id+".html", 1)), chromedp.WaitReady(chromedp.CSS("img"))); err != nil {
		t.Fatal(err)
	}
	if got := evaluate("document.querySelector('img').naturalWidth > 0"); got != "true" {
		t.Error("the picture is not shown from the disk")
	}
}
