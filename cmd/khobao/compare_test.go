package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/ingest"
	"khobao/internal/progress"
)

// TestAComparisonForetellsAReindex: another way of reading pages is compared, of
// everything and of one site, then done; what was foretold is what happens.
func TestAComparisonForetellsAReindex(t *testing.T) {
	dir, news := filepath.Join(t.TempDir(), "kho"), filepath.Join(t.TempDir(), "news.jsonl")
	lines := `{"id":"a1","url":"https://baocang.example/1.html","title":"Ra quân dọn rác","body":"UBND quận Ngô Quyền (Hải Phòng) họp bàn việc dọn rác ở chợ."}
{"id":"a2","url":"https://baocang.example/2.html","title":"Chợ cá họp sớm","body":"Chợ cá họp sớm hơn mọi ngày."}
{"id":"b1","url":"https://baosong.example/1.html","title":"Bên sông","body":"UBND quận Ngô Quyền (Hải Phòng) khảo sát bến đò."}
`
	if err := os.WriteFile(news, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	a := testApp(t, dir)
	h, err := a.open(t.Context(), openWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer h.close(a.log)
	annotator := h.importer.Annotator
	h.importer.Annotator = nil // names are not looked for yet
	if _, err := h.importer.Import(t.Context(), []string{news}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	compare := func(site string, queries ...string) comparison {
		t.Helper()
		out, err := h.compare(t.Context(), compareArgs{Site: site, Queries: queries}, progress.Discard)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	agency := `coquan:"Ủy ban nhân dân quận Ngô Quyền"`
	if out := compare("", agency, "chợ"); out.Articles != 3 || out.Changed != 0 || len(out.Fields)+len(out.Samples) != 0 || out.Queries[1].Overlap != 2 {
		t.Errorf("nothing would change: %+v", out)
	}
	h.importer.Annotator = annotator
	seq := h.archive.Seq()
	out := compare("", agency, "chợ")
	if out.Changed != 2 || out.New+out.Gone+out.Failed != 0 || len(out.Samples) != 2 {
		t.Errorf("%+v", out)
	}
	if !slices.Contains(out.Fields, fieldCount{"baocang.example", "agency", 1}) || !slices.Contains(out.Fields, fieldCount{"baosong.example", "agency", 1}) {
		t.Errorf("fields: %+v", out.Fields)
	}
	if q := out.Queries[0]; q.OldTotal != 0 || q.NewTotal != 2 || q.Overlap != 0 {
		t.Errorf("%+v", q)
	}
	if q := out.Queries[1]; q.OldTotal != 2 || q.NewTotal != 2 || !cmp.Equal(q.Old, q.New) {
		t.Errorf("%+v", q)
	}
	if one := compare("baosong.example", agency); one.Changed != 1 || one.Articles != 3 || one.Queries[0].NewTotal != 1 {
		t.Errorf("one site: %+v", one)
	}
	if state, err := h.engine.State(t.Context()); err != nil || h.archive.Seq() != seq || state.Generation != 1 {
		t.Errorf("a comparison changed something: %+v, %v", state, err)
	}
	if _, err := os.Stat(filepath.Join(archive.IndexDir(dir), otherName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the compared index is still there: %v", err)
	}
	done, err := h.reindex(t.Context(), reindexArgs{Extract: true}, progress.Discard)
	if err != nil || done.Changed != out.Changed {
		t.Errorf("%+v, %v", done, err)
	}
	res, err := h.searcher.Search(t.Context(), index.Request{Q: agency})
	if err != nil || res.Total != out.Queries[0].NewTotal {
		t.Errorf("%d found, %v", res.Total, err)
	}
}

func TestSamplesShowWhereTextsDiffer(t *testing.T) {
	long := strings.Repeat("chợ cá họp sớm ", 40)
	old, now := around(long+"hôm nay", long+"hôm qua và hôm kia")
	if !strings.HasPrefix(old, "…") || !strings.HasSuffix(old, "hôm nay") || !strings.HasSuffix(now, "hôm qua và hôm kia") {
		t.Errorf("%q\n%q", old, now)
	}
	if old, now := around("", long); old != "" || len([]rune(now)) != shortText+1 {
		t.Errorf("%q\n%q", old, now)
	}
	if old, now := around("một\n\nhai", "một"); old != "một ¶ hai" || now != "một" {
		t.Errorf("%q\n%q", old, now)
	}
}

// TestTheSamplesAreDrawn: however many change, as many are shown, and the same ones
// whatever order they come in.
func TestTheSamplesAreDrawn(t *testing.T) {
	var all []ingest.Compared
	for n := range 100 {
		art := &index.Article{ID: index.NewID(string(rune('a' + n))), Site: "baocang.example"}
		all = append(all, ingest.Compared{Old: art, New: art, Fields: []ingest.FieldDiff{{Field: "title", Old: "cũ", New: "mới"}}})
	}
	draw := func() comparison {
		tally := newTally()
		for _, c := range all {
			tally.add(c)
		}
		return tally.result()
	}
	first := draw()
	slices.Reverse(all)
	if diff := cmp.Diff(first, draw()); diff != "" || len(first.Samples) != sampleChanges || first.Changed != 100 {
		t.Errorf("%d samples of %d; %s", len(first.Samples), first.Changed, diff)
	}
}
