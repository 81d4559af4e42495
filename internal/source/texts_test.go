package source

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// codeIn finds the codes in this package and in package warc: where they are
// given to failures, in the tables, and in the constants.
var codeIn = []*regexp.Regexp{
	regexp.MustCompile(`WithCode\("([a-z0-9-]+)"\)`),
	regexp.MustCompile(`refuse\((?:failure\.\w+, )?"([a-z0-9-]+)"`),
	regexp.MustCompile(`notice\([^,]+, "([a-z0-9-]+)"`),
	regexp.MustCompile(`failure\.(?:NotPage|Unsupported|TooLarge|Damaged), "([a-z0-9-]+)"`),
	regexp.MustCompile(`(?:Damage|Doubt)\w+ += "([a-z-]+)"`),
}

// TestEveryCodeHasText holds that whatever a source says can be shown to a
// reader in both languages.
func TestEveryCodeHasText(t *testing.T) {
	codes := map[string]bool{"image": true, "video": true, "audio": true, "font": true}
	for _, pattern := range []string{"*.go", "../warc/*.go"} {
		files, err := filepath.Glob(pattern)
		must(t, err)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			must(t, err)
			for _, re := range codeIn {
				for _, m := range re.FindAllSubmatch(b, -1) {
					codes[string(m[1])] = true
				}
			}
		}
	}
	if len(codes) < 55 {
		t.Fatalf("only %d codes found", len(codes))
	}
	for _, lang := range []string{"vi", "en"} {
		texts := map[string]string{}
		files, err := filepath.Glob("../locale/texts/*." + lang + ".json")
		must(t, err)
		for _, f := range files {
			b, err := os.ReadFile(f)
			must(t, err)
			var some map[string]any
			must(t, json.Unmarshal(b, &some))
			for k, v := range some {
				if s, ok := v.(string); ok {
					texts[k] = s
				}
			}
		}
		for c := range codes {
			if texts["reason."+c] == "" {
				t.Errorf("%s: no text for reason.%s", lang, c)
			}
		}
	}
}
