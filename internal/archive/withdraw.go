package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"

	"khobao/internal/failure"
)

// Withdrawal is what taking an import back did.
type Withdrawal struct {
	Import   Import
	Articles int      // that left
	Kept     []string // ids of articles that stay, since another import brought them too
}

// Withdraw takes an import back: the articles that it alone brought leave, with
// all their versions, and it is noted in the log. Originals stay, and the same
// pages imported again bring the articles back. An article of which another import
// brought a page, be it the very same, stays as it is. All of it happens or
// nothing. Failures: NotFound of an import that is not in the log, Usage of one
// that was taken back and of which nothing more can be.
func (a *Archive) Withdraw(ctx context.Context, id int64) (Withdrawal, error) {
	list, err := a.Imports(ctx, 0)
	if err != nil {
		return Withdrawal{}, err
	}
	w := Withdrawal{Kept: []string{}}
	for _, i := range list {
		if i.ID == id && i.Label != LabelUndo {
			w.Import = i
		}
	}
	if w.Import.ID == 0 {
		return w, failure.New(failure.NotFound, strconv.FormatInt(id, 10), nil).WithCode("no-import")
	}
	err = a.transact(ctx, func(t *txn) error {
		w.Articles, w.Kept = 0, []string{}
		if err := t.withdrawArticles(ctx, &w); err != nil {
			return err
		}
		if w.Articles == 0 && w.Import.Status == ImportWithdrawn {
			return failure.New(failure.Usage, w.Import.Name(), nil).WithCode("withdrawn")
		}
		return t.logWithdrawal(&w)
	})
	return w, err
}

// LabelUndo is the label of a withdrawal in the log of imports; its path is the
// name of the import, its counts are removed and kept.
const LabelUndo = "undo"

// withdrawArticles takes the articles away that only the import brought, all at
// once: there may be a million.
func (t *txn) withdrawArticles(ctx context.Context, w *Withdrawal) error {
	n := w.Import.ID
	run := func(query string, args ...any) error {
		if ctx.Err() != nil {
			return failure.New(failure.Canceled, t.a.Dir, ctx.Err())
		}
		_, err := t.tx.Exec(query, args...)
		return err
	}
	if err := run(`CREATE TEMP TABLE leaving (id INTEGER PRIMARY KEY)`); err != nil {
		return err
	}
	if err := run(`INSERT INTO leaving SELECT DISTINCT article FROM captures WHERE import = ? AND article IS NOT NULL`, n); err != nil {
		return err
	}
	kept, err := collect(t.tx, `SELECT DISTINCT article FROM captures WHERE article IN (SELECT id FROM leaving) AND (
		import IS NOT ?1 AND (import IS NULL OR import NOT IN (SELECT n FROM imports WHERE status = ?2))
		OR n IN (SELECT capture FROM met WHERE import <> ?1)) ORDER BY 1`, func(r *sql.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	}, n, ImportWithdrawn)
	if err != nil {
		return err
	}
	for _, id := range kept {
		w.Kept = append(w.Kept, articleID(id))
		if err := run(`DELETE FROM leaving WHERE id = ?`, id); err != nil {
			return err
		}
	}
	if err := t.tx.QueryRow(`SELECT count(*) FROM leaving`).Scan(&w.Articles); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE captures SET article = NULL, more = 0, what = ? WHERE article IN (SELECT id FROM leaving)`, []any{string(Withdrawn)}},
		{`DELETE FROM versions WHERE article IN (SELECT id FROM leaving)`, nil},
		{`DELETE FROM articles WHERE id IN (SELECT id FROM leaving)`, nil},
		{`DELETE FROM removed WHERE id IN (SELECT id FROM leaving)`, nil},
		{
			`INSERT INTO removed (seq, id, at, reason) SELECT ? + row_number() OVER (ORDER BY id), id, ?, ? FROM leaving`,
			[]any{int64(t.seq), micro(t.a.now()), string(Withdrawn)},
		},
		{`DROP TABLE leaving`, nil},
	} {
		if err := run(step.query, step.args...); err != nil {
			return err
		}
	}
	t.seq += uint64(w.Articles)
	return nil
}

// logWithdrawal notes it, and sees to it that the same command begins at its start.
func (t *txn) logWithdrawal(w *Withdrawal) error {
	n, now := w.Import.ID, micro(t.a.now())
	paths, err := json.Marshal([]string{w.Import.Name()})
	if err != nil {
		return err
	}
	counts, err := json.Marshal(map[string]int{"removed": w.Articles, "kept": len(w.Kept)})
	if err != nil {
		return err
	}
	_, err1 := t.tx.Exec(`UPDATE imports SET status = ? WHERE n = ?`, ImportWithdrawn, n)
	_, err2 := t.tx.Exec(`DELETE FROM cursors WHERE key = ?`, w.Import.Key)
	_, err3 := t.tx.Exec(`DELETE FROM frontier WHERE key = ?`, w.Import.Key)
	_, err4 := t.tx.Exec(`DELETE FROM met WHERE import = ?`, n)
	_, err5 := t.tx.Exec(`INSERT INTO imports (key, label, paths, started, finished, status, counts) VALUES (?,?,?,?,?,?,?)`,
		ImportKey(LabelUndo, []string{strconv.FormatInt(n, 10)}), LabelUndo, string(paths), now, now, ImportDone, string(counts))
	return errors.Join(err1, err2, err3, err4, err5)
}
