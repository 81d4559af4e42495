package sample

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
)

// all loads the articles or ends the test.
func all(t *testing.T) []*Article {
	t.Helper()
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

func TestArticlesAreWhole(t *testing.T) {
	for _, a := range all(t) {
		name := a.Site + "/" + a.Slug
		if n := len(a.Paragraphs()); n < 4 || n > 8 {
			t.Errorf("%s: %d paragraphs, want 4 to 8", name, n)
		}
		for i, p := range a.Paragraphs() {
			if n := len(strings.Fields(p)); n < 50 || n > 120 {
				t.Errorf("%s: paragraph %d has %d words, want 50 to 120", name, i+1, n)
			}
		}
		if n := len(a.Captions()); n < 1 || n > 2 {
			t.Errorf("%s: %d captions, want 1 or 2", name, n)
		}
		if a.Lead == "" {
			t.Errorf("%s: no sapo", name)
		}
		if y := a.Published.Time.Year(); y < 2009 || y > 2025 {
			t.Errorf("%s: published in %d", name, y)
		}
		s := siteOf(a.Site)
		if s == nil {
			t.Fatalf("%s: no such paper", name)
		}
		if !a.Published.Time.Before(s.captured) || a.Updated.Time.After(s.captured.AddDate(0, 0, 21*(a.Version-1))) {
			t.Errorf("%s: captured at %v, before it was printed", name, s.captured)
		}
		if !a.Updated.IsZero() && !a.Updated.Time.After(a.Published.Time) {
			t.Errorf("%s: updated before it was published", name)
		}
	}
}

// TestSpread keeps the sample worth searching: papers, years, sections.
func TestSpread(t *testing.T) {
	papers, years, sections := map[string]int{}, map[int]int{}, map[string]int{}
	first, updated, borrowed := 0, 0, 0
	for _, a := range all(t) {
		if a.Version > 1 {
			continue
		}
		first++
		papers[a.Site]++
		years[a.Published.Time.Year()]++
		sections[a.Section[0]]++
		if !a.Updated.IsZero() {
			updated++
		}
		if a.Source != "" {
			borrowed++
		}
	}
	if first < 64 || len(papers) < 6 || len(years) < 15 || len(sections) < 10 || updated < 5 || borrowed < 3 {
		t.Errorf("%d articles, %d papers, %d years, %d sections, %d updated, %d with a source",
			first, len(papers), len(years), len(sections), updated, borrowed)
	}
}

func TestArticlesAreNFC(t *testing.T) {
	for _, root := range []string{"articles", "threads", "layouts"} {
		walk(t, root, func(name string, data []byte) {
			if !norm.NFC.IsNormal(data) {
				t.Errorf("%s is not in NFC", name)
			}
			if bytes.ContainsRune(data, '\ufeff') || bytes.ContainsRune(data, '\r') {
				t.Errorf("%s holds a byte order mark or carriage returns", name)
			}
		})
	}
}

var sentenceEnd = regexp.MustCompile(`[.!?…]["”]?\s+`)

// TestNoSharedSentence lets no two articles share a sentence of 12 words,
// save a reprint with its original and a version with its first text.
func TestNoSharedSentence(t *testing.T) {
	owner := map[string]string{}
	sentences := 0
	for _, a := range all(t) {
		name := a.Site + "/" + a.Slug
		if a.Reprint != "" {
			continue
		}
		for _, text := range slices.Concat([]string{a.Title, a.Lead}, a.Captions(), a.Paragraphs()) {
			for _, s := range sentenceEnd.Split(text, -1) {
				if len(strings.Fields(s)) < 12 {
					continue
				}
				sentences++
				if of, ok := owner[s]; ok && of != name {
					t.Errorf("%s and %s share %q", of, name, s)
				}
				owner[s] = name
			}
		}
	}
	if sentences < 500 {
		t.Errorf("only %d sentences were compared", sentences)
	}
}

func TestReprintRepeatsItsOriginal(t *testing.T) {
	byName := map[string]*Article{}
	for _, a := range all(t) {
		byName[a.Site+"/"+a.Slug] = a
	}
	reprints := 0
	for name, a := range byName {
		if a.Reprint == "" {
			continue
		}
		reprints++
		of := byName[a.Reprint]
		if of == nil {
			t.Fatalf("%s repeats %s, which is not there", name, a.Reprint)
		}
		for _, p := range a.Paragraphs() {
			if !slices.Contains(of.Paragraphs(), p) {
				t.Errorf("%s: a paragraph is not of %s: %q", name, a.Reprint, p)
			}
		}
		if a.Site == of.Site || a.Title == of.Title || !a.Published.Time.After(of.Published.Time) {
			t.Errorf("%s: a reprint is printed later, elsewhere, under another title", name)
		}
	}
	if reprints == 0 {
		t.Error("no reprint")
	}
}

func TestParseArticle(t *testing.T) {
	a, err := parseArticle("x", "Title: Một: hai\nDate: 2021-08-25 07:29\nSection: A > B\nAuthor: C; D\n\n> Sapo\n\n[port] Ảnh\n\nĐoạn\nmột\n\n@user | 2012-03-04 20:15 Lời\n")
	if err != nil {
		t.Fatal(err)
	}
	want := time.Date(2021, 8, 25, 7, 29, 0, 0, index.Zone)
	if a.Title != "Một: hai" || !a.Published.Time.Equal(want) || a.Published.Day || !slices.Equal(a.Section, []string{"A", "B"}) ||
		!slices.Equal(a.Authors, []string{"C", "D"}) || a.Lead != "Sapo" || len(a.Blocks) != 3 || a.Blocks[1].Text != "Đoạn một" || a.Blocks[2].User != "user" {
		t.Errorf("got %+v", a)
	}
	for _, bad := range []string{
		"", "Title: x\n\nText", "Title: x\nDate: hôm qua\nSection: A\n\nText", "Tên: x\n\nText",
		"Title: x\nDate: 2021-08-25\nSection: A\nCharset: koi8\n\nText", "Title: x\nDate: 2021-08-25\nSection: A\n\n[port]",
		"Title: x\nDate: 2021-08-25\nSection: A\n\n@a | 2012",
	} {
		if _, err := parseArticle("x", bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
