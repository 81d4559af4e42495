package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/txtar"

	"khobao/internal/warc"
)

var when = time.Date(2021, 8, 25, 7, 29, 0, 0, time.UTC)

// named is a file to be put into a container.
type named struct{ name, content string }

// sampleFiles are those of testdata/folder.txtar.
func sampleFiles(t testing.TB) []named {
	t.Helper()
	a, err := txtar.ParseFile("testdata/folder.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var out []named
	for _, f := range a.Files {
		out = append(out, named{f.Name, string(f.Data)})
	}
	if len(out) < 10 {
		t.Fatalf("only %d sample files", len(out))
	}
	return out
}

// sampleFolder writes the files to a new folder.
func sampleFolder(t testing.TB, files []named) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		p := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(f.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, when, when); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func zipped(t testing.TB, method uint16, files ...named) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: method, Modified: when})
		must(t, err)
		_, err = io.WriteString(e, f.content)
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

func tarred(t testing.TB, files ...named) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	must(t, w.WriteHeader(&tar.Header{Name: "thư mục/", Typeflag: tar.TypeDir, Mode: 0o755}))
	must(t, w.WriteHeader(&tar.Header{Name: "lối tắt", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}))
	for _, f := range files {
		must(t, w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o644, ModTime: when}))
		_, err := io.WriteString(w, f.content)
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

func gz(parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, p)
		_ = w.Close()
	}
	return b.String()
}

func zst(t testing.TB, parts ...string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	must(t, err)
	var b []byte
	for _, p := range parts {
		b = w.EncodeAll([]byte(p), b)
	}
	return string(b)
}

// bz2 is a page compressed by bzip2, for which there is no writer in Go:
// <html><head><title>Tin nén</title></head></html> and a line feed.
func bz2(t testing.TB) string {
	b, err := hex.DecodeString(bz2Page)
	must(t, err)
	return string(b)
}

// warcRecords are a warcinfo, two pages, a picture, a redirect, a look-up of a
// name, a request, a revisit of the first page, a conversion and a segment.
func warcRecords(t testing.TB) []string {
	t.Helper()
	type fields = []warc.Field
	html := fields{{Name: "Content-Type", Value: "text/html; charset=utf-8"}}
	first := warc.Response("https://baomau.vn/1.html", when, 200, html, []byte("<html>Bài một</html>"))
	digest := warc.SHA256([]byte("<html>Bài một</html>"))
	records := []warc.Record{
		warc.Info("mau.warc", when, fields{{Name: "software", Value: "thử"}}),
		first,
		warc.Response("https://baomau.vn/2.html", when, 404, html, []byte("<html>Không thấy</html>")),
		warc.Response("https://baomau.vn/a.png", when, 200, fields{{Name: "Content-Type", Value: "image/png"}}, []byte("\x89PNG\r\n\x1a\n")),
		warc.Response("https://baomau.vn/cu", when, 301, fields{{Name: "Location", Value: "/moi.html"}}, nil),
		{Type: warc.TypeResponse, TargetURI: "dns:baomau.vn", Date: when, ContentType: "text/dns", Block: []byte("1.2.3.4")},
		{Type: warc.TypeRequest, TargetURI: "https://baomau.vn/1.html", Date: when, ContentType: "application/http;msgtype=request", Block: []byte("GET / HTTP/1.1\r\n\r\n")},
		{
			Type: warc.TypeRevisit, TargetURI: "https://baomau.vn/1.html", Date: when.Add(time.Hour), ContentType: warc.HTTPResponse,
			PayloadDigest: digest, Block: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
		},
		{
			Type: warc.TypeRevisit, TargetURI: "https://baomau.vn/xa.html", Date: when, ContentType: warc.HTTPResponse,
			PayloadDigest: "sha1:XA", Block: []byte("HTTP/1.1 200 OK\r\n\r\n"),
		},
		{Type: warc.TypeConversion, TargetURI: "https://baomau.vn/1.html", Date: when, ContentType: "text/plain", Block: []byte("Bài một")},
		{Type: warc.TypeContinuation, TargetURI: "https://baomau.vn/1.html", Date: when, Block: []byte("…")},
		warc.Resource("https://baomau.vn/3.html", when, "text/html", []byte("<html>Bài ba</html>")),
	}
	var out []string
	for _, r := range records {
		var b bytes.Buffer
		_, err := warc.WriteRecord(&b, r)
		must(t, err)
		z, err := gzip.NewReader(&b)
		must(t, err)
		plain, err := io.ReadAll(z)
		must(t, err)
		out = append(out, string(plain))
	}
	return out
}

// wacz makes a WACZ; change may spoil its files and its manifest is made for
// the unspoiled ones.
func wacz(t testing.TB, change func(files []named) []named) string {
	t.Helper()
	files := []named{
		{"archive/data.warc.gz", gz(warcRecords(t)...)},
		{"indexes/index.cdx.gz", gz("chỉ mục")},
		{"pages/pages.jsonl", `{"format": "json-pages-1.0", "id": "pages", "title": "Trang"}` + "\n"},
	}
	var resources []string
	for _, f := range files {
		resources = append(resources, fmt.Sprintf(`{"name": %q, "path": %q, "hash": %q, "bytes": %d}`,
			filepath.Base(f.name), f.name, warc.SHA256([]byte(f.content)), len(f.content)))
	}
	manifest := `{"profile": "data-package", "wacz_version": "1.1.1", "resources": [` + strings.Join(resources, ",") + `]}`
	files = append(files, named{"datapackage.json", manifest}, named{
		"datapackage-digest.json",
		digestFile(t, manifest, testKey(1)),
	})
	if change != nil {
		files = change(files)
	}
	return zipped(t, zip.Store, files...)
}

const mhtmlPage = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://baomau.vn/luu.html\r\nSubject: =?utf-8?Q?B=C3=A0i?=\r\n" +
	"Date: Wed, 25 Aug 2021 14:29:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Ranh\"\r\n\r\n\r\n" +
	"------Ranh\r\nContent-Type: text/html\r\nContent-ID: <f@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://baomau.vn/luu.html\r\n\r\n" +
	"<html>B=C3=A0i l=C6=B0u=\r\n l=E1=BA=A1i</html>\r\n" +
	"------Ranh\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://baomau.vn/a.png\r\n\r\niVBORw0K\r\nGgo=\r\n" +
	"------Ranh\r\nContent-Type: text/css\r\nContent-ID: <c@mhtml.blink>\r\n\r\np { color: red }\r\n------Ranh--\r\n"

// containers are files of every format that is read, good and broken.
func containers(t testing.TB) map[string]string {
	files := sampleFiles(t)
	records := warcRecords(t)
	page := files[0].content
	articles := ""
	for _, f := range files {
		if strings.HasSuffix(f.name, ".jsonl") {
			articles = f.content
		}
	}
	plain := strings.Join(records, "")
	arc := "filedesc://m.arc 0.0.0.0 20080430204825 text/plain 69\n1 0 Mau\nURL IP-address Archive-date Content-type Archive-length" +
		strings.Repeat("\n", 8)
	arcPage := "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Cũ</html>"
	arc2 := fmt.Sprintf("http://baomau.vn/cũ.html 1.2.3.4 20080430204825 text/html %d\n%s\n", len(arcPage), arcPage)
	return map[string]string{
		"html":                  page,
		"html.gz":               gz(page),
		"html.bz2":              bz2(t),
		"zip":                   zipped(t, zip.Deflate, files...),
		"zip stored":            zipped(t, zip.Store, files...),
		"tar":                   tarred(t, files...),
		"tar.gz":                gz(tarred(t, files...)),
		"tar.zst":               zst(t, tarred(t, files...)),
		"jsonl":                 articles,
		"jsonl.gz":              gz(articles),
		"jsonl.zst":             zst(t, articles),
		"warc":                  plain,
		"warc.gz":               gz(records...),
		"warc.gz in one":        gz(plain),
		"warc.zst":              zst(t, records...),
		"warc cut":              plain[:len(plain)-10],
		"warc.gz damaged":       gz(records[:2]...) + "rác ở giữa" + gz(records[2:]...),
		"warc.gz first damaged": gz(records[0])[:12] + "\xff\xff\xff\xff" + gz(records[0])[16:40] + gz(records[1])[40:] + gz(records[2:]...),
		"arc":                   arc + arc2 + arc2,
		"arc.gz":                gz(arc, arc2, arc2),
		"wacz":                  wacz(t, nil),
		"mhtml":                 mhtmlPage,
		"mhtml cut":             mhtmlPage[:len(mhtmlPage)-60],
		"zip of containers":     zipped(t, zip.Deflate, named{"w.warc.gz", gz(records...)}, named{"z.zip", zipped(t, zip.Deflate, files[:5]...)}, named{"m.mhtml", mhtmlPage}, named{"a.jsonl", articles}),
		"stored containers":     zipped(t, zip.Store, named{"w.warc.gz", gz(records...)}, named{"c.wacz", wacz(t, nil)}, named{"z.zip", zipped(t, zip.Deflate, files[:5]...)}),
		"tar of containers":     tarred(t, named{"w.warc.gz", gz(records...)}, named{"c.wacz", wacz(t, nil)}, named{"w.warc.zst", zst(t, plain)}),
		"zip cut":               zipped(t, zip.Deflate, files...)[:600],
		"tar.gz cut":            gz(tarred(t, files...))[:500],
		"text":                  "Chỉ là chữ.",
		"empty":                 "",
	}
}

const bz2Page = "425a6839314159265359e092d28d000004db9400104000800504002667040000200800200031434d30002553f49a8c9e4683ebdf18656598864d6440e491fa5345082b7bbddcc1ce745dc914e14243824b4a34"
