package archive

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// Capture is one original: bytes that were met at an address or under a name.
type Capture struct {
	ID          string    // 32 hex digits, the same in every archive: of the key, then of the digest
	URL         string    // as captured; "" for a saved file that does not tell
	Name        string    // file name or JSONL id, where there is no URL
	Digest      string    // SHA-256 of the body, 64 hex digits
	Captured    time.Time // zero when unknown
	Seen        time.Time // newest time the same bytes were met here; at least Captured
	Status      int       // HTTP status; 0 when there was no HTTP exchange
	ContentType string
	Size        int64 // of the body, bytes
	Segment     int   // number of the segment
	Offset      int64 // of the record in the segment
	Length      int64 // of the record, compressed
	Origin      page.Origin

	Known   bool       // from Keep: it was catalogued before and not written again
	Article string     // id of the article it belongs to; "" when none
	What    What       // what became of it at its last commit; "" when it is not catalogued
	Kind    index.Kind // what the page is; "" when unknown
	Failure failure.Kind
	Code    string // reason of the failure
	Detail  string

	crc     uint32
	n       int64  // row in the catalogue
	payload string // digest that the container declared; "" when it did not, or it is of no use
}

// captureColumns is the order in which scanCapture reads.
const captureColumns = `n, id, digest, url, name, captured, seen, status, type, size, segment, start, length, crc,
 path, entry, at, record, origin, what, kind, failure, code, detail, article`

func scanCapture(row interface{ Scan(...any) error }) (Capture, error) {
	var c Capture
	var id, digest sql.RawBytes
	var raw bool
	_, raw = row.(*sql.Rows)
	var captured, seen int64
	var article sql.NullInt64
	var idCopy, digestCopy []byte
	into := []any{
		&c.n, &idCopy, &digestCopy, &c.URL, &c.Name, &captured, &seen, &c.Status, &c.ContentType, &c.Size,
		&c.Segment, &c.Offset, &c.Length, &c.crc, &c.Origin.Path, &c.Origin.Entry, &c.Origin.Offset,
		&c.Origin.Record, &c.Origin.Kind, &c.What, &c.Kind, &c.Failure, &c.Code, &c.Detail, &article,
	}
	if raw {
		into[1], into[2] = &id, &digest
	}
	if err := row.Scan(into...); err != nil {
		return Capture{}, err
	}
	if !raw {
		id, digest = idCopy, digestCopy
	}
	c.ID, c.Digest = hex.EncodeToString(id), hex.EncodeToString(digest)
	c.Captured, c.Seen = fromMicro(captured), fromMicro(seen)
	if article.Valid {
		c.Article = articleID(article.Int64)
	}
	return c, nil
}

// micro and fromMicro keep times as microseconds; 0 is the unknown time.
func micro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicro(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// Capture gives what the catalogue knows of an original: NotFound when it does
// not know it.
func (a *Archive) Capture(ctx context.Context, id string) (Capture, error) {
	key, err := parseCaptureID(id)
	if err != nil {
		return Capture{}, err
	}
	c, err := scanCapture(a.cat.captureByID.QueryRowContext(ctx, key[:]))
	if errors.Is(err, sql.ErrNoRows) {
		return Capture{}, failure.New(failure.NotFound, id, nil)
	}
	return c, diskError(id, err)
}

// Captures lists the originals of an article, oldest first.
func (a *Archive) Captures(ctx context.Context, id string) ([]Capture, error) {
	n, err := parseArticleID(id)
	if err != nil {
		return nil, err
	}
	rows, err := a.cat.capturesOf.QueryContext(ctx, n)
	if err != nil {
		return nil, diskError(id, err)
	}
	list, err := collectCaptures(rows)
	if err != nil {
		return nil, diskError(id, err)
	}
	if len(list) == 0 {
		return nil, failure.New(failure.NotFound, id, nil)
	}
	return list, nil
}

func collectCaptures(rows *sql.Rows) ([]Capture, error) {
	defer rows.Close()
	var list []Capture
	for rows.Next() {
		c, err := scanCapture(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, rows.Err()
}
