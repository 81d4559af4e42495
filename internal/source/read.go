package source

import (
	"bufio"
	"bytes"
	"io"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// read tells what an input is by its first bytes and reads it from the place
// given. Every input ends with an item or a failure, except that a container
// may be empty.
func (w *walk) read(in *input, at place) {
	if at.here() == end || !w.alive() {
		return
	}
	head, whole, err := w.head(in)
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	f := sniff(head, whole)
	if in.nesting > maxNesting && f != formatHTML && f != formatNone {
		w.fail(in, failure.New(failure.TooLarge, in.object(0), nil).WithCode("nesting"), end)
		return
	}
	switch f {
	case formatHTML:
		w.readHTML(in)
	case formatWARC:
		w.readWARC(in, at)
	case formatZIP:
		w.readZIP(in, at)
	case formatTar:
		w.readTar(in, at)
	case formatJSONL:
		w.readJSONL(in, at)
	case formatMHTML:
		w.readMHTML(in, at)
	case formatGzip, formatZstd, formatBzip2:
		w.readPacked(in, f, at)
	case formatNone:
		kind, code, media := notPage(head, whole)
		e := failure.New(kind, in.object(0), nil).WithCode(code)
		e.Detail = media
		w.fail(in, e, end)
	}
}

// head gives the first bytes of an input without using them up; whole says
// that they are all there is.
func (w *walk) head(in *input) (head []byte, whole bool, err error) {
	if ra, ok := in.seekable(); ok {
		head = make([]byte, min(headSize, in.size))
		n, err := ra.ReadAt(head, 0)
		if err == io.EOF {
			err = nil
		}
		return head[:n], in.size <= headSize, err
	}
	b := bufio.NewReaderSize(in.r, 64<<10)
	in.r = b
	head, err = b.Peek(headSize)
	whole = err == io.EOF
	if whole {
		err = nil
	}
	return bytes.Clone(head), whole, err
}

// readHTML reads a page saved as a file.
func (w *walk) readHTML(in *input) {
	body, err := readEntry(in.r, in.size)
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	w.emit(in, page.Page{
		URL:         savedFrom(body),
		ContentType: "text/html",
		Captured:    in.modified.UTC(),
		Body:        body,
		Origin:      page.Origin{Kind: "file"},
	}, nil, end)
}
