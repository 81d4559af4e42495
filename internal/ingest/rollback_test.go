package ingest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/annotate"
	"khobao/internal/progress"
)

// TestAReindexIsTakenBack: fields and index are what they were before every page
// was read another way, and what came in since is found too.
func TestAReindexIsTakenBack(t *testing.T) {
	dir := t.TempDir()
	write := func(name, lines string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	first := write("a.jsonl", `{"id":"a1","url":"https://baocang.example/1.html","title":"Ra quân","body":"UBND quận Ngô Quyền (Hải Phòng) họp."}
{"id":"a2","url":"https://baocang.example/2.html","title":"Chợ cá","body":"Chợ cá họp sớm."}
`)
	im := testHouse(t, filepath.Join(dir, "archive"))
	if _, err := im.Import(t.Context(), []string{first}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	if err := im.Indexer.Rollback(t.Context(), progress.Discard); !errors.Is(err, index.ErrNoPrevious) {
		t.Errorf("back to nothing: %v", err)
	}
	before := contents(t, im)
	var err error
	if im.Annotator, err = annotate.New(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := im.ExtractAgain(t.Context(), "", progress.Discard); err != nil {
		t.Fatal(err)
	}
	if err := im.Indexer.Rebuild(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	after := contents(t, im)
	if cmp.Equal(before, after) {
		t.Fatal("the other reading changed nothing")
	}
	back := func(changed, articles int, want map[string]string) {
		t.Helper()
		n, err := im.UndoExtraction(t.Context(), progress.Discard)
		if err != nil || n != changed {
			t.Errorf("%d articles changed, %v", n, err)
		}
		if err := im.Indexer.Rollback(t.Context(), progress.Discard); err != nil {
			t.Fatal(err)
		}
		now := contents(t, im)
		for id, text := range want {
			if now[id] != text {
				t.Errorf("article %s is not what it was", id)
			}
		}
		state, err := im.Indexer.Engine.State(t.Context())
		if err != nil || state.Status != index.Ready || state.Articles != articles || state.Seq != im.Archive.Seq() {
			t.Errorf("%+v, %v", state, err)
		}
		res, err := im.Indexer.Engine.Search(t.Context(), index.Request{Filters: []index.Filter{{Field: "agency", Value: "Ủy ban nhân dân quận Ngô Quyền"}}})
		if found := cmp.Equal(want, after); err != nil || found != (res.Total == 1) {
			t.Errorf("the agency is found %d times, %v", res.Total, err)
		}
	}
	second := write("b.jsonl", `{"id":"b1","url":"https://baosong.example/1.html","title":"Bên sông","body":"Thuyền về bến."}`+"\n")
	if _, err := im.Import(t.Context(), []string{second}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	back(1, 3, before)
	back(1, 3, after)
}
