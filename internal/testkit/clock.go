package testkit

import (
	"context"
	"sync"
	"time"
)

// Clock is a time that passes only where it is slept or set forward.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock begins at a time.
func NewClock(start time.Time) *Clock { return &Clock{now: start} }

// Now gives the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Pass sets the time forward.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Sleep lets the time pass at once.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if ctx.Err() == nil {
		c.Pass(d)
	}
	return ctx.Err()
}
