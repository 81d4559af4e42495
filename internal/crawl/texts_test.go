package crawl

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryCodeHasText holds that whatever the crawler says can be shown to a
// reader in both languages.
func TestEveryCodeHasText(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(crawl-[a-z]+)"`).FindAllSubmatch(b, -1) {
			codes[string(m[1])] = true
		}
	}
	delete(codes, "crawl-delay") // a word of robots.txt
	if len(codes) < 12 {
		t.Fatalf("only %d codes found", len(codes))
	}
	for _, lang := range []string{"vi", "en"} {
		b, err := os.ReadFile("../locale/texts/crawl." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]string
		if err := json.Unmarshal(b, &texts); err != nil {
			t.Fatal(err)
		}
		for c := range codes {
			if texts["reason."+c] == "" {
				t.Errorf("%s: no text for reason.%s", lang, c)
			}
		}
	}
}
