package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khobao/index"
	"khobao/internal/testkit"
)

// real is what is right for one saved page of a Vietnamese site, checked by
// eye: a line of testdata/real-pages.json, which khobao bench extract --truth
// reads too. Texts are given by the beginning of their SHA-256, names and
// sections joined.
type real struct {
	File           string     `json:"file"`
	Kind           index.Kind `json:"kind"`
	Title          string     `json:"title"`
	Lead           string     `json:"lead"`
	Body           string     `json:"body"`
	Published      string     `json:"published"`
	Authors        string     `json:"authors"` // joined by "; "
	OriginalSource string     `json:"original_source"`
	Section        string     `json:"section"` // joined by " > "
	Captions       int        `json:"captions"`
}

func hash(s string) string {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// TestRealPages reads real pages the general way, without any rule.
func TestRealPages(t *testing.T) {
	dir := testkit.Shared(t, "pages")
	x := mustNew(t, Options{NoRules: true})
	raw, err := os.ReadFile(filepath.Join("testdata", "real-pages.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []real
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	want := map[string]real{}
	for _, r := range rows {
		want[r.File] = r
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		a, err := x.Extract(t.Context(), readPage(t, file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := real{File: name, Kind: a.Kind}
		if a.Kind == index.KindArticle {
			got = real{
				name, a.Kind, hash(a.Title), hash(a.Lead), hash(a.Body), a.Published.String(), strings.Join(a.Authors, "; "),
				a.OriginalSource, strings.Join(a.Section, " > "), len(a.Captions),
			}
			checkEvidence(t, readPage(t, file), a)
		}
		w, ok := want[name]
		if !ok {
			t.Errorf("%s: nothing expected; got %#v", name, got)
			continue
		}
		if got != w {
			t.Errorf("%s:\n got %#v\nwant %#v", name, got, w)
		}
	}
}
