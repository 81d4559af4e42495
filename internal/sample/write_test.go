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

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"khobao/index"
	"khobao/internal/warc"
)

func written(t *testing.T) (dir string, m Manifest) {
	t.Helper()
	dir = t.TempDir()
	m, err := Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func TestCounts(t *testing.T) {
	_, m := written(t)
	want := Counts{Articles: 71, Versions: 1, Duplicates: 1, Lists: 4, Others: 2, Damaged: 2, Resources: 56, Reprints: 1}
	if diff := cmp.Diff(want, m.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if n := len(m.Articles()); n != m.Counts.Articles {
		t.Errorf("Articles gives %d pages, the counts say %d", n, m.Counts.Articles)
	}
	c := m.Counts
	if n := c.Articles + c.Versions + c.Duplicates + c.Lists + c.Others + c.Damaged; n != len(m.Pages) {
		t.Errorf("the counts add up to %d of %d pages", n, len(m.Pages))
	}
	for _, p := range m.Articles() {
		if p.Reprint != "" && !slices.ContainsFunc(m.Pages, func(o Page) bool { return o.Key == p.Reprint }) {
			t.Errorf("%s repeats %s, which is not there", p.Key, p.Reprint)
		}
	}
	described, err := Describe()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, described); diff != "" {
		t.Errorf("Describe differs from Write:\n%s", diff)
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	first, _ := written(t)
	second, _ := written(t)
	n := 0
	err := filepath.WalkDir(first, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		rel, _ := filepath.Rel(first, name)
		other := filepath.Join(second, rel)
		if !bytes.Equal(readFile(t, name), readFile(t, other)) {
			t.Errorf("%s differs from run to run", rel)
		}
		a, b := stat(t, name), stat(t, other)
		if strings.HasPrefix(filepath.ToSlash(rel), folderName+"/") && !a.ModTime().Equal(b.ModTime()) {
			t.Errorf("%s: time %v, then %v", rel, a.ModTime(), b.ModTime())
		}
		return nil
	})
	if err != nil || n < 30 {
		t.Fatalf("compared %d files: %v", n, err)
	}
}

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

// TestKindsOfPage keeps the pages that make an import worth trying.
func TestKindsOfPage(t *testing.T) {
	dir, m := written(t)
	charsets, traps, silent := map[string]int{}, 0, 0
	for _, p := range m.Pages {
		charsets[p.Charset]++
		if p.Trap {
			traps++
		}
		if p.Kind == index.KindArticle && p.Outcome == OutcomeNew && p.URL == "" {
			silent++
		}
	}
	if charsets[charset1258] != 1 || charsets[charsetTCVN3] != 1 || traps != 1 || silent != 2 {
		t.Errorf("charsets %v, %d traps, %d pages without an address", charsets, traps, silent)
	}
	decomposed := 0
	for _, a := range all(t) {
		if a.NFD {
			decomposed++
		}
	}
	if decomposed != 1 {
		t.Errorf("%d pages are decomposed, want 1", decomposed)
	}
	for _, c := range m.Containers {
		if stat(t, filepath.Join(dir, c)).IsDir() != (c == folderName) {
			t.Errorf("%s is not what it should be", c)
		}
	}
}
