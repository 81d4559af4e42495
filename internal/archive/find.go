package archive

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"slices"
	"time"

	"khobao/internal/failure"
)

// FindCapture gives the capture of an address nearest in time to near, for the
// replay of a stored page's pictures and styles; with a zero time the newest.
// Answers that hold content are preferred to redirects and errors.
func (a *Archive) FindCapture(ctx context.Context, address string, near time.Time) (Capture, error) {
	list, err := a.CapturesAt(ctx, address)
	if err != nil {
		return Capture{}, err
	}
	var best Capture
	for _, c := range list {
		if best.ID == "" || nearer(c, best, near) {
			best = c
		}
	}
	if best.ID == "" {
		return Capture{}, failure.New(failure.NotFound, address, nil)
	}
	return best, nil
}

// CapturesAt lists the captures of an address, oldest first; none when it was
// never met. Addresses that differ by scheme, port or fragment are one.
func (a *Archive) CapturesAt(ctx context.Context, address string) ([]Capture, error) {
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
		return nil, diskError(address, err)
	}
	list, err := collectCaptures(rows)
	if err != nil {
		return nil, diskError(address, err)
	}
	list = slices.DeleteFunc(list, func(c Capture) bool { return c.URL == "" || urlKey(c.URL) != key })
	slices.SortFunc(list, func(x, y Capture) int { return cmp.Or(x.Captured.Compare(y.Captured), cmp.Compare(x.n, y.n)) })
	return list, nil
}

// CapturesWhere gives the captures of the addresses that match, in the order they
// were kept. match is asked of every address there is, of one thread at a time.
func (a *Archive) CapturesWhere(ctx context.Context, match func(address string) bool) iter.Seq2[Capture, error] {
	type at struct {
		n       int64
		address string
	}
	return func(yield func(Capture, error) bool) {
		all := paged(ctx, a.cat.addressesAfter, 0, func(rows *sql.Rows) (r at, next int64, err error) {
			err = rows.Scan(&r.n, &r.address)
			return r, r.n, err
		})
		for r, err := range all {
			if err != nil {
				yield(Capture{}, diskError(a.Dir, err))
				return
			}
			if r.address == "" || !match(r.address) {
				continue
			}
			c, err := scanCapture(a.cat.capturesAfter.QueryRowContext(ctx, r.n-1, 1))
			if !yield(c, diskError(a.Dir, err)) || err != nil {
				return
			}
		}
	}
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
