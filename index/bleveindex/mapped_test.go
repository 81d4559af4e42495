package bleveindex

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDocNamesEveryFile holds the map in doc.go to what lies in the folder.
func TestDocNamesEveryFile(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	words := strings.Fields(strings.ReplaceAll(string(doc), ",", " "))
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "doc.go" || strings.HasPrefix(f, "lock_") {
			continue
		}
		if !slices.ContainsFunc(words, func(w string) bool { return strings.Trim(w, ".;()") == f }) {
			t.Errorf("doc.go says nothing of %s", f)
		}
	}
}
