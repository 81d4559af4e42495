package rank

import (
	"context"
	"fmt"

	"khobao/index"
)

// folded makes one hit of those of a reprint family: the best placed stands for
// all. r is the request of the page, c what was found for it from the first hit on.
// Where too few are left for the page, the engine is asked for as many more as
// there are reprints at all.
func (s *Searcher) folded(ctx context.Context, r index.Request, c *candidates) error {
	want, found := r.Offset+r.Size, len(c.res.Hits)
	c.fold()
	if len(c.res.Hits) >= want || found == c.res.Total || found >= index.FoldedDepth {
		return nil
	}
	r.Offset, r.Size = found, want-len(c.res.Hits)+c.res.Total-c.res.Rows
	r.Families, r.Facets = true, nil
	more, err := s.Engine.Search(ctx, r)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	c.res.Hits = append(c.res.Hits, more.Hits...)
	c.fold()
	return nil
}

// fold drops the hits of a family after its first.
func (c *candidates) fold() {
	seen := map[string]bool{}
	kept := c.res.Hits[:0]
	for _, h := range c.res.Hits {
		if h.Reprints > 0 {
			if seen[h.Family] {
				continue
			}
			seen[h.Family] = true
		}
		kept = append(kept, h)
	}
	c.res.Hits = kept
}
