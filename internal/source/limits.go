package source

import (
	"errors"
	"io"
)

// The limits that keep foreign bytes from filling memory or time. Each is far
// beyond what honest containers hold.
const (
	// MaxEntry is the largest single page or entry that is kept, 32 MiB: four
	// times page.MaxBody, so that an oversized page is still archived and only
	// then reported.
	MaxEntry = 32 << 20

	// MaxRatio is how many times larger than its compressed bytes a compressed
	// file or entry may be: HTML shrinks to a tenth, long tables to a fiftieth,
	// bombs to less than a five-hundredth.
	MaxRatio = 200

	// ratioFree is the size up to which MaxRatio is not asked, 1 MiB: a short
	// file of one repeated letter does no harm.
	ratioFree = 1 << 20

	// MaxEntries is how many entries a ZIP may list. Its directory is held in
	// memory, at about 300 bytes each; more pages than that fit a folder or a tar.
	MaxEntries = 100_000

	// maxNesting is how many containers may stand around a container: a WARC in
	// a WACZ in a ZIP is read, one more is refused.
	maxNesting = 2

	// maxWindow is the largest window a zstd file may ask for, 128 MiB, which is
	// what the zstd tool itself takes without being told (windowLog 27).
	maxWindow = 128 << 20

	// headSize is how much of a file is looked at to tell its format.
	headSize = 8 << 10
)

var (
	errRatio = errors.New("decompresses to more than 200 times its size")
	errSize  = errors.New("larger than 32 MiB")
)

// guard stops a decompressor whose output is out of proportion to its input.
type guard struct {
	r   io.Reader
	in  func() int64 // compressed bytes used so far
	out int64
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.out += int64(n)
	if g.out > ratioFree && g.out > MaxRatio*g.in() {
		return n, errRatio
	}
	return n, err
}

// readEntry reads all of r, up to MaxEntry bytes.
func readEntry(r io.Reader, size int64) ([]byte, error) {
	if size > MaxEntry {
		return nil, errSize
	}
	b := make([]byte, 0, max(512, min(size+1, 1<<20)))
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
		if len(b) > MaxEntry {
			return nil, errSize
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}
