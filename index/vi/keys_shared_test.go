package vi

import (
	"encoding/json"
	"strings"
	"testing"

	"khobao/internal/testkit"
)

// TestUnkeyHeadlines types real headlines without marks, with marks, and as keys
// of both rules: only the keys may be taken for keys. In short mode every
// fiftieth.
func TestUnkeyHeadlines(t *testing.T) {
	plain, alarms, typed, found := 0, 0, 0, 0
	for n, line := range testkit.Lines(t, "news", "vntc10.jsonl.zst") {
		if testing.Short() && n%50 != 0 {
			continue
		}
		var a struct{ Title string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		title := NFC(a.Title)
		for _, s := range []string{title, Fold(title)} {
			plain++
			if got, how, ok := Unkey(s); ok {
				alarms++
				t.Logf("%q taken for %s: %q", s, how, got)
			}
		}
		words := strings.Fields(strings.ToLower(title))
		if len(words) < 3 || !allSyllables(words) {
			continue
		}
		want := make([]string, len(words))
		for k, w := range words {
			want[k] = Normalize(w)
		}
		for _, key := range []func(string) string{telexOf, vniOf} {
			keyed := make([]string, len(words))
			for k, w := range want {
				keyed[k] = key(w)
			}
			typed++
			if got, _, ok := Unkey(strings.Join(keyed, " ")); ok && Normalize(got) == strings.Join(want, " ") {
				found++
			} else if testing.Verbose() && typed-found < 30 {
				t.Logf("%q became %q", keyed, got)
			}
		}
	}
	t.Logf("%d texts that are no keys: %d false alarms; %d typed as keys: %d recovered", plain, alarms, typed, found)
	if plain == 0 || typed == 0 {
		t.Fatal("no headline read")
	}
	if alarms*2000 > plain || found*100 < typed*98 {
		t.Errorf("%d false alarms of %d, %d of %d recovered", alarms, plain, found, typed)
	}
}

func allSyllables(words []string) bool {
	marked := false
	for _, w := range words {
		if !IsSyllable(w) {
			return false
		}
		marked = marked || Marked(w)
	}
	return marked
}
