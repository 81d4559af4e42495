package archive

import (
	"context"
	"strings"
)

// FrontierEntry is one address of a crawl that is not done; Site and N name it
// within the crawl. The archive keeps the figures as they are.
type FrontierEntry struct {
	Site  string
	N     int64
	URL   string
	Rank  int
	State int
	Depth int
	Hops  int
	Tries int
	Guess bool
}

// Frontier lists the addresses of a crawl that is not done, by site and number.
// It is empty for one that was never begun.
func (a *Archive) Frontier(ctx context.Context, importKey string) ([]FrontierEntry, error) {
	rows, err := a.cat.read.QueryContext(ctx, `SELECT site, n, url, rank, state, depth, hops, tries, guess
		FROM frontier WHERE key = ? ORDER BY site, n`, importKey)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	var list []FrontierEntry
	for rows.Next() {
		var e FrontierEntry
		if err := rows.Scan(&e.Site, &e.N, &e.URL, &e.Rank, &e.State, &e.Depth, &e.Hops, &e.Tries, &e.Guess); err != nil {
			return nil, diskError(a.Dir, err)
		}
		list = append(list, e)
	}
	return list, diskError(a.Dir, rows.Err())
}

// putFrontier records the changes of a checkpoint.
func (t *txn) putFrontier(at Checkpoint) error {
	for _, e := range at.Frontier {
		if err := t.exec(t.cat.frontierPut, at.Import, e.Site, e.N, strings.ToValidUTF8(e.URL, "\uFFFD"), e.Rank, e.State, e.Depth, e.Hops, e.Tries, e.Guess); err != nil {
			return err
		}
	}
	return nil
}
