package archive

import (
	"context"
	"time"
)

// Counter is a number that a page counts up, as it stood at a time.
type Counter struct {
	Site  string
	Page  string // its address; "" for a counter of the whole site
	Label string
	At    time.Time
	Value int64
}

// PutCounters keeps numbers with the time they were read at.
func (a *Archive) PutCounters(ctx context.Context, counters []Counter) error {
	if len(counters) == 0 {
		return nil
	}
	return a.transact(ctx, func(t *txn) error {
		put, err := t.tx.Prepare(`INSERT OR REPLACE INTO counters (site, page, label, at, value) VALUES (?,?,?,?,?)`)
		if err != nil {
			return err
		}
		defer put.Close()
		for _, c := range counters {
			if _, err := put.Exec(c.Site, c.Page, c.Label, minutes(c.At), c.Value); err != nil {
				return err
			}
		}
		return nil
	})
}

// Counters gives the numbers of a site's own counters by label, oldest first;
// with a page those of that page.
func (a *Archive) Counters(ctx context.Context, site, page string) ([]Counter, error) {
	list := []Counter{}
	if a.cat.taken < ledgerStep {
		return list, nil
	}
	rows, err := a.cat.read.QueryContext(ctx, `SELECT label, at, value FROM counters WHERE site = ? AND page = ? ORDER BY label, at`, site, page)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	for rows.Next() {
		c := Counter{Site: site, Page: page}
		var at int64
		if err := rows.Scan(&c.Label, &at, &c.Value); err != nil {
			return nil, diskError(a.Dir, err)
		}
		c.At = fromMinutes(at)
		list = append(list, c)
	}
	return list, diskError(a.Dir, rows.Err())
}
