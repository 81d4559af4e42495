package warc

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// block reads the block of a record whose header is read, and looks at what
// follows. It returns damage when the length leads astray.
func (r *Reader) block(rec *Record, at Position) error {
	keep := min(rec.Length, r.maxBlock)
	var err error
	rec.Block, err = readUpTo(r.buf, keep)
	got := int64(len(rec.Block))
	if err == nil && rec.Length > keep {
		rec.Cut = true
		var n int64
		n, err = r.discard(rec.Length - keep)
		got += n
		if err == errRatio {
			return r.leave(at, DamageRatio, fmt.Sprintf("%d bytes", rec.Length))
		}
	}
	if err != nil && err != io.EOF {
		return r.badData(at, err)
	}
	missing := rec.Length - got
	if missing > 0 {
		if d := r.swallowed(rec, at); d != nil {
			return d
		}
		if d := r.swallowedLater(rec, at); d != nil {
			return d
		}
		whole, ok := wholeAnswer(rec.Block)
		if missing > maxDrift && !ok {
			return &Damage{Offset: at.Offset, Inner: at.Inner, Code: DamageCut, Detail: fmt.Sprintf("%d of %d bytes", got, rec.Length)}
		}
		if ok {
			rec.Block = rec.Block[:whole]
		}
		rec.doubt(DoubtLength)
		return nil
	}
	switch err := r.skipBlank(); err {
	case nil:
	case gzip.ErrChecksum, zstd.ErrCRCMismatch: // the block itself is not what was written
		return r.badData(at, err)
	default: // a fault behind the block is the next call's to report
		return nil
	}
	if head, _ := r.buf.Peek(startBytes); !r.s.starts(head) {
		if d := r.swallowed(rec, at); d != nil {
			return d
		}
	}
	return nil
}

// maxDrift is how many bytes a declared length may be beyond the end of the
// file or member and still be believed: the empty lines that some releases of
// wget counted in.
const maxDrift = 4

// wholeAnswer tells whether a block holds all of the body that the HTTP answer
// in it announces, with nothing but line ends behind it, and where it ends:
// then the length of the record was wrong, not its content.
func wholeAnswer(block []byte) (end int, ok bool) {
	h, err := parseHead(block)
	if err != nil {
		return 0, false
	}
	n, ok := length(h.Get("Content-Length"))
	if !ok || n > int64(len(h.Raw)) || len(bytes.Trim(h.Raw[n:], "\r\n")) > 0 {
		return 0, false
	}
	return len(block) - len(h.Raw) + int(n), true
}

// swallowed looks for the start of another record inside a block whose length
// does not fit, and goes back there.
func (r *Reader) swallowed(rec *Record, at Position) error {
	body := rec.Block
	if !rec.Cut {
		tail, _ := r.buf.Peek(startBytes)
		body = append(body[:len(body):len(body)], tail...)
	}
	for i := 0; ; {
		j := bytes.IndexByte(body[i:], '\n')
		if j < 0 {
			return nil
		}
		i += j + 1
		if i > len(rec.Block) || !r.s.starts(body[i:]) {
			continue
		}
		switch {
		case r.backTo(rec, int64(i)):
		case !rec.Cut && r.s.spend(int64(len(rec.Block)-i)):
			r.s.giveBack(rec.Block[i:], r.buf)
		}
		return &Damage{
			Offset: at.Offset, Inner: at.Inner, Code: DamageLength,
			Detail: fmt.Sprintf("%d bytes, next record after %d", rec.Length, i),
		}
	}
}

// swallowedLater does the same behind the part of the block that was kept,
// where the file can be read again.
func (r *Reader) swallowedLater(rec *Record, at Position) error {
	if !rec.Cut || !r.backTo(rec, int64(len(rec.Block))) {
		return nil
	}
	if err := r.passToStart(); err != nil {
		return err
	}
	return &Damage{
		Offset: at.Offset, Inner: at.Inner, Code: DamageLength,
		Detail: fmt.Sprintf("%d bytes, next record after %d", rec.Length, r.distance(at)-rec.headerSize),
	}
}

// backTo goes to byte i of the block in a plain file.
func (r *Reader) backTo(rec *Record, i int64) bool {
	if r.s.form != plain || !r.s.rewind(rec.Offset+rec.headerSize+i) {
		return false
	}
	r.buf.Reset(r.s)
	return true
}

// leave abandons the member a record is in, or in a plain file the record.
func (r *Reader) leave(at Position, code, detail string) error {
	d := &Damage{Offset: at.Offset, Inner: at.Inner, Code: code, Detail: detail}
	if err := r.s.nextMember(); err != nil {
		r.s.bad = io.EOF
		if r.s.src.err != nil {
			return r.s.src.err
		}
	}
	r.buf.Reset(r.s)
	return d
}

// maxRatio is how many times larger than its compressed bytes a block may be
// once it is over the limit of what is kept; pages stay below 50.
const maxRatio = 200

var errRatio = fmt.Errorf("more than %d times its compressed size", maxRatio)

// discard passes n bytes of a block, as long as they cost as many bytes of the
// file as honest data would.
func (r *Reader) discard(n int64) (int64, error) {
	var done int64
	for done < n {
		step, err := r.buf.Discard(int(min(n-done, 1<<20)))
		done += int64(step)
		if err != nil {
			return done, err
		}
		if r.s.form != plain && r.s.out > maxRatio*(r.s.rawPos()-r.s.member)+int64(bufferSize) {
			return done, errRatio
		}
	}
	return done, nil
}

// readUpTo reads n bytes, believing n only as the bytes arrive.
func readUpTo(r io.Reader, n int64) ([]byte, error) {
	const first = 1 << 20
	b := make([]byte, min(n, first))
	got := 0
	for {
		k, err := io.ReadFull(r, b[got:])
		got += k
		if err != nil {
			if err == io.ErrUnexpectedEOF && k < len(b) {
				err = eofOf(r)
			}
			return b[:got], err
		}
		if int64(got) == n {
			return b, nil
		}
		grown := make([]byte, min(n, int64(2*len(b))))
		copy(grown, b)
		b = grown
	}
}

// eofOf tells an ordinary end from one that a decompressor reports as
// unexpected: reading on gives the same error again.
func eofOf(r io.Reader) error {
	var one [1]byte
	if _, err := r.Read(one[:]); err != nil {
		return err
	}
	return io.EOF
}

// length parses a declared length; ok is false when it is none.
func length(s string) (n int64, ok bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0
}
