package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/progress"
)

// TestAnIndexThatIsNotMadeYetFindsNoNothing: between the loss of an index and its
// rebuild a server tells that it is not ready.
func TestAnIndexThatIsNotMadeYetFindsNoNothing(t *testing.T) {
	dir, news := filepath.Join(t.TempDir(), "kho"), filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(news, []byte(`{"id":"1","title":"Vải thiều vào vụ","body":"Vải thiều chín đều."}`), 0o600); err != nil {
		t.Fatal(err)
	}
	a := testApp(t, dir)
	if _, err := a.importPaths(t.Context(), []string{news}); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(archive.IndexDir(dir)); err != nil {
		t.Fatal(err)
	}
	h, err := a.open(t.Context(), openServe)
	if err != nil {
		t.Fatal(err)
	}
	defer h.close(a.log)
	r := index.Request{Q: "vải thiều"}
	if _, err := (whole{h}).Search(t.Context(), r); !errors.Is(err, index.ErrNotReady) {
		t.Errorf("search before the index is made: %v", err)
	}
	if _, err := (whole{h}).find(t.Context(), r); !errors.Is(err, index.ErrNotReady) {
		t.Errorf("find before the index is made: %v", err)
	}
	if err := h.indexer.Ensure(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string]int{"vải thiều": 1, "nhãn lồng": 0} {
		if res, err := (whole{h}).Search(t.Context(), index.Request{Q: q}); err != nil || res.Total != want {
			t.Errorf("%s: %d, %v", q, res.Total, err)
		}
	}
}
