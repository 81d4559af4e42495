package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
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
	case r.s.next >= 0 && r.buf.Buffered() == 0 && len(r.s.back) == 0:
		return Position{Offset: r.s.next}
	}
	return Position{Offset: r.s.member, Inner: inner}
}

// Read bytes of the file so far, for progress.
func (r *Reader) Read() int64 { return r.s.rawPos() }

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
	if cause == io.ErrUnexpectedEOF {
		code = DamageCut
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
		if missing > maxDrift && !complete(rec.Block) {
			return &Damage{Offset: at.Offset, Inner: at.Inner, Code: DamageCut, Detail: fmt.Sprintf("%d of %d bytes", got, rec.Length)}
		}
		rec.doubt(DoubtLength)
		return nil
	}
	// A fault of the data behind the block is the next call's to report.
	if r.skipBlank() != nil {
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

// complete tells whether a block holds all of the body that the HTTP answer in
// it announces: then the length of the record was wrong, not its content.
func complete(block []byte) bool {
	h, err := parseHead(block)
	if err != nil {
		return false
	}
	n, ok := length(h.Get("Content-Length"))
	return ok && n == int64(len(h.Raw))
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
