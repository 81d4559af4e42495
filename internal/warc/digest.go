package warc

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
)

// digestAlgorithms are the ones WARC writers name.
var digestAlgorithms = []struct {
	name string
	new  func() hash.Hash
}{
	{"sha1", sha1.New},
	{"sha256", sha256.New},
	{"sha512", sha512.New},
	{"md5", md5.New},
}

// Matches tells whether b has the digest, "algorithm:value" in base32, hex or
// base64. known is false when the algorithm is none we know or the value does
// not have its length: then nothing can be said.
func Matches(digest string, b []byte) (match, known bool) {
	name, value, ok := strings.Cut(digest, ":")
	if !ok {
		return false, false
	}
	name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "-", "")
	value = strings.TrimSpace(value)
	for _, a := range digestAlgorithms {
		if a.name != name {
			continue
		}
		h := a.new()
		want, ok := decodeDigest(value, h.Size())
		if !ok {
			return false, false
		}
		h.Write(b)
		return string(h.Sum(nil)) == string(want), true
	}
	return false, false
}

func decodeDigest(s string, size int) ([]byte, bool) {
	if len(s) == hex.EncodedLen(size) {
		if b, err := hex.DecodeString(s); err == nil {
			return b, true
		}
	}
	bare := strings.TrimRight(s, "=")
	if b, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(bare)); err == nil && len(b) == size {
		return b, true
	}
	for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if b, err := enc.DecodeString(bare); err == nil && len(b) == size {
			return b, true
		}
	}
	return nil, false
}

// checkBlock notes a doubt when the block does not have its digest.
func (r *Record) checkBlock() {
	if r.BlockDigest == "" || r.Cut || r.Has(DoubtLength) {
		return
	}
	if match, known := Matches(r.BlockDigest, r.Block); known && !match {
		r.doubt(DoubtBlockDigest)
	}
}
