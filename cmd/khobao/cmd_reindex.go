package main

import (
	"context"
	"errors"
	"fmt"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/progress"
)

// reindexCmd builds the index anew, or reads the pages of one site anew, or takes
// the last of these back.
type reindexCmd struct {
	output
	indexFlags
	Extract  bool
	Site     string `placeholder:"HOST"`
	Rollback bool
	Compare  bool
	Queries  string `placeholder:"FILE"`
}

// reindexed is the result of a re-index.
type reindexed struct {
	Generation int `json:"generation"`
	Articles   int `json:"articles"`
	Changed    int `json:"changed"` // articles whose fields another extraction changed
	Failed     int `json:"failed"`
}

// Run rebuilds here, or has the server rebuild while it goes on answering.
func (c *reindexCmd) Run(ctx context.Context, a *app) error {
	switch {
	case c.Rollback && (c.Compare || c.Extract || c.Site != ""):
		return &failure.Error{Kind: failure.Usage, Object: "--rollback", Code: "rollback-alone"}
	case c.Queries != "" && !c.Compare:
		return &failure.Error{Kind: failure.Usage, Object: "--queries", Code: "needs-compare"}
	case c.Compare:
		return c.compare(ctx, a)
	}
	args := reindexArgs{Extract: c.Extract || c.Site != "", Site: siteNamed(c.Site), Rollback: c.Rollback}
	out, err := here(ctx, a, "reindex", args, func(h *house) (reindexed, error) { return h.reindex(ctx, args, a.sink()) })
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	switch {
	case args.Rollback && out.Changed > 0:
		fmt.Fprintln(a.stdout, a.t.Text("reindex.undone", "Count", out.Changed))
	case args.Extract:
		fmt.Fprintln(a.stdout, a.t.Text("reindex.extracted", "Count", out.Changed, "Failed", out.Failed))
	}
	switch generation := fmt.Sprint(out.Generation); {
	case args.Rollback:
		fmt.Fprintln(a.stdout, a.t.Text("reindex.back", "Generation", generation, "Count", out.Articles))
	case args.Site == "":
		fmt.Fprintln(a.stdout, a.t.Text("reindex.done", "Generation", generation, "Count", out.Articles))
	}
	return nil
}

// reindex does what is asked and says what the index is then.
func (h *house) reindex(ctx context.Context, in reindexArgs, sink progress.Sink) (out reindexed, err error) {
	sink = h.building.watch(sink)
	defer h.building.over()
	if in.Rollback {
		out.Changed, err = h.rollback(ctx, sink)
	} else {
		out.Changed, out.Failed, err = h.anew(ctx, in, sink)
	}
	if err != nil {
		return out, err
	}
	state, err := h.engine.State(ctx)
	out.Generation, out.Articles = state.Generation, state.Articles
	return out, err
}

// anew builds a new generation and switches to it. Before that, every page is
// extracted anew from its original when that is asked for; with a site its pages
// alone, and then the index follows without being built anew.
func (h *house) anew(ctx context.Context, in reindexArgs, sink progress.Sink) (changed, failed int, err error) {
	if in.Extract || in.Site != "" {
		changed, failed, err = h.importer.ExtractAgain(ctx, in.Site, sink)
	} else {
		err = h.archive.ForgetExtraction(ctx) // rollback takes back this, not what was before
	}
	if err != nil {
		return changed, failed, err
	}
	if in.Site != "" {
		return changed, failed, h.indexer.Ensure(ctx, sink)
	}
	return changed, failed, h.indexer.Rebuild(ctx, sink)
}

// rollback takes the last re-index back: the fields it changed, and the generation
// it made, where it made one. It gives the number of articles that changed.
func (h *house) rollback(ctx context.Context, sink progress.Sink) (int, error) {
	last, err := h.archive.LastExtraction(ctx)
	if err != nil {
		return 0, err
	}
	changed, err := h.importer.UndoExtraction(ctx, sink)
	if err != nil {
		return changed, err
	}
	ofSite := last.Site != "" && last.Replaced > 0
	if !ofSite {
		err = h.indexer.Rollback(ctx, sink)
		if err == nil || !errors.Is(err, index.ErrNoPrevious) || last.Replaced == 0 {
			return changed, err
		}
	}
	return changed, h.indexer.Ensure(ctx, sink)
}

// siteNamed reads a site as a user may write it: with www. or as an address.
func siteNamed(s string) string {
	if site := page.Site(s); site != "" {
		return site
	}
	if site := page.Site("http://" + s); site != "" {
		return site
	}
	return s
}
