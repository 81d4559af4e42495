package web

import (
	"fmt"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

// A program may ask so often, by its address: a minute's worth at once, then as
// its share comes back. It is told with every answer.
const (
	rateQuota  = 6000
	rateWindow = time.Minute
	rateKnown  = 10_000 // addresses that are remembered; then all begin anew
)

// rates remembers how much of its share each caller has left.
type rates struct {
	quota float64 // a window
	mu    sync.Mutex
	left  map[string]bucket
}

// bucket is a share as it was at a moment.
type bucket struct {
	tokens float64
	at     time.Time
}

// take uses one token of a caller. It gives what is left, and how long until the
// next one when there is none.
func (r *rates) take(who string, now time.Time) (left int, wait time.Duration) {
	perSecond := r.quota / rateWindow.Seconds()
	r.mu.Lock()
	defer r.mu.Unlock()
	b, known := r.left[who]
	if !known {
		if r.left == nil || len(r.left) >= rateKnown {
			r.left = map[string]bucket{}
		}
		b = bucket{tokens: r.quota, at: now}
	}
	b.tokens = min(r.quota, b.tokens+max(now.Sub(b.at).Seconds(), 0)*perSecond)
	b.at = now
	if b.tokens < 1 {
		r.left[who] = b
		return 0, time.Duration((1 - b.tokens) / perSecond * float64(time.Second))
	}
	b.tokens--
	r.left[who] = b
	return int(b.tokens), 0
}

// limited holds programs to their share and tells them of it in the headers of
// draft-ietf-httpapi-ratelimit-headers.
func (s *Server) limited(c *fiber.Ctx) error {
	now := s.now()
	left, wait := s.rates.take(s.callerOf(c), now)
	window := int(rateWindow / time.Second)
	full := int(math.Ceil((s.rates.quota - float64(left)) / s.rates.quota * rateWindow.Seconds()))
	c.Set("RateLimit-Policy", fmt.Sprintf(`"address";q=%.0f;w=%d`, s.rates.quota, window))
	c.Set("RateLimit", fmt.Sprintf(`"address";r=%d;t=%d`, left, full))
	if wait > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return fiber.ErrTooManyRequests
	}
	return c.Next()
}
