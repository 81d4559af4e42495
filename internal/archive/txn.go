package archive

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"

	"khobao/index"
	"khobao/internal/failure"
)

// txn is one write transaction. It is not safe for several goroutines.
type txn struct {
	a     *Archive
	cat   *catalogue
	tx    *sql.Tx
	stmts map[*sql.Stmt]*sql.Stmt
	seq   uint64
	ends  map[int]int64 // of the segments with newly committed records

	captures int64 // number of the last capture; 0 = not looked up yet
}

// transact runs do in a transaction: texts are fsynced before the catalogue is
// committed, and everything is taken back when do fails. Statements run
// without ctx, as a batch is short and half of one is no use.
func (a *Archive) transact(ctx context.Context, do func(*txn) error) (err error) {
	if err := a.writable(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return failure.New(failure.Canceled, a.Dir, err)
	}
	a.commitMu.Lock()
	defer a.commitMu.Unlock()
	out := a.out.out
	file, end := out.file, out.end
	defer func() {
		if err != nil {
			a.out.reset()
			err = diskError(filepath.Join(a.Dir, catalogueFile), errors.Join(err, out.rewind(file, end)))
			a.texts.cache.clear()
		}
	}()
	tx, err := a.cat.write.Begin()
	if err != nil {
		return err
	}
	t := &txn{a: a, cat: a.cat, tx: tx, stmts: map[*sql.Stmt]*sql.Stmt{}, seq: a.seq.Load(), ends: map[int]int64{}}
	if err = do(t); err == nil {
		err = t.finish(file)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err = tx.Commit(); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	a.seq.Store(t.seq)
	a.commits.Add(1)
	return nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// finish writes the open text block and how much of each file counts.
func (t *txn) finish(firstFile int) error {
	a := t.a
	if err := a.out.flush(); err != nil {
		return err
	}
	if err := a.out.out.sync(); err != nil {
		return err
	}
	for n, end := range t.ends {
		h := a.originals.head(n)
		if err := t.exec(t.cat.fileLength, "original", n, end, h.length, h.crc); err != nil {
			return err
		}
	}
	for n := max(firstFile, 1); n <= a.out.out.file; n++ {
		end := a.out.out.end
		if n < a.out.out.file {
			end = a.out.out.full[n]
		}
		if err := t.exec(t.cat.fileLength, "text", n, end, textHeader, 0); err != nil {
			return err
		}
	}
	if t.seq == a.seq.Load() {
		return nil
	}
	return t.exec(t.cat.sequence, t.seq)
}

func (t *txn) stmt(s *sql.Stmt) *sql.Stmt {
	own := t.stmts[s]
	if own == nil {
		own = t.tx.Stmt(s)
		t.stmts[s] = own
	}
	return own
}

func (t *txn) exec(s *sql.Stmt, args ...any) error {
	_, err := t.stmt(s).Exec(args...)
	return err
}

// text reads a text, one of this very transaction too.
func (t *txn) text(p place) (index.Article, error) {
	if s, ok := t.a.out.unflushed(p); ok {
		return decodeArticle(s)
	}
	return t.a.texts.article(p)
}

// next gives the next sequence number.
func (t *txn) next() uint64 {
	t.seq++
	return t.seq
}
