package rank_test

import (
	"context"
	"errors"
	"slices"
	"sort"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// memory is an engine over a handful of articles that reads every one of them
// for every search. Its score is the number of matches.
type memory struct {
	index.Engine
	articles []index.Article
	searches int
	fail     error
}

func newMemory(articles ...index.Article) *memory { return &memory{articles: articles} }

func (m *memory) Search(ctx context.Context, r index.Request) (index.Result, error) {
	m.searches++
	if m.fail != nil {
		return index.Result{}, m.fail
	}
	if err := ctx.Err(); err != nil {
		return index.Result{}, err
	}
	var hits []index.Hit
	at := map[string]index.Article{}
	for _, a := range m.articles {
		if n, ok := matches(&a, r.Query, ""); ok {
			hits = append(hits, index.Hit{ID: a.ID, Score: float64(20 + n)})
			at[a.ID] = a
		}
	}
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		if r.Sort == index.Newest || r.Sort == index.Oldest {
			before := at[a.ID].Published.Time.Compare(at[b.ID].Published.Time)
			return r.Sort == index.Newest && before > 0 || r.Sort == index.Oldest && before < 0
		}
		return a.Score > b.Score
	})
	res := index.Result{Total: len(hits), Facets: map[string][]index.FacetCount{"site": {{Value: "a.vn", Count: len(hits)}}}}
	if r.Size > 0 {
		from := min(r.Offset, len(hits))
		res.Hits = hits[from:min(from+r.Size, len(hits))]
	}
	return res, nil
}

// matches evaluates a tree by the rules of the language, counting matches.
func matches(a *index.Article, n query.Node, field string) (int, bool) {
	switch n := n.(type) {
	case query.Word:
		return count(a, field, n.Text, n.Exact, n.Prefix)
	case query.Phrase:
		if n.Slop > 0 { // where its words stand is left to the marks
			var words []query.Node
			for _, w := range strings.Fields(n.Text) {
				words = append(words, query.Word{Text: w, Exact: n.Exact})
			}
			return matches(a, query.And{Nodes: words}, field)
		}
		return count(a, field, n.Text, n.Exact, false)
	case query.And:
		sum := 0
		for _, part := range n.Nodes {
			c, ok := matches(a, part, field)
			if !ok {
				return 0, false
			}
			sum += c
		}
		return sum, true
	case query.Or:
		return anyOf(a, n.Nodes, field)
	case query.Not:
		_, ok := matches(a, n.Node, field)
		return 0, !ok
	case query.Field:
		return matches(a, n.Node, n.Name)
	case query.Figure:
		return 0, slices.ContainsFunc(a.Figures, func(f index.Figure) bool { return f.Answers(n) })
	case query.Scope:
		return matches(a, n.Node, field)
	case query.Readings:
		nodes := []query.Node{n.Typed}
		for _, r := range n.Readings {
			nodes = append(nodes, r.Node)
		}
		return anyOf(a, nodes, field)
	}
	return 0, true
}

func anyOf(a *index.Article, nodes []query.Node, field string) (int, bool) {
	sum, found := 0, false
	for _, side := range nodes {
		c, ok := matches(a, side, field)
		sum, found = sum+c, found || ok
	}
	return sum, found
}

func count(a *index.Article, field, text string, exact, prefix bool) (int, bool) {
	typed := vi.Tokens(text)
	if prefix {
		typed = []vi.Token{{Term: vi.NFC(strings.ToLower(text)), Folded: vi.Fold(text)}}
	}
	n := 0
	for _, f := range index.Fields {
		if f.Kind != index.Text || field != "" && f.Name != field {
			continue
		}
		for _, t := range f.Of(a) {
			tokens := vi.Tokens(t)
			for i := 0; i+len(typed) <= len(tokens); i++ {
				if slices.EqualFunc(typed, tokens[i:i+len(typed)], func(want, got vi.Token) bool {
					switch {
					case prefix && vi.Marked(want.Term):
						return strings.HasPrefix(got.Term, want.Term)
					case prefix:
						return strings.HasPrefix(got.Folded, want.Folded)
					case exact || vi.Marked(want.Term):
						return want.Term == got.Term
					}
					return want.Folded == got.Folded
				}) {
					n++
				}
			}
		}
	}
	return n, n > 0
}

// Articles makes memory the Texts of a Searcher too.
func (m *memory) Articles(ctx context.Context, ids []string) ([]index.Article, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out []index.Article
	for _, id := range ids {
		for _, a := range m.articles {
			if a.ID == id && a.Title != "gone" {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

func (m *memory) Vocabulary() index.Vocabulary { return vocabulary{m} }

type vocabulary struct{ m *memory }

func (v vocabulary) terms() map[string]int {
	df := map[string]int{}
	for _, a := range v.m.articles {
		seen := map[string]bool{}
		for _, f := range index.Fields {
			if f.Kind == index.Text {
				for _, text := range f.Of(&a) {
					for _, t := range vi.Tokens(text) {
						seen[t.Term] = true
					}
				}
			}
		}
		for term := range seen {
			df[term]++
		}
	}
	return df
}

func (v vocabulary) DocFreq(_ context.Context, term string) (int, error) { return v.terms()[term], nil }

func (v vocabulary) Variants(_ context.Context, folded string) ([]index.TermCount, error) {
	var out []index.TermCount
	for term, n := range v.terms() {
		if vi.Fold(term) == folded {
			out = append(out, index.TermCount{Term: term, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b index.TermCount) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Term, b.Term)
	})
	return out, nil
}

func (v vocabulary) Prefix(context.Context, string, int) ([]index.TermCount, error) {
	return nil, errors.New("not asked for by rank")
}

func (m *memory) State(context.Context) (index.State, error) {
	return index.State{Status: index.Ready, Articles: len(m.articles)}, nil
}
