package archive

import (
	"context"
	"database/sql"
	"errors"

	"khobao/index"
	"khobao/internal/failure"
)

// Reextracted records what a newer rule made of captures that are catalogued.
// It replaces fields of the text a capture gave, current or earlier, without
// making a version: the rule changed, not the page. Articles keep their ids.
// A capture that was no article may become one; one that no longer is loses
// its text, and the article leaves when it was its only one (Removed). Captures
// that only repeated a text (Same, Duplicate) change nothing. Between
// StartExtraction and EndExtraction what is replaced is noted, for Replaced.
// Failures are those of Commit.
func (a *Archive) Reextracted(ctx context.Context, outcomes []Outcome) ([]Change, error) {
	changes := make([]Change, len(outcomes))
	err := a.transact(ctx, func(t *txn) error {
		for i := range outcomes {
			if err := ctx.Err(); err != nil {
				return failure.New(failure.Canceled, a.Dir, err)
			}
			var err error
			if changes[i], err = t.reextracted(&outcomes[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}

func (t *txn) reextracted(o *Outcome) (Change, error) {
	id, err := parseCaptureID(o.Capture.ID)
	if err != nil {
		return Change{}, err
	}
	var c captureRow
	err = t.stmt(t.cat.capture).QueryRow(id[:]).Scan(&c.n, &c.seen, &c.what, &c.article, &c.imported)
	if errors.Is(err, sql.ErrNoRows) {
		return Change{}, failure.New(failure.NotFound, o.Capture.ID, nil)
	}
	if err != nil {
		return Change{}, err
	}
	if c.what == Withdrawn {
		return Change{What: Withdrawn}, nil
	}
	if !c.article.Valid {
		if o.Article != nil {
			if err := t.noteNoText(c.n); err != nil {
				return Change{}, err
			}
		}
		return t.outcome(o, 0)
	}
	known, err := scanArticle(t.stmt(t.cat.article).QueryRow(c.article.Int64))
	if err != nil {
		return Change{}, err
	}
	gone := o.Failure != nil || o.Article == nil
	if known.capture == c.n {
		change, err := Change{}, error(nil)
		if gone {
			change, err = t.withdraw(known, c, o)
		} else {
			change, err = t.rewrite(known, o.Article)
		}
		if err == nil && change.Seq > 0 {
			err = t.noteText(c.n, known.block, known.slot)
		}
		return change, err
	}
	same := Change{ID: articleID(known.id), What: Same, Version: known.versions}
	v, found, err := t.versionOf(known.id, c.n)
	if err != nil || !found || gone {
		return same, err
	}
	if err := t.noteText(c.n, v.block, v.slot); err != nil {
		return same, err
	}
	return same, t.rewriteVersion(known, v, o.Article)
}

// rewrite replaces the current text of an article.
func (t *txn) rewrite(known articleRow, art *index.Article) (Change, error) {
	own := *art
	own.ID = articleID(known.id)
	change := Change{ID: own.ID, What: Same, Version: known.versions}
	sum := textSum(&own)
	old, err := t.text(unpackPlace(known.block, known.slot))
	if err == nil {
		own.Changed, own.Quiet = old.Changed, old.Quiet // of the page, not of the rule
	}
	if err == nil && string(appendArticle(nil, &old)) == string(appendArticle(nil, &own)) {
		return change, nil
	}
	// The rule may now read what an earlier version had: then that one goes.
	if err := t.exec(t.cat.versionDelete, known.id, sum); err != nil {
		return Change{}, err
	}
	n, err := t.countVersions(known.id)
	if err != nil {
		return Change{}, err
	}
	p, err := t.a.out.add(&own)
	if err != nil {
		return Change{}, err
	}
	change.Seq, change.What, change.Version = t.next(), Changed, n
	return change, t.exec(t.cat.articleReplace, change.Seq, sum, p.pack(), p.slot, known.captured, known.capture, n,
		own.URL != "", own.Site, published(&own), known.id)
}

// countVersions counts the texts of an article, the current one included.
func (t *txn) countVersions(id int64) (int, error) {
	n := 1
	rows, err := t.stmt(t.cat.versionsWrite).Query(id)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// rewriteVersion replaces an earlier text, unless the new one is known of the
// article already: then the earlier one stays as it is.
func (t *txn) rewriteVersion(known articleRow, v versionRow, art *index.Article) error {
	own := *art
	own.ID = articleID(known.id)
	if old, err := t.text(unpackPlace(v.block, v.slot)); err == nil {
		own.Changed, own.Quiet = old.Changed, old.Quiet
	}
	sum := textSum(&own)
	if string(sum) != string(v.sum) {
		if string(sum) == string(known.sum) {
			return nil
		}
		var other versionRow
		err := t.stmt(t.cat.version).QueryRow(known.id, sum).Scan(&other.sum, &other.block, &other.slot, &other.captured, &other.capture)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	p, err := t.a.out.add(&own)
	if err != nil {
		return err
	}
	return t.exec(t.cat.versionPlace, sum, p.pack(), p.slot, known.id, v.sum)
}

// withdraw takes away the current text of an article: its newest earlier one
// becomes current, or the article leaves.
func (t *txn) withdraw(known articleRow, c captureRow, o *Outcome) (Change, error) {
	what, kind, code, detail := Skipped, "", "", ""
	if o.Failure != nil {
		what, kind, code, detail = Failed, string(o.Failure.Kind), o.Failure.Code, o.Failure.Detail
	}
	if err := t.exec(t.cat.captureOutcome, string(what), string(o.Kind), kind, code, detail, c.n); err != nil {
		return Change{}, err
	}
	change := Change{Seq: t.next(), ID: articleID(known.id)}
	var v versionRow
	err := t.tx.QueryRow(`SELECT sum, block, slot, captured, capture FROM versions WHERE article = ? ORDER BY captured DESC, capture DESC LIMIT 1`, known.id).
		Scan(&v.sum, &v.block, &v.slot, &v.captured, &v.capture)
	if err == nil {
		return t.stepBack(known, v, c, change)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return Change{}, err
	}
	change.What, change.Delete = Removed, true
	if err := t.exec(t.cat.articleDelete, known.id); err != nil {
		return Change{}, err
	}
	// Free every capture, so that each may become an article again.
	if _, err := t.tx.Exec(`UPDATE captures SET article = NULL, more = 0 WHERE n = ?1 OR (article = ?2 AND more = 1)`, known.first, known.id); err != nil {
		return Change{}, err
	}
	return change, t.exec(t.cat.removedInsert, change.Seq, known.id, micro(t.a.now()), "reextracted")
}

// stepBack makes an earlier text current and frees the capture of the present
// one, so that it may become a version again.
func (t *txn) stepBack(known articleRow, v versionRow, c captureRow, change Change) (Change, error) {
	if known.first == c.n {
		known.first = v.capture
		if err := t.exec(t.cat.captureLink, known.id, false, v.capture); err != nil {
			return Change{}, err
		}
		if err := t.exec(t.cat.articleVersions, known.versions, known.first, known.id); err != nil {
			return Change{}, err
		}
	}
	if err := t.exec(t.cat.captureLink, nil, false, c.n); err != nil {
		return Change{}, err
	}
	art, err := t.text(unpackPlace(v.block, v.slot))
	if err != nil {
		return Change{}, damagedText(change.ID, err)
	}
	if err := t.exec(t.cat.versionDelete, known.id, v.sum); err != nil {
		return Change{}, err
	}
	p, err := t.a.out.add(&art)
	if err != nil {
		return Change{}, err
	}
	change.What, change.Version = Changed, known.versions-1
	return change, t.exec(t.cat.articleReplace, change.Seq, v.sum, p.pack(), p.slot, v.captured, v.capture, known.versions-1,
		art.URL != "", art.Site, published(&art), known.id)
}

// Update replaces the current text of articles by id, for what is worked out
// later than extraction: reprint families, names found. The text itself must
// be unchanged, which is checked (Usage); articles that are not there are left
// out, and so are those that are already as given.
func (a *Archive) Update(ctx context.Context, articles []index.Article) ([]Change, error) {
	var changes []Change
	err := a.transact(ctx, func(t *txn) error {
		for i := range articles {
			id, err := parseArticleID(articles[i].ID)
			if err != nil {
				return err
			}
			known, err := scanArticle(t.stmt(t.cat.article).QueryRow(id))
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			if string(textSum(&articles[i])) != string(known.sum) {
				return failure.New(failure.Usage, articles[i].ID, errors.New("update of another text"))
			}
			change, err := t.rewrite(known, &articles[i])
			if err != nil {
				return err
			}
			if change.Seq != 0 {
				changes = append(changes, change)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}
