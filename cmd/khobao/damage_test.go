package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khobao/index"
	"khobao/internal/archive"
)

// TestADamagedTextKeepsNoOtherFromItsReaders, even where the index has to be made
// anew and words are learned again.
func TestADamagedTextKeepsNoOtherFromItsReaders(t *testing.T) {
	const all = 600 // several blocks of texts
	var lines strings.Builder
	for i := range all {
		fmt.Fprintf(&lines, "{\"id\":\"%d\",\"title\":\"Chuyến tàu số %d\",\"body\":\"%s\"}\n",
			i, i, strings.Repeat(fmt.Sprintf("Tàu số %d chở %d tấn hàng cập cầu cảng số %d. ", i, i*31%997, i*7%89), 40))
	}
	dir, news := filepath.Join(t.TempDir(), "kho"), filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(news, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	a := testApp(t, dir)
	if _, err := a.importPaths(t.Context(), []string{news}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "text", "text-000001.kt")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 0xff
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(archive.IndexDir(dir)); err != nil {
		t.Fatal(err)
	}
	h, err := a.open(t.Context(), openSearch)
	if err != nil {
		t.Fatal(err)
	}
	defer h.close(a.log)
	res, err := h.searcher.Search(t.Context(), index.Request{Q: "tàu"})
	if err != nil || res.Total < all/2 || res.Total == all {
		t.Errorf("%d of %d articles found, %v", res.Total, all, err)
	}
	covered, err := coverageOf(t.Context(), h.archive, coverageArgs{By: "year"})
	if err != nil || len(covered) == 0 {
		t.Errorf("coverage: %d rows, %v", len(covered), err)
	}
}
