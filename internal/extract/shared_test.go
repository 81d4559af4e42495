package extract

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

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
