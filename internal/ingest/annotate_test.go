package ingest

import (
	"os"
	"path/filepath"
	"testing"

	"khobao/index"
	"khobao/internal/annotate"
	"khobao/internal/progress"
)

// TestImportAnnotates finds an article by its place, agency and person, also
// after the index was built anew from the archive alone.
func TestImportAnnotates(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	line := `{"id":"a1","title":"Quận ra quân","body":"UBND quận Ngô Quyền (Hải Phòng) chi 300 triệu đồng. Ông Phạm Văn Dư dự.","date":"2021-08-25","source":"baocang.example"}` + "\n"
	if err := os.WriteFile(name, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	var err error
	if im.Annotator, err = annotate.New(); err != nil {
		t.Fatal(err)
	}
	if _, err := im.Import(t.Context(), []string{name}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	for _, round := range []string{"imported", "indexed anew"} {
		for _, f := range []index.Filter{
			{Field: "place", Value: "Quận Ngô Quyền, Hải Phòng"},
			{Field: "place", Value: "Hải Phòng"},
			{Field: "agency", Value: "Ủy ban nhân dân quận Ngô Quyền"},
			{Field: "person", Value: "Phạm Văn Dư"},
		} {
			res, err := im.Indexer.Engine.Search(t.Context(), index.Request{Filters: []index.Filter{f}})
			if err != nil || res.Total != 1 {
				t.Errorf("%s: %s=%s finds %d, %v", round, f.Field, f.Value, res.Total, err)
			}
		}
		if err := im.Indexer.Rebuild(t.Context(), progress.Discard); err != nil {
			t.Fatal(err)
		}
	}
}
