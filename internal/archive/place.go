package archive

import (
	"context"
	"database/sql"
	"errors"

	"khobao/index"
	"khobao/internal/failure"
)

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
	if err := t.a.arrived(context.Background(), art, c.n, c.imported); err != nil {
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
	if c.seen < known.captured {
		p, err := t.a.out.add(art)
		if err != nil {
			return Change{}, err
		}
		err = t.exec(t.cat.versionInsert, known.id, sum, p.pack(), p.slot, c.seen, c.n)
		if err != nil {
			return Change{}, err
		}
		return t.older(known, c.seen)
	}
	if err := t.retire(known); err != nil {
		return Change{}, err
	}
	own := *art
	own.Changed, own.Quiet = fromMicro(c.seen), quiet(art, known.captured)
	p, err := t.a.out.add(&own)
	if err != nil {
		return Change{}, err
	}
	seq := t.next()
	err = t.exec(t.cat.articleReplace, seq, sum, p.pack(), p.slot, c.seen, c.n, known.versions+1, art.URL != "", art.Site, published(art), known.id)
	return Change{Seq: seq, ID: same.ID, What: Changed, Version: known.versions + 1}, err
}

// older counts a text that is older than the current one, which was seen until
// before. The current text now counts as changed, if it did not yet.
func (t *txn) older(known articleRow, before int64) (Change, error) {
	change := Change{ID: articleID(known.id), What: Older, Version: known.versions + 1}
	if known.versions > 1 {
		return change, t.exec(t.cat.articleVersions, change.Version, known.first, known.id)
	}
	art, err := t.text(unpackPlace(known.block, known.slot))
	if err != nil {
		return Change{}, damagedText(change.ID, err)
	}
	art.Changed, art.Quiet = art.Captured, quiet(&art, before)
	p, err := t.a.out.add(&art)
	if err != nil {
		return Change{}, err
	}
	change.Seq = t.next()
	return change, t.exec(t.cat.articleReplace, change.Seq, known.sum, p.pack(), p.slot, known.captured, known.capture, change.Version,
		known.url, known.site, published(&art), known.id)
}

// quiet tells that a page does not own to a change: it gives no time of update,
// or one at which the earlier text, last seen at before, still stood.
func quiet(art *index.Article, before int64) bool {
	switch u := art.Updated; {
	case u.IsZero():
		return true
	case before == 0:
		return false
	case u.Day:
		return u.Time.AddDate(0, 0, 1).UnixMicro() <= before
	default:
		return u.Time.UnixMicro() <= before
	}
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
		return Change{}, damagedText(change.ID, err)
	}
	// Written again, so that the order of change stays the order of the texts.
	art.Changed, art.Quiet = fromMicro(seen), quiet(&art, known.captured)
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
