package index

import (
	"encoding/json"
	"fmt"
	"time"
)

// Zone is the time of the newspapers, +07:00, fixed: Vietnam has no summer time.
var Zone = time.FixedZone("+07:00", 7*60*60)

// Date is a moment as printed on a page: with a clock, or a bare day.
type Date struct {
	Time time.Time // in Zone; midnight for a bare day; zero when unknown
	Day  bool      // true when the page prints no clock
}

// NewDay makes the date of a bare day.
func NewDay(year int, month time.Month, day int) Date {
	return Date{Time: time.Date(year, month, day, 0, 0, 0, 0, Zone), Day: true}
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.Time.IsZero() }

// String gives RFC 3339 with zone, a bare day, or "".
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day:
		return d.Time.In(Zone).Format(time.DateOnly)
	}
	return d.Time.Format(time.RFC3339)
}

// ParseDate reads what String writes.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, Zone); err == nil {
		return Date{Time: t, Day: true}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Date{}, fmt.Errorf("read date %q: %w", s, err)
	}
	return Date{Time: t}, nil
}

// MarshalJSON writes the string, or null when unknown.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == nil {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(*s)
	*d = v
	return err
}
