package archive

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"

	"khobao/index"
	"khobao/internal/failure"
)

// articleRow is a row of the table articles: the current version.
type articleRow struct {
	seq      int64
	id       int64
	sum      []byte
	block    int64
	slot     int
	captured int64 // newest time this text was seen
	capture  int64 // row of the capture the text was taken from
	first    int64 // row of the article's first capture
	imported int64 // the import that brought it; 0 = none
	versions int
	url      bool
	site     string
}

func scanArticle(row *sql.Row) (r articleRow, err error) {
	err = row.Scan(&r.seq, &r.id, &r.sum, &r.block, &r.slot, &r.captured, &r.capture, &r.first, &r.versions, &r.url, &r.site, &r.imported)
	return r, err
}

// versionRow is a row of the table versions: a text that is not current.
type versionRow struct {
	sum      []byte
	block    int64
	slot     int
	captured int64
	capture  int64
}

// articleID and parseArticleID turn the 16 hex digits of index.NewID into the
// catalogue's number and back.
func articleID(n int64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	return hex.EncodeToString(b[:])
}

func parseArticleID(s string) (int64, error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 8 {
		return 0, failure.New(failure.NotFound, s, err)
	}
	return int64(binary.BigEndian.Uint64(b)), nil
}

// textSum is what tells one text of an article from another: 16 bytes of the
// SHA-256 of title, lead, body and the captions' texts, each with its length.
func textSum(a *index.Article) []byte {
	h := sha256.New()
	var room [1024]byte // a text is not copied whole to be read as bytes
	part := func(s string) {
		h.Write(binary.LittleEndian.AppendUint64(room[:0], uint64(len(s))))
		for len(s) > 0 {
			n := copy(room[:], s)
			h.Write(room[:n])
			s = s[n:]
		}
	}
	part(a.Title)
	part(a.Lead)
	part(a.Body)
	for _, c := range a.Captions {
		part(c.Text)
	}
	return h.Sum(nil)[:16]
}
