package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/archive"
	"khobao/internal/progress"
	"khobao/internal/sample"
)

// TestAnArchiveComesBackFromItsOriginals: when catalogue and texts are lost, the
// segments hold enough to make the same articles again, with their ids, texts,
// versions and originals.
func TestAnArchiveComesBackFromItsOriginals(t *testing.T) {
	pages := t.TempDir()
	if _, err := sample.Write(pages); err != nil {
		t.Fatal(err)
	}
	lines := filepath.Join(pages, "khong-dia-chi.jsonl")
	if err := os.WriteFile(lines, []byte(`{"id":"a/1","title":"Không địa chỉ","body":"Một dòng không có địa chỉ nào."}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "archive")
	whole := testHouse(t, dir)
	if _, err := whole.Import(t.Context(), []string{pages}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	again := testHouse(t, filepath.Join(t.TempDir(), "again"))
	report, err := again.Import(t.Context(), []string{filepath.Join(dir, "originals")}, progress.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(holdings(t, whole), holdings(t, again)); diff != "" {
		t.Errorf("(-lost +made again)\n%s%+v", diff, report.Failures)
	}
	if diff := cmp.Diff(originals(t, whole), originals(t, again)); diff != "" {
		t.Errorf("originals (-lost +made again)\n%s", diff)
	}
	if err := again.Archive.Verify(t.Context(), func(p archive.Problem) { t.Errorf("%+v", p) }); err != nil {
		t.Error(err)
	}
}

// holdings lists every text of every article by id, under its number.
func holdings(t *testing.T, im *Importer) map[string]string {
	t.Helper()
	all := map[string]string{}
	for entry, err := range im.Archive.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n <= entry.Article.Version; n++ {
			a, err := im.Archive.Version(t.Context(), entry.Article.ID, n)
			if err != nil {
				t.Fatal(err)
			}
			all[fmt.Sprint(a.ID, " ", n)] = fmt.Sprint(a.URL, "|", a.Name, "|", a.Title, "|", a.Lead, "|", a.Body, "|", a.Published, "|", a.Captured, "|", a.Changed)
		}
	}
	if len(all) == 0 {
		t.Fatal("no articles")
	}
	return all
}

// originals lists what every original is, by id.
func originals(t *testing.T, im *Importer) map[string]string {
	t.Helper()
	all := map[string]string{}
	for c, err := range im.Archive.WalkCaptures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		p, err := im.Archive.Original(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		all[c.ID] = fmt.Sprint(p.URL, "|", c.Name, "|", p.Status, "|", p.ContentType, "|", p.Captured, "|", p.Header, "|", p.Request, "|", p.Location, "|", p.RevisitOf)
	}
	return all
}
