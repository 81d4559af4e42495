package warc

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// frame passes on the bytes of one zstd frame and ends with io.EOF exactly
// where the frame ends (RFC 8878, section 3.1.1), so that records stay
// addressable by the offset of their frame.
type frame struct {
	raw      *bufio.Reader
	left     int64 // bytes of the current part still to pass on
	checksum bool
	last     bool // the current part is the last block or the checksum
	done     bool
}

// header reads the size of the frame header and keeps it to be passed on.
func (f *frame) header() error {
	head, _ := f.raw.Peek(5)
	if len(head) == 0 {
		return io.EOF
	}
	if len(head) < 5 || string(head[:4]) != string(zstdMagic) {
		return errStray
	}
	desc := head[4]
	size := 5
	single := desc&0x20 != 0
	if !single {
		size++
	}
	size += [4]int{0, 1, 2, 4}[desc&3]
	switch desc >> 6 {
	case 0:
		if single {
			size++
		}
	case 1:
		size += 2
	case 2:
		size += 4
	case 3:
		size += 8
	}
	f.left, f.checksum = int64(size), desc&4 != 0
	return nil
}

func (f *frame) Read(p []byte) (int, error) {
	if f.left == 0 {
		if err := f.part(); err != nil {
			return 0, err
		}
	}
	if int64(len(p)) > f.left {
		p = p[:f.left]
	}
	n, err := f.raw.Read(p)
	f.left -= int64(n)
	if err == io.EOF && f.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// part finds the length of the next block, or of the checksum.
func (f *frame) part() error {
	switch {
	case f.done:
		return io.EOF
	case f.last && f.checksum:
		f.left, f.done = 4, true
		return nil
	case f.last:
		f.done = true
		return io.EOF
	}
	b, err := f.raw.Peek(3)
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	h := int64(b[0]) | int64(b[1])<<8 | int64(b[2])<<16
	f.last = h&1 == 1
	size := h >> 3
	if h>>1&3 == 1 { // one byte, repeated
		size = 1
	}
	f.left = 3 + size
	return nil
}

// skippable tells a skippable frame by its magic number.
func skippable(head []byte) bool {
	return len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18
}

// maxDictionary is the largest dictionary taken, 16 MiB; the tools that write
// them stay below 1 MiB.
const maxDictionary = 16 << 20

// skippableFrame passes one skippable frame; frame type 0xD before the first
// record carries the dictionary of the file, itself compressed or not.
func (s *stream) skippableFrame(head []byte) error {
	size := int64(binary.LittleEndian.Uint32(head[4:8]))
	isDict := head[0] == 0x5d && s.zs == nil
	if _, err := s.raw.Discard(8); err != nil {
		return err
	}
	if !isDict {
		n, err := io.CopyN(io.Discard, s.raw, size)
		if err == io.EOF && n < size {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	if size > maxDictionary {
		return fmt.Errorf("zstd dictionary of %d bytes", size)
	}
	dict, err := io.ReadAll(io.LimitReader(s.raw, size))
	if err != nil {
		return err
	}
	if len(dict) >= 4 && string(dict[:4]) == string(zstdMagic) {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
		if err != nil {
			return err
		}
		defer d.Close()
		if dict, err = d.DecodeAll(dict, nil); err != nil {
			return fmt.Errorf("zstd dictionary: %w", err)
		}
	}
	return s.newDecoder(dict)
}

func (s *stream) newDecoder(dict []byte) error {
	opts := []zstd.DOption{
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow),
	}
	if dict != nil {
		opts = append(opts, zstd.WithDecoderDicts(dict))
	}
	d, err := zstd.NewReader(nil, opts...)
	if err != nil {
		return err
	}
	s.zs = d
	return nil
}
