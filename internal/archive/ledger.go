package archive

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"
	"time"

	"khobao/internal/failure"
)

// Line is a short text that stands in articles of a site.
type Line struct {
	Site     string
	Key      uint64 // of extract.LineKey
	Sample   string // as it was printed first
	Articles int    // in how many it was seen, about
	First    time.Time
	Last     time.Time // days of publication, UTC; of capture where articles have none
	Learned  bool      // it is the site's own and left out of articles
}

// LineSeen is one line of one article.
type LineSeen struct {
	Site string
	Key  uint64
	Text string
	At   time.Time
}

// linesMost is how many lines of a site are kept; those seen once go first.
const linesMost = 50_000

// CountLines counts lines of articles that are new to the archive. A line that is
// learned is left out of articles from then on and keeps its number.
func (a *Archive) CountLines(ctx context.Context, seen []LineSeen) error {
	if len(seen) == 0 {
		return nil
	}
	return a.transact(ctx, func(t *txn) error {
		put, err := t.tx.Prepare(`INSERT INTO lines (site, key, articles, first, last, checked, learned, sample) VALUES (?1, ?2, 1, ?3, ?3, 0, 0, ?4)
			ON CONFLICT DO UPDATE SET articles = articles + 1, first = min(first, excluded.first), last = max(last, excluded.last)`)
		if err != nil {
			return err
		}
		defer put.Close()
		for _, s := range seen {
			if _, err := put.Exec(s.Site, int64(s.Key), minutes(s.At), s.Text); err != nil {
				return err
			}
		}
		return nil
	})
}

// minutes counts whole minutes since 1970 UTC.
func minutes(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix() / 60
}

func fromMinutes(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n*60, 0).UTC()
}

// Ledger lists the lines that are learned, of all sites or one, by site and the
// most frequent first. An archive of before there were any has none.
func (a *Archive) Ledger(ctx context.Context, site string) ([]Line, error) {
	return a.lines(ctx, `SELECT site, key, sample, articles, first, last, learned FROM lines
		WHERE learned = 1 AND (?1 = '' OR site = ?1) ORDER BY site, articles DESC, key`, site)
}

// Candidates lists the lines that are not learned, stand in at least so many
// articles, and were not looked at since they stood in half as many; and those
// that are learned, but not settled: a run was killed before it had taken them
// out of their articles.
func (a *Archive) Candidates(ctx context.Context, articles int) ([]Line, error) {
	return a.lines(ctx, `SELECT site, key, sample, articles, first, last, learned FROM lines
		WHERE learned = 0 AND articles >= ?1 AND articles >= 2 * checked OR learned = 1 AND checked < 0 ORDER BY site, key`, articles)
}

func (a *Archive) lines(ctx context.Context, query string, args ...any) ([]Line, error) {
	list := []Line{}
	if a.cat.taken < ledgerStep {
		return list, nil
	}
	rows, err := a.cat.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	for rows.Next() {
		var l Line
		var key, first, last int64
		if err := rows.Scan(&l.Site, &key, &l.Sample, &l.Articles, &first, &last, &l.Learned); err != nil {
			return nil, diskError(a.Dir, err)
		}
		l.Key, l.First, l.Last = uint64(key), fromMinutes(first), fromMinutes(last)
		list = append(list, l)
	}
	return list, diskError(a.Dir, rows.Err())
}

// LearnLines records what became of candidates: those that are learned, with
// the number of articles that was counted anew, and that the others were looked
// at. What is learned waits for SettleLines. Lines seen once are dropped where a
// site has too many.
func (a *Archive) LearnLines(ctx context.Context, candidates []Line) error {
	return a.transact(ctx, func(t *txn) error {
		for i, l := range candidates {
			checked := l.Articles
			if l.Learned {
				checked = -1
			}
			if _, err := t.tx.Exec(`UPDATE lines SET articles = ?, checked = ?, learned = ? WHERE site = ? AND key = ?`,
				l.Articles, checked, l.Learned, l.Site, int64(l.Key)); err != nil {
				return err
			}
			if i > 0 && candidates[i-1].Site == l.Site {
				continue
			}
			if _, err := t.tx.Exec(`DELETE FROM lines WHERE site = ?1 AND learned = 0 AND articles = 1
				AND (SELECT count(*) FROM lines WHERE site = ?1) > ?2`, l.Site, linesMost); err != nil {
				return err
			}
		}
		return nil
	})
}

// SettleLines records that no article has a learned line any more.
func (a *Archive) SettleLines(ctx context.Context) error {
	return a.transact(ctx, func(t *txn) error {
		_, err := t.tx.Exec(`UPDATE lines SET checked = articles WHERE learned = 1 AND checked < 0`)
		return err
	})
}

// ForgetLine takes a line off the ledger of its site for good: it is counted on
// and never learned again. NotFound when it is not on it.
func (a *Archive) ForgetLine(ctx context.Context, site string, key uint64) error {
	return a.transact(ctx, func(t *txn) error {
		r, err := t.tx.Exec(`UPDATE lines SET learned = 0, checked = 1 << 40 WHERE site = ? AND key = ? AND learned = 1`, site, int64(key))
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		if err == nil && n == 0 {
			err = failure.Newf(failure.NotFound, site, "%016x", key)
		}
		return err
	})
}

// PublishedOf gives the minutes since 1970 UTC at which a site's articles were
// printed, or captured where they have no date, in order.
func (a *Archive) PublishedOf(ctx context.Context, site string) ([]int64, error) {
	rows, err := a.cat.read.QueryContext(ctx, `SELECT coalesce(published / 60, captured / 60000000) FROM articles WHERE site = ?`, site)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	var list []int64
	for rows.Next() {
		var at int64
		if err := rows.Scan(&at); err != nil {
			return nil, diskError(a.Dir, err)
		}
		list = append(list, at)
	}
	slices.Sort(list)
	return list, diskError(a.Dir, rows.Err())
}

// WalkSite gives the current articles of one site, as Walk does.
func (a *Archive) WalkSite(ctx context.Context, site string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		rows, err := a.cat.read.QueryContext(ctx, `SELECT id FROM articles WHERE site = ? ORDER BY seq`, site)
		if err != nil {
			yield(Entry{}, diskError(a.Dir, err))
			return
		}
		var ids []int64
		for rows.Next() && err == nil {
			var id int64
			err = rows.Scan(&id)
			ids = append(ids, id)
		}
		if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
			yield(Entry{}, diskError(a.Dir, err))
			return
		}
		for _, id := range ids {
			row, err := scanArticle(a.cat.articleByID.QueryRowContext(ctx, id))
			if errors.Is(err, sql.ErrNoRows) {
				continue // gone meanwhile
			}
			if err != nil {
				yield(Entry{}, diskError(a.Dir, err))
				return
			}
			art, err := a.texts.article(unpackPlace(row.block, row.slot))
			if err != nil {
				err = damagedText(articleID(id), err)
			}
			if !yield(Entry{uint64(row.seq), art}, err) {
				return
			}
		}
	}
}
