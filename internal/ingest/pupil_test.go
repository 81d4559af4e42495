package ingest

import (
	"slices"
	"testing"

	"khobao/index"
	"khobao/internal/progress"
)

// pupil notes what it is shown.
type pupil struct {
	total      int
	shown      []string
	generation int
}

func (p *pupil) Add(a *index.Article)      { p.shown = append(p.shown, a.ID) }
func (p *pupil) Keep(generation int) error { p.generation = generation; return nil }

func TestRebuildShowsEveryArticleToAPupil(t *testing.T) {
	im := testHouse(t, t.TempDir())
	printed(t, im, "bai", printing{id: "a", date: "2024-05-06", body: []string{"Một."}}, printing{id: "b", date: "2024-05-07", body: []string{"Hai."}})
	var pupils []*pupil
	im.Indexer.Pupil = func(total int) Pupil {
		pupils = append(pupils, &pupil{total: total})
		return pupils[len(pupils)-1]
	}
	if err := im.Indexer.Rebuild(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	state, err := im.Indexer.Engine.State(t.Context())
	if err != nil || len(pupils) != 1 {
		t.Fatalf("%d pupils, %v", len(pupils), err)
	}
	p := pupils[0]
	slices.Sort(p.shown)
	if p.total != 2 || p.generation != state.Generation || !slices.Equal(p.shown, indexed(t, im)) {
		t.Errorf("of 2 articles and generation %d the pupil has %+v", state.Generation, p)
	}
}
