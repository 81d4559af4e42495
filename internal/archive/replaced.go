package archive

import (
	"context"
	"database/sql"
	"iter"

	"khobao/index"
	"khobao/internal/failure"
)

// Extraction is the last extraction of everything, or of a site, that can be undone.
type Extraction struct {
	Site     string // "" = of everything
	Ended    bool   // it came to its end
	Replaced int    // captures of which it made something else
}

// StartExtraction begins to note what Reextracted replaces, and forgets what was
// noted before, unless that was of an extraction of the same pages that was
// interrupted: then this one goes on for it.
func (a *Archive) StartExtraction(ctx context.Context, site string) error {
	return a.transact(ctx, func(t *txn) error {
		var last Extraction
		if err := t.tx.QueryRow(`SELECT site, ended FROM extraction`).Scan(&last.Site, &last.Ended); err != nil {
			return err
		}
		if !last.Ended && last.Site == site {
			return nil
		}
		_, err := t.tx.Exec(`DELETE FROM replaced`)
		if err == nil {
			_, err = t.tx.Exec(`UPDATE extraction SET turn = turn + 1, site = ?, ended = 0`, site)
		}
		return err
	})
}

// EndExtraction ends what StartExtraction began.
func (a *Archive) EndExtraction(ctx context.Context) error {
	return a.transact(ctx, func(t *txn) error {
		_, err := t.tx.Exec(`UPDATE extraction SET ended = 1`)
		return err
	})
}

// ForgetExtraction forgets what the last extraction replaced: there is no way back
// to it.
func (a *Archive) ForgetExtraction(ctx context.Context) error {
	return a.transact(ctx, func(t *txn) error {
		_, err := t.tx.Exec(`DELETE FROM replaced`)
		if err == nil {
			_, err = t.tx.Exec(`UPDATE extraction SET ended = 1`)
		}
		return err
	})
}

// LastExtraction tells of the extraction that can be undone; one that replaced
// nothing need not be.
func (a *Archive) LastExtraction(ctx context.Context) (e Extraction, err error) {
	err = a.cat.read.QueryRowContext(ctx, `SELECT site, ended, (SELECT count(*) FROM replaced WHERE turn = extraction.turn) FROM extraction`).
		Scan(&e.Site, &e.Ended, &e.Replaced)
	return e, diskError(a.Dir, err)
}

// UndoExtraction begins to undo the last extraction: it gives, for Reextracted,
// what its captures gave before. What Reextracted replaces meanwhile is noted in
// turn, so that undoing can be undone. It ends with EndUndo, and is begun again
// when it was interrupted.
func (a *Archive) UndoExtraction(ctx context.Context) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		err := a.transact(ctx, func(t *txn) error {
			// The turn that is noted from now on is the one after that is undone.
			_, err := t.tx.Exec(`UPDATE extraction SET turn = (SELECT coalesce(min(turn), extraction.turn) FROM replaced) + 1, ended = 0`)
			return err
		})
		var after int64
		for err == nil {
			var list []replaced
			if list, after, err = a.replacedAfter(ctx, after); err != nil || len(list) == 0 {
				break
			}
			for _, r := range list {
				if !yield(r.Outcome, r.err) {
					return
				}
			}
		}
		if err != nil {
			yield(Outcome{}, diskError(a.Dir, err))
		}
	}
}

// EndUndo ends UndoExtraction.
func (a *Archive) EndUndo(ctx context.Context) error {
	return a.transact(ctx, func(t *txn) error {
		_, err := t.tx.Exec(`DELETE FROM replaced WHERE turn < (SELECT turn FROM extraction)`)
		if err == nil {
			_, err = t.tx.Exec(`UPDATE extraction SET ended = 1`)
		}
		return err
	})
}

// replaced is what a capture gave, or why that does not read.
type replaced struct {
	Outcome
	err error
}

// replacedAfter reads some of what the extraction being undone has replaced, and
// says from where to go on.
func (a *Archive) replacedAfter(ctx context.Context, after int64) ([]replaced, int64, error) {
	rows, err := a.cat.read.QueryContext(ctx, `SELECT r.capture, c.id, r.block, r.slot, r.kind, r.failure, r.code, r.detail
		FROM replaced r JOIN captures c ON c.n = r.capture
		WHERE r.turn = (SELECT turn FROM extraction) - 1 AND r.capture > ? ORDER BY r.capture LIMIT ?`, after, walkPage)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var list []replaced
	for rows.Next() {
		var o replaced
		var id []byte
		var block, slot sql.NullInt64
		var failed, code, detail string
		if err := rows.Scan(&after, &id, &block, &slot, &o.Kind, &failed, &code, &detail); err != nil {
			return nil, 0, err
		}
		o.Capture.ID = captureID(id).String()
		switch {
		case block.Valid:
			art, err := a.texts.article(unpackPlace(block.Int64, int(slot.Int64)))
			if err != nil {
				o.err = damagedText(o.Capture.ID, err)
			}
			o.Article, o.Kind = &art, index.KindArticle
		case failed != "":
			o.Failure = &failure.Error{Kind: failure.Kind(failed), Object: o.Capture.ID, Code: code, Detail: detail}
		}
		list = append(list, o)
	}
	return list, after, rows.Err()
}

// noteText notes the text that a capture gave until now, if an extraction goes on.
func (t *txn) noteText(capture, block int64, slot int) error {
	_, err := t.tx.Exec(`INSERT OR IGNORE INTO replaced (turn, capture, block, slot, kind, failure, code, detail)
		SELECT turn, ?, ?, ?, '', '', '', '' FROM extraction WHERE ended = 0`, capture, block, slot)
	return err
}

// noteNoText notes why a capture gave no text until now, if an extraction goes on.
func (t *txn) noteNoText(capture int64) error {
	_, err := t.tx.Exec(`INSERT OR IGNORE INTO replaced (turn, capture, kind, failure, code, detail)
		SELECT turn, n, kind, failure, code, detail FROM extraction, captures WHERE ended = 0 AND n = ?`, capture)
	return err
}
