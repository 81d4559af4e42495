package extract

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

// shared finds the folder of outside test data beside the repository, and
// skips the test where it is absent.
func shared(t testing.TB, elem ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{dir, "..", "shared", "data"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("shared data absent: %s", filepath.Join(elem...))
	}
	return path
}

func mustNew(t testing.TB, o Options) *Extractor {
	t.Helper()
	x, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func readPage(t testing.TB, path string) *page.Page {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &page.Page{
		Body: body, Captured: time.Date(2026, 1, 2, 3, 4, 5, 0, index.Zone),
		Origin: page.Origin{Path: filepath.Base(path), Kind: "file"},
	}
}
