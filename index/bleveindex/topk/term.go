package topk

import (
	"context"
	"slices"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment/bitpack"
)

// Term adds to best the documents of one clause that are not in deleted (nil =
// none), without making a set of them: blocks are taken best bound first, and
// the first below the threshold is the last.
func Term(ctx context.Context, c *Clause, deleted docset.Set, best *Best) error {
	l := &c.List
	slack := float32(c.Field.Slack(c.Norm.Average)) * c.Weight
	order := make([]bounded, l.Blocks())
	for b := range order {
		order[b] = bound(float32(l.Impact(b))*slack, b)
	}
	slices.Sort(order)
	lengths := c.Field.Lengths()
	var docs, tfs [bitpack.Block]uint32
	for n, o := range order {
		if o.most()*rounding < best.Threshold() {
			return nil
		}
		if n%64 == 63 && ctx.Err() != nil {
			return ctx.Err()
		}
		size, err := l.Docs(o.place(), &docs)
		if err != nil {
			return err
		}
		if _, err := l.TFs(o.place(), &tfs); err != nil {
			return err
		}
		least := best.Threshold()
		for i, d := range docs[:size] {
			if s := c.Weight * c.Norm.Part(lengths[d], tfs[i]); s >= least && (deleted == nil || !deleted.Has(d)) {
				best.Add(d, s)
				least = best.Threshold()
			}
		}
	}
	return nil
}
