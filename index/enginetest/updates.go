package enginetest

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

func testUpdates(t *testing.T, open Open) {
	a, b, c := titled("a", "Bão số một"), titled("b", "Bão số hai"), titled("c", "Bão số ba")
	all := []index.Article{a, b, c}
	e := filled(t, open, a, b)
	want(t, "put", "a b", names(t, e, word("bão"), all))

	first := state(t, e)
	changed := a
	changed.Title = "Nắng to"
	apply(t, e, index.Batch{Seq: 2, Put: []index.Article{changed, c}})
	want(t, "the old text is gone", "b c", names(t, e, word("bão"), all))
	want(t, "the new text is found", "a", names(t, e, word("nắng"), all))
	second := state(t, e)
	if second.Articles != 3 || second.Epoch <= first.Epoch || second.Seq != 2 || second.Status != index.Ready {
		t.Errorf("state after an update: %+v, before: %+v", second, first)
	}

	apply(t, e, index.Batch{Seq: 3, Delete: []string{b.ID, index.NewID("never was")}})
	want(t, "deleted", "c", names(t, e, word("bão"), all))
	if s := state(t, e); s.Articles != 2 {
		t.Errorf("%d articles after a delete, want 2", s.Articles)
	}

	apply(t, e, index.Batch{Seq: 4, Put: []index.Article{b}, Delete: []string{b.ID}})
	want(t, "put and deleted in one batch", "b c", names(t, e, word("bão"), all))

	twice := b
	twice.Title = "Mưa"
	apply(t, e, index.Batch{Seq: 5, Put: []index.Article{b, twice}})
	want(t, "put twice in one batch", "b", names(t, e, word("mưa"), all))
	want(t, "the first of the two", "c", names(t, e, word("bão"), all))

	apply(t, e, index.Batch{Seq: 6})
	if s := state(t, e); s.Seq != 6 || s.Articles != 3 {
		t.Errorf("state after an empty batch: %+v", s)
	}
	if err := e.Apply(t.Context(), index.Batch{Seq: 7, Put: []index.Article{{Title: "no id"}}}); err == nil {
		t.Error("an article without an ID is taken")
	}
	if s := state(t, e); s.Seq != 6 || s.Articles != 3 {
		t.Errorf("state after a refused batch: %+v", s)
	}
	if err := e.Verify(t.Context()); err != nil {
		t.Errorf("verify: %v", err)
	}
}

func testSequence(t *testing.T, open Open) {
	a, b := titled("a", "Một"), titled("b", "Hai")
	e := filled(t, open)
	apply(t, e, index.Batch{Seq: 10, Put: []index.Article{a}})
	before := state(t, e)
	for _, seq := range []uint64{10, 9, 1, 0} {
		apply(t, e, index.Batch{Seq: seq, Put: []index.Article{b}, Delete: []string{a.ID}})
	}
	want(t, "batches of old numbers", "a", names(t, e, nil, []index.Article{a, b}))
	if diff := cmp.Diff(before, state(t, e)); diff != "" {
		t.Errorf("state changed (-before +after)\n%s", diff)
	}
	apply(t, e, index.Batch{Seq: 12, Put: []index.Article{b}})
	want(t, "a later number", "a b", names(t, e, nil, []index.Article{a, b}))
}

func testVocabulary(t *testing.T, open Open) {
	articles := []index.Article{
		titled("1", "đường đường"), titled("2", "Đường"), titled("3", "dương"), titled("4", "duong"),
		article("5", func(a *index.Article) { a.Title, a.Body = "đường", "đường" }),
	}
	e := filled(t, open, articles...)
	v := e.Vocabulary()
	check := func(what string, term string, want int) {
		t.Helper()
		got, err := v.DocFreq(t.Context(), term)
		if err != nil || got != want {
			t.Errorf("%s: DocFreq(%q) = %d, %v; want %d", what, term, got, err, want)
		}
	}
	list := func(what string, want []index.TermCount, got []index.TermCount, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-want +found)\n%s", what, diff)
		}
	}
	check("new", "đường", 3)
	check("new", "duong", 1)
	check("none", "zzz", 0)
	got, err := v.Variants(t.Context(), "duong")
	list("variants", []index.TermCount{{Term: "đường", Count: 3}, {Term: "duong", Count: 1}, {Term: "dương", Count: 1}}, got, err)
	got, err = v.Prefix(t.Context(), "d", 10)
	list("prefix", []index.TermCount{{Term: "duong", Count: 1}, {Term: "dương", Count: 1}}, got, err)
	got, err = v.Prefix(t.Context(), "d", 1)
	list("prefix, one", []index.TermCount{{Term: "duong", Count: 1}}, got, err)

	apply(t, e, index.Batch{Seq: 2, Delete: []string{articles[0].ID, articles[3].ID}, Put: []index.Article{titled("6", "dưỡng")}})
	check("after a delete", "đường", 2)
	got, err = v.Variants(t.Context(), "duong")
	list("variants after a delete", []index.TermCount{{Term: "đường", Count: 2}, {Term: "dương", Count: 1}, {Term: "dưỡng", Count: 1}}, got, err)
}

func testCancel(t *testing.T, open Open) {
	a := titled("a", "Một hai")
	e := filled(t, open, a)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range []index.Request{{}, {Query: word("một")}, {Query: phrase("một hai")}, {Query: prefix("m")}, {Facets: []string{"site"}}} {
		if _, err := e.Search(ctx, r); !errors.Is(err, context.Canceled) {
			t.Errorf("search %s after cancel: %v", describe(r), err)
		}
	}
	if err := e.Apply(ctx, index.Batch{Seq: 2, Put: []index.Article{titled("b", "Ba")}}); !errors.Is(err, context.Canceled) {
		t.Errorf("apply after cancel: %v", err)
	}
	want(t, "nothing landed", "a", names(t, e, nil, []index.Article{a}))
	err := e.Rebuild(ctx, func(w index.Writer) error { return w.Apply(ctx, index.Batch{Seq: 3}) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("rebuild after cancel: %v", err)
	}
}
