package archive

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/url"
	"path"
	"path/filepath"
	"strings"
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
	Segment     int   // number of the segment, see SegmentName
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

	crc uint32
	n   int64 // row in the catalogue
}

// SegmentName is the file name of a segment of originals.
func SegmentName(n int) string { return segmentName(n) }

// captureID is the catalogue's form of Capture.ID.
type captureID [16]byte

func (id captureID) String() string { return hex.EncodeToString(id[:]) }

func parseCaptureID(s string) (id captureID, err error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return id, failure.New(failure.NotFound, s, err)
	}
	return captureID(b), nil
}

// captureKey is what makes two originals captures of the same thing: the
// address without its fragment, http and https being one, host in lower case;
// else the JSONL id; else the file's name without its folders, so that a
// folder may move between two imports.
func captureKey(p *page.Page) (key, name string) {
	if p.URL != "" {
		return urlKey(p.URL), ""
	}
	name = fileName(p.Origin)
	return "name:" + name, name
}

func keyOf(p *page.Page) string {
	key, _ := captureKey(p)
	return key
}

func fileName(o page.Origin) string {
	switch {
	case o.Kind == "jsonl" && o.Record != "":
		return o.Record
	case o.Entry != "":
		return path.Base(o.Entry)
	case o.Path != "":
		return filepath.Base(o.Path)
	}
	return ""
}

func urlKey(address string) string {
	address, _, _ = strings.Cut(address, "#")
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "url:" + address
	}
	if scheme := strings.ToLower(u.Scheme); scheme == "http" || scheme == "https" {
		port := u.Port()
		if port == "" || port == "80" || port == "443" {
			u.Host = u.Hostname()
		}
		_, rest, _ := strings.Cut(address, "://")
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			rest = rest[i:]
		} else {
			rest = ""
		}
		if !strings.HasPrefix(rest, "/") {
			rest = "/" + rest
		}
		return "url://" + strings.ToLower(u.Host) + rest
	}
	return "url:" + address
}

// keyHash is the part of a capture id that its key gives.
func keyHash(key string) [8]byte {
	sum := sha256.Sum256([]byte(key))
	return [8]byte(sum[:8])
}

func newCaptureID(key string, digest [32]byte) (id captureID) {
	h := keyHash(key)
	copy(id[:8], h[:])
	copy(id[8:], digest[:8])
	return id
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

// FindCapture gives the capture of an address nearest in time to near, for the
// replay of a stored page's pictures and styles; with a zero time the newest.
// Answers that hold content are preferred to redirects and errors.
func (a *Archive) FindCapture(ctx context.Context, address string, near time.Time) (Capture, error) {
	key := urlKey(address)
	h := keyHash(key)
	low, high := captureID{}, captureID{}
	copy(low[:], h[:])
	copy(high[:], h[:])
	for i := 8; i < 16; i++ {
		high[i] = 0xff
	}
	rows, err := a.cat.capturesBetween.QueryContext(ctx, low[:], high[:])
	if err != nil {
		return Capture{}, diskError(address, err)
	}
	list, err := collectCaptures(rows)
	if err != nil {
		return Capture{}, diskError(address, err)
	}
	var best Capture
	for _, c := range list {
		if c.URL == "" || urlKey(c.URL) != key {
			continue
		}
		if best.ID == "" || nearer(c, best, near) {
			best = c
		}
	}
	if best.ID == "" {
		return Capture{}, failure.New(failure.NotFound, address, nil)
	}
	return best, nil
}

// nearer says whether a is the better answer than b.
func nearer(a, b Capture, near time.Time) bool {
	if x, y := holdsContent(a), holdsContent(b); x != y {
		return x
	}
	if near.IsZero() {
		return a.Seen.After(b.Seen)
	}
	x, y := distance(a, near), distance(b, near)
	if x != y {
		return x < y
	}
	return a.Captured.Before(b.Captured)
}

func holdsContent(c Capture) bool {
	return c.Size > 0 && (c.Status == 0 || c.Status >= 200 && c.Status < 300)
}

// distance in time to the span in which the bytes were met.
func distance(c Capture, t time.Time) time.Duration {
	switch {
	case t.Before(c.Captured):
		return c.Captured.Sub(t)
	case t.After(c.Seen):
		return t.Sub(c.Seen)
	}
	return 0
}
