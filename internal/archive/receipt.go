package archive

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"khobao/internal/failure"
)

// Receipts are what searches found, kept for those who cite them. Their bytes
// mean nothing to the archive.
const (
	receiptMax  = 16 << 20 // bytes of one
	receiptsMax = 2 << 30  // bytes of all: readers keep them, so there is an end
)

// KeepReceipt keeps a receipt under an id, for good. One that is kept already
// stays as it is. TooLarge says that it, or all of them together, outgrow their
// room.
func (a *Archive) KeepReceipt(ctx context.Context, id string, data []byte) error {
	if len(data) > receiptMax {
		return failure.Newf(failure.TooLarge, id, "%d > %d", len(data), receiptMax)
	}
	return a.transact(ctx, func(t *txn) error {
		var all int64
		if err := t.tx.QueryRow(`SELECT coalesce(sum(length(data)), 0) FROM receipts`).Scan(&all); err != nil {
			return err
		}
		if all+int64(len(data)) > receiptsMax {
			return failure.Newf(failure.TooLarge, id, "%d > %d", all, int64(receiptsMax))
		}
		_, err := t.tx.Exec(`INSERT INTO receipts (id, kept, data) VALUES (?,?,?) ON CONFLICT DO NOTHING`, id, micro(a.now()), data)
		return err
	})
}

// Receipt gives a kept receipt and when it was kept: NotFound when there is none.
func (a *Archive) Receipt(ctx context.Context, id string) ([]byte, time.Time, error) {
	var data []byte
	var kept int64
	err := a.cat.read.QueryRowContext(ctx, `SELECT data, kept FROM receipts WHERE id = ?`, id).Scan(&data, &kept)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, time.Time{}, failure.New(failure.NotFound, id, nil)
	}
	return data, fromMicro(kept), diskError(id, err)
}

// LastReceipts gives the receipts that were kept last, the newest first.
func (a *Archive) LastReceipts(ctx context.Context, limit int) ([][]byte, error) {
	rows, err := a.cat.read.QueryContext(ctx, `SELECT data FROM receipts ORDER BY kept DESC, id LIMIT ?`, limit)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	var list [][]byte
	for rows.Next() {
		var data []byte
		if err := rows.Scan(&data); err != nil {
			return nil, diskError(a.Dir, err)
		}
		list = append(list, data)
	}
	return list, diskError(a.Dir, rows.Err())
}
