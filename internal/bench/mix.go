package bench

import (
	"math/rand/v2"
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// Search is one search of the mix.
type Search struct {
	Class   string
	Request index.Request
	Words   []string // for engines without our query language
}

// facets are those of the search page.
var facets = []string{"site", "section", "author", "year"}

// classes are the searches of the mix, in the order of the report. A class takes
// that many words of a title, next to one another where it says so.
var classes = []struct {
	name  string
	words int
	near  bool
	ask   func(words, folded []string) index.Request
}{
	{"and2", 2, false, func(w, _ []string) index.Request { return index.Request{Q: strings.Join(w, " ")} }},
	{"and3", 3, false, func(w, _ []string) index.Request { return index.Request{Q: strings.Join(w, " ")} }},
	{"phrase", 3, true, func(w, _ []string) index.Request { return index.Request{Q: `"` + strings.Join(w, " ") + `"`} }},
	{"unmarked", 3, false, func(_, f []string) index.Request { return index.Request{Q: strings.Join(f, " ")} }},
	{"prefix", 1, false, func(w, _ []string) index.Request { return index.Request{Q: begin(w[0]) + "*"} }},
	{"page", 3, false, func(w, _ []string) index.Request {
		return index.Request{Q: strings.Join(w, " "), Facets: facets, Top: 20}
	}},
	{"newest", 2, false, func(w, _ []string) index.Request {
		return index.Request{Q: strings.Join(w, " "), Sort: index.Newest}
	}},
	{"year", 2, false, func(w, _ []string) index.Request {
		return index.Request{Q: strings.Join(w, " "), Facets: facets, Top: 20, From: index.NewDay(2015, 1, 1).Time, To: index.NewDay(2016, 1, 1).Time}
	}},
	{"browse", 0, false, func(_, _ []string) index.Request { return index.Request{Facets: facets, Top: 20} }},
}

// perClass is how many searches a class has.
const perClass = 100

// begin gives the first three letters of a word.
func begin(word string) string {
	r := []rune(word)
	return string(r[:min(3, len(r))])
}

// Mix draws the searches of all classes from titles, the same for the same titles.
func Mix(titles []string) []Search {
	rng := rand.New(rand.NewPCG(2008, 6))
	var all []Search
	for _, c := range classes {
		for range perClass {
			words, folded := draw(rng, titles, c.words, c.near)
			if len(words) < c.words {
				continue
			}
			all = append(all, Search{Class: c.name, Request: c.ask(words, folded), Words: words})
			if c.words == 0 {
				break // there is only one
			}
		}
	}
	return all
}

// tries is how many titles are looked at for one with enough words.
const tries = 50

func draw(rng *rand.Rand, titles []string, n int, near bool) (words, folded []string) {
	if n == 0 || len(titles) == 0 {
		return nil, nil
	}
	for range tries {
		tokens := vi.Tokens(titles[rng.IntN(len(titles))])
		if len(tokens) < n {
			continue
		}
		from := rng.IntN(len(tokens) - n + 1)
		picked := tokens[from : from+n]
		if !near {
			picked = nil
			for _, i := range rng.Perm(len(tokens))[:n] {
				picked = append(picked, tokens[i])
			}
		}
		words, folded = nil, nil
		seen := map[string]bool{}
		for _, t := range picked {
			if strings.ContainsFunc(t.Term, func(r rune) bool { return r < 'a' }) || seen[t.Term] || len(t.Term) < 2 {
				break
			}
			seen[t.Term] = true
			words, folded = append(words, t.Term), append(folded, t.Folded)
		}
		if len(words) == n {
			return words, folded
		}
	}
	return nil, nil
}
