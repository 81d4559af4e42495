package ingest

import (
	"os"
	"path/filepath"
	"testing"

	"khobao/index"
	"khobao/internal/annotate"
	"khobao/internal/progress"
)

// TestOneSiteIsExtractedAnew: another way of reading pages is tried on one site;
// the articles of others stay as they are, to the byte, and the index follows.
func TestOneSiteIsExtractedAnew(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.jsonl")
	lines := `{"id":"a1","url":"https://www.baocang.example/1.html","title":"Ra quân","body":"UBND quận Ngô Quyền (Hải Phòng) họp."}
{"id":"a2","title":"Ra quân nữa","body":"UBND quận Ngô Quyền (Hải Phòng) lại họp.","source":"baocang.example"}
{"id":"b1","url":"https://baosong.example/1.html","title":"Bên sông","body":"UBND quận Ngô Quyền (Hải Phòng) khảo sát."}
`
	if err := os.WriteFile(name, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	if _, err := im.Import(t.Context(), []string{name}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	before := contents(t, im)
	var err error
	if im.Annotator, err = annotate.New(); err != nil {
		t.Fatal(err)
	}
	found := func() int {
		t.Helper()
		res, err := im.Indexer.Engine.Search(t.Context(), index.Request{Filters: []index.Filter{{Field: "agency", Value: "Ủy ban nhân dân quận Ngô Quyền"}}})
		if err != nil {
			t.Fatal(err)
		}
		return res.Total
	}
	for _, c := range []struct {
		site           string
		changed, found int
	}{{"khong-co.example", 0, 0}, {"baocang.example", 2, 2}, {"baocang.example", 0, 2}, {"", 1, 3}} {
		changed, failed, err := im.ExtractAgain(t.Context(), c.site, progress.Discard)
		if err != nil || changed != c.changed || failed != 0 || found() != c.found {
			t.Errorf("%q: %d changed, %d failed, %d found, %v", c.site, changed, failed, found(), err)
		}
		after := contents(t, im)
		if other := index.NewID("https://baosong.example/1.html"); c.site != "" && (after[other] == "" || after[other] != before[other]) {
			t.Errorf("%q: an article of another site changed", c.site)
		}
	}
}
