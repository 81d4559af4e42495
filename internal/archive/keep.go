package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"path/filepath"

	"khobao/internal/cores"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// keepChunk bounds the bodies that are packed and in memory at once, beside
// the caller's pages.
const keepChunk = 32 << 20

// Keep makes the originals of pages durable, with one fsync for all of them,
// and gives a capture for each, in their order. A page whose key and digest are
// catalogued already is Known and not written again; one that was withdrawn is not
// written again either, but is to be read as a new one. The captures count, and
// survive a crash, once they went through Commit; every one must go there, the
// failed and the unwanted too. On an error nothing of the call is kept.
func (a *Archive) Keep(ctx context.Context, pages []page.Page) ([]Capture, error) {
	if err := a.writable(); err != nil {
		return nil, err
	}
	a.originals.mu.Lock()
	defer a.originals.mu.Unlock()
	out := a.originals.out
	file, end := out.file, out.end
	captures := make([]Capture, len(pages))
	ids := make([]captureID, len(pages))
	mine := map[captureID]Capture{}
	var err error
	for from := 0; from < len(pages) && err == nil; {
		to, size := from, 0
		for to < len(pages) && (to == from || size+len(pages[to].Body) <= keepChunk) {
			size += len(pages[to].Body)
			to++
		}
		err = a.keepChunk(ctx, pages[from:to], captures[from:to], ids[from:to], mine)
		from = to
	}
	if err == nil {
		err = out.sync()
	}
	if err != nil {
		return nil, diskError(filepath.Join(a.Dir, originalsDir), errors.Join(err, out.rewind(file, end)))
	}
	a.pendMu.Lock()
	defer a.pendMu.Unlock()
	for id, c := range mine {
		a.pending[id] = c
	}
	return captures, nil
}

// keepChunk packs on all cores, then appends in order.
func (a *Archive) keepChunk(ctx context.Context, pages []page.Page, captures []Capture, ids []captureID, mine map[captureID]Capture) error {
	packed := make([][]byte, len(pages))
	err := cores.Each(len(pages), func() func(int) error {
		var known *sql.Stmt = a.cat.captureByID
		w := &packer{}
		return func(i int) error {
			if err := ctx.Err(); err != nil {
				return failure.New(failure.Canceled, a.Dir, err)
			}
			var err error
			captures[i], ids[i], packed[i], err = a.describe(known, w, &pages[i])
			return err
		}
	})
	if err != nil {
		return err
	}
	out := a.originals.out
	for i := range captures {
		if packed[i] == nil {
			continue
		}
		c := &captures[i]
		if twin, ok := mine[ids[i]]; ok { // twice in one call
			*c = twin
			continue
		}
		if err := out.room(); err != nil {
			return err
		}
		c.Segment, c.Offset, c.Length = out.file, out.end, int64(len(packed[i]))
		c.crc = crc32.Checksum(packed[i], castagnoli)
		if err := out.write(packed[i]); err != nil {
			return err
		}
		mine[ids[i]] = *c
	}
	return nil
}

// describe makes the capture of a page and, when it is new, its record.
func (a *Archive) describe(known *sql.Stmt, w *packer, p *page.Page) (Capture, captureID, []byte, error) {
	digest := sha256.Sum256(p.Body)
	key, name := captureKey(p)
	id := newCaptureID(key, digest)
	// A statement that can be cancelled costs a goroutine; this one is short.
	c, err := scanCapture(known.QueryRow(id[:]))
	switch {
	case err == nil:
		c.Known, c.payload = c.What != Withdrawn, payloadOf(p)
		if p.Captured.After(c.Seen) {
			c.Seen = p.Captured
		}
		return c, id, nil, nil
	case !errors.Is(err, sql.ErrNoRows):
		return c, id, nil, err
	}
	a.pendMu.Lock()
	c, waiting := a.pending[id]
	a.pendMu.Unlock()
	if waiting {
		return c, id, nil, nil
	}
	c = Capture{
		ID: id.String(), URL: p.URL, Name: name, Digest: hex.EncodeToString(digest[:]),
		Captured: fromMicro(micro(p.Captured)), Seen: fromMicro(micro(p.Captured)),
		Status: p.Status, ContentType: p.ContentType, Size: int64(len(p.Body)), Origin: p.Origin,
		payload: payloadOf(p),
	}
	buf, err := w.pack(toRecord(p, name, c.Digest, a.now()))
	return c, id, buf, err
}

// packer makes records, one gzip member each.
type packer struct {
	w   *warc.Writer
	out bytes.Buffer // used again for the next
}

func (p *packer) pack(rec warc.Record) ([]byte, error) {
	if p.w == nil {
		p.w = warc.NewWriter(&p.out)
	}
	p.out.Reset()
	_, err := p.w.WriteRecord(rec)
	return bytes.Clone(p.out.Bytes()), err
}
