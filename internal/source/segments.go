package source

import (
	"slices"
	"strconv"

	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// segments are records of which not all parts have been read. WARC 1.0 (7) has
// a long record begin in one file of a crawl and go on in the next ones, so
// they are kept until the walk ends. Together they hold no more than heldBytes.
type segments struct {
	sets  []*segmented // in the order of their beginnings
	bytes int
}

const (
	heldBytes = 2 * MaxEntry
	heldSets  = 1000
)

// segmented is one record in parts.
type segmented struct {
	first  *warc.Record // without its block
	origin page.Origin
	place  warc.Position // of the first part, to resume at
	in     *input
	parts  map[int][]byte
	last   int   // number of the last part, 0 as long as it is not known
	total  int64 // bytes of all, as the last part says
	bytes  int
	large  bool // over MaxEntry: its parts are passed over
}

// isSegment tells a part of a record from a whole one.
func isSegment(rec *warc.Record) bool {
	return rec.Type == warc.TypeContinuation || rec.Get("WARC-Segment-Number") != ""
}

// segment takes in a part and hands the record on once it is whole. A part of a
// record whose beginning was not read is refused. again says that all this was
// told before, and the part is only needed for what follows.
func (w *walk) segment(in *input, rec *warc.Record, at warc.Position, again bool, next func() string) {
	origin := page.Origin{Path: in.path, Entry: in.entry, Offset: offsetOf(rec.Offset, rec.Inner)}
	number, err := strconv.Atoi(rec.Get("WARC-Segment-Number"))
	s := w.parts.find(rec.Get("WARC-Segment-Origin-ID"))
	switch {
	case err != nil, rec.Type == warc.TypeContinuation && (number < 2 || s == nil), rec.Type != warc.TypeContinuation && number != 1:
		if !again {
			w.refuseSegment(in, origin, rec.TargetURI, next())
		}
		return
	case rec.Type != warc.TypeContinuation:
		s = &segmented{first: rec, origin: origin, place: at, in: in, parts: map[int][]byte{}}
		w.parts.sets = append(w.parts.sets, s)
	}
	w.parts.add(s, number, rec)
	for w.parts.bytes > heldBytes || len(w.parts.sets) > heldSets {
		old := w.parts.sets[0]
		w.parts.remove(old)
		if !again {
			w.refuseSegment(in, old.origin, old.first.TargetURI, next())
		}
	}
	if !s.whole() {
		return
	}
	w.parts.remove(s)
	if whole := s.join(); !again {
		w.wholeRecord(in, whole, s.origin, next())
	}
}

// unjoined reports the records that stay in parts when a walk ends. One that was
// resumed in a later file does not know of them: a part that follows is refused.
func (w *walk) unjoined() {
	for len(w.parts.sets) > 0 {
		s := w.parts.sets[0]
		w.parts.remove(s)
		behind := *w.last
		behind.done = func() int64 { return 0 } // all is counted
		next := end
		if _, more := w.parts.begun(w.last); more {
			next = w.warcCursor(w.last, w.last.read)
		}
		w.refuseSegment(&behind, s.origin, s.first.TargetURI, next)
	}
}

func (w *walk) refuseSegment(in *input, origin page.Origin, address, next string) {
	e := failure.New(failure.Unsupported, origin.String(), nil).WithCode("warc-segment")
	e.Detail = address
	w.fail(in, e, next)
}

func (p *segments) find(id string) *segmented {
	for _, s := range p.sets {
		if id != "" && s.first.ID == id {
			return s
		}
	}
	return nil
}

func (p *segments) add(s *segmented, number int, rec *warc.Record) {
	if total, err := strconv.ParseInt(rec.Get("WARC-Segment-Total-Length"), 10, 64); err == nil && s.last == 0 {
		s.last, s.total = number, total
	}
	if _, known := s.parts[number]; known {
		return
	}
	block := rec.Block
	if s.large = s.large || rec.Cut || s.bytes+len(block) > MaxEntry; s.large {
		p.bytes -= s.bytes
		s.bytes, block = 0, nil
		for n := range s.parts {
			s.parts[n] = nil
		}
	}
	rec.Block = nil
	s.parts[number] = block
	s.bytes += len(block)
	p.bytes += len(block)
}

func (p *segments) remove(s *segmented) {
	p.bytes -= s.bytes
	p.sets = slices.DeleteFunc(p.sets, func(x *segmented) bool { return x == s })
}

// begun gives where the first of the records still in parts begins in an input.
func (p *segments) begun(in *input) (warc.Position, bool) {
	for _, s := range p.sets {
		if s.in == in {
			return s.place, true
		}
	}
	return warc.Position{}, false
}

// whole reports that every part up to the last was read.
func (s *segmented) whole() bool {
	if s.last == 0 || len(s.parts) < s.last {
		return false
	}
	for n := 1; n <= s.last; n++ {
		if _, ok := s.parts[n]; !ok {
			return false
		}
	}
	return true
}

// join makes one record of the parts.
func (s *segmented) join() *warc.Record {
	rec := *s.first
	rec.Block = make([]byte, 0, s.bytes)
	for n := 1; n <= s.last; n++ {
		rec.Block = append(rec.Block, s.parts[n]...)
	}
	rec.Length, rec.Cut = int64(len(rec.Block)), s.large
	if s.large {
		return &rec
	}
	if rec.Length != s.total && !rec.Has(warc.DoubtLength) {
		rec.Doubts = append(slices.Clone(rec.Doubts), warc.DoubtLength)
	}
	return &rec
}
