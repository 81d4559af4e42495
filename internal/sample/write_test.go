package sample

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
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
