package rank_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/bleveindex"
	"khobao/index/query"
	"khobao/index/rank"
	"khobao/index/vi"
	"khobao/internal/testkit"
)

// quality is what testdata/quality.json holds: mean average precision of news
// topics by the engine's score alone and after ranking, typed with and without
// marks. Run with UPDATE=1 after a change meant to move it.
type quality struct {
	Engine        float64 `json:"engine"`
	Ranked        float64 `json:"ranked"`
	EngineNoMarks float64 `json:"engine_no_marks"`
	RankedNoMarks float64 `json:"ranked_no_marks"`
}

// slack is how much worse than the file a figure may be: the engine's own score
// is not ours to freeze.
const slack = 0.01

// distractors is how many other articles the topics' articles are found among.
const distractors = 1500

// TestQuality asks for articles with any of the words, so that it measures order
// and not what is left out.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("indexes and ranks a few thousand articles")
	}
	data := testkit.Shared(t)
	articles := readArticles(t, 1<<30, "relevance", "news-topics-docs.jsonl")
	articles = append(articles, readArticles(t, distractors, "news", "dated-mix.jsonl.zst")...)
	topics, err := os.ReadFile(filepath.Join(data, "relevance", "news-topics.tsv"))
	if err != nil {
		t.Skipf("shared data absent: %v", err)
	}
	ranked := onBleve(t, articles...)
	anyWord := anyWordEngine{ranked.Engine.(*bleveindex.Engine)}
	ranked.Engine, ranked.Texts, ranked.Expanders = anyWord, newTextMap(articles), []rank.Expander{}
	bare := func(ctx context.Context, r index.Request) (index.Result, error) { return anyWord.Search(ctx, r) }
	same := func(s string) string { return s }
	got := quality{
		Engine: precision(t, topics, same, bare), Ranked: precision(t, topics, same, ranked.Search),
		EngineNoMarks: precision(t, topics, vi.Fold, bare), RankedNoMarks: precision(t, topics, vi.Fold, ranked.Search),
	}
	t.Logf("%+v", got)
	compare(t, got)
}

func compare(t *testing.T, got quality) {
	t.Helper()
	const name = "testdata/quality.json"
	if os.Getenv("UPDATE") != "" {
		b, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var want quality
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	if got.Ranked < want.Ranked-slack || got.RankedNoMarks < want.RankedNoMarks-slack {
		t.Errorf("ranking is worse: %+v, %s has %+v", got, name, want)
	}
	if got.Ranked < got.Engine || got.RankedNoMarks < got.EngineNoMarks {
		t.Errorf("ranking harms the engine's order: %+v", got)
	}
}

// precision gives the mean average precision at 100 of topics: lines of id, name
// and the articles about it.
func precision(t *testing.T, topics []byte, typed func(string) string, search func(context.Context, index.Request) (index.Result, error)) float64 {
	t.Helper()
	sum, n := 0.0, 0
	for line := range strings.Lines(string(topics)) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if len(columns) != 3 {
			continue
		}
		var words []query.Node
		for _, w := range strings.Fields(typed(columns[1])) {
			if len(vi.Tokens(w)) > 0 {
				words = append(words, query.Word{Text: w})
			}
		}
		res, err := search(t.Context(), index.Request{Query: query.And{Nodes: words}, Size: index.MaxSize})
		if err != nil {
			t.Fatal(err)
		}
		relevant := strings.Split(columns[2], ",")
		sort.Strings(relevant)
		found := 0
		for i, h := range res.Hits {
			if at := sort.SearchStrings(relevant, h.ID); at < len(relevant) && relevant[at] == h.ID {
				found++
				sum += float64(found) / float64(i+1) / float64(len(relevant))
			}
		}
		n++
	}
	if n == 0 {
		t.Fatal("no topics")
	}
	return sum / float64(n)
}

// anyWordEngine finds articles with any of the words of an And.
type anyWordEngine struct{ *bleveindex.Engine }

func (e anyWordEngine) Search(ctx context.Context, r index.Request) (index.Result, error) {
	if and, ok := r.Query.(query.And); ok {
		r.Query = query.Or(and)
	}
	return e.Engine.Search(ctx, r)
}

type textMap map[string]index.Article

func newTextMap(articles []index.Article) textMap {
	m := textMap{}
	for _, a := range articles {
		m[a.ID] = a
	}
	return m
}

func (m textMap) Articles(_ context.Context, ids []string) ([]index.Article, error) {
	var out []index.Article
	for _, id := range ids {
		if a, ok := m[id]; ok {
			out = append(out, a)
		}
	}
	return out, nil
}

func readArticles(t *testing.T, limit int, elem ...string) []index.Article {
	t.Helper()
	var out []index.Article
	for n, line := range testkit.Lines(t, elem...) {
		if n == limit {
			break
		}
		var row struct{ ID, Title, Lead, Body string }
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		out = append(out, index.Article{ID: row.ID, Title: row.Title, Lead: row.Lead, Body: row.Body})
	}
	if len(out) == 0 {
		t.Fatalf("no articles in %v", elem)
	}
	return out
}
