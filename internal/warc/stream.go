package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

type form int

const (
	plain form = iota
	gzipped
	zstandard
)

const (
	// bufferSize holds the longest header line, and the start of a record that
	// is looked at before it is read.
	bufferSize = 64 << 10

	// maxWindow is the largest window a zstd frame may ask for, 64 MiB: record
	// frames need no more than the record, and the memory of a reader is bounded.
	maxWindow = 64 << 20

	// rereadBudget is how much may be read a second time in search of a record
	// behind a damaged one, beyond the bytes read once. It makes the whole walk
	// linear in the length of the file, however the file was made.
	rereadBudget = 256 << 20
)

// stream gives the decompressed bytes of a file member by member. Read ends
// with io.EOF where a member ends and the next begins with a record; advance
// goes on there. Where the next does not begin with a record, the members are
// one compressed piece that was cut, and Read goes on by itself.
type stream struct {
	src    *source
	raw    *bufio.Reader // compressed bytes
	form   form
	starts func([]byte) bool // tells the first bytes of a record

	gz    *gzip.Reader
	zs    *zstd.Decoder
	frame frame

	mem    *bufio.Reader // decompressed bytes of the current member
	member int64         // its offset in the file; 0 for plain files
	out    int64         // bytes given of the current member; the offset itself for plain files
	back   []byte        // bytes to give again, first
	next   int64         // offset of the next member, opened and waiting; -1 when there is none
	spent  int64         // bytes read again so far
	bad    error         // fault of the compressed data of this member
}

// source counts what it reads and keeps a real read error apart from faults
// of the data.
type source struct {
	r   io.Reader
	pos int64
	far int64 // the largest pos so far
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.pos += int64(n)
	s.far = max(s.far, s.pos)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// errStray says that what stands where a member should begin is none.
var errStray = errors.New("bytes that are no compressed member")

var (
	gzipMagic = []byte{0x1f, 0x8b, 0x08}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

func newStream(r io.Reader) (*stream, error) {
	src := &source{r: r}
	s := &stream{src: src, raw: bufio.NewReaderSize(src, bufferSize), next: -1}
	s.starts = startsWARC
	head, _ := s.raw.Peek(4)
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		s.form = gzipped
	case bytes.HasPrefix(head, zstdMagic), skippable(head):
		s.form = zstandard
	}
	if src.err != nil {
		return nil, src.err
	}
	s.mem = bufio.NewReaderSize(nil, bufferSize)
	if s.form == plain {
		return s, nil
	}
	s.bad = s.open()
	return s, s.src.err
}

func (s *stream) rawPos() int64 { return s.src.pos - int64(s.raw.Buffered()) }

// Read gives decompressed bytes of the current member.
func (s *stream) Read(p []byte) (int, error) {
	if len(s.back) > 0 {
		n := copy(p, s.back)
		s.back = s.back[n:]
		s.out += int64(n)
		return n, nil
	}
	if s.next >= 0 {
		return 0, io.EOF
	}
	if s.bad != nil {
		return 0, s.bad
	}
	if s.form == plain {
		n, err := s.raw.Read(p)
		s.out += int64(n)
		return n, err
	}
	for s.next < 0 {
		n, err := s.mem.Read(p)
		s.out += int64(n)
		if n > 0 {
			return n, nil
		}
		if err == nil {
			continue
		}
		if err != io.EOF {
			s.bad = err
			return 0, err
		}
		if err := s.follow(); err != nil {
			return 0, err
		}
	}
	return 0, io.EOF
}

// follow opens the member behind the one that ended, and decides whether it
// continues that one.
func (s *stream) follow() error {
	start := s.rawPos()
	err := s.open()
	if err == io.EOF {
		return err
	}
	if err != nil {
		// What follows the member is none: the member ended well, the rest is
		// damage that starts here.
		s.next, s.bad = start, err
		return io.EOF
	}
	if head, _ := s.mem.Peek(startBytes); s.starts(head) {
		s.next = start
		return io.EOF
	}
	return nil
}

// open starts the member at the raw position. io.EOF means the file ends here;
// padding with zeros counts as the end.
func (s *stream) open() error {
	if err := s.passSkippable(); err != nil {
		return err
	}
	if s.form == gzipped {
		if head, _ := s.raw.Peek(len(gzipMagic)); !bytes.Equal(head, gzipMagic) {
			return errStray
		}
		if s.gz == nil {
			s.gz = new(gzip.Reader)
		}
		if err := s.gz.Reset(s.raw); err == io.EOF {
			return io.ErrUnexpectedEOF // inside the header: the member is cut
		} else if err != nil {
			return err
		}
		s.gz.Multistream(false)
		s.mem.Reset(s.gz)
		return nil
	}
	s.frame = frame{raw: s.raw}
	if err := s.frame.header(); err != nil {
		return err
	}
	if s.zs == nil {
		if err := s.newDecoder(nil); err != nil {
			return err
		}
	}
	if err := s.zs.Reset(&s.frame); err != nil {
		return err
	}
	s.mem.Reset(s.zs)
	return nil
}

// passSkippable goes past padding and skippable frames, taking a dictionary
// from the first one it meets.
func (s *stream) passSkippable() error {
	for {
		head, err := s.raw.Peek(8)
		if len(head) == 0 {
			if err == nil || s.src.err == nil {
				return io.EOF
			}
			return s.src.err
		}
		if head[0] == 0 { // zeros up to the end of the file, as tapes leave them
			if !s.onlyZeros() {
				return errStray
			}
			return io.EOF
		}
		if s.form != zstandard || !skippable(head) || len(head) < 8 {
			return nil
		}
		if err := s.skippableFrame(head); err != nil {
			return err
		}
	}
}

func (s *stream) onlyZeros() bool {
	for {
		b, err := s.raw.Peek(1)
		if err != nil {
			return true
		}
		if b[0] != 0 {
			return false
		}
		buf, _ := s.raw.Peek(s.raw.Buffered())
		n := 0
		for n < len(buf) && buf[n] == 0 {
			n++
		}
		_, _ = s.raw.Discard(n)
	}
}

// advance goes on in the member that waits; false when the file has ended.
func (s *stream) advance() bool {
	if s.next < 0 {
		return false
	}
	s.member, s.out, s.next = s.next, 0, -1
	return true
}
