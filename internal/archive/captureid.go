package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// captureID is the catalogue's form of Capture.ID.
type captureID [16]byte

func (id captureID) String() string { return hex.EncodeToString(id[:]) }

func parseCaptureID(s string) (id captureID, err error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return id, failure.New(failure.NotFound, s, err)
	}
	return captureID(b), nil
}

// captureKey is what makes two originals captures of the same thing: the
// address without its fragment, http and https being one, host in lower case;
// else the JSONL id; else the file's name without its folders, so that a
// folder may move between two imports.
func captureKey(p *page.Page) (key, name string) {
	if p.URL != "" {
		return urlKey(p.URL), ""
	}
	name = fileName(p.Origin)
	return "name:" + name, name
}

func keyOf(p *page.Page) string {
	key, _ := captureKey(p)
	return key
}

func fileName(o page.Origin) string {
	switch {
	case o.Kind == "jsonl" && o.Record != "":
		return o.Record
	case o.Entry != "":
		return path.Base(o.Entry)
	case o.Path != "":
		return filepath.Base(o.Path)
	}
	return ""
}

func urlKey(address string) string {
	address, _, _ = strings.Cut(address, "#")
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "url:" + address
	}
	if scheme := strings.ToLower(u.Scheme); scheme == "http" || scheme == "https" {
		port := u.Port()
		if port == "" || port == "80" || port == "443" {
			u.Host = u.Hostname()
		}
		_, rest, _ := strings.Cut(address, "://")
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			rest = rest[i:]
		} else {
			rest = ""
		}
		if !strings.HasPrefix(rest, "/") {
			rest = "/" + rest
		}
		return "url://" + strings.ToLower(u.Host) + rest
	}
	return "url:" + address
}

// keyHash is the part of a capture id that its key gives.
func keyHash(key string) [8]byte {
	sum := sha256.Sum256([]byte(key))
	return [8]byte(sum[:8])
}

func newCaptureID(key string, digest [32]byte) (id captureID) {
	h := keyHash(key)
	copy(id[:8], h[:])
	copy(id[8:], digest[:8])
	return id
}
