package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"

	"khobao/index"
	"khobao/index/bleveindex"
	"khobao/index/rank"
	"khobao/index/vi"
	"khobao/internal/annotate"
	"khobao/internal/archive"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/ingest"
)

// house is an archive opened with everything that works on it. This file is the
// only place where engine, archive and extractor are chosen.
type house struct {
	archive  *archive.Archive
	engine   index.Engine
	indexer  *ingest.Indexer
	importer *ingest.Importer
	places   *annotate.Annotator // tells of places by their keys
	searcher *rank.Searcher
	words    *vi.Lexicon              // those of the program and of staff
	indexAt  string                   // folder
	learning sync.Mutex               // held while lessons are made
	studying atomic.Bool              // articles are read for lessons
	segment  bleveindex.SegmentFormat // of new generations of the index; zero is the default
	cache    int                      // bytes of answers the engine keeps; 0 is the default, negative none
	building building                 // how far a rebuild is that goes on
	damaged  chan error               // damage of the index found while it is open; keepWhole cures it
}

// noteDamage passes damage on; what is found while one is waiting is the same.
func (h *house) noteDamage(err error) {
	select {
	case h.damaged <- err:
	default:
	}
}

// purpose says what a verb needs of the house.
type purpose int

const (
	openSearch purpose = iota // the archive must be there; the index is made complete
	openWrite                 // the archive is made where there is none
	openServe                 // as openSearch, but the index is made complete later, while serving
)

// open opens the archive of the options and its index.
func (a *app) open(ctx context.Context, why purpose) (*house, error) {
	dir := a.values.Get("archive")
	arc, err := archive.Open(ctx, dir, archive.Options{Create: why == openWrite})
	if failure.Is(err, failure.NotFound) {
		return nil, failure.New(failure.NotFound, dir, err).WithCode("no-archive")
	}
	if err != nil {
		return nil, err
	}
	h := &house{archive: arc, segment: segmentFormats[a.values.Get("segment")], damaged: make(chan error, 1)}
	if err := h.wire(ctx, archive.IndexDir(dir)); err != nil {
		return nil, errors.Join(err, h.archive.Close())
	}
	err = a.dictionaries(dir, h)
	if err == nil && why != openServe {
		if err = h.indexer.Ensure(ctx, a.sink()); err == nil {
			err = h.learned(ctx, false)
		}
	}
	if err != nil {
		return nil, errors.Join(err, h.engine.Close(), h.archive.Close())
	}
	return h, nil
}

// segmentFormats are the formats a new generation of the index may have.
var segmentFormats = map[string]bleveindex.SegmentFormat{"khobao": bleveindex.Own, "zap": bleveindex.Zap}

func (h *house) wire(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return writeFailure(dir, err)
	}
	engine, err := bleveindex.Open(ctx, dir, bleveindex.Options{Segment: h.segment, CacheBytes: h.cache, OnDamage: h.noteDamage})
	if err != nil {
		return err
	}
	extractor, err := extract.New(extract.Options{})
	if err != nil {
		return errors.Join(err, engine.Close())
	}
	annotator, err := annotate.New()
	if err != nil {
		return errors.Join(err, engine.Close())
	}
	h.engine, h.places, h.indexAt = engine, annotator, dir
	h.indexer = &ingest.Indexer{Archive: h.archive, Engine: engine, Pupil: h.pupil}
	h.importer = &ingest.Importer{Archive: h.archive, Extractor: extractor, Annotator: annotator, Indexer: h.indexer}
	h.searcher, h.words = &rank.Searcher{Engine: engine, Texts: h.archive}, vi.NewLexicon()
	return nil
}

// close closes index and archive; what fails then is only logged, since all
// that was acknowledged is on disk.
func (h *house) close(log *slog.Logger) {
	if err := errors.Join(h.engine.Close(), h.archive.Close()); err != nil {
		log.Error("close archive", "error", err)
	}
}
