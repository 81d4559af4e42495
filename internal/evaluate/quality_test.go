package evaluate

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/bleveindex"
	"khobao/index/rank"
	"khobao/index/vi"
	"khobao/internal/archive"
	"khobao/internal/dictionary"
	"khobao/internal/extract"
	"khobao/internal/ingest"
	"khobao/internal/progress"
	"khobao/internal/testkit"
)

// golden holds the mean average precision of news topics by way to type, of the
// baselines and of the product without one of its parts (no-…, which may get
// worse), and the MRR@10 of questions. Run with UPDATE=1 after a change meant to move it.
const golden = "testdata/quality.json"

// slack is how much worse than the file a figure may be before the test fails;
// whatever moves shows in review.
const slack = 0.005

func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("imports and ranks some thousand articles")
	}
	got := map[string]float64{}
	set := newsTopics(t)
	for _, mode := range []string{ModePlain, ModeBigram, ModeFolded} {
		b := NewBaseline(mode, set.Docs)
		for _, name := range []string{"as-is", "unmarked"} {
			got[mode+" "+name] = precision(t, set, b, name)
		}
	}
	searcher := imported(t, set.Docs)
	for _, typing := range Typings {
		got[ModeFull+" "+typing.Name] = precision(t, set, Product{searcher}, typing.Name)
	}
	for mode, without := range Ablations {
		searcher.Without = without
		for _, name := range []string{"as-is", "unmarked"} {
			got[mode+" "+name] = precision(t, set, Product{searcher}, name)
		}
	}
	questions := readSet(t, []string{"relevance/xquad-vi-passages.jsonl"}, "relevance/xquad-vi.tsv")
	searcher = imported(t, questions.Docs)
	for _, name := range []string{"as-is", "unmarked"} {
		got["questions "+name] = run(t, questions, Product{searcher}, name).MRR10
	}
	compare(t, got)
}

func run(t *testing.T, set *Set, f Finder, typing string) Report {
	t.Helper()
	way, _ := TypingNamed(typing)
	report, err := set.Run(t.Context(), f, way)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func precision(t *testing.T, set *Set, f Finder, typing string) float64 {
	t.Helper()
	return run(t, set, f, typing).MAP
}

func newsTopics(t *testing.T) *Set {
	return readSet(t, []string{"relevance/news-topics-docs.jsonl", "news/vntc10.jsonl.zst:5000"}, "relevance/news-topics.tsv")
}

// readSet reads documents and topics of the shared data.
func readSet(t *testing.T, specs []string, file string) *Set {
	t.Helper()
	data := testkit.Shared(t)
	var names []string
	for _, spec := range specs {
		names = append(names, filepath.Join(data, spec))
	}
	docs, err := ReadDocuments(t.Context(), names)
	if err != nil {
		t.Fatal(err)
	}
	topics, err := ReadTopics(filepath.Join(data, file))
	if err != nil {
		t.Fatal(err)
	}
	set, err := NewSet(docs, topics)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// imported takes documents through the product's own import.
func imported(t *testing.T, docs []Document) *rank.Searcher {
	t.Helper()
	dir := t.TempDir()
	lines := filepath.Join(dir, "docs.jsonl")
	f, err := os.Create(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(WriteLines(f, docs), f.Close()); err != nil {
		t.Fatal(err)
	}
	arc, err := archive.Open(t.Context(), filepath.Join(dir, "archive"), archive.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { arc.Close() })
	engine, err := bleveindex.Open(t.Context(), filepath.Join(dir, "index"), bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	extractor, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	importer := &ingest.Importer{Archive: arc, Extractor: extractor, Indexer: &ingest.Indexer{Archive: arc, Engine: engine}}
	if _, err := importer.Import(t.Context(), []string{lines}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	searcher := &rank.Searcher{Engine: engine, Texts: arc}
	teach(t, searcher, arc)
	return searcher
}

// teach makes searches go by what the articles teach, as the product does.
func teach(t *testing.T, s *rank.Searcher, arc *archive.Archive) {
	t.Helper()
	lessons, err := dictionary.Learn(t.Context(), func(yield func(index.Article, error) bool) {
		for e, err := range arc.Walk(t.Context(), 0) {
			if !yield(e.Article, err) {
				return
			}
		}
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	words := vi.NewLexicon()
	words.Learn(lessons.Pairs)
	s.Learn(rank.Lessons{Abbreviations: lessons.Table(vi.Default()), Pairs: lessons.Bigrams, Words: words})
}

func compare(t *testing.T, got map[string]float64) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		b, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(golden), 0o755), os.WriteFile(golden, append(b, '\n'), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]float64
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != len(got) {
		t.Errorf("%d figures, %s has %d", len(got), golden, len(want))
	}
	for name, figure := range want {
		if got[name] < figure-slack && !strings.HasPrefix(name, "no-") {
			t.Errorf("%s: %.4f, %s has %.4f", name, got[name], golden, figure)
		}
	}
	t.Logf("%v", got)
}
