package archive

import (
	"khobao/index"
)

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
		if err := rows.Scan(&r.seq, &r.id, &r.sum, &r.block, &r.slot, &r.captured, &r.capture, &r.first, &r.versions, &r.url, &r.site, &r.imported); err != nil {
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
	if twin.versions > 1 {
		old, err := t.text(unpackPlace(twin.block, twin.slot))
		if err != nil {
			return Change{}, damagedText(change.ID, err)
		}
		own.Changed, own.Quiet = old.Changed, old.Quiet
	}
	p, err := t.a.out.add(&own)
	if err != nil {
		return Change{}, err
	}
	change.Seq = t.next()
	return change, t.exec(t.cat.articleReplace, change.Seq, twin.sum, p.pack(), p.slot, max(twin.captured, c.seen), c.n, twin.versions,
		true, art.Site, published(art), twin.id)
}
