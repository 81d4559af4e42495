package archive

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"

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
	versions int
	url      bool
	site     string
}

func scanArticle(row *sql.Row) (r articleRow, err error) {
	err = row.Scan(&r.seq, &r.id, &r.sum, &r.block, &r.slot, &r.captured, &r.capture, &r.first, &r.versions, &r.url, &r.site)
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
	var n [8]byte
	part := func(s string) {
		binary.LittleEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	part(a.Title)
	part(a.Lead)
	part(a.Body)
	for _, c := range a.Captions {
		part(c.Text)
	}
	return h.Sum(nil)[:16]
}

// place puts an article where it belongs: a new article, a version of one, or
// the text of one that is known.
func (t *txn) place(art *index.Article, c captureRow) (Change, link, error) {
	id, err := parseArticleID(art.ID)
	if err != nil {
		return Change{}, link{}, failure.New(failure.Usage, art.ID, errors.New("article id is not 16 hex digits"))
	}
	sum := textSum(art)
	known, err := scanArticle(t.stmt(t.cat.article).QueryRow(id))
	if err == nil {
		change, err := t.another(known, art, sum, c)
		return change, link{true, id, true}, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return Change{}, link{}, err
	}
	twin, found, err := t.twin(art, sum)
	if err != nil {
		return Change{}, link{}, err
	}
	if found {
		change, err := t.duplicate(twin, art, c)
		return change, link{true, twin.id, true}, err
	}
	if err := t.exec(t.cat.removedDelete, id); err != nil {
		return Change{}, link{}, err
	}
	p, err := t.a.out.add(art)
	if err != nil {
		return Change{}, link{}, err
	}
	seq := t.next()
	err = t.exec(t.cat.articleInsert, seq, id, sum, p.pack(), p.slot, c.seen, c.n, c.n, 1, art.URL != "", art.Site, published(art))
	return Change{Seq: seq, ID: art.ID, What: Added, Version: 1}, link{true, id, false}, err
}

// published is the publication date in seconds, NULL when unknown.
func published(art *index.Article) sql.NullInt64 {
	return sql.NullInt64{Int64: art.Published.Time.Unix(), Valid: !art.Published.IsZero()}
}

// another takes one more capture of a known article.
func (t *txn) another(known articleRow, art *index.Article, sum []byte, c captureRow) (Change, error) {
	same := Change{ID: articleID(known.id), What: Same, Version: known.versions}
	if string(sum) == string(known.sum) {
		return same, t.seenCurrent(known, c.seen)
	}
	var v versionRow
	err := t.stmt(t.cat.version).QueryRow(known.id, sum).Scan(&v.sum, &v.block, &v.slot, &v.captured, &v.capture)
	if err == nil {
		return t.seenVersion(known, v, c.seen)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return Change{}, err
	}
	p, err := t.a.out.add(art)
	if err != nil {
		return Change{}, err
	}
	if c.seen < known.captured {
		err = t.exec(t.cat.versionInsert, known.id, sum, p.pack(), p.slot, c.seen, c.n)
		if err == nil {
			err = t.exec(t.cat.articleVersions, known.versions+1, known.first, known.id)
		}
		return Change{ID: same.ID, What: Older, Version: known.versions + 1}, err
	}
	if err := t.retire(known); err != nil {
		return Change{}, err
	}
	seq := t.next()
	err = t.exec(t.cat.articleReplace, seq, sum, p.pack(), p.slot, c.seen, c.n, known.versions+1, art.URL != "", art.Site, published(art), known.id)
	return Change{Seq: seq, ID: same.ID, What: Changed, Version: known.versions + 1}, err
}

// retire makes the current text an earlier version.
func (t *txn) retire(known articleRow) error {
	return t.exec(t.cat.versionInsert, known.id, known.sum, known.block, known.slot, known.captured, known.capture)
}

func (t *txn) seenCurrent(known articleRow, seen int64) error {
	if seen <= known.captured {
		return nil
	}
	return t.exec(t.cat.articleSeen, seen, known.id)
}

// seenVersion takes note that an earlier text was met again. When that was
// later than the current text was met, the page has gone back to it.
func (t *txn) seenVersion(known articleRow, v versionRow, seen int64) (Change, error) {
	change := Change{ID: articleID(known.id), What: Same, Version: known.versions}
	if seen <= v.captured {
		return change, nil
	}
	if seen < known.captured {
		return change, t.exec(t.cat.versionSeen, seen, known.id, v.sum)
	}
	if err := t.exec(t.cat.versionDelete, known.id, v.sum); err != nil {
		return Change{}, err
	}
	if err := t.retire(known); err != nil {
		return Change{}, err
	}
	art, err := t.text(unpackPlace(v.block, v.slot))
	if err != nil {
		return Change{}, failure.New(failure.Damaged, change.ID, err)
	}
	// Written again, so that the order of change stays the order of the texts.
	p, err := t.a.out.add(&art)
	if err != nil {
		return Change{}, err
	}
	change.Seq, change.What = t.next(), Changed
	return change, t.exec(t.cat.articleReplace, change.Seq, v.sum, p.pack(), p.slot, seen, v.capture, known.versions,
		art.URL != "", art.Site, published(&art), known.id)
}

// seenAgain takes note of a capture that was committed before.
func (t *txn) seenAgain(c captureRow) (Change, error) {
	known, err := scanArticle(t.stmt(t.cat.article).QueryRow(c.article.Int64))
	if errors.Is(err, sql.ErrNoRows) {
		return Change{ID: articleID(c.article.Int64), What: Removed}, nil
	}
	if err != nil {
		return Change{}, err
	}
	same := Change{ID: articleID(known.id), What: Same, Version: known.versions}
	if known.capture == c.n {
		return same, t.seenCurrent(known, c.seen)
	}
	v, found, err := t.versionOf(known.id, c.n)
	if err != nil || !found {
		return same, err
	}
	return t.seenVersion(known, v, c.seen)
}

// versionOf finds the earlier version whose text was taken from a capture.
func (t *txn) versionOf(article, capture int64) (versionRow, bool, error) {
	rows, err := t.stmt(t.cat.versionsWrite).Query(article)
	if err != nil {
		return versionRow{}, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var v versionRow
		if err := rows.Scan(&v.sum, &v.block, &v.slot, &v.captured, &v.capture); err != nil {
			return versionRow{}, false, err
		}
		if v.capture == capture {
			return v, true, nil
		}
	}
	return versionRow{}, false, rows.Err()
}

// twin finds an article of the same text that art is a duplicate of: one of
// the two has no address, or both are of one site. A reprint by another site is
// none. Pages without a body are alike for many reasons.
func (t *txn) twin(art *index.Article, sum []byte) (articleRow, bool, error) {
	if art.Body == "" {
		return articleRow{}, false, nil
	}
	rows, err := t.stmt(t.cat.articleBySum).Query(sum)
	if err != nil {
		return articleRow{}, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var r articleRow
		if err := rows.Scan(&r.seq, &r.id, &r.sum, &r.block, &r.slot, &r.captured, &r.capture, &r.first, &r.versions, &r.url, &r.site); err != nil {
			return r, false, err
		}
		if !r.url || art.URL == "" || r.site == art.Site {
			return r, true, nil
		}
	}
	return articleRow{}, false, rows.Err()
}

// duplicate attaches a capture to the article it duplicates. An article that
// had no address takes the fields of one that has, and keeps its id.
func (t *txn) duplicate(twin articleRow, art *index.Article, c captureRow) (Change, error) {
	change := Change{ID: articleID(twin.id), What: Duplicate, Version: twin.versions}
	if twin.url || art.URL == "" {
		return change, t.seenCurrent(twin, c.seen)
	}
	own := *art
	own.ID = change.ID
	p, err := t.a.out.add(&own)
	if err != nil {
		return Change{}, err
	}
	change.Seq = t.next()
	return change, t.exec(t.cat.articleReplace, change.Seq, twin.sum, p.pack(), p.slot, max(twin.captured, c.seen), c.n, twin.versions,
		true, art.Site, published(art), twin.id)
}
