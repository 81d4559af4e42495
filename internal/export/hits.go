package export

import (
	"context"
	"strings"

	"khobao/index"
	"khobao/internal/failure"
)

// Hits lists every hit of a reader's request in the order of the screen; with
// Fold, one of each reprint family, the one that stands on the screen for all.
// search understands a query and puts its best depth hits in order by their
// text; find asks the engine alone. The result is that of the search, whose total
// the list has, or with Fold its rows. Busy says that the index changed too often.
func Hits(ctx context.Context, search, find Find, r index.Request, depth int) (*List, index.Result, error) {
	const tries = 3                        // all of them begin again also when the index moves between search and list
	r.Offset, r.Facets, r.Size = 0, nil, 1 // rows are counted where there are hits
	if r.Sort == "" && strings.TrimSpace(r.Q) != "" {
		r.Sort = index.Relevance
	}
	if r.Sort == "" {
		r.Sort = index.Newest
	}
	if r.Sort == index.Relevance {
		r.Size = depth
	}
	for try := 1; ; try++ {
		res, err := search(ctx, r)
		if err != nil {
			return nil, res, err
		}
		ask := r
		ask.Query = res.Query
		list, err := All(ctx, find, ask, res.Hits)
		if err != nil {
			return nil, res, err
		}
		if list.Epoch == res.Epoch && list.Generation == res.Generation && list.IDs.Len() == rowsOf(r, res) {
			return list, res, nil
		}
		if try == tries {
			return nil, res, failure.Newf(failure.Busy, "index", "changed %d times while its hits were listed", try)
		}
	}
}
