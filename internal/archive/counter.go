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

// SiteCounters gives the numbers of sites' own counters, of all sites or one, by
// site and label, oldest first.
func (a *Archive) SiteCounters(ctx context.Context, site string) ([]Counter, error) {
	return a.counters(ctx, `page = '' AND (?1 = '' OR site = ?1)`, site)
}

// PageCounters gives the numbers of a page's counters by label, oldest first.
func (a *Archive) PageCounters(ctx context.Context, site, page string) ([]Counter, error) {
	return a.counters(ctx, `site = ?1 AND page = ?2`, site, page)
}

func (a *Archive) counters(ctx context.Context, where string, args ...any) ([]Counter, error) {
	list := []Counter{}
	if a.cat.taken < ledgerStep {
		return list, nil
	}
	rows, err := a.cat.read.QueryContext(ctx, `SELECT site, page, label, at, value FROM counters WHERE `+where+` ORDER BY site, label, at`, args...)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	for rows.Next() {
		var c Counter
		var at int64
		if err := rows.Scan(&c.Site, &c.Page, &c.Label, &at, &c.Value); err != nil {
			return nil, diskError(a.Dir, err)
		}
		c.At = fromMinutes(at)
		list = append(list, c)
	}
	return list, diskError(a.Dir, rows.Err())
}
