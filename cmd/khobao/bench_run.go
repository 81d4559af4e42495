package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"time"

	"khobao/index"
	"khobao/index/bleveindex/baseline"
	"khobao/index/bleveindex/lab"
	"khobao/internal/archive"
	"khobao/internal/bench"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// product imports the corpus into an archive of its own, opens it anew as a
// server would, and asks the mix.
func (c *benchCmd) product(ctx context.Context, a *app, dir string, corpus *bench.Corpus) (s benchSide, err error) {
	where := filepath.Join(dir, "archive")
	h, err := c.house(ctx, a, where, true)
	if err != nil {
		return s, err
	}
	h.importer.IndexLast = indexLast
	err = s.building(func() error {
		report, err := h.importer.Import(ctx, []string{corpus.Path}, progress.Discard)
		if err == nil && report.Counts.Failed > 0 {
			err = failure.Newf(failure.Partial, corpus.Path, "%d", report.Counts.Failed)
		}
		return err
	})
	h.close(a.log)
	if err != nil {
		return s, engineFailure(err)
	}
	if h, err = c.house(ctx, a, where, false); err != nil {
		return s, err
	}
	defer h.close(a.log)
	state, err := h.engine.State(ctx)
	if err != nil {
		return s, err
	}
	s.rate(state.Articles)
	all, err := bytesBelow(where)
	if err != nil {
		return s, err
	}
	if s.IndexBytes, err = bytesBelow(archive.IndexDir(where)); err != nil {
		return s, err
	}
	s.ArchiveBytes = all - s.IndexBytes
	mix := bench.Mix(corpus.Titles)
	err = s.asking(func() error {
		s.Classes, err = bench.Run(ctx, mix, c.Clients, func(ctx context.Context, q bench.Search) (int, error) {
			r, err := h.searcher.Search(ctx, q.Request)
			return r.Total, err
		})
		if err != nil {
			return err
		}
		// The page again without reordering and snippets, which are reckoned apart.
		only, err := c.engineOnly(ctx, h, mix)
		s.Classes = append(s.Classes, only...)
		return err
	})
	return s, engineFailure(err)
}

// engineOnly asks the engine the searches of the page as they reach it, for the
// 20 hits shown.
func (c *benchCmd) engineOnly(ctx context.Context, h *house, mix []bench.Search) ([]bench.Class, error) {
	var searches []bench.Search
	for _, q := range mix {
		if q.Class != "page" {
			continue
		}
		r, err := h.searcher.Search(ctx, q.Request)
		if err != nil {
			return nil, err
		}
		q.Class = "page-engine"
		q.Request = index.Request{Query: r.Query, Sort: index.Relevance, Facets: q.Request.Facets, Top: q.Request.Top}
		searches = append(searches, q)
	}
	return bench.Run(ctx, searches, c.Clients, func(ctx context.Context, q bench.Search) (int, error) {
		r, err := h.engine.Search(ctx, q.Request)
		return r.Total, err
	})
}

// house opens an archive in a folder that is not that of the options. Answers are
// not kept: each search is asked several times.
func (c *benchCmd) house(ctx context.Context, a *app, dir string, create bool) (*house, error) {
	arc, err := archive.Open(ctx, dir, archive.Options{Create: create})
	if err != nil {
		return nil, err
	}
	h := &house{archive: arc, segment: segmentFormats[a.values.Get("segment")], cache: -1, damaged: make(chan error, 1)}
	if err := h.wire(ctx, archive.IndexDir(dir)); err != nil {
		return nil, errors.Join(err, arc.Close())
	}
	if err := h.indexer.Ensure(ctx, progress.Discard); err != nil {
		h.close(a.log)
		return nil, err
	}
	return h, nil
}

// bleve builds and asks raw bleve, on the same corpus and the searches it knows.
func (c *benchCmd) bleve(ctx context.Context, dir string, corpus *bench.Corpus) (s benchSide, err error) {
	where := filepath.Join(dir, "bleve")
	x, err := baseline.Create(where)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	err = s.building(func() error {
		err := corpus.EachDoc(func(d bench.Doc) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return x.Add(baseline.Doc(d))
		})
		if err == nil {
			err = x.Flush()
		}
		if err == nil {
			err = x.Settle(ctx)
		}
		return err
	})
	if err != nil {
		return s, err
	}
	s.rate(corpus.Articles)
	if s.IndexBytes, err = bytesBelow(where); err != nil {
		return s, err
	}
	var mix []bench.Search
	for _, q := range bench.Mix(corpus.Titles) {
		if q.Class != "unmarked" { // it has no folding
			mix = append(mix, q)
		}
	}
	err = s.asking(func() error {
		s.Classes, err = bench.Run(ctx, mix, c.Clients, func(ctx context.Context, q bench.Search) (int, error) {
			year := ""
			if !q.Request.From.IsZero() {
				year = q.Request.From.In(index.Zone).Format("2006")
			}
			return x.Search(ctx, baseline.Question{
				Words: q.Words, Year: year, Phrase: q.Class == "phrase", Prefix: q.Class == "prefix",
				Newest: q.Class == "newest", Facets: len(q.Request.Facets) > 0,
			})
		})
		return err
	})
	return s, err
}

// building measures what building takes.
func (s *benchSide) building(build func() error) error {
	most := lab.WatchMemory()
	wall, cpu := time.Now(), lab.ProcessCPU()
	err := build()
	s.Wall, s.CPU = time.Since(wall).Seconds(), (lab.ProcessCPU() - cpu).Seconds()
	s.Building = most()
	debug.FreeOSMemory() // what is left of it is not the searches' to collect
	return err
}

func (s *benchSide) rate(articles int) {
	s.Searchable = articles
	s.PerSecond, s.PerCPU = float64(articles)/max(s.Wall, 1e-3), float64(articles)/max(s.CPU, 1e-3)
}

// asking measures the memory of searches.
func (s *benchSide) asking(ask func() error) error {
	most := lab.WatchMemory()
	err := ask()
	s.Serving, s.Peak = most(), lab.Peak()
	return err
}

func bytesBelow(dir string) (int64, error) {
	var total int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a merge took it away
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		return 0, pathFailure(dir, err)
	}
	return total, nil
}
