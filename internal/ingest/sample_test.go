package ingest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"khobao/index"
	"khobao/internal/page"
	"khobao/internal/progress"
	"khobao/internal/sample"
)

// TestImportOfTheSample imports the demo's pages and compares every article and
// every count with what the sample says must be found.
func TestImportOfTheSample(t *testing.T) {
	pages := t.TempDir()
	want, err := sample.Write(pages)
	if err != nil {
		t.Fatal(err)
	}
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	report, err := im.Import(t.Context(), []string{pages}, progress.Discard)
	if err != nil {
		t.Fatal(err)
	}
	got := report.Counts
	if got.Added != want.Counts.Articles || got.Changed != want.Counts.Versions || got.Lists != want.Counts.Lists ||
		got.Others != want.Counts.Others || got.Failed != want.Counts.Damaged {
		t.Errorf("counts %+v, want %+v\nnot articles: %+v\nfailures: %+v", got, want.Counts, report.Skipped, report.Failures)
	}
	for _, p := range want.Articles() {
		if p.Key == "" {
			continue // its id is of its content, which the title finds below
		}
		art, err := im.Archive.Article(t.Context(), index.NewID(page.Canonical(p.Key)))
		if err != nil {
			t.Errorf("%s!%s: %v", p.Path, p.Entry, err)
			continue
		}
		compareArticle(t, p, art)
	}
	found := indexed(t, im)
	if diff := cmp.Diff(ids(contents(t, im)), found); diff != "" {
		t.Errorf("the index does not hold what the archive does (-archive +index):\n%s", diff)
	}

	again, err := im.Import(t.Context(), []string{pages}, progress.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if c := again.Counts; c.Added+c.Changed+c.Same != 0 {
		t.Errorf("a second import of the same pages did something: %+v", c)
	}
	if diff := cmp.Diff(found, indexed(t, im)); diff != "" {
		t.Errorf("a second import changed the index:\n%s", diff)
	}
}

// compareArticle compares the fields a layout prints.
func compareArticle(t *testing.T, p sample.Page, got index.Article) {
	t.Helper()
	w := p.Want
	type fields struct {
		Title, Lead, Published, Updated, Source, Charset string
		Authors, Section, Tags                           []string
		Body                                             []string
		Captions                                         int
	}
	of := func(a index.Article) fields {
		return fields{
			a.Title, a.Lead, a.Published.String(), a.Updated.String(), a.OriginalSource, p.Charset,
			a.Authors, a.Section, a.Tags, strings.Split(a.Body, "\n\n"), len(a.Captions),
		}
	}
	if diff := cmp.Diff(of(w), of(got), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s!%s %s by rule %q (-want +got):\n%s", p.Path, p.Entry, p.URL, got.Rule, diff)
	}
}
