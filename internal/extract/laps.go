package extract

import "time"

// Stages are what the reading of a page is made of, in order; Options.Lap is
// told of each by its name. "rules" is finding the page's rule, "evidence"
// finding every field again in the stored bytes.
var Stages = []string{"decode", "parse", "tree", "rules", "body", "names", "dates", "sections", "kind", "evidence"}

// laps tells how long each stage took; without a listener it costs nothing.
type laps struct {
	tell func(stage string, took time.Duration)
	last time.Time
}

func newLaps(tell func(string, time.Duration)) laps {
	if tell == nil {
		return laps{}
	}
	return laps{tell, time.Now()}
}

// end ends a stage; what follows is the next one's.
func (l *laps) end(stage string) {
	if l.tell == nil {
		return
	}
	now := time.Now()
	l.tell(stage, now.Sub(l.last))
	l.last = now
}
