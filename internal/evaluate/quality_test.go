package evaluate

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"khobao/index/bleveindex"
	"khobao/index/rank"
	"khobao/internal/archive"
	"khobao/internal/extract"
	"khobao/internal/ingest"
	"khobao/internal/progress"
)

// golden holds the mean average precision of news topics by way to type, and of
// the baselines. Run with UPDATE=1 after a change meant to move it.
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
	product := Product{Searcher: imported(t, set.Docs)}
	for _, typing := range Typings {
		got[ModeFull+" "+typing.Name] = precision(t, set, product, typing.Name)
	}
	compare(t, got)
}

func precision(t *testing.T, set *Set, f Finder, typing string) float64 {
	t.Helper()
	way, _ := TypingNamed(typing)
	report, err := set.Run(t.Context(), f, way)
	if err != nil {
		t.Fatal(err)
	}
	return report.MAP
}

func newsTopics(t *testing.T) *Set {
	t.Helper()
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		t.Skipf("shared data absent: %v", err)
	}
	docs, err := ReadDocuments(t.Context(), []string{
		filepath.Join(data, "relevance", "news-topics-docs.jsonl"), filepath.Join(data, "news", "vntc10.jsonl.zst") + ":5000",
	})
	if err != nil {
		t.Fatal(err)
	}
	topics, err := ReadTopics(filepath.Join(data, "relevance", "news-topics.tsv"))
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
	return &rank.Searcher{Engine: engine, Texts: arc}
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
		if got[name] < figure-slack {
			t.Errorf("%s: %.4f, %s has %.4f", name, got[name], golden, figure)
		}
	}
	t.Logf("%v", got)
}
