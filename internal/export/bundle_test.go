package export

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/locale"
)

// unpacked reads a bundle back as name → content.
func unpacked(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name, ok := strings.CutPrefix(f.Name, bundleDir)
		if _, twice := out[name]; !ok || twice {
			t.Errorf("file %q", f.Name)
		}
		out[name] = string(text)
	}
	return out
}

var loads = regexp.MustCompile(`(?:src|href)="([^"]*)"`)

func TestBundleIsWholeAndStaysAtHome(t *testing.T) {
	catalog, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	evil := hostile
	evil.ID = "00000000000000e1"
	evil.Title, evil.Body = `</script><script>alert(1)</script>`, "một </script><img src=x onerror=alert(1)>\n\nhai"
	evil.Captions = []index.Caption{{Text: `<b>ảnh`, Image: "https://a.example/1.png"}, {Text: "không có ảnh"}}
	p := pile{hostile, evil}
	ids := p.ids(t)
	if err := ids.Add("00000000000000fd"); err != nil { // gone
		t.Fatal(err)
	}
	var b bytes.Buffer
	n, err := WriteBundle(t.Context(), &b, Options{Printer: catalog.In("vi"), Base: "https://kho.example", Query: "lúa <b>", Created: hostile.Captured, Software: "khobao 0"}, ids, BundleSource{
		Source: p,
		Extras: func(_ context.Context, a *index.Article) (BundleArticle, error) {
			if a.ID != evil.ID {
				return BundleArticle{}, nil
			}
			return BundleArticle{
				Pictures:  []BundleFile{{Name: "aa.png", Data: []byte("\x89PNG")}, {}},
				Originals: []BundleOriginal{{BundleFile: BundleFile{Name: "bb.html", Data: []byte("<p>gốc")}, Captured: time.Date(2021, 8, 25, 7, 40, 0, 0, index.Zone), Digest: "d1"}},
			}, nil
		},
		Originals: func(context.Context, string) iter.Seq2[[]byte, error] {
			return func(func([]byte, error) bool) {}
		},
	})
	if err != nil || n != 3 {
		t.Fatalf("%d articles, %v", n, err)
	}
	files := unpacked(t, b.Bytes())
	for _, want := range []string{
		"index.html", "tim.js", "kieu.css", "du-lieu/1.js", "danh-sach/1.html", "ban-goc.warc.gz", "anh/aa.png", "goc/bb.html",
		"bai/" + hostile.ID + ".html", "bai/" + evil.ID + ".html", "bai/00000000000000fd.html",
	} {
		if _, ok := files[want]; !ok {
			t.Errorf("the bundle lacks %s", want)
		}
	}
	for name, text := range files {
		if strings.HasSuffix(name, ".html") && !strings.HasPrefix(name, "goc/") {
			if !strings.Contains(text, "default-src 'none'") {
				t.Errorf("%s has no policy", name)
			}
			if strings.Contains(text, "<script>") || strings.Contains(text, "onerror=alert(1)>") || strings.Contains(text, "export.bundle.") {
				t.Errorf("%s holds\n%s", name, text)
			}
			for _, m := range loads.FindAllStringSubmatch(text, -1) {
				if strings.Contains(m[1], ":") || strings.HasPrefix(m[1], "/") {
					t.Errorf("%s leads to %q", name, m[1])
				}
				at := m[1]
				if dir, _, ok := strings.Cut(name, "/"); ok {
					at = strings.TrimPrefix(strings.Replace(dir+"/"+at, dir+"/../", "", 1), "./")
				}
				if _, ok := files[at]; !ok {
					t.Errorf("%s leads to %q, which is not there", name, m[1])
				}
			}
		}
		if strings.HasSuffix(name, ".js") && strings.HasPrefix(name, "du-lieu") && strings.ContainsAny(text, "<>") {
			t.Errorf("%s holds marks of HTML", name)
		}
	}
	if got := files["bai/"+evil.ID+".html"]; !strings.Contains(got, `src="../anh/aa.png"`) || !strings.Contains(got, `href="../goc/bb.html"`) || !strings.Contains(got, "25/08/2021 07:40") {
		t.Errorf("the article's page\n%s", got)
	}
	if got := files["index.html"]; !strings.Contains(got, `data-parts="1"`) || !strings.Contains(got, "lúa &lt;b&gt;") {
		t.Errorf("the first page\n%s", got)
	}
}

func TestALargeBundleComesInParts(t *testing.T) {
	var ids IDs
	for i := range 2*batch + 1 {
		if err := ids.Add(fmt.Sprintf("%016x", i)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	n, err := WriteBundle(t.Context(), &b, Options{Created: hostile.Captured}, &ids, BundleSource{Source: endless{}})
	if err != nil || n != ids.Len() {
		t.Fatalf("%d, %v", n, err)
	}
	files := unpacked(t, b.Bytes())
	rows := 0
	for i := 1; i <= 3; i++ {
		rows += strings.Count(files[fmt.Sprintf("du-lieu/%d.js", i)], `"id":`)
	}
	if rows != ids.Len() || !strings.Contains(files["index.html"], `data-parts="3"`) || !strings.Contains(files["danh-sach/2.html"], `href="3.html"`) {
		t.Errorf("%d rows in parts", rows)
	}
	var none bytes.Buffer
	if n, err := WriteBundle(t.Context(), &none, Options{Created: hostile.Captured}, new(IDs), BundleSource{Source: endless{}}); err != nil || n != 0 {
		t.Errorf("an empty bundle: %d, %v", n, err)
	}
}
