package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"khobao/internal/failure"
)

// writeFile writes a file so that it is there whole or not at all: temporary
// name in the same folder, sync, rename, sync the folder.
func writeFile(path string, data []byte, mode fs.FileMode) error {
	tmp := path + ".tmp"
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if e := d.Close(); err == nil {
		err = e
	}
	return err
}

// diskError gives an error of the disk or of SQLite its kind; errors that have
// one already keep it.
func diskError(object string, err error) error {
	if err == nil {
		return nil
	}
	var known *failure.Error
	if errors.As(err, &known) {
		return err
	}
	if ioFailed(err) && !full(object) {
		return failure.New(failure.Unreadable, object, err).WithCode("disk-write")
	}
	kind := kindOf(err)
	if kind == failure.Damaged { // only SQLite says so of itself
		if filepath.Base(object) != catalogueFile {
			object = catalogueFile
		}
		return failure.New(kind, object, err).WithCode("catalogue-damaged")
	}
	return failure.New(kind, object, err)
}

// writeError is diskError for what only writes: a refusal is told as one.
func writeError(object string, err error) error {
	if err != nil && kindOf(err) == failure.Unreadable {
		return failure.New(failure.Unreadable, object, err).WithCode("unwritable")
	}
	return diskError(object, err)
}

// ioFailed tells that SQLite could not write, sync or grow a file. It does not say
// why: a full disk shows like that, and so does a broken one.
func ioFailed(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE:
		return true
	}
	return false
}

// scanError is what database/sql begins with when a value does not fit its column,
// such as a NULL where none was ever written.
const scanError = "sql: Scan error"

func kindOf(err error) failure.Kind {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return failure.NoSpace
	case errors.Is(err, fs.ErrNotExist):
		return failure.NotFound
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return failure.Unreadable
	}
	if strings.HasPrefix(err.Error(), scanError) {
		return failure.Damaged
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return failure.Internal
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return failure.NoSpace
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return failure.Damaged
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return failure.Unreadable
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return failure.Busy
	}
	if ioFailed(err) {
		return failure.NoSpace
	}
	return failure.Internal
}
