package crawl

import (
	"context"
	"time"
)

// Clock is the time by which the crawler is polite. Tests give one that does
// not wait.
type Clock interface {
	Now() time.Time
	// Sleep waits, or returns the error of ctx when that ends first.
	Sleep(ctx context.Context, d time.Duration) error
}

// wallClock is the machine's.
type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
