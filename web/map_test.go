package web

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestTheMapNamesFilesThatAre keeps the package's map from leading nowhere.
func TestTheMapNamesFilesThatAre(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`[a-z_]+\*?\.go\b`).FindAllString(string(doc), -1)
	if len(names) < 50 {
		t.Fatalf("the map names only %d files", len(names))
	}
	for _, name := range names {
		if found, err := filepath.Glob(name); err != nil || len(found) == 0 {
			t.Errorf("doc.go leads to %s, which is not there", name)
		}
	}
}
