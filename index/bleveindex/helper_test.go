package bleveindex

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"khobao/index"
	"khobao/index/query"
)

// numbered makes the article that batch n of the tests puts.
func numbered(n int) index.Article {
	return index.Article{
		ID: index.NewID(fmt.Sprint(n)), Site: fmt.Sprintf("s%d.example", n%3), Section: []string{"Thời sự"},
		Title:     fmt.Sprintf("Bão số %d đổ bộ", n),
		Body:      fmt.Sprintf("Mưa lớn ở tỉnh thứ %d. Đường ngập, trường học đóng cửa.\n\nNgười dân sơ tán khỏi vùng trũng số %d.", n%7, n%11),
		Published: index.NewDay(2020, 1, 1+n%365),
	}
}

// upTo makes the batch with articles from..to, whose Seq is to.
func upTo(from, to int) index.Batch {
	b := index.Batch{Seq: uint64(to)}
	for n := from; n <= to; n++ {
		b.Put = append(b.Put, numbered(n))
	}
	return b
}

func mustApply(t testing.TB, e *Engine, b index.Batch) {
	t.Helper()
	if err := e.Apply(t.Context(), b); err != nil {
		t.Fatalf("apply %d: %v", b.Seq, err)
	}
}

// digest says everything a reader can see of an index.
func digest(t testing.TB, e *Engine) (string, error) {
	t.Helper()
	var out string
	for _, q := range []query.Node{
		nil,
		query.Word{Text: "bão"},
		query.Word{Text: "duong"},
		query.Phrase{Text: "trường học"},
		query.Word{Text: "tr", Prefix: true},
		query.Field{Name: "title", Node: query.Word{Text: "7"}},
		query.Scope{Kind: query.Sentence, Node: query.And{Nodes: []query.Node{query.Word{Text: "mưa"}, query.Word{Text: "3"}}}},
	} {
		r, err := e.Search(t.Context(), index.Request{Query: q, Size: 5000, Facets: []string{"site", "section", "year"}})
		if err != nil {
			return "", err
		}
		out += fmt.Sprintln(r.Total, r.Facets)
		for _, h := range r.Hits {
			out += fmt.Sprintln(h.ID, h.Score)
		}
	}
	return out, nil
}

func status(t testing.TB, e *Engine) index.State {
	t.Helper()
	s, err := e.State(t.Context())
	if err != nil {
		t.Fatalf("state: %v", err)
	}
	return s
}

func closeEngine(t testing.TB, e *Engine) {
	t.Helper()
	if err := e.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

// copyDir copies a folder as it is, as a crash would leave it.
func copyDir(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed meanwhile
		}
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o600)
	})
	if err != nil {
		t.Fatalf("copy %s: %v", from, err)
	}
	return to
}
