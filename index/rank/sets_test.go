package rank_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/rank"
	"khobao/index/vi"
)

// headline is an article of a set, with the piece that is asked for.
type headline struct {
	id, text, piece string
}

// readSet reads lines of headlines from a file of index/vi/testdata.
func readSet(t *testing.T, name string) [][]headline {
	t.Helper()
	var set [][]headline
	for n, line := range readLines(t, name) {
		var group []headline
		for i, column := range strings.Split(line, "\t") {
			before, rest, ok := strings.Cut(column, "[")
			piece, after, closed := strings.Cut(rest, "]")
			if !ok || !closed || strings.ContainsAny(before+after, "[]") || piece == "" {
				t.Fatalf("%s: %q has no one piece in brackets", name, column)
			}
			group = append(group, headline{fmt.Sprintf("%03d-%02d", n, i), before + piece + after, piece})
		}
		if len(group) < 2 {
			t.Fatalf("%s: %q stands alone", name, line)
		}
		set = append(set, group)
	}
	return set
}

func readLines(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile("../vi/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		t.Fatalf("%s is empty", name)
	}
	return lines
}

// ofSet makes articles of headlines, and a searcher in them. Each has a body of
// its own, lest they be found by length alone.
func ofSet(t *testing.T, headlines []headline) *rank.Searcher {
	t.Helper()
	var articles []index.Article
	for _, h := range headlines {
		articles = append(articles, index.Article{ID: h.id, Title: h.text, Body: "Reuters"})
	}
	return onBleve(t, articles...)
}

// found asks for a page of 100 hits, those of fewer words behind it.
func found(t *testing.T, s *rank.Searcher, q string) index.Result {
	t.Helper()
	res, err := s.Search(t.Context(), index.Request{Q: q, Size: index.MaxSize})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestMinimalPairs asks for words that differ in marks alone. Typed with marks,
// every article with exactly that word comes before all others; typed without, all
// are found.
func TestMinimalPairs(t *testing.T) {
	set := readSet(t, "minimal-pairs.tsv")
	if len(set) < 200 {
		t.Fatalf("%d pairs", len(set))
	}
	all := slices.Concat(set...)
	s := ofSet(t, all)
	titles := map[string]string{}
	for _, h := range all {
		titles[h.id] = " " + vi.Normalize(h.text) + " "
	}
	exact, asked, folded := 0, 0, 0
	for _, group := range set {
		both := true
		res := found(t, s, vi.Fold(vi.Normalize(group[0].piece)))
		for _, h := range group {
			if vi.Fold(vi.Normalize(h.piece)) != vi.Fold(vi.Normalize(group[0].piece)) {
				t.Errorf("%q and %q differ in more than marks", h.piece, group[0].piece)
			}
			both = both && slices.ContainsFunc(res.Hits, func(hit index.Hit) bool { return hit.ID == h.id })
			asked++
			if exactFirst(found(t, s, h.piece).Hits, h, titles) {
				exact++
			} else {
				t.Errorf("%q: %q is not before those spelled in another way", h.piece, h.text)
			}
		}
		if both {
			folded++
		} else {
			t.Errorf("%q without marks does not find all of %v", group[0].piece, group)
		}
	}
	t.Logf("exact form first: %d of %d; without marks all found: %d of %d", exact, asked, folded, len(set))
}

// exactFirst reports whether a headline is found and no article without the word
// as typed comes before one that has it.
func exactFirst(hits []index.Hit, h headline, titles map[string]string) bool {
	word := " " + vi.Normalize(h.piece) + " "
	own, other := false, false
	for _, hit := range hits {
		if !strings.Contains(titles[hit.ID], word) {
			other = true
		} else if other {
			return false
		}
		own = own || hit.ID == h.id
	}
	return own
}

// TestFormsFindEachOther asks for every written form of a thing, which is to find
// the articles with the others on the first page.
func TestFormsFindEachOther(t *testing.T) {
	for name, goal := range map[string]float64{"abbreviation-pairs.tsv": 0.98, "written-numbers.tsv": 1} {
		t.Run(name, func(t *testing.T) {
			set := readSet(t, name)
			s := ofSet(t, slices.Concat(set...))
			asked, hit := 0, 0
			for _, group := range set {
				for i, h := range group {
					hits := bothLists(found(t, s, h.piece))
					var missed []string
					for j, other := range group {
						if i == j {
							continue
						}
						asked++
						if n := slices.IndexFunc(hits, func(hit index.Hit) bool { return hit.ID == other.id }); n >= 0 && n < index.DefaultSize {
							hit++
						} else {
							missed = append(missed, other.piece)
						}
					}
					if len(missed) > 0 {
						t.Logf("%q does not find %q", h.piece, missed)
					}
				}
			}
			t.Logf("%d of %d found", hit, asked)
			if float64(hit) < goal*float64(asked) {
				t.Errorf("%.3f, want %.2f", float64(hit)/float64(asked), goal)
			}
		})
	}
}

// bothLists reads the wider hits after the strict ones, as a reader does.
func bothLists(res index.Result) []index.Hit {
	if res.Wider == nil {
		return res.Hits
	}
	return slices.Concat(res.Hits, res.Wider.Hits)
}

// TestAbbreviationsByContext asks for abbreviations of two meanings with a word
// that tells which is meant.
func TestAbbreviationsByContext(t *testing.T) {
	for _, line := range readLines(t, "abbreviation-contexts.tsv") {
		c := strings.Split(line, "\t")
		if len(c) != 3 {
			t.Fatalf("%q has %d columns", line, len(c))
		}
		s := ofSet(t, []headline{{id: "other", text: c[2]}, {id: "meant", text: c[1]}})
		if res := found(t, s, c[0]); len(res.Hits) == 0 || res.Hits[0].ID != "meant" {
			t.Errorf("%q: %v, want %q first", c[0], hitIDs(res.Hits), c[1])
		}
	}
}
