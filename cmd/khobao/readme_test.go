package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"khobao/internal/sample"
)

// readmeSearches takes what the README's table says can be typed, and the words of
// its commands; one that only stands for the rest, as in đoạn(…), is left out.
func readmeSearches(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "## What you can type")
	table, _, closed := strings.Cut(table, "\n## ")
	if !found || !closed {
		t.Fatal("the README has no table of what can be typed")
	}
	var searches []string
	for _, line := range strings.Split(table, "\n") {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		cells := strings.Split(line, " | ")
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[0], -1) {
			if !strings.Contains(m[1], "…") {
				searches = append(searches, m[1])
			}
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^    khobao (?:search|export) '([^']+)'`).FindAllStringSubmatch(string(text), -1) {
		searches = append(searches, m[1])
	}
	if len(searches) < 12 {
		t.Fatalf("only %d searches found in the README: %q", len(searches), searches)
	}
	return searches
}

// TestTheReadmesSearchesFindSomething in the sample that its first command opens.
func TestTheReadmesSearchesFindSomething(t *testing.T) {
	if testing.Short() {
		t.Skip("imports the whole sample")
	}
	pages := t.TempDir()
	if _, err := sample.Write(pages); err != nil {
		t.Fatal(err)
	}
	a := testApp(t, filepath.Join(t.TempDir(), "kho"))
	if _, err := a.importPaths(t.Context(), []string{pages}); err != nil {
		t.Fatal(err)
	}
	h, err := a.open(t.Context(), openSearch)
	if err != nil {
		t.Fatal(err)
	}
	defer h.close(a.log)
	for _, q := range readmeSearches(t) {
		req, err := requestOf(q, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := h.searcher.Search(t.Context(), req)
		if err != nil || res.Total == 0 {
			t.Errorf("%s: %d articles, %v", q, res.Total, err)
		}
	}
}
