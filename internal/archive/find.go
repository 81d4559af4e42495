package archive

import (
	"cmp"
	"context"
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
