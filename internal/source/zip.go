package source

import (
	"archive/zip"
	"errors"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"

	"khobao/internal/failure"
)

// zipfile is an opened ZIP with what is known of its entries.
type zipfile struct {
	*zip.Reader
	in      *input
	ra      readerAt
	overlap map[*zip.File]bool
}

// openZIP opens the directory of a ZIP, after a look at how large it is.
func openZIP(in *input, ra readerAt) (*zipfile, error) {
	n, err := countEntries(ra, in.size)
	if err != nil {
		return nil, err
	}
	if n > MaxEntries {
		return nil, errEntries
	}
	r, err := zip.NewReader(ra, in.size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names never become paths
		return nil, err
	}
	r.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	r.RegisterDecompressor(zstdMethod, func(r io.Reader) io.ReadCloser {
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(entryWindow))
		if err != nil {
			return io.NopCloser(failing{err})
		}
		return d.IOReadCloser()
	})
	z := &zipfile{Reader: r, in: in, ra: ra}
	z.overlap = overlapping(r.File)
	return z, nil
}

const (
	zstdMethod  = 93
	entryWindow = 32 << 20 // of a zstd entry; no entry that is kept needs more
)

var errEntries = errors.New("more than 100000 entries")

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// readZIP reads the files of a ZIP in the order of its directory; one that is
// a WACZ is read as such. The segment of the cursor is the number of the entry.
func (w *walk) readZIP(in *input, at place) {
	ra, ok := in.seekable()
	if !ok {
		w.inMemory(in, at)
		return
	}
	z, err := openZIP(in, ra)
	if err != nil {
		e := fault(in, 0, err)
		if err == errEntries {
			e = failure.New(failure.TooLarge, in.object(0), err).WithCode("zip-entries")
		}
		w.fail(in, e, end)
		return
	}
	if manifest := z.manifest(); manifest != nil {
		w.readWACZ(z, manifest, at)
		return
	}
	w.entries(z, at, func(f *zip.File) bool { return !hiddenPath(f.Name) })
}

// entries reads the files of a ZIP that pass.
func (w *walk) entries(z *zipfile, at place, pass func(*zip.File) bool) {
	skip, inside := at.number(), at.inside()
	var before int64
	for i, f := range z.File {
		if !w.alive() {
			return
		}
		if int64(i) >= skip && !f.FileInfo().IsDir() && pass(f) {
			w.zipEntry(z, f, i, inside, before)
			inside = nil
		}
		before += int64(f.CompressedSize64)
	}
}

// zipEntry reads one entry, or reports why it is not read.
func (w *walk) zipEntry(z *zipfile, f *zip.File, i int, at place, before int64) {
	e := w.nested(z.in, entryName(f), count(i))
	e.modified = f.Modified
	if f.Modified.IsZero() {
		e.modified = z.in.modified
	}
	size := int64(f.UncompressedSize64)
	e.size = size
	var used countingReader
	if z.in.nesting == 0 {
		e.done = func() int64 { return before + share(used.n, size, int64(f.CompressedSize64)) }
	}
	refuse := func(kind failure.Kind, code string) {
		w.fail(&e, failure.New(kind, e.object(0), nil).WithCode(code), end)
	}
	switch {
	case at.here() == end:
		return
	case size < 0, int64(f.CompressedSize64) < 0:
		refuse(failure.Damaged, "zip")
		return
	case f.Mode()&^0o7777 != 0: // links, devices
		return
	case f.Flags&1 != 0:
		refuse(failure.Unsupported, "zip-encrypted")
		return
	case z.overlap[f]:
		refuse(failure.TooLarge, "zip-overlap")
		return
	case size > ratioFree && size > MaxRatio*int64(f.CompressedSize64):
		refuse(failure.TooLarge, "ratio")
		return
	}
	if f.Method == zip.Store && z.isContainer(f) {
		offset, err := f.DataOffset()
		if err != nil {
			w.fail(&e, fault(&e, 0, err), end)
			return
		}
		e.r = &section{SectionReader: io.NewSectionReader(z.ra, offset, size), pos: &used.n}
		w.read(&e, at)
		return
	}
	r, err := f.Open()
	if err != nil {
		w.fail(&e, fault(&e, 0, err), end)
		return
	}
	defer func() { _ = r.Close() }()
	used.r = &guard{r: r, in: func() int64 { return int64(f.CompressedSize64) }}
	e.r = &used
	w.read(&e, at)
}

// share gives the part of the compressed bytes of an entry that n of its size
// decompressed bytes stand for.
func share(n, size, compressed int64) int64 {
	if size <= 0 {
		return 0
	}
	return int64(float64(compressed) * float64(min(n, size)) / float64(size))
}

// section is a stored entry that says how far it has been read.
type section struct {
	*io.SectionReader
	pos *int64
}

func (s *section) Read(p []byte) (int, error) {
	n, err := s.SectionReader.Read(p)
	*s.pos += int64(n)
	return n, err
}

func (s *section) Seek(offset int64, whence int) (int64, error) {
	pos, err := s.SectionReader.Seek(offset, whence)
	if err == nil {
		*s.pos = pos
	}
	return pos, err
}

// isContainer tells a stored entry that is better read in place, where its
// records can be gone to: what it checks by itself.
func (z *zipfile) isContainer(f *zip.File) bool {
	offset, err := f.DataOffset()
	if err != nil {
		return false
	}
	head := make([]byte, min(headSize, int64(f.UncompressedSize64)))
	n, _ := z.ra.ReadAt(head, offset)
	switch sniff(head[:n], n < headSize) {
	case formatWARC, formatGzip, formatZstd, formatZIP:
		return true
	}
	return false
}
