package segment

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/bits"
)

// ErrDamaged is what every reader of a file that does not read back as written
// wraps; ErrForeign is that of a file which another version of the program, or
// another machine, may well read.
var (
	ErrDamaged = errors.New("segment damaged")
	ErrForeign = errors.New("segment of another program")
)

// Type and Version name the format to bleve. Version history:
//
//	1: first format
const (
	Type    = "khobao"
	Version = 1
)

const (
	magic      = "KHOBAOSG"
	headerSize = len(magic) + 4
	footerSize = 8 + 4 + 4 + len(magic) // directory length, its CRC, version, magic
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// section is a range of the file with its checksum.
type section struct {
	Off int64  `json:"o"`
	Len int64  `json:"l"`
	CRC uint32 `json:"c"`
}

// directory says what a file holds and where.
type directory struct {
	Documents int         `json:"documents"`
	IDs       section     `json:"ids"`    // the ids one after another
	IDEnds    section     `json:"idEnds"` // where each ends, 4 bytes
	IDOrder   section     `json:"idOrder"`
	Minutes   section     `json:"minutes"` // order of documents, 4 bytes each, newest first
	Fields    []fieldMeta `json:"fields"`
}

// fieldMeta is what the directory says of a field.
type fieldMeta struct {
	Name      string  `json:"name"`
	Freqs     bool    `json:"freqs,omitempty"`
	Positions bool    `json:"positions,omitempty"`
	Tokens    uint64  `json:"tokens,omitempty"`  // sum of exact lengths
	Having    int     `json:"having,omitempty"`  // documents with at least one token
	Average   float64 `json:"average,omitempty"` // length that impacts were taken with
	Terms     int     `json:"terms"`
	Dict      section `json:"dict"`
	Postings  section `json:"postings"`
	PosData   section `json:"posData,omitzero"`
	Bitmaps   section `json:"bitmaps,omitzero"`
	Lengths   section `json:"lengths,omitzero"`
}

func (d *directory) sections() []section {
	all := []section{d.IDs, d.IDEnds, d.IDOrder, d.Minutes}
	for _, f := range d.Fields {
		all = append(all, f.Dict, f.Postings, f.PosData, f.Bitmaps, f.Lengths)
	}
	return all
}

// fileWriter writes header, sections, directory and footer in this order.
type fileWriter struct {
	w   io.Writer
	off int64
}

func (w *fileWriter) begin() error {
	_, err := w.w.Write(binary.LittleEndian.AppendUint32([]byte(magic), Version))
	w.off = int64(headerSize)
	return err
}

// add writes a section, padded so that the next one begins at a multiple of 8.
func (w *fileWriter) add(data io.WriterTo) (section, error) {
	sum := crc32.New(castagnoli)
	n, err := data.WriteTo(io.MultiWriter(w.w, sum))
	if err != nil {
		return section{}, err
	}
	s := section{Off: w.off, Len: n, CRC: sum.Sum32()}
	w.off += n
	if pad := -w.off & 7; pad > 0 {
		if _, err := w.w.Write(make([]byte, pad)); err != nil {
			return section{}, err
		}
		w.off += pad
	}
	return s, nil
}

func (w *fileWriter) addBytes(b []byte) (section, error) { return w.add(bytes.NewReader(b)) }

func (w *fileWriter) end(d *directory) error {
	b, err := json.Marshal(d)
	if err != nil {
		return err
	}
	foot := binary.LittleEndian.AppendUint64(nil, uint64(len(b)))
	foot = binary.LittleEndian.AppendUint32(foot, crc32.Checksum(b, castagnoli))
	foot = binary.LittleEndian.AppendUint32(foot, Version)
	foot = append(foot, magic...)
	if _, err := w.w.Write(append(b, foot...)); err != nil {
		return err
	}
	w.off += int64(len(b) + len(foot))
	return nil
}

// readDirectory checks header and footer and reads what lies between. Sections
// lie inside the file; their checksums are Verify's to look at.
func readDirectory(b []byte) (*directory, error) {
	if len(b) < headerSize+footerSize {
		return nil, fmt.Errorf("%w: %d bytes are no segment", ErrDamaged, len(b))
	}
	foot := b[len(b)-footerSize:]
	if string(b[:len(magic)]) != magic || string(foot[16:]) != magic {
		return nil, fmt.Errorf("%w: not a segment of this format", ErrDamaged)
	}
	v, head := binary.LittleEndian.Uint32(foot[12:]), binary.LittleEndian.Uint32(b[len(magic):])
	switch {
	case v != head:
		return nil, fmt.Errorf("%w: version %d at the beginning, %d at the end", ErrDamaged, head, v)
	case v == bits.ReverseBytes32(Version):
		return nil, fmt.Errorf("%w: segment in the byte order of another machine", ErrForeign)
	case v != Version:
		return nil, fmt.Errorf("%w: segment version %d, this program reads %d", ErrForeign, v, Version)
	}
	size := binary.LittleEndian.Uint64(foot)
	if size > uint64(len(b)-headerSize-footerSize) {
		return nil, fmt.Errorf("%w: directory of %d bytes", ErrDamaged, size)
	}
	raw := b[uint64(len(b)-footerSize)-size : len(b)-footerSize]
	if crc32.Checksum(raw, castagnoli) != binary.LittleEndian.Uint32(foot[8:]) {
		return nil, fmt.Errorf("%w: checksum of the directory", ErrDamaged)
	}
	var d directory
	if err := json.Unmarshal(raw, &d); err != nil {
		return nil, fmt.Errorf("%w: directory: %w", ErrDamaged, err)
	}
	end := int64(len(b)-footerSize) - int64(size)
	for _, s := range d.sections() {
		if s.Off < 0 || s.Len < 0 || s.Off > end || s.Len > end-s.Off {
			return nil, fmt.Errorf("%w: section outside the file", ErrDamaged)
		}
	}
	if d.Documents < 0 || d.IDEnds.Len != 4*int64(d.Documents) || d.IDOrder.Len != d.IDEnds.Len || d.Minutes.Len != d.IDEnds.Len {
		return nil, fmt.Errorf("%w: number of documents", ErrDamaged)
	}
	return &d, nil
}
