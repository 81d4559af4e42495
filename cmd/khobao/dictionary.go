package main

import (
	"context"
	"fmt"
	"iter"

	"khobao/index"
	"khobao/index/rank"
	"khobao/index/vi"
	"khobao/internal/archive"
	"khobao/internal/dictionary"
	"khobao/internal/ingest"
)

// dictionaries reads the words and abbreviations that staff keep in the archive.
// A bad line is told and left out: it must not keep an archive from being searched.
func (a *app) dictionaries(dir string, h *house) error {
	set, err := a.dictionary(dir)
	if err == nil {
		h.searcher.Abbreviations, h.words = set.Abbreviations, set.Lexicon
		h.searcher.Learn(rank.Lessons{Words: set.Lexicon})
	}
	return err
}

func (a *app) dictionary(dir string) (dictionary.Set, error) {
	set, problems, err := dictionary.Load(archive.DictionaryDir(dir))
	for _, p := range problems {
		why := a.t.Text("dictionary."+p.Code, "Detail", p.Detail)
		fmt.Fprintln(a.stderr, a.t.Text("dictionary.line", "File", p.File, "Line", fmt.Sprint(p.Line), "Why", why))
	}
	return set, err
}

// lexicon gives the words of the archive of the options, with those its articles
// taught, and those built in where there is no archive.
func (a *app) lexicon() (*vi.Lexicon, error) {
	dir := a.values.Get("archive")
	set, err := a.dictionary(dir)
	if err != nil {
		return nil, err
	}
	lessons, _, err := dictionary.Latest(archive.IndexDir(dir))
	set.Lexicon.Learn(lessons.Pairs)
	return set.Lexicon, err
}

// learned makes searches read what the articles teach. Where the generation has no
// lessons yet, or with refresh where it has grown since, they are learned.
func (h *house) learned(ctx context.Context, refresh bool) error {
	h.learning.Lock()
	defer h.learning.Unlock()
	lessons, state, ok, err := h.kept(ctx)
	if err != nil || state.Status != index.Ready {
		return err
	}
	if !ok || refresh && !lessons.Fresh(state.Articles) {
		h.studying.Store(true)
		defer h.studying.Store(false)
		if lessons, err = dictionary.Learn(ctx, h.articles(ctx), state.Articles); err != nil {
			return err
		}
		if err := lessons.Keep(h.indexAt, state.Generation); err != nil {
			return err
		}
	}
	h.teach(h.searcher, lessons)
	return nil
}

// recall makes searches read what was learned before, if anything was: a moment's
// work, so that a server that says it is ready has it.
func (h *house) recall(ctx context.Context) error {
	h.learning.Lock()
	defer h.learning.Unlock()
	lessons, _, ok, err := h.kept(ctx)
	if ok {
		h.teach(h.searcher, lessons)
	}
	return err
}

// kept gives the lessons of the generation that answers searches; ok is false where
// it has none, or none answers.
func (h *house) kept(ctx context.Context) (lessons dictionary.Lessons, state index.State, ok bool, err error) {
	state, err = h.engine.State(ctx)
	if err == nil && state.Status == index.Ready {
		lessons, ok, err = dictionary.Kept(h.indexAt, state.Generation)
	}
	return lessons, state, ok && err == nil, err
}

func (h *house) teach(s *rank.Searcher, lessons dictionary.Lessons) {
	words := h.words.Clone()
	words.Learn(lessons.Pairs)
	s.Learn(rank.Lessons{
		Abbreviations: lessons.Table(s.Abbreviations), Pairs: lessons.Bigrams, Words: words,
	})
}

// pupil learns while an index is built, so that learned finds the lessons there.
func (h *house) pupil(total int) ingest.Pupil { return &pupil{dictionary.Read(total), h} }

type pupil struct {
	*dictionary.Reading
	house *house
}

// Keep writes the lessons beside a generation.
func (p *pupil) Keep(generation int) error {
	p.house.learning.Lock()
	defer p.house.learning.Unlock()
	return p.Lessons().Keep(p.house.indexAt, generation)
}

// taught learns from what came in, when that is much.
func (h *house) taught(ctx context.Context, report *ingest.Report, err error) (*ingest.Report, error) {
	if err == nil {
		err = h.learned(ctx, true)
	}
	return report, err
}

// articles gives every current article whose text reads.
func (h *house) articles(ctx context.Context) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		for e, err := range h.archive.Walk(ctx, 0) {
			if archive.OneDamaged(err) != nil {
				continue // told where it is indexed
			}
			if !yield(e.Article, err) {
				return
			}
		}
	}
}
