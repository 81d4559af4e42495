package segment

import (
	"bufio"
	"bytes"
	"io"
	"os"
)

// Temporary matches the files that a merge makes beside its own and removes at its
// end; a crash leaves them.
const Temporary = "merge-*.tmp"

// spillAt is where a section under construction moves from memory to a
// temporary file: batches stay in memory, merges of a million documents do not.
const spillAt = 4 << 20

// spill collects bytes, in memory first, then in a temporary file of dir.
type spill struct {
	dir  string // "" = never a file
	buf  bytes.Buffer
	file *os.File
	w    *bufio.Writer
	n    int64
}

func (s *spill) Write(b []byte) (int, error) {
	s.n += int64(len(b))
	if s.file == nil && (s.dir == "" || s.buf.Len()+len(b) <= spillAt) {
		return s.buf.Write(b)
	}
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, Temporary)
		if err != nil {
			return 0, err
		}
		s.file, s.w = f, bufio.NewWriterSize(f, 256<<10)
		if _, err := s.buf.WriteTo(s.w); err != nil {
			return 0, err
		}
		s.buf = bytes.Buffer{}
	}
	return s.w.Write(b)
}

// WriteTo copies all of it to w.
func (s *spill) WriteTo(w io.Writer) (int64, error) {
	if s.file == nil {
		n, err := w.Write(s.buf.Bytes())
		return int64(n), err
	}
	if err := s.w.Flush(); err != nil {
		return 0, err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	return io.Copy(w, s.file)
}

// close removes the temporary file.
func (s *spill) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
		s.file = nil
	}
}
