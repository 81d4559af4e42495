package ingest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/dedupe"
	"khobao/internal/progress"
)

// printing is one article of a test.
type printing struct {
	id, date string
	body     []string
}

// printed writes articles as JSONL and imports them.
func printed(t *testing.T, im *Importer, name string, articles ...printing) {
	t.Helper()
	var b strings.Builder
	for _, a := range articles {
		line, err := json.Marshal(map[string]any{
			"id": a.id, "url": "https://" + a.id + ".example/bai.html", "title": "Bài của " + a.id,
			"body": strings.Join(a.body, "\n\n"), "date": a.date, "source": a.id + ".example",
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), name+".jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	report, err := im.Import(t.Context(), []string{path}, progress.Discard)
	if err != nil || report.Counts.Added != len(articles) {
		t.Fatalf("import %s: %+v, %v", name, report.Counts, err)
	}
}

// families gives the site of the first printed of each article's family, by site:
// as the archive says, once the index was seen to say the same.
func families(t *testing.T, im *Importer) map[string]string {
	t.Helper()
	articles := map[string]index.Article{}
	members := map[string][]string{}
	for e, err := range im.Archive.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		articles[e.Article.ID] = e.Article
		if f := e.Article.Family; f != "" {
			members[f] = append(members[f], e.Article.ID)
		}
	}
	got := map[string]string{}
	for f, list := range members {
		found, err := im.Indexer.Engine.Search(t.Context(), index.Request{Filters: []index.Filter{{Field: "family", Value: f}}, Size: index.MaxSize})
		if err != nil {
			t.Fatal(err)
		}
		inIndex := map[string]bool{}
		for _, h := range found.Hits {
			inIndex[h.ID] = true
		}
		for _, id := range list {
			if got[articles[id].Site] = articles[f].Site; !inIndex[id] {
				t.Errorf("the index does not know that %s is of family %s", articles[id].Site, articles[f].Site)
			}
		}
		if found.Total != len(list) {
			t.Errorf("the index has %d articles in family %s, the archive %d", found.Total, articles[f].Site, len(list))
		}
	}
	return got
}

// tale makes paragraphs that no other number has.
func tale(number int) []string {
	var p []string
	for i := range 12 {
		p = append(p, fmt.Sprintf("Tổ %c%d của làng thứ %d họp về con đường số %d và chiếc cầu dài %d mét bắc qua nhánh sông ấy.", 'a'+i, number, number*31+i, i*17+number, number*101+i*7))
	}
	return p
}

func TestFamiliesFollowWhatIsImported(t *testing.T) {
	dir := t.TempDir()
	im, closeAll, err := openHouse(dir)
	if err != nil {
		t.Fatal(err)
	}
	one, two := tale(1), tale(2)
	printed(t, im, "first", printing{"bao-b", "2021-08-25T09:00:00+07:00", one}, printing{"bao-c", "2021-08-25T10:00:00+07:00", one[:9]},
		printing{"bao-d", "2021-08-25", two})
	if diff := cmp.Diff(map[string]string{"bao-b.example": "bao-b.example", "bao-c.example": "bao-b.example"}, families(t, im)); diff != "" {
		t.Errorf("after the first import (-want +got):\n%s", diff)
	}
	// The first printed comes last, and a copy of what stood alone.
	printed(t, im, "second", printing{"bao-a", "2021-08-25T07:29:00+07:00", append([]string{"Tin của phóng viên thường trú tại làng bên."}, one...)},
		printing{"bao-e", "2021-08-26T08:00:00+07:00", append(two[3:], two[:3]...)})
	want := map[string]string{
		"bao-a.example": "bao-a.example", "bao-b.example": "bao-a.example", "bao-c.example": "bao-a.example",
		"bao-d.example": "bao-d.example", "bao-e.example": "bao-d.example",
	}
	if diff := cmp.Diff(want, families(t, im)); diff != "" {
		t.Errorf("after the second import (-want +got):\n%s", diff)
	}
	seq := im.Archive.Seq()
	if err := im.Indexer.Group(t.Context(), progress.Discard); err != nil || im.Archive.Seq() != seq {
		t.Errorf("grouping again changed something: %v", err)
	}

	// By another rule, or never: all is made anew, with the same outcome.
	if _, err := im.Archive.PutFamilies(t.Context(), dedupe.Version+1, seq, nil); err != nil {
		t.Fatal(err)
	}
	if err := closeAll(); err != nil {
		t.Fatal(err)
	}
	im = testHouse(t, dir)
	if err := im.Indexer.Ensure(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, families(t, im)); diff != "" {
		t.Errorf("after another rule (-want +got):\n%s", diff)
	}
	if err := im.Indexer.Rebuild(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, families(t, im)); diff != "" {
		t.Errorf("after a rebuild (-want +got):\n%s", diff)
	}
	// What went while families were made leaves numbers that no article has.
	if _, err := im.Archive.PutFamilies(t.Context(), dedupe.Version, im.Archive.Seq(), []archive.Regrouped{{ID: 12345, Family: 12345}}); err != nil {
		t.Fatal(err)
	}
	if err := im.Indexer.Ensure(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	if s, err := im.Indexer.Engine.State(t.Context()); err != nil || s.Seq != im.Archive.Seq() {
		t.Errorf("the index is at %d, the archive at %d: %v", s.Seq, im.Archive.Seq(), err)
	}
	if g, err := im.Archive.Grouped(t.Context()); err != nil || g.Rule != dedupe.Version || g.Behind != 0 {
		t.Errorf("%+v, %v", g, err)
	}
}

// TestIndexBuiltLast: an index that was built at the end of an import is the one
// that would have been kept up to date, and is kept up to date from then on.
func TestIndexBuiltLast(t *testing.T) {
	im := testHouse(t, t.TempDir())
	im.IndexLast = 1
	one, two := tale(1), tale(2)
	printed(t, im, "first", printing{"bao-b", "2021-08-25T09:00:00+07:00", one}, printing{"bao-c", "2021-08-25T10:00:00+07:00", one[:9]},
		printing{"bao-d", "2021-08-25", two})
	want := map[string]string{"bao-b.example": "bao-b.example", "bao-c.example": "bao-b.example"}
	generation := 0 // of the rebuild
	check := func(when string, articles int) {
		t.Helper()
		if diff := cmp.Diff(want, families(t, im)); diff != "" {
			t.Errorf("families after %s (-want +got):\n%s", when, diff)
		}
		s, err := im.Indexer.Engine.State(t.Context())
		if generation == 0 {
			generation = s.Generation
		}
		if err != nil || s.Status != index.Ready || s.Seq != im.Archive.Seq() || s.Articles != articles || s.Generation != generation {
			t.Errorf("index after %s: %+v, %v; the archive is at %d", when, s, err, im.Archive.Seq())
		}
	}
	check("the first import", 3)
	printed(t, im, "second", printing{"bao-e", "2021-08-26T08:00:00+07:00", append(two[3:], two[:3]...)})
	want["bao-d.example"], want["bao-e.example"] = "bao-d.example", "bao-d.example"
	check("the second import", 4)
}

// TestBrokenOffBeforeTheIndex: what an import committed that was broken off before
// its index was built is indexed with the next change.
func TestBrokenOffBeforeTheIndex(t *testing.T) {
	im := testHouse(t, t.TempDir())
	if held, err := im.Indexer.hold(t.Context()); !held || err != nil {
		t.Fatal(held, err)
	}
	printed(t, im, "first", printing{"bao-b", "2021-08-25T09:00:00+07:00", tale(1)})
	if s, err := im.Indexer.Engine.State(t.Context()); err != nil || s.Articles != 0 {
		t.Fatalf("%+v, %v: nothing was to be indexed yet", s, err)
	}
	im.Indexer.release()
	printed(t, im, "second", printing{"bao-c", "2021-08-25T10:00:00+07:00", tale(2)})
	if s, err := im.Indexer.Engine.State(t.Context()); err != nil || s.Articles != 2 || s.Seq != im.Archive.Seq() {
		t.Errorf("%+v, %v: want both", s, err)
	}
}
