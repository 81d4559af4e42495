package archive

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"

	"khobao/index"
)

// The text files hold blocks of articles, one after another:
//
//	file   magic "KHOTEXT" and the format byte, then blocks
//	block  "TB", 2 bytes articles, 4 bytes raw size, 4 bytes packed size,
//	       4 bytes CRC-32C of all the block but these four, the packed bytes
//	raw    4 bytes length of each article, then the articles (see textcodec.go)
//
// Numbers are little endian, blocks are packed with zstd.
const (
	textFormatMin     = 1
	textFormatCurrent = 1 // 1: the first
	textFormatMax     = 1

	textMagic  = "KHOTEXT"
	textHeader = int64(len(textMagic) + 1)

	blockMagic  = "TB"
	blockHeader = 16
	// blockSize is where a block is closed. An article at random, the rest of
	// the look-up included, takes 33, 40, 50, 56 µs with blocks of 8, 16, 24,
	// 32 KiB, and texts take 1.12, 1.05, 1.02, 1 times the space.
	blockSize = 16 << 10
	// blockLimit bounds what a damaged length may make us allocate; an article
	// comes from a page of at most page.MaxBody.
	blockLimit = 128 << 20

	// textFileSize is where a text file is closed and the next begun.
	textFileSize = 1 << 30
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// place is where a text stands: the file, the block's offset, the slot in it.
type place struct {
	file   int
	offset int64
	slot   int
}

// pack and unpackPlace put file and offset in one number: files are far
// shorter than 2^40 bytes.
func (p place) pack() int64 { return int64(p.file)<<40 | p.offset }

func unpackPlace(block int64, slot int) place {
	return place{file: int(block >> 40), offset: block & (1<<40 - 1), slot: slot}
}

func textName(n int) string { return fmt.Sprintf("text-%06d.kt", n) }

// textWriter appends articles. It is used by one goroutine, the committer;
// nothing it wrote counts until the catalogue says so.
type textWriter struct {
	dir  string
	out  *appender
	enc  *zstd.Encoder
	lens []byte
	raw  []byte
	n    int
	buf  []byte // raw block, then packed block
}

func newTextWriter(dir string) (*textWriter, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, err
	}
	head := append([]byte(textMagic), textFormatCurrent)
	return &textWriter{dir: dir, enc: enc, out: newAppender(dir, textName, textFileSize, func(int) ([]byte, error) { return head, nil })}, nil
}

// add takes an article and says where it will stand.
func (w *textWriter) add(a *index.Article) (place, error) {
	if w.n == 0 {
		if err := w.out.room(); err != nil {
			return place{}, err
		}
	}
	p := place{file: w.out.file, offset: w.out.end, slot: w.n}
	before := len(w.raw)
	w.raw = appendArticle(w.raw, a)
	w.lens = binary.LittleEndian.AppendUint32(w.lens, uint32(len(w.raw)-before))
	w.n++
	if len(w.raw) < blockSize && w.n < 1<<16-1 {
		return p, nil
	}
	return p, w.flush()
}

// unflushed gives an article of the block that is being filled.
func (w *textWriter) unflushed(p place) (s string, ok bool) {
	if p.file != w.out.file || p.offset != w.out.end || p.slot >= w.n {
		return "", false
	}
	start := 0
	for i := range p.slot {
		start += int(binary.LittleEndian.Uint32(w.lens[4*i:]))
	}
	return string(w.raw[start : start+int(binary.LittleEndian.Uint32(w.lens[4*p.slot:]))]), true
}

// flush closes the block that is being filled.
func (w *textWriter) flush() error {
	if w.n == 0 {
		return nil
	}
	raw := append(append(w.buf[:0], w.lens...), w.raw...)
	at := len(raw)
	head := append(raw, blockMagic...)
	head = binary.LittleEndian.AppendUint16(head, uint16(w.n))
	head = binary.LittleEndian.AppendUint32(head, uint32(at))
	head = append(head, make([]byte, 8)...)
	w.buf = w.enc.EncodeAll(head[:at:at], head)
	block := w.buf[at:]
	binary.LittleEndian.PutUint32(block[8:], uint32(len(block)-blockHeader))
	putSum(block)
	w.reset()
	return w.out.write(block)
}

// reset forgets the articles that were added and not flushed.
func (w *textWriter) reset() { w.n, w.lens, w.raw = 0, w.lens[:0], w.raw[:0] }
