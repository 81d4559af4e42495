package archive

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"khobao/index"
	"khobao/internal/failure"
)

// Stats says what an archive holds.
type Stats struct {
	Articles  int            `json:"articles"`
	Captures  int            `json:"captures"` // originals
	Versions  int            `json:"versions"` // texts, the current ones included
	Sites     []SiteCount    `json:"sites"`    // most articles first
	From      time.Time      `json:"from,omitzero"`
	To        time.Time      `json:"to,omitzero"` // first and last publication date
	Undated   int            `json:"undated"`
	Outcomes  map[What]int   `json:"outcomes"` // captures by what became of them
	Failures  []FailureCount `json:"failures"` // captures that are not read as pages, most first
	Originals int64          `json:"originals_bytes"`
	Texts     int64          `json:"texts_bytes"`
	Catalogue int64          `json:"catalogue_bytes"`
	Index     int64          `json:"index_bytes"`
	Imports   []Import       `json:"imports"` // the last ten, newest first
	Seq       uint64         `json:"seq"`
}

// SiteCount is a site and its number of articles.
type SiteCount struct {
	Site  string `json:"site"`
	Count int    `json:"count"`
}

// FailureCount is a reason and the number of captures it holds back.
type FailureCount struct {
	Kind  failure.Kind `json:"kind"`
	Code  string       `json:"code,omitempty"`
	Count int          `json:"count"`
}

// statsCache keeps the last figures until something is committed: counting a
// million rows takes a while.
type statsCache struct {
	mu      sync.Mutex
	commits uint64
	stats   *Stats
}

// Stats counts what the archive holds.
func (a *Archive) Stats(ctx context.Context) (Stats, error) {
	a.stats.mu.Lock()
	defer a.stats.mu.Unlock()
	commits := a.commits.Load()
	if a.stats.stats != nil && a.stats.commits == commits {
		return *a.stats.stats, nil
	}
	s, err := a.count(ctx)
	if err != nil {
		return Stats{}, diskError(a.Dir, err)
	}
	a.stats.stats, a.stats.commits = &s, commits
	return s, nil
}

func (a *Archive) count(ctx context.Context) (s Stats, err error) {
	tx, err := a.cat.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	var from, to sql.NullInt64
	if err := tx.QueryRow(`SELECT count(*), coalesce(sum(versions), 0), min(published), max(published), count(*) - count(published) FROM articles`).
		Scan(&s.Articles, &s.Versions, &from, &to, &s.Undated); err != nil {
		return s, err
	}
	if from.Valid {
		s.From, s.To = time.Unix(from.Int64, 0).In(index.Zone), time.Unix(to.Int64, 0).In(index.Zone)
	}
	if err := tx.QueryRow(`SELECT seq FROM sequence`).Scan(&s.Seq); err != nil {
		return s, err
	}
	s.Sites, err = collect(tx, `SELECT site, count(*) FROM articles GROUP BY site ORDER BY 2 DESC, 1`, func(r *sql.Rows) (c SiteCount, err error) {
		return c, r.Scan(&c.Site, &c.Count)
	})
	if err != nil {
		return s, err
	}
	s.Failures, err = collect(tx, `SELECT failure, code, count(*) FROM captures WHERE failure <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`, func(r *sql.Rows) (c FailureCount, err error) {
		return c, r.Scan(&c.Kind, &c.Code, &c.Count)
	})
	if err != nil {
		return s, err
	}
	s.Outcomes = map[What]int{}
	type outcome struct {
		what  What
		count int
	}
	outcomes, err := collect(tx, `SELECT what, count(*) FROM captures GROUP BY 1`, func(r *sql.Rows) (o outcome, err error) {
		return o, r.Scan(&o.what, &o.count)
	})
	if err != nil {
		return s, err
	}
	for _, o := range outcomes {
		s.Outcomes[o.what] = o.count
		s.Captures += o.count
	}
	if s.Imports, err = a.Imports(ctx, 10); err != nil {
		return s, err
	}
	for _, part := range []struct {
		into *int64
		path string
	}{{&s.Originals, originalsDir}, {&s.Texts, textDir}, {&s.Catalogue, catalogueFile}, {&s.Catalogue, catalogueFile + "-wal"}, {&s.Index, "index"}} {
		n, err := size(filepath.Join(a.Dir, part.path))
		if err != nil {
			return s, err
		}
		*part.into += n
	}
	return s, nil
}

func collect[T any](tx *sql.Tx, query string, scan func(*sql.Rows) (T, error), args ...any) ([]T, error) {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// size adds up the bytes of a file or folder; what vanishes meanwhile, or was
// never there, has none.
func size(path string) (int64, error) {
	var total int64
	err := filepath.WalkDir(path, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var info os.FileInfo
			if info, err = d.Info(); err == nil {
				total += info.Size()
			}
		}
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	})
	return total, err
}
