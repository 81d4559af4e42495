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

// withdrawArticles takes the articles away that only the import brought.
func (t *txn) withdrawArticles(ctx context.Context, w *Withdrawal) error {
	ids, err := collect(t.tx, `SELECT DISTINCT article FROM captures WHERE import = `+strconv.FormatInt(w.Import.ID, 10)+
		` AND article IS NOT NULL ORDER BY 1`, func(r *sql.Rows) (id int64, err error) {
		return id, r.Scan(&id)
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return failure.New(failure.Canceled, t.a.Dir, err)
		}
		var others int
		if err := t.tx.QueryRow(`SELECT count(*) FROM captures c WHERE `+ofArticle+` AND
			(c.import IS NOT ?2 AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.n = c.import AND i.status = ?3)
			OR EXISTS (SELECT 1 FROM met WHERE met.capture = c.n AND met.import <> ?2))`,
			id, w.Import.ID, ImportWithdrawn).Scan(&others); err != nil {
			return err
		}
		if others > 0 {
			w.Kept = append(w.Kept, articleID(id))
			continue
		}
		if err := t.withdrawArticle(id); err != nil {
			return err
		}
		w.Articles++
	}
	return nil
}

// ofArticle are the captures c of the article ?1.
const ofArticle = `c.n IN (SELECT first FROM articles WHERE id = ?1 UNION ALL SELECT n FROM captures WHERE article = ?1 AND more = 1)`

func (t *txn) withdrawArticle(id int64) error {
	for _, query := range []string{
		`UPDATE captures AS c SET article = NULL, more = 0, what = '` + string(Withdrawn) + `' WHERE ` + ofArticle,
		`DELETE FROM versions WHERE article = ?1`,
		`DELETE FROM articles WHERE id = ?1`,
		`DELETE FROM removed WHERE id = ?1`,
	} {
		if _, err := t.tx.Exec(query, id); err != nil {
			return err
		}
	}
	return t.exec(t.cat.removedInsert, t.next(), id, micro(t.a.now()), string(Withdrawn))
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
