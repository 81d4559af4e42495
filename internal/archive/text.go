package archive

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"strings"
	"sync"

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

// blockSum is the CRC-32C of a block without the four bytes that hold it.
func blockSum(block []byte) uint32 {
	return crc32.Update(crc32.Checksum(block[:12], castagnoli), castagnoli, block[blockHeader:])
}

func putSum(block []byte) { binary.LittleEndian.PutUint32(block[12:], blockSum(block)) }

// blockHead reads the head of a block.
func blockHead(head []byte) (articles, raw, packed int, err error) {
	articles = int(binary.LittleEndian.Uint16(head[2:]))
	raw = int(binary.LittleEndian.Uint32(head[4:]))
	packed = int(binary.LittleEndian.Uint32(head[8:]))
	if string(head[:2]) != blockMagic || articles == 0 || raw > blockLimit || packed > blockLimit || raw < 4*articles {
		return 0, 0, 0, fmt.Errorf("block header does not read")
	}
	return articles, raw, packed, nil
}

// block is a text block, unpacked. It is never changed.
type block struct {
	text string
	ends []uint32 // in text
}

func (b *block) slot(n int) (string, error) {
	if n < 0 || n >= len(b.ends) {
		return "", fmt.Errorf("slot %d of %d", n, len(b.ends))
	}
	var start uint32
	if n > 0 {
		start = b.ends[n-1]
	}
	return b.text[start:b.ends[n]], nil
}

// unpackBlock checks and unpacks a whole block.
func unpackBlock(dec *zstd.Decoder, data []byte) (*block, error) {
	articles, raw, packed, err := blockHead(data)
	if err != nil {
		return nil, err
	}
	if len(data) != blockHeader+packed {
		return nil, fmt.Errorf("block is cut")
	}
	if blockSum(data) != binary.LittleEndian.Uint32(data[12:]) {
		return nil, fmt.Errorf("block checksum does not match")
	}
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	out, err := dec.DecodeAll(data[blockHeader:], (*buf)[:0])
	if err != nil {
		return nil, err
	}
	*buf = out
	if len(out) != raw {
		return nil, fmt.Errorf("block has %d bytes, not %d", len(out), raw)
	}
	b := &block{ends: make([]uint32, articles)}
	var end uint64
	for i := range articles {
		end += uint64(binary.LittleEndian.Uint32(out[4*i:]))
		if end > uint64(raw-4*articles) {
			return nil, fmt.Errorf("article lengths do not add up")
		}
		b.ends[i] = uint32(end)
	}
	b.text = string(out[4*articles:])
	return b, nil
}

// scratch lends buffers for packed and unpacked bytes.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// textReader reads articles at random. It may be used by many goroutines.
type textReader struct {
	files *handles
	dec   *zstd.Decoder
	cache *blockCache
}

func newTextReader(dir string) (*textReader, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(blockLimit), zstd.WithDecoderMaxWindow(8<<20))
	if err != nil {
		return nil, err
	}
	return &textReader{files: newHandles(dir, textName), dec: dec, cache: newBlockCache(cachedBlocks)}, nil
}

// block gives the block that p points at, from the cache when it is there.
func (r *textReader) block(p place) (*block, error) {
	key := p.pack()
	if b := r.cache.get(key); b != nil {
		return b, nil
	}
	b, _, err := r.read(p)
	if err != nil {
		return nil, fmt.Errorf("read block at %d of %s: %w", p.offset, filepath.Join(textDir, textName(p.file)), err)
	}
	r.cache.put(key, b)
	return b, nil
}

// firstRead is read at once: most blocks are shorter packed.
const firstRead = blockSize

// read gives a block and the bytes it takes in the file.
func (r *textReader) read(p place) (*block, int64, error) {
	f, err := r.files.open(p.file)
	if err != nil {
		return nil, 0, err
	}
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	*buf = grow(*buf, firstRead)
	n, err := f.ReadAt(*buf, p.offset)
	if n < blockHeader {
		return nil, 0, fmt.Errorf("block is cut: %w", err)
	}
	_, _, packed, err := blockHead(*buf)
	if err != nil {
		return nil, 0, err
	}
	size := blockHeader + packed
	if size > n {
		whole := grow(*buf, size)
		copy(whole, (*buf)[:n])
		*buf = whole
		if _, err := f.ReadAt(whole[n:], p.offset+int64(n)); err != nil {
			return nil, 0, fmt.Errorf("block is cut: %w", err)
		}
	}
	b, err := unpackBlock(r.dec, (*buf)[:size])
	return b, int64(size), err
}

// article reads one article.
func (r *textReader) article(p place) (index.Article, error) {
	b, err := r.block(p)
	if err != nil {
		return index.Article{}, err
	}
	s, err := b.slot(p.slot)
	if err != nil {
		return index.Article{}, err
	}
	// A copy, so that one article does not keep its neighbours in memory.
	return decodeArticle(strings.Clone(s))
}

func (r *textReader) close() error {
	r.dec.Close()
	return r.files.close()
}

// grow gives a slice of n bytes, in buf when it fits.
func grow(buf []byte, n int) []byte {
	if cap(buf) < n {
		return make([]byte, n)
	}
	return buf[:n]
}
