package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"khobao/index"
	"khobao/internal/failure"
)

// Arrival says when an article came into the archive.
type Arrival struct {
	ID      string
	N       int64     // grows with every article that comes
	Added   time.Time // when its first original came; zero when unknown
	Changed time.Time // when the original its present text was taken from came
}

// arrivalColumns follow f, the article's first capture, and c, that of its text.
const arrivalColumns = `a.id, f.n, f.captured, coalesce(fi.started, 0), c.captured, coalesce(ci.started, 0)
	FROM captures f JOIN articles a ON a.id = f.article AND a.first = f.n
	LEFT JOIN imports fi ON fi.n = f.import
	JOIN captures c ON c.n = a.capture LEFT JOIN imports ci ON ci.n = c.import`

// Arrivals lists articles by when they came, the last first: those whose N is
// below before (0 = from the last), at most limit.
func (a *Archive) Arrivals(ctx context.Context, before int64, limit int) ([]Arrival, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	rows, err := a.cat.read.QueryContext(ctx, `SELECT `+arrivalColumns+`
		WHERE f.n < ? AND f.more = 0 AND f.article IS NOT NULL ORDER BY f.n DESC LIMIT ?`, before, limit)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	var list []Arrival
	for rows.Next() {
		r, err := scanArrival(rows)
		if err != nil {
			return nil, diskError(a.Dir, err)
		}
		list = append(list, r)
	}
	return list, diskError(a.Dir, rows.Err())
}

// ArrivalsOf says when articles came, in the order asked; those that are not
// there are left out.
func (a *Archive) ArrivalsOf(ctx context.Context, ids []string) ([]Arrival, error) {
	stmt, err := a.cat.read.PrepareContext(ctx, `SELECT `+arrivalColumns+` WHERE f.n = (SELECT first FROM articles WHERE id = ?)`)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer stmt.Close()
	var list []Arrival
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, failure.New(failure.Canceled, a.Dir, err)
		}
		n, err := parseArticleID(id)
		if err != nil {
			continue
		}
		r, err := scanArrival(stmt.QueryRow(n))
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, diskError(id, err)
		}
		list = append(list, r)
	}
	return list, nil
}

// arrived fills in when and with which import an article came: the row of its
// first capture, and the import of that, 0 for none.
func (a *Archive) arrived(ctx context.Context, art *index.Article, first, imported int64) error {
	art.Arrival, art.Import = first, ""
	if imported == 0 {
		return nil
	}
	if name, ok := a.imports.Load(imported); ok {
		art.Import = name.(string)
		return nil
	}
	var started int64
	var paths string
	var i Import
	err := a.cat.read.QueryRowContext(ctx, `SELECT started, paths FROM imports WHERE n = ?`, imported).Scan(&started, &paths)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // an archive of which the log was lost
	}
	if err == nil {
		err = json.Unmarshal([]byte(paths), &i.Paths)
	}
	if err != nil {
		return diskError(a.Dir, err)
	}
	i.Started = fromMicro(started)
	art.Import = i.Name()
	a.imports.Store(imported, art.Import)
	return nil
}

func scanArrival(row interface{ Scan(...any) error }) (Arrival, error) {
	var r Arrival
	var id, captured, started, textCaptured, textStarted int64
	if err := row.Scan(&id, &r.N, &captured, &started, &textCaptured, &textStarted); err != nil {
		return Arrival{}, err
	}
	r.ID = articleID(id)
	r.Added, r.Changed = came(captured, started), came(textCaptured, textStarted)
	return r, nil
}

// came is when a capture arrived: when its import began, or when it was fetched
// in the course of it.
func came(captured, started int64) time.Time {
	const longest = 31 * 24 * time.Hour // of an import; a clock further ahead is wrong
	if captured > started && (started == 0 || captured < started+longest.Microseconds()) {
		return fromMicro(captured)
	}
	return fromMicro(started)
}
