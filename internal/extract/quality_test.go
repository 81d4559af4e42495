package extract

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"khobao/internal/testkit"
)

// shingles counts the runs of four lower-cased words without edge punctuation.
func shingles(s string) (map[string]int, int) {
	var words []string
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w != "" {
			words = append(words, w)
		}
	}
	counts, n := map[string]int{}, 0
	if len(words) < 4 && len(words) > 0 {
		return map[string]int{strings.Join(words, " "): 1}, 1
	}
	for i := 0; i+4 <= len(words); i++ {
		counts[strings.Join(words[i:i+4], " ")]++
		n++
	}
	return counts, n
}

// shingleF1 compares two texts by their shingles.
func shingleF1(got, want string) (f1, precision, recall float64) {
	a, na := shingles(got)
	b, nb := shingles(want)
	common := 0
	for s, n := range a {
		common += min(n, b[s])
	}
	if common == 0 {
		if na == 0 && nb == 0 {
			return 1, 1, 1
		}
		return 0, 0, 0
	}
	precision, recall = float64(common)/float64(na), float64(common)/float64(nb)
	return 2 * precision * recall / (precision + recall), precision, recall
}

// TestForeignPages measures the general reading on pages of English papers
// with their full text at hand.
func TestForeignPages(t *testing.T) {
	dir := testkit.Shared(t, "extraction")
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct {
		ArticleBody string
		URL         string
	}
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "html", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	x := mustNew(t, Options{})
	sum, n := 0.0, 0
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		want, ok := truth[name]
		if !ok {
			t.Errorf("no truth for %s", name)
			continue
		}
		p := readPage(t, file)
		if strings.HasSuffix(file, ".gz") {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			if p.Body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
		p.URL = want.URL
		a, err := x.Extract(t.Context(), p)
		if err != nil {
			t.Errorf("%s: %v", name[:8], err)
		}
		f1, pr, re := shingleF1(a.Body, want.ArticleBody)
		if f, q, s := shingleF1(a.Lead+"\n"+a.Body, want.ArticleBody); f > f1 {
			f1, pr, re = f, q, s
		}
		if f1 < 0.93 || a.Kind != "article" {
			t.Logf("%s F1 %.3f precision %.3f recall %.3f kind %s", name[:8], f1, pr, re, a.Kind)
		}
		sum += f1
		n++
	}
	t.Logf("body F1 %.4f over %d pages", sum/float64(n), n)
	if sum/float64(n) < 0.970 {
		t.Errorf("body F1 %.4f, want 0.970", sum/float64(n))
	}
}
