package sample

import (
	"encoding/json"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"khobao/internal/testkit"
)

// shingleWords is how many words in a row two texts must share to count as
// one copied from the other.
const shingleWords = 10

// shingles calls see with the hash and the words of every run of shingleWords.
func shingles(text string, see func(h uint64, words []string)) {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	hashes := make([]uint64, len(words))
	for i, w := range words {
		h := fnv.New64a()
		_, _ = h.Write([]byte(w))
		hashes[i] = h.Sum64()
	}
	for i := 0; i+shingleWords <= len(words); i++ {
		h := uint64(0)
		for _, v := range hashes[i : i+shingleWords] {
			h = h*1099511628211 + v
		}
		see(h, words[i:i+shingleWords])
	}
}

var tag = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|\{\{.*?\}\}|<[^>]*>`)

// TestNothingIsCopied looks for runs of words that our texts and layouts share
// with the pages and articles of the test data.
func TestNothingIsCopied(t *testing.T) {
	data := testkit.Shared(t)
	ours := map[uint64]string{}
	for _, root := range []string{"articles", "threads", "layouts"} {
		walk(t, root, func(name string, text []byte) {
			shingles(tag.ReplaceAllString(string(text), "\n"), func(h uint64, _ []string) { ours[h] = name })
		})
	}
	compared := 0
	compare := func(source, text string) {
		shingles(text, func(h uint64, words []string) {
			compared++
			if name, ok := ours[h]; ok {
				t.Errorf("%s shares with %s: %s", name, source, strings.Join(words, " "))
			}
		})
	}
	for _, dir := range []string{"seed", "pages"} {
		err := filepath.WalkDir(filepath.Join(data, dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			compare(filepath.Base(name), tag.ReplaceAllString(string(readFile(t, name)), " "))
			return nil
		})
		if err != nil {
			t.Skip("shared data absent: " + dir)
		}
	}
	for _, name := range []string{"dated-mix.jsonl.zst", "vntc10.jsonl.zst"} {
		compareNews(t, name, compare)
	}
	if compared < 10_000 {
		t.Errorf("only %d runs of words were compared", compared)
	}
}

// mostNews bounds how many articles of a file are compared, to keep the test short.
const mostNews = 2_500

func compareNews(t *testing.T, name string, compare func(source, text string)) {
	t.Helper()
	for n, line := range testkit.Lines(t, "news", name) {
		if n == mostNews {
			return
		}
		var article struct{ Title, Lead, Body string }
		if err := json.Unmarshal(line, &article); err != nil {
			t.Fatal(err)
		}
		compare(name, article.Title+"\n"+article.Lead+"\n"+article.Body)
	}
}
