package main

import (
	"context"
	"fmt"

	"khobao/internal/failure"
)

// reindexCmd builds the index anew.
type reindexCmd struct {
	output
	indexFlags
	Extract bool
}

// Run rebuilds here, or has the server rebuild while it goes on answering.
func (c *reindexCmd) Run(ctx context.Context, a *app) error {
	var out reindexed
	h, err := a.open(ctx, openServe)
	switch {
	case failure.Is(err, failure.InUse):
		client, cerr := a.client()
		if cerr != nil {
			return err
		}
		err = client.run(ctx, "reindex", reindexArgs{Extract: c.Extract}, a.sink(), &out)
	case err == nil:
		defer h.close(a.log)
		out, err = h.reindex(ctx, c.Extract, a.sink())
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	if c.Extract {
		fmt.Fprintln(a.stdout, a.t.Text("reindex.extracted", "Count", out.Changed, "Failed", out.Failed))
	}
	fmt.Fprintln(a.stdout, a.t.Text("reindex.done", "Generation", fmt.Sprint(out.Generation), "Count", out.Articles))
	return nil
}
