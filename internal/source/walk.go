package source

import (
	"context"
	"io"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// walk is one call of Pages under way.
type walk struct {
	ctx     context.Context
	opts    Options
	yield   func(Item, error) bool
	stopped bool  // the consumer, or the context, has ended it
	size    int64 // of the file being read
	before  int64 // bytes of the files before it
	done    int64 // largest Done given
	recent  recent
	parts   segments
	last    *input // the file read last
}

// input is something to be read: a file, or an entry of a container.
type input struct {
	path     string    // of the file
	entry    string    // names inside containers, joined by "!"
	modified time.Time // of the file or entry
	r        io.Reader
	size     int64 // of what r gives; -1 when not known
	nesting  int   // containers around it
	packed   bool  // out of a compressed file
	within   []string
	done     func() int64  // bytes of the file used so far
	read     warc.Position // of a WARC, its end once that is reached
}

// seekable gives r when it can be read at any place.
func (in *input) seekable() (readerAt, bool) {
	ra, ok := in.r.(readerAt)
	return ra, ok && in.size >= 0
}

type readerAt interface {
	io.ReadSeeker
	io.ReaderAt
}

// object names a place in the input for reports.
func (in *input) object(offset int64) string {
	return page.Origin{Path: in.path, Entry: in.entry, Offset: offset}.String()
}

// after makes the cursor behind something at the segments given.
func (in *input) after(segments ...string) Cursor {
	return joinCursor(append(in.within[:len(in.within):len(in.within)], segments...))
}

// emit hands a page on; false when the walk shall end.
func (w *walk) emit(in *input, p page.Page, doubts []string, segments ...string) bool {
	if !w.alive() {
		return false
	}
	if p.Origin.Path == "" {
		p.Origin.Path, p.Origin.Entry = in.path, joinEntry(in.entry, p.Origin.Entry)
	}
	item := Item{Page: p, After: in.after(segments...), Done: w.progress(in), Doubts: doubts}
	w.stopped = !w.yield(item, nil)
	return !w.stopped
}

// joinEntry names an entry inside another; each may be "".
func joinEntry(outer, inner string) string {
	if outer == "" || inner == "" {
		return outer + inner
	}
	return outer + "!/" + inner
}

// fail hands an error on; false when the walk shall end.
func (w *walk) fail(in *input, err *failure.Error, segments ...string) bool {
	if !w.alive() {
		return false
	}
	w.stopped = !w.yield(Item{After: in.after(segments...), Done: w.progress(in)}, err)
	return !w.stopped
}

// alive tells whether the walk goes on, and says once that it was cancelled.
func (w *walk) alive() bool {
	if w.stopped {
		return false
	}
	if err := w.ctx.Err(); err != nil {
		w.stopped = true
		w.yield(Item{Done: w.done}, failure.New(failure.Canceled, "", err))
		return false
	}
	return true
}

func (w *walk) progress(in *input) int64 {
	w.done = max(w.done, w.before+min(in.done(), w.size))
	return w.done
}

func (w *walk) notice(in *input, code, detail string) {
	if w.opts.Notice != nil {
		w.opts.Notice(Notice{Object: in.object(0), Code: code, Detail: detail})
	}
}

// fault makes the failure of an input out of an error met while reading it.
func fault(in *input, offset int64, err error) *failure.Error {
	object := in.object(offset)
	switch {
	case isAny(err, context.Canceled, context.DeadlineExceeded):
		return failure.New(failure.Canceled, object, err)
	case isAny(err, errRatio):
		return failure.New(failure.TooLarge, object, err).WithCode("ratio")
	case isAny(err, errSize):
		return failure.New(failure.TooLarge, object, err).WithCode("entry-size")
	}
	for _, f := range faults {
		if f.is(err) {
			return failure.New(f.kind, object, err).WithCode(f.code)
		}
	}
	return failure.New(failure.Unreadable, object, err)
}
