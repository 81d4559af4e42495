package warc

import (
	"bufio"
	"fmt"
	"io"
)

// Options bound a reader. The zero value is usable.
type Options struct {
	From     Position // where to start; the zero value is the start of the file
	MaxBlock int64    // bytes kept of a block; 0 means the constant MaxBlock
}

// Position is a place between records: what Reader.Position gives, and
// Options.From takes.
type Position struct {
	Offset int64 // in the file: of the record, or of the member it is in
	Inner  int64 // in the decompressed member
}

// Reader reads records one after the other. It is not safe for use by several
// goroutines. A reader that can seek finds more of the records behind damage;
// it may then leave the file at any place.
type Reader struct {
	s        *stream
	buf      *bufio.Reader
	arc      bool
	maxBlock int64
	err      error // ends the sequence
}

// NewReader starts reading at o.From. The form of compression is told by the
// first bytes. An error is one of r itself.
func NewReader(r io.Reader, o Options) (*Reader, error) {
	s, err := newStream(r)
	if err != nil {
		return nil, fmt.Errorf("open WARC: %w", err)
	}
	if o.MaxBlock <= 0 {
		o.MaxBlock = MaxBlock
	}
	rd := &Reader{s: s, maxBlock: o.MaxBlock}
	var head []byte
	if s.form == plain {
		head, _ = s.raw.Peek(startBytes)
	} else if s.bad == nil {
		head, _ = s.mem.Peek(startBytes)
	}
	if IsARC(head) {
		rd.arc, s.starts = true, startsARC
	}
	if o.From != (Position{}) {
		if err := rd.moveTo(o.From); err != nil {
			return nil, fmt.Errorf("go to %d of WARC: %w", o.From.Offset, err)
		}
	}
	rd.buf = bufio.NewReaderSize(s, bufferSize)
	if o.From.Inner > 0 {
		if _, err := io.CopyN(io.Discard, rd.buf, o.From.Inner); err != nil && err != io.EOF && s.src.err != nil {
			return nil, fmt.Errorf("go to %d of WARC: %w", o.From.Offset, s.src.err)
		}
	}
	return rd, nil
}

func (r *Reader) moveTo(p Position) error {
	if p.Offset > 0 || r.s.form == plain {
		if err := r.s.skipTo(p.Offset); err != nil && err != io.EOF {
			return err
		}
		if r.s.form != plain {
			if err := r.s.open(); err == io.EOF {
				r.s.bad = io.EOF
			} else if err != nil {
				r.s.bad = err
			}
		}
	}
	return r.s.src.err
}

// Position gives the place behind what Next returned last.
func (r *Reader) Position() Position {
	inner := r.s.out - int64(r.buf.Buffered())
	switch {
	case r.s.form == plain:
		return Position{Offset: inner}
	case r.s.bad == io.EOF && r.buf.Buffered() == 0: // no member is left
		return Position{Offset: r.s.rawPos()}
	case r.s.next >= 0 && r.buf.Buffered() == 0 && len(r.s.back) == 0:
		return Position{Offset: r.s.next}
	}
	return Position{Offset: r.s.member, Inner: inner}
}

// Next gives the next record. A *Damage means that something was passed over
// and Next can be asked on; io.EOF is the end; any other error is one of the
// underlying reader and ends the sequence too.
func (r *Reader) Next() (*Record, error) {
	if r.err != nil {
		return nil, r.err
	}
	rec, err := r.next()
	if err != nil && r.s.src.err != nil {
		err = r.s.src.err
	}
	if d, ok := err.(*Damage); err != nil && !ok || ok && d == nil {
		r.err = err
	}
	return rec, err
}

func (r *Reader) next() (*Record, error) {
	for {
		err := r.skipBlank()
		if err == nil {
			break
		}
		at := r.Position()
		if err != io.EOF {
			return nil, r.badData(at, err)
		}
		if !r.s.advance() {
			return nil, io.EOF
		}
		if r.s.bad != nil { // what follows is no member
			return nil, r.badData(r.Position(), r.s.bad)
		}
		r.buf.Reset(r.s)
	}
	at := r.Position()
	head, _ := r.buf.Peek(startBytes)
	if !r.s.starts(head) {
		err := r.passToStart()
		return nil, r.orBadData(at, err, DamageGarbage, fmt.Sprintf("%d bytes", r.distance(at)))
	}
	if r.arc {
		return r.readARC(at)
	}
	return r.readWARC(at)
}

// distance gives how many bytes lie between a place and the present one, as
// far as both are in one member.
func (r *Reader) distance(from Position) int64 {
	now := r.Position()
	if now.Offset != from.Offset && r.s.form != plain {
		return now.Offset - from.Offset
	}
	return now.Offset - from.Offset + now.Inner - from.Inner
}

// skipBlank passes the empty lines between records, however many and of
// whatever line end.
func (r *Reader) skipBlank() error {
	for {
		c, err := r.buf.ReadByte()
		if err != nil {
			return err
		}
		if c != '\r' && c != '\n' {
			return r.buf.UnreadByte()
		}
	}
}

// passToStart goes to the next line that starts a record, or to the end of the
// member.
func (r *Reader) passToStart() error {
	for {
		line, err := r.buf.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if head, _ := r.buf.Peek(startBytes); len(line) > 0 && r.s.starts(head) {
			return nil
		}
	}
}

// orBadData makes damage of the code, or of the compressed data when err says
// that those broke underneath.
func (r *Reader) orBadData(at Position, err error, code, detail string) error {
	if err != nil && err != io.EOF {
		return r.badData(at, err)
	}
	return &Damage{Offset: at.Offset, Inner: at.Inner, Code: code, Detail: detail}
}

// badData goes behind compressed data that do not decompress.
func (r *Reader) badData(at Position, cause error) error {
	code := DamageData
	switch cause {
	case io.ErrUnexpectedEOF:
		code = DamageCut
	case errStray:
		code = DamageGarbage
	}
	d := &Damage{Offset: at.Offset, Inner: at.Inner, Code: code, Err: cause}
	if r.s.src.err != nil {
		return r.s.src.err
	}
	if err := r.s.nextMember(); err != nil {
		r.s.bad = io.EOF
		if r.s.src.err != nil {
			return r.s.src.err
		}
	}
	r.buf.Reset(r.s)
	return d
}
