package archive

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"khobao/index"
)

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
