package sample

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"khobao/index"
	"khobao/internal/warc"
)

// TestReadBack reads every container as a stranger would and compares what is
// there with the manifest.
func TestReadBack(t *testing.T) {
	dir, m := written(t)
	pages := map[string][]byte{} // by path, entry and digest
	damaged := readWARC(t, filepath.Join(dir, warcName), pages) + readZIP(t, filepath.Join(dir, zipName), pages)
	if damaged != m.Counts.Damaged {
		t.Errorf("%d damaged pages, want %d", damaged, m.Counts.Damaged)
	}
	for _, p := range m.Pages {
		if p.Outcome == OutcomeDamaged {
			continue
		}
		body := pages[p.Digest]
		if strings.HasPrefix(p.Path, folderName+"/") {
			name := filepath.Join(dir, filepath.FromSlash(p.Path))
			body = readFile(t, name)
			if !stat(t, name).ModTime().Equal(p.Captured) {
				t.Errorf("%s: file time %v, want %v", p.Path, stat(t, name).ModTime(), p.Captured)
			}
		}
		if len(body) == 0 {
			t.Errorf("%s %s %s is not there", p.Path, p.Entry, p.URL)
			continue
		}
		checkPage(t, &p, body)
	}
}

func readWARC(t *testing.T, name string, pages map[string][]byte) (damaged int) {
	t.Helper()
	r, err := warc.NewReader(bytes.NewReader(readFile(t, name)), warc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := r.Next()
		var d *warc.Damage
		switch {
		case err == io.EOF:
			return damaged
		case errors.As(err, &d):
			damaged++
			continue
		case err != nil:
			t.Fatal(err)
		}
		if len(rec.Doubts) > 0 {
			t.Errorf("%s record of %s: doubts %v", rec.Type, rec.TargetURI, rec.Doubts)
		}
		if rec.Type != warc.TypeResponse {
			continue
		}
		_, body, ok := bytes.Cut(rec.Block, []byte("\r\n\r\n"))
		if !ok {
			t.Fatalf("response of %s has no body", rec.TargetURI)
		}
		pages[strings.TrimPrefix(warc.SHA256(body), "sha256:")] = body
	}
}

func readZIP(t *testing.T, name string, pages map[string][]byte) (damaged int) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if errors.Is(err, zip.ErrChecksum) {
			damaged++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		pages[strings.TrimPrefix(warc.SHA256(body), "sha256:")] = body
	}
	return damaged
}

// checkPage parses a page and looks for every text the manifest wants of it.
func checkPage(t *testing.T, p *Page, body []byte) {
	t.Helper()
	name := p.Path + " " + p.URL
	if strings.TrimPrefix(warc.SHA256(body), "sha256:") != p.Digest {
		t.Errorf("%s: the digest is of other bytes", name)
	}
	text := decode(t, p.Charset, body)
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	texts := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" && attribute(n, "type") == "application/ld+json" {
			if !json.Valid([]byte(content(n))) {
				t.Errorf("%s: JSON-LD is no JSON: %s", name, content(n))
			}
		}
		if n.Type == html.ElementNode {
			texts[strings.Join(strings.Fields(content(n)), " ")] = true
		}
	}
	if strings.Contains(text, "ZgotmplZ") {
		t.Errorf("%s: the template refused a value", name)
	}
	if strings.Contains(text, "beacon.example") != p.Trap {
		t.Errorf("%s: trap is %v", name, p.Trap)
	}
	if p.Kind != index.KindArticle {
		return
	}
	w := p.Want
	want := append([]string{w.Title, w.Lead}, strings.Split(w.Body, "\n\n")...)
	for _, c := range w.Captions {
		want = append(want, c.Text)
	}
	want = slices.Concat(want, w.Tags, w.Section)
	for _, s := range want {
		if !texts[s] {
			t.Errorf("%s: no element reads %q", name, s)
		}
	}
	for _, s := range append(w.Authors, w.OriginalSource) {
		if !strings.Contains(content(doc), s) {
			t.Errorf("%s: %q is not printed", name, s)
		}
	}
	if p.Path != warcName && !strings.Contains(text, p.URL) {
		t.Errorf("%s: the page does not tell its address", name)
	}
	if !norm.NFC.IsNormalString(w.Body) {
		t.Errorf("%s: wanted text is not in NFC", name)
	}
}

// decode reads a page of the charset as NFC text.
func decode(t *testing.T, charset string, body []byte) string {
	t.Helper()
	switch charset {
	case charset1258:
		text, err := charmap.Windows1258.NewDecoder().Bytes(body)
		if err != nil {
			t.Fatal(err)
		}
		return norm.NFC.String(string(text))
	case charsetTCVN3:
		letters := map[byte]rune{}
		for r, code := range tcvn3Codes() {
			letters[code] = r
		}
		var text strings.Builder
		for _, b := range body {
			if r, ok := letters[b]; ok {
				text.WriteRune(r)
			} else {
				text.WriteByte(b)
			}
		}
		return text.String()
	}
	return norm.NFC.String(string(body))
}

func content(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func stat(t *testing.T, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}
