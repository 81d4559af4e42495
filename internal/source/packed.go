package source

import (
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"khobao/internal/failure"
	"khobao/internal/warc"
)

// readPacked reads one file compressed as a whole. A WARC is given to its
// reader as it is, because that finds its records by their offset in the
// compressed file; anything else is decompressed on the way. One layer is
// taken off: a gzip in a gzip is refused.
func (w *walk) readPacked(in *input, f format, at place) {
	if in.packed {
		w.fail(in, failure.New(failure.TooLarge, in.object(0), nil).WithCode("nesting"), end)
		return
	}
	var seen bytes.Buffer // what the look at the content used up, to be read again
	raw := in.r
	_, again := in.seekable()
	if !again {
		raw = io.TeeReader(in.r, limitedWriter{&seen})
	}
	used := &countingReader{r: raw}
	r, stop, err := unpack(used, f)
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	defer stop()
	inner := *in
	inner.r = &guard{r: r, in: func() int64 { return used.n }}
	inner.size, inner.packed = -1, true
	head, whole, err := w.head(&inner)
	if err != nil && sniff(head, whole) == formatNone {
		if w.recordsBehind(in) {
			w.readWARC(in, at)
			return
		}
		w.fail(in, fault(in, 0, err), end)
		return
	}
	if f == formatBzip2 || !warc.IsWARC(head) && !warc.IsARC(head) {
		w.read(&inner, at)
		return
	}
	if ra, ok := in.seekable(); ok {
		_, err = ra.Seek(0, io.SeekStart)
	} else if seen.Len() >= maxSeen {
		err = fmt.Errorf("content begins after %d compressed bytes: %w", maxSeen, errRatio)
	} else {
		in.r = io.MultiReader(&seen, in.r)
	}
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	w.readWARC(in, at)
}

// recordsBehind tells whether a compressed file that breaks at its start is a
// WARC whose first record is lost, and goes back to its start.
func (w *walk) recordsBehind(in *input) bool {
	ra, ok := in.seekable()
	if !ok {
		return false
	}
	if _, err := ra.Seek(0, io.SeekStart); err != nil {
		return false
	}
	r, err := warc.NewReader(ra, warc.Options{MaxBlock: 1})
	if err != nil {
		return false
	}
	_, err = r.Next()
	var damage *warc.Damage
	if errors.As(err, &damage) {
		_, err = r.Next()
	}
	_, back := ra.Seek(0, io.SeekStart)
	return err == nil && back == nil
}

// inMemory reads a small container that has to be read at any place, out of a
// stream that cannot.
func (w *walk) inMemory(in *input, at place) {
	b, err := readEntry(in.r, in.size)
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	in.r, in.size = bytes.NewReader(b), int64(len(b))
	w.read(in, at)
}

// unpack opens a decompressor; stop frees it.
func unpack(r io.Reader, f format) (_ io.Reader, stop func(), _ error) {
	switch f {
	case formatGzip:
		z, err := gzip.NewReader(r)
		return z, func() {}, err
	case formatBzip2:
		return bzip2.NewReader(r), func() {}, nil
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// maxSeen is how much is remembered of a stream that is looked into, 1 MiB:
// decompressors take in a few blocks of at most 128 KiB before they give the
// first byte.
const maxSeen = 1 << 20

// limitedWriter forgets what goes beyond maxSeen.
type limitedWriter struct{ b *bytes.Buffer }

func (l limitedWriter) Write(p []byte) (int, error) {
	if room := maxSeen - l.b.Len(); room > 0 {
		l.b.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
