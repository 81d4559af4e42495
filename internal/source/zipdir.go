package source

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"io"
	"slices"
)

// countEntries walks over the directory of a ZIP without keeping it, so that a
// directory of millions is refused before it is in memory.
func countEntries(ra io.ReaderAt, size int64) (int, error) {
	start, err := directoryStart(ra, size)
	if err != nil {
		return 0, err
	}
	const fixed = 46
	var b [fixed]byte
	r := io.NewSectionReader(ra, start, size-start)
	buf := bufio.NewReader(r)
	for n := 0; ; n++ {
		if _, err := io.ReadFull(buf, b[:]); err != nil || string(b[:4]) != "PK\x01\x02" || n > MaxEntries {
			return n, nil
		}
		more := int(binary.LittleEndian.Uint16(b[28:])) + int(binary.LittleEndian.Uint16(b[30:])) + int(binary.LittleEndian.Uint16(b[32:]))
		if _, err := buf.Discard(more); err != nil {
			return n + 1, nil
		}
	}
}

// directoryStart finds where the directory begins, by the record at the end of
// the file (APPNOTE 6.3.10, 4.3.14 to 4.3.16).
func directoryStart(ra io.ReaderAt, size int64) (int64, error) {
	const endSize, locatorSize = 22, 20
	tail := make([]byte, min(size, 64<<10+endSize+locatorSize))
	if _, err := ra.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return 0, err
	}
	at := -1
	for i := len(tail) - endSize; i >= 0; i-- {
		if string(tail[i:i+4]) == "PK\x05\x06" {
			at = i
			break
		}
	}
	if at < 0 {
		return 0, zip.ErrFormat
	}
	endAt := size - int64(len(tail)) + int64(at)
	length := int64(binary.LittleEndian.Uint32(tail[at+12:]))
	offset := int64(binary.LittleEndian.Uint32(tail[at+16:]))
	if l := at - locatorSize; l >= 0 && string(tail[l:l+4]) == "PK\x06\x07" && (offset == 0xffffffff || length == 0xffffffff) {
		var b [56]byte
		at64 := int64(binary.LittleEndian.Uint64(tail[l+8:]))
		if _, err := ra.ReadAt(b[:], at64); err != nil || string(b[:4]) != "PK\x06\x06" {
			return 0, zip.ErrFormat
		}
		length, offset = int64(binary.LittleEndian.Uint64(b[40:])), int64(binary.LittleEndian.Uint64(b[48:]))
		endAt = at64
	}
	// Where something was put before the ZIP the directory lies further back.
	if base := endAt - length; base >= 0 && base <= size && length >= 0 {
		var b [4]byte
		if _, err := ra.ReadAt(b[:], base); err == nil && string(b[:]) == "PK\x01\x02" {
			return base, nil
		}
	}
	if offset < 0 || offset > size {
		return 0, zip.ErrFormat
	}
	return offset, nil
}

// overlapping finds entries that share bytes of the file with another one: the
// way to make a small ZIP decompress to any size.
func overlapping(files []*zip.File) map[*zip.File]bool {
	type span struct {
		from, to int64
		f        *zip.File
	}
	spans := make([]span, 0, len(files))
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil || f.CompressedSize64 == 0 {
			continue
		}
		spans = append(spans, span{from, from + int64(f.CompressedSize64), f})
	}
	slices.SortFunc(spans, func(a, b span) int {
		switch {
		case a.from < b.from:
			return -1
		case a.from > b.from:
			return 1
		}
		return 0
	})
	bad := map[*zip.File]bool{}
	for i := 1; i < len(spans); i++ {
		if last := &spans[i-1]; spans[i].from < last.to {
			bad[last.f], bad[spans[i].f] = true, true
			spans[i].to = max(spans[i].to, last.to)
		}
	}
	return bad
}
