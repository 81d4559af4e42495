package web

import (
	"context"
	"time"
)

// counting counts the look-ups of stored addresses.
type counting struct {
	*shelf
	n int
}

func (c *counting) FindCapture(ctx context.Context, url string, near time.Time) (string, error) {
	c.n++
	return c.shelf.FindCapture(ctx, url, near)
}
