package main

import (
	"context"
	"fmt"

	"khobao/internal/page"
)

// reindexCmd builds the index anew, or reads the pages of one site anew.
type reindexCmd struct {
	output
	indexFlags
	Extract bool
	Site    string `placeholder:"HOST"`
}

// Run rebuilds here, or has the server rebuild while it goes on answering.
func (c *reindexCmd) Run(ctx context.Context, a *app) error {
	args := reindexArgs{Extract: c.Extract || c.Site != "", Site: siteNamed(c.Site)}
	out, err := c.do(ctx, a, args)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	if args.Extract {
		fmt.Fprintln(a.stdout, a.t.Text("reindex.extracted", "Count", out.Changed, "Failed", out.Failed))
	}
	if args.Site == "" {
		fmt.Fprintln(a.stdout, a.t.Text("reindex.done", "Generation", fmt.Sprint(out.Generation), "Count", out.Articles))
	}
	return nil
}

func (c *reindexCmd) do(ctx context.Context, a *app, args reindexArgs) (out reindexed, err error) {
	h, err := a.open(ctx, openServe)
	if err != nil {
		return out, a.handOver(ctx, err, "reindex", args, &out)
	}
	defer h.close(a.log)
	return h.reindex(ctx, args, a.sink())
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
