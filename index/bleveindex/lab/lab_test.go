package lab

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// plain is an article of a corpus as a naive reader sees it.
type plain struct {
	id, title, lead, body string
	seconds               int64
	year, category        string
	source                string
	places                []string
}

func (p *plain) line() string {
	return strings.Join([]string{
		p.id, p.title, p.lead, p.body, strconv.FormatInt(p.seconds, 10), p.year, p.category, p.source, strings.Join(p.places, placeBreak),
	}, string(columnBreak))
}

// corpus makes articles whose words repeat often enough for phrases to be found,
// with at most so many places.
func corpus(r *rand.Rand, n, most int) []plain {
	word := func() string { return "t" + strconv.Itoa(int(r.ExpFloat64()*15)) }
	words := func(n int) string {
		var w []string
		for range n {
			w = append(w, word())
		}
		return strings.Join(w, " ")
	}
	articles := make([]plain, n)
	for i := range articles {
		at := time.Date(2008+r.IntN(16), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), 0, 0, 0, time.UTC)
		p := &articles[i]
		*p = plain{
			id: fmt.Sprintf("a%08d", i), title: words(1 + r.IntN(6)), lead: words(r.IntN(12)), body: words(1 + r.IntN(60)),
			seconds: at.Unix(), year: strconv.Itoa(at.Year()),
			category: "c" + strconv.Itoa(r.IntN(5)), source: "s" + strconv.Itoa(int(r.ExpFloat64()*6)),
		}
		for range r.IntN(most + 1) {
			if place := "p" + strconv.Itoa(int(r.ExpFloat64()*9)); !slices.Contains(p.places, place) {
				p.places = append(p.places, place)
			}
		}
	}
	return articles
}

func has(text, word string) bool { return slices.Contains(strings.Fields(text), word) }

// matches answers the question of a class by reading the article.
func (p *plain) matches(q []string) bool {
	every := func(text string, words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !has(text, w) })
	}
	switch q[0] {
	case "allfacets":
		return true
	case "or3", "count_or3":
		return slices.ContainsFunc(q[1:], func(w string) bool { return has(p.body, w) })
	case "and3", "count_and3":
		return every(p.body, q[1:])
	case "and3f":
		return every(p.title+" "+p.lead+" "+p.body, q[1:])
	case "phrase2", "phrase3":
		return strings.Contains(" "+p.body+" ", " "+strings.Join(q[1:], " ")+" ")
	case "prefix2":
		return slices.ContainsFunc(strings.Fields(p.body), func(w string) bool { return strings.HasPrefix(w, q[1]) })
	case "fuzzy1":
		return slices.ContainsFunc(strings.Fields(p.body), func(w string) bool { return near(w, q[1]) })
	case "and2f":
		return every(p.body, q[1:3]) && p.year == q[3] && p.category == q[4]
	}
	return has(p.body, q[1])
}

// near reports whether one character put in, left out, replaced, or two
// neighbours swapped, or nothing, makes b of a.
func near(a, b string) bool {
	if a == b {
		return true
	}
	for i := range len(a) + 1 {
		if i < len(a) && a[:i]+a[i+1:] == b {
			return true
		}
		if i+1 < len(a) && a[:i]+a[i+1:i+2]+a[i:i+1]+a[i+2:] == b {
			return true
		}
		if i <= len(b) {
			for j := range len(b) {
				if a[:i]+b[j:j+1]+a[i:] == b || i < len(a) && a[:i]+b[j:j+1]+a[i+1:] == b {
					return true
				}
			}
		}
	}
	return false
}

// answer is what Ask must say.
func answer(articles []plain, q []string) string {
	counts := make([]map[string]int, len(shown))
	for i := range counts {
		counts[i] = map[string]int{}
	}
	total := 0
	for i := range articles {
		p := &articles[i]
		if !p.matches(q) {
			continue
		}
		total++
		counts[0][p.category]++
		counts[1][p.source]++
		for _, place := range p.places {
			counts[2][place]++
		}
		counts[3][p.year]++
	}
	text := strconv.Itoa(total)
	if q[0] == "facets" || q[0] == "allfacets" {
		for i, f := range shown {
			var all []int
			for _, n := range counts[i] {
				all = append(all, n)
			}
			slices.Sort(all)
			sum := 0
			for _, n := range all[max(0, len(all)-f.most):] {
				sum += n
			}
			text += " " + strconv.Itoa(sum)
		}
	}
	return text
}

func questions(r *rand.Rand) [][]string {
	word := func() string { return "t" + strconv.Itoa(int(r.ExpFloat64()*15)) }
	qs := [][]string{{"allfacets", "*"}}
	for range 12 {
		for _, class := range []string{"common", "mid", "rare", "newest", "facets", "page100", "fuzzy1"} {
			qs = append(qs, []string{class, word()})
		}
		for _, class := range []string{"or3", "and3", "and3f", "phrase3", "count_and3", "count_or3"} {
			qs = append(qs, []string{class, word(), word(), word()})
		}
		qs = append(
			qs, []string{"phrase2", word(), word()}, []string{"prefix2", word()[:2]},
			[]string{"and2f", word(), word(), strconv.Itoa(2008 + r.IntN(16)), "c" + strconv.Itoa(r.IntN(5))},
		)
	}
	return qs
}

func TestClassesEqualReadingTheArticles(t *testing.T) {
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 5))
		articles := corpus(r, 200+r.IntN(2000), 4+2*int(seed))
		dir := t.TempDir()
		writeCorpus(t, dir, articles)
		n, err := Build(t.Context(), filepath.Join(dir, "corpus.us"), filepath.Join(dir, "x.seg"), 0)
		if err != nil || n != len(articles) {
			t.Fatalf("built %d of %d: %v", n, len(articles), err)
		}
		x, err := Open(filepath.Join(dir, "x.seg"))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range questions(r) {
			got, err := x.Ask(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if want := answer(articles, q); got != want {
				t.Errorf("seed %d, %v: %s, want %s", seed, q, got, want)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func writeCorpus(t *testing.T, dir string, articles []plain) {
	t.Helper()
	var b strings.Builder
	for i := range articles {
		b.WriteString(articles[i].line() + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "corpus.us"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRunWritesTheTables(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(1, 1))
	writeCorpus(t, dir, corpus(r, 300, 4))
	queries, out := filepath.Join(dir, "queries.tsv"), filepath.Join(dir, "res.1.tsv")
	if err := os.WriteFile(queries, []byte("common\tt1\nand3\tt1\tt2\tt3\ncommon\tt2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(out, []byte("tantivy\tmerged\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := Run(t.Context(), queries, out, 200)
	if err != nil || report.Build.Articles != 200 || len(report.Classes) != 2 {
		t.Fatalf("%+v, %v", report, err)
	}
	for file, want := range map[string]struct{ lines, columns int }{
		out: {3, 13}, out + ".hits.khobao.merged": {3, 5}, filepath.Join(dir, "build.tsv"): {1, 10},
	} {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		n, last := 0, ""
		for s := bufio.NewScanner(f); s.Scan(); n++ {
			last = s.Text()
		}
		if columns := len(strings.Split(last, "\t")); n != want.lines || columns != want.columns {
			t.Errorf("%s: %d lines, %d columns in %q, want %+v", filepath.Base(file), n, columns, last, want)
		}
		_ = f.Close()
	}
	if _, err := Run(t.Context(), filepath.Join(dir, "none.tsv"), out, 0); err == nil {
		t.Error("queries that are not there were run")
	}
	if err := os.WriteFile(filepath.Join(dir, "corpus.us"), []byte("a\x1fb\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), queries, out, 0); err == nil || !strings.Contains(err.Error(), "columns") {
		t.Errorf("a line without its columns: %v", err)
	}
}
