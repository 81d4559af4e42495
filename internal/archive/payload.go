package archive

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// payloadOf is the payload digest by which a page can be found: one that has a
// body of its own.
func payloadOf(p *page.Page) string {
	if len(p.Body) == 0 || p.RevisitOf != "" || p.Status >= 400 {
		return ""
	}
	return p.PayloadDigest
}

// payloadKey is the catalogue's form of a digest. Letter case says nothing in
// the hex and base 32 that containers write.
func payloadKey(digest string) int64 {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(digest))))
	return int64(binary.BigEndian.Uint64(sum[:]))
}

func (t *txn) putPayload(capture int64, digest string) error {
	if digest == "" {
		return nil
	}
	return t.exec(t.cat.payloadPut, payloadKey(digest), capture)
}

// payloadLimit bounds the captures looked at: copies of a logo may be many.
const payloadLimit = 1000

// FindPayload gives the capture whose container declared this payload digest,
// as "sha1:…": of several the one of the address, then the nearest in time.
// NotFound when there is none.
func (a *Archive) FindPayload(ctx context.Context, digest, address string, near time.Time) (Capture, error) {
	if digest == "" || a.cat.taken < payloadsStep {
		return Capture{}, failure.New(failure.NotFound, digest, nil)
	}
	rows, err := a.cat.read.QueryContext(ctx, `SELECT `+captureColumns+` FROM captures
		WHERE n IN (SELECT capture FROM payloads WHERE payload = ? LIMIT ?)`, payloadKey(digest), payloadLimit)
	if err != nil {
		return Capture{}, diskError(digest, err)
	}
	list, err := collectCaptures(rows)
	if err != nil {
		return Capture{}, diskError(digest, err)
	}
	key := urlKey(address)
	ofAddress := func(c Capture) bool { return c.URL != "" && urlKey(c.URL) == key }
	var best Capture
	for _, c := range list {
		x, y := ofAddress(c), ofAddress(best)
		if best.ID == "" || x && !y || x == y && nearer(c, best, near) {
			best = c
		}
	}
	if best.ID == "" {
		return Capture{}, failure.New(failure.NotFound, digest, nil)
	}
	return best, nil
}
