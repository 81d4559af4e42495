package dedupe

import (
	"cmp"
	"math"
	"time"

	"khobao/index"
)

// Order says which of two articles was printed first: by the minute of
// publication, then by the time of capture, then by the id. Of a day only its
// end is certain, and what is not known comes last.
type Order struct {
	Minute   int64 // of publication since 1970 UTC, or Undated
	Captured int64 // in microseconds since 1970 UTC, or Undated
	ID       uint64
}

// Undated stands for a time that is not known.
const Undated = math.MaxInt64

// OrderOf gives the place of an article in the order of printing.
func OrderOf(a *index.Article, id uint64) Order {
	o := Order{Minute: minute(a.Published), Captured: Undated, ID: id}
	if !a.Captured.IsZero() {
		o.Captured = a.Captured.UnixMicro()
	}
	return o
}

func minute(d index.Date) int64 {
	switch {
	case d.IsZero():
		return Undated
	case d.Day:
		return d.Time.Add(24*time.Hour-time.Minute).Unix() / 60
	}
	return d.Time.Unix() / 60
}

// Compare is negative when o was printed before p.
func (o Order) Compare(p Order) int {
	return cmp.Or(cmp.Compare(o.Minute, p.Minute), cmp.Compare(o.Captured, p.Captured), cmp.Compare(o.ID, p.ID))
}
