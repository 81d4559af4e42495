package source

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"khobao/internal/failure"
)

// manifestName is the file that makes a ZIP a WACZ (WACZ 1.1.1, section 5).
const manifestName = "datapackage.json"

// maxManifest is the largest manifest read, 8 MiB: it lists files, not pages.
const maxManifest = 8 << 20

// datapackage is what is read of the manifest.
type datapackage struct {
	Profile   string     `json:"profile"`
	Version   string     `json:"wacz_version"`
	Resources []resource `json:"resources"`
}

// resource is one file the manifest lists. Release 1.0.0 of the format had
// hash and size in "stats".
type resource struct {
	Name    string `json:"name"`
	Path    string `json:"path"`
	Hash    string `json:"hash"`
	Bytes   *int64 `json:"bytes"`
	Hashing string `json:"hashing"`
	Stats   struct {
		Hash  string `json:"hash"`
		Bytes *int64 `json:"bytes"`
	} `json:"stats"`
}

// declared gives hash and size of either form; bytes is -1 when not given.
func (r *resource) declared() (hash string, bytes int64) {
	hash, bytes = r.Hash, -1
	if hash == "" && r.Stats.Hash != "" {
		hash = r.Hashing + ":" + r.Stats.Hash
	}
	if r.Bytes != nil {
		bytes = *r.Bytes
	} else if r.Stats.Bytes != nil {
		bytes = *r.Stats.Bytes
	}
	return hash, bytes
}

// manifest gives the manifest of a WACZ, nil for another ZIP: it stands at the
// top, beside a folder "archive".
func (z *zipfile) manifest() *zip.File {
	var found *zip.File
	archive := false
	for _, f := range z.File {
		switch {
		case f.Name == manifestName:
			found = f
		case strings.HasPrefix(f.Name, "archive/"):
			archive = true
		}
	}
	if !archive {
		return nil
	}
	return found
}

// findingMark begins the segment of a cursor that stands behind a finding of
// the check, and their count so far.
const findingMark = "v"

// readWACZ reads the WARC files of a WACZ, after a check of the hashes in its
// manifest when read from the start. What the check finds is reported and
// keeps nothing from being read: records have digests of their own. Indexes
// and lists of pages are not read, the records are the truth.
func (w *walk) readWACZ(z *zipfile, manifest *zip.File, at place) {
	told, checking := strings.CutPrefix(at.here(), findingMark)
	if checking || at.here() == "" {
		w.verify(z, manifest, place{told}.number())
		at = nil
	}
	w.entries(z, at, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "archive/") && !hiddenPath(f.Name) })
}

// verify checks what the manifest says of the other files, and what the digest
// file says of the manifest, passing over the findings told before.
func (w *walk) verify(z *zipfile, manifest *zip.File, told int64) {
	e := w.nested(z.in, manifestName, "")
	var findings int64
	refuse := func(code, detail string, err error) bool {
		if findings++; findings <= told {
			return w.alive()
		}
		f := failure.New(failure.Damaged, e.object(0), err).WithCode(code)
		f.Detail = detail
		return w.fail(z.in, f, findingMark+count(findings))
	}
	raw, err := z.content(manifest, maxManifest)
	var d datapackage
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	if err != nil {
		refuse("wacz-manifest", "", err)
		return
	}
	good := true
	if signed, ok := z.byName("datapackage-digest.json"); ok {
		good = w.verifyDigest(z, signed, raw, refuse)
	} else {
		w.notice(z.in, "wacz-unsigned", "")
	}
	if !w.alive() {
		return
	}
	checked := 0
	for _, r := range d.Resources {
		f, ok := z.byName(r.Path)
		if !ok {
			f, ok = z.byName("archive/" + r.Name)
		}
		if !ok {
			good = false
			if !refuse("wacz-missing", cleanName(first(r.Path, r.Name)), nil) {
				return
			}
			continue
		}
		declared, size := r.declared()
		if size >= 0 && size != int64(f.UncompressedSize64) {
			good = false
			if !refuse("wacz-size", cleanName(f.Name), nil) {
				return
			}
			continue
		}
		match, known, err := w.hashOf(z, f, declared)
		switch {
		case err != nil:
			good = false
			if !refuse("wacz-hash", cleanName(f.Name), err) {
				return
			}
		case known && !match:
			good = false
			if !refuse("wacz-hash", cleanName(f.Name), nil) {
				return
			}
		case known:
			checked++
		}
		if !w.alive() {
			return
		}
	}
	if good && checked > 0 {
		w.notice(z.in, "wacz-verified", fmt.Sprint(checked))
	}
}

// verifyDigest checks the hash of the manifest that stands in the digest file,
// and its signature. Any verdict but that of a forged one is told as a notice.
func (w *walk) verifyDigest(z *zipfile, signed *zip.File, manifest []byte, refuse func(string, string, error) bool) bool {
	raw, err := z.content(signed, maxManifest)
	var d struct {
		Hash       string          `json:"hash"`
		SignedData json.RawMessage `json:"signedData"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	if err != nil {
		refuse("wacz-manifest", signed.Name, err)
		return false
	}
	good := true
	actual := d.Hash // of a kind that we cannot compute
	if h, want := hasher(d.Hash); h != nil {
		h.Write(manifest)
		name, _, _ := strings.Cut(d.Hash, ":")
		sum := h.Sum(nil)
		actual = name + ":" + hex.EncodeToString(sum)
		if !bytes.Equal(sum, want) {
			good = false
			if !refuse("wacz-hash", manifestName, nil) {
				return false
			}
		}
	}
	switch found, detail := judge(d.SignedData, actual, w.opts.Roots); found {
	case unsigned:
		w.notice(z.in, "wacz-unsigned", "")
	case anonymous:
		w.notice(z.in, "wacz-signed-key", detail)
	case vouched:
		w.notice(z.in, "wacz-signed-domain", detail)
	case unvouched:
		w.notice(z.in, "wacz-signed-unknown", detail)
	case strange:
		w.notice(z.in, "wacz-signed-strange", detail)
	case forged:
		refuse("wacz-signature", detail, nil)
		return false
	}
	return w.verifyStamp(z, d.SignedData, refuse) && good
}

// verifyStamp tells what is found of the time stamp of a signature, if it has one.
func (w *walk) verifyStamp(z *zipfile, raw json.RawMessage, refuse func(string, string, error) bool) bool {
	var s signedData
	if json.Unmarshal(raw, &s) != nil {
		return true // told before
	}
	found, at := judgeStamp(s, w.opts.Roots)
	switch when := at.UTC().Format(time.RFC3339); found {
	case stamped:
		w.notice(z.in, "wacz-stamped", when)
	case stampUnvouched:
		w.notice(z.in, "wacz-stamp-unknown", when)
	case stampStrange:
		w.notice(z.in, "wacz-stamp-strange", "")
	case stampForged:
		refuse("wacz-stamp", "", nil)
		return false
	}
	return true
}

func (z *zipfile) byName(name string) (*zip.File, bool) {
	for _, f := range z.File {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

// content reads a small entry.
func (z *zipfile) content(f *zip.File, limit int64) ([]byte, error) {
	if z.overlap[f] || int64(f.UncompressedSize64) > limit {
		return nil, errSize
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(b)) > limit {
		err = errSize
	}
	return b, err
}

// hashOf compares the bytes of an entry with a hash; known is false when the
// manifest has none that we can compute.
func (w *walk) hashOf(z *zipfile, f *zip.File, declared string) (match, known bool, err error) {
	h, want := hasher(declared)
	if h == nil {
		return false, false, nil
	}
	if z.overlap[f] {
		return false, true, errRatio
	}
	r, err := f.Open()
	if err != nil {
		return false, true, err
	}
	defer func() { _ = r.Close() }()
	if _, err = io.Copy(h, &guard{r: r, in: func() int64 { return int64(f.CompressedSize64) }}); err != nil {
		return false, true, err
	}
	return bytes.Equal(h.Sum(nil), want), true, nil
}

// hasher reads "sha256:…" or "md5:…" in hex; nil for anything else.
func hasher(declared string) (hash.Hash, []byte) {
	name, value, _ := strings.Cut(declared, ":")
	want, err := hex.DecodeString(strings.TrimSpace(value))
	if err != nil {
		return nil, nil
	}
	switch {
	case name == "sha256" && len(want) == sha256.Size:
		return sha256.New(), want
	case name == "md5" && len(want) == md5.Size:
		return md5.New(), want
	}
	return nil, nil
}
