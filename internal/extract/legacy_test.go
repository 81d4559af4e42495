package extract

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khobao/internal/page"
	"khobao/internal/testkit"
)

// TestLegacyPages reads the same articles as pages in UTF-8 and in the
// encodings of before, without and with a false charset.
func TestLegacyPages(t *testing.T) {
	dir := testkit.Shared(t, "encodings")
	x := mustNew(t, Options{})
	files, err := filepath.Glob(filepath.Join(dir, "utf-8", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", dir, err)
	}
	wrap := func(raw []byte, meta string) *page.Page {
		title, body, _ := strings.Cut(string(raw), "\n")
		paras := strings.ReplaceAll(strings.TrimSpace(body), "\n", "</p>\n<p>")
		return &page.Page{Body: []byte("<html><head>" + meta + "<title>" + title + "</title></head><body><h1>" + title + "</h1>\n<div class=content><p>" + paras + "</p></div></body></html>")}
	}
	for _, encoding := range []string{"tcvn3", "viscii", "windows-1258"} {
		for _, meta := range []string{"", "<meta charset=utf-8>", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"} {
			sum, n, titles := 0.0, 0, 0
			for _, file := range files {
				good, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				raw, err := os.ReadFile(filepath.Join(dir, encoding, filepath.Base(file)))
				if err != nil {
					t.Fatal(err)
				}
				want, err := x.Extract(t.Context(), wrap([]byte(html.EscapeString(string(good))), "<meta charset=utf-8>"))
				if err != nil {
					t.Fatal(err)
				}
				got, err := x.Extract(t.Context(), wrap([]byte(strings.NewReplacer("<", "&lt;").Replace(string(raw))), meta))
				if err != nil {
					t.Fatal(err)
				}
				f1, _, _ := shingleF1(got.Body, want.Body)
				sum += f1
				n++
				if got.Title == want.Title {
					titles++
				}
			}
			t.Logf("%s, %q: body F1 %.4f, %d of %d titles", encoding, meta, sum/float64(n), titles, n)
			if sum/float64(n) < 0.98 || titles*100 < n*94 {
				t.Errorf("%s, %q: body F1 %.4f, %d of %d titles", encoding, meta, sum/float64(n), titles, n)
			}
		}
	}
}
