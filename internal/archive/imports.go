package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// Import is one entry of the log of imports.
type Import struct {
	ID       int64          `json:"id"`
	Key      string         `json:"key"` // of what is imported, see ImportKey
	Label    string         `json:"label"`
	Paths    []string       `json:"paths"`
	Started  time.Time      `json:"started"`
	Finished time.Time      `json:"finished,omitzero"` // zero while it runs or when it was killed
	Status   string         `json:"status"`            // "running", then what FinishImport was told
	Counts   map[string]int `json:"counts,omitempty"`
}

// Name is what readers are shown of an import and find its articles by, as the
// value of the field import: the minute it began and what it read.
func (i *Import) Name() string {
	name := i.Started.In(index.Zone).Format("2006-01-02 15:04")
	if len(i.Paths) == 0 {
		return name
	}
	first := filepath.Base(filepath.FromSlash(i.Paths[0]))
	if u, err := url.Parse(i.Paths[0]); err == nil && u.Host != "" {
		first = u.Host
	}
	name += " " + strings.ToValidUTF8(first, "")
	if more := len(i.Paths) - 1; more > 0 {
		name += " +" + strconv.Itoa(more)
	}
	return name
}

// Statuses of an import. A cursor outlives an import that is not done.
const (
	ImportRunning     = "running"
	ImportDone        = "done"
	ImportStopped     = "stopped"     // by its caller
	ImportBroken      = "broken"      // by an error
	ImportInterrupted = "interrupted" // by the death of its process
	ImportWithdrawn   = "withdrawn"   // taken back, see Withdraw
)

// ImportKey names what is imported, so that the same command resumes what was
// interrupted: 16 hex digits.
func ImportKey(label string, paths []string) string {
	return index.NewID(label + "\x00" + strings.Join(paths, "\x00"))
}

// StartImport opens an entry in the log and gives its id.
func (a *Archive) StartImport(ctx context.Context, label string, paths []string) (int64, error) {
	list, err := json.Marshal(slices.Concat([]string{}, paths))
	if err != nil {
		return 0, err
	}
	var id int64
	err = a.transact(ctx, func(t *txn) error {
		// What still runs was left by a process that died: there is one owner
		// and it starts one import of a kind at a time.
		key := ImportKey(label, paths)
		if _, err := t.tx.Exec(`UPDATE imports SET status = ? WHERE key = ? AND status = ?`, ImportInterrupted, key, ImportRunning); err != nil {
			return err
		}
		r, err := t.tx.Exec(`INSERT INTO imports (key, label, paths, started, finished, status, counts) VALUES (?,?,?,?,0,?,'{}')`,
			key, label, string(list), micro(a.now()), ImportRunning)
		if err != nil {
			return err
		}
		id, err = r.LastInsertId()
		return err
	})
	return id, err
}

// FinishImport closes an entry. When it is done its cursors and its frontier are
// dropped: the same command then reads everything again and finds it known.
func (a *Archive) FinishImport(ctx context.Context, id int64, status string, counts map[string]int) error {
	data, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	return a.transact(ctx, func(t *txn) error {
		_, err := t.tx.Exec(`UPDATE imports SET finished = ?, status = ?, counts = ? WHERE n = ?`, micro(a.now()), status, string(data), id)
		if err == nil && status == ImportDone {
			_, err = t.tx.Exec(`DELETE FROM cursors WHERE key = (SELECT key FROM imports WHERE n = ?)`, id)
		}
		if err == nil && status == ImportDone {
			_, err = t.tx.Exec(`DELETE FROM frontier WHERE key = (SELECT key FROM imports WHERE n = ?)`, id)
		}
		return err
	})
}

// Cursor gives the position that was last committed for a source of an import
// that is not done; "" to begin at the start.
func (a *Archive) Cursor(ctx context.Context, importKey, source string) (string, error) {
	var cursor string
	err := a.cat.cursor.QueryRowContext(ctx, importKey, source).Scan(&cursor)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return cursor, diskError(source, err)
}

// Imports lists the log, newest first; limit 0 = all.
func (a *Archive) Imports(ctx context.Context, limit int) ([]Import, error) {
	if limit <= 0 {
		limit = -1
	}
	rows, err := a.cat.read.QueryContext(ctx, `SELECT n, key, label, paths, started, finished, status, counts FROM imports ORDER BY n DESC LIMIT ?`, limit)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	list := []Import{}
	for rows.Next() {
		var i Import
		var paths, counts string
		var started, finished int64
		if err := rows.Scan(&i.ID, &i.Key, &i.Label, &paths, &started, &finished, &i.Status, &counts); err != nil {
			return nil, diskError(a.Dir, err)
		}
		i.Started, i.Finished = fromMicro(started), fromMicro(finished)
		if err := errors.Join(json.Unmarshal([]byte(paths), &i.Paths), json.Unmarshal([]byte(counts), &i.Counts)); err != nil {
			return nil, failure.New(failure.Damaged, catalogueFile, err).WithCode("catalogue-damaged")
		}
		list = append(list, i)
	}
	return list, diskError(a.Dir, rows.Err())
}

// Failure is something an import could not take.
type Failure struct {
	Capture string // id of the original that was kept; "" when nothing could be
	URL     string
	Origin  page.Origin
	Kind    failure.Kind
	Object  string
	Code    string
	Detail  string
}

// Failures lists what an import could not take, in the order met.
func (a *Archive) Failures(ctx context.Context, importID int64) ([]Failure, error) {
	rows, err := a.cat.read.QueryContext(ctx, `SELECT capture, url, path, entry, at, record, failure, object, code, detail
		FROM failures WHERE import = ? ORDER BY n`, importID)
	if err != nil {
		return nil, diskError(a.Dir, err)
	}
	defer rows.Close()
	list := []Failure{}
	for rows.Next() {
		var f Failure
		var id []byte
		if err := rows.Scan(&id, &f.URL, &f.Origin.Path, &f.Origin.Entry, &f.Origin.Offset, &f.Origin.Record,
			&f.Kind, &f.Object, &f.Code, &f.Detail); err != nil {
			return nil, diskError(a.Dir, err)
		}
		if len(id) == 16 {
			f.Capture = captureID(id).String()
		}
		list = append(list, f)
	}
	return list, diskError(a.Dir, rows.Err())
}
