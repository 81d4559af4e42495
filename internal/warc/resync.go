package warc

import (
	"bufio"
	"bytes"
	"io"
)

// seekTo goes to a byte of the file, which must be where a member starts (or
// any byte of a plain file). It tells whether the file could be moved.
func (s *stream) seekTo(offset int64) bool {
	seeker, ok := s.src.r.(io.Seeker)
	if !ok {
		return false
	}
	if _, err := seeker.Seek(offset, io.SeekStart); err != nil {
		return false
	}
	s.src.pos = offset
	s.raw.Reset(s.src)
	s.back, s.bad, s.next = nil, nil, -1
	if s.form == plain {
		s.member, s.out = 0, offset
	} else {
		s.member, s.out = offset, 0
	}
	return true
}

// skipTo goes to a byte of the file at or behind the present place, by moving
// where that is possible and by reading where it is not.
func (s *stream) skipTo(offset int64) error {
	if s.seekTo(offset) {
		return nil
	}
	if n := offset - s.rawPos(); n > 0 {
		if _, err := io.CopyN(io.Discard, s.raw, n); err != nil {
			return err
		}
	}
	s.back, s.bad, s.next = nil, nil, -1
	if s.form == plain {
		s.member, s.out = 0, offset
	} else {
		s.member, s.out = offset, 0
	}
	return nil
}

// spend takes n bytes from what may be read again; false when that is used up.
func (s *stream) spend(n int64) bool {
	if s.spent+n > rereadBudget+s.src.far {
		return false
	}
	s.spent += n
	return true
}

// giveBack makes the next bytes read be rest and then what buf had buffered.
func (s *stream) giveBack(rest []byte, buf *bufio.Reader) {
	ahead, _ := buf.Peek(buf.Buffered())
	again := make([]byte, 0, len(rest)+len(ahead)+len(s.back))
	again = append(append(append(again, rest...), ahead...), s.back...)
	s.out -= int64(len(rest) + len(ahead))
	s.back = again
	buf.Reset(s)
}

// nextMember looks for the next compressed member that begins with a record,
// behind the start of the damaged one when the file can be moved, else behind
// what has been read. io.EOF when there is none.
func (s *stream) nextMember() error {
	magic := gzipMagic
	if s.form == zstandard {
		magic = zstdMagic
	}
	s.rewind(s.member + 1)
	s.bad, s.back, s.next = nil, nil, -1
	for {
		if err := s.find(magic); err != nil {
			return err
		}
		start := s.rawPos()
		if s.open() == nil {
			if head, _ := s.mem.Peek(startBytes); s.starts(head) {
				s.member, s.out = start, 0
				return nil
			}
		}
		if s.src.err != nil {
			return s.src.err
		}
		if !s.rewind(start+1) && s.rawPos() == start {
			_, _ = s.raw.Discard(1)
		}
	}
}

// rewind goes back to offset if the file can be moved and the budget allows.
func (s *stream) rewind(offset int64) bool {
	ahead := s.src.pos - offset
	return ahead > 0 && s.spend(ahead) && s.seekTo(offset)
}

// find goes to the next place where magic stands.
func (s *stream) find(magic []byte) error {
	for {
		if _, err := s.raw.Peek(len(magic)); err != nil {
			if s.src.err != nil {
				return s.src.err
			}
			_, _ = s.raw.Discard(s.raw.Buffered())
			return io.EOF
		}
		window, _ := s.raw.Peek(s.raw.Buffered())
		if i := bytes.Index(window, magic); i >= 0 {
			_, err := s.raw.Discard(i)
			return err
		}
		_, _ = s.raw.Discard(len(window) - len(magic) + 1)
	}
}
