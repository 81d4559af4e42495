package archive

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"khobao/internal/failure"
)

// Figures of the catalogue's connections.
const (
	// readers bounds the read connections: readers wait for the disk, not for
	// each other, and each has a page cache of its own.
	readers = 4
	// The writer's cache holds the hot pages of the three indexes that are
	// written at random places; the readers' are small. In KiB.
	writerCache = 64 << 10
	readerCache = 8 << 10
	// checkpointPages is the length of the log, in pages of 4 KiB, after which
	// it is brought into the database: 32 MiB. Longer gathers more writes to
	// one page, shorter keeps the log and a reopening after a kill small.
	checkpointPages = 8 << 10
	// busyTimeout in milliseconds: only a checkpoint meets a reader.
	busyTimeout = 5000
)

// catalogue is the SQLite database: one connection that writes, some that read.
type catalogue struct {
	path  string
	write *sql.DB // nil when read-only
	read  *sql.DB
	taken int // the number of steps it has had
	statements
}

// createCatalogue makes the database of a new archive.
func createCatalogue(path string) error {
	c := &catalogue{path: path}
	err := c.openWriter()
	if err == nil {
		err = c.migrate()
	}
	return diskError(path, errors.Join(err, c.close()))
}

// openWriter opens the one connection that writes.
func (c *catalogue) openWriter() (err error) {
	c.write, err = sql.Open("sqlite", dsn(c.path, url.Values{"_txlock": {"immediate"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyTimeout), "journal_mode(WAL)", "synchronous(FULL)",
		fmt.Sprintf("cache_size(-%d)", writerCache), "temp_store(MEMORY)", "foreign_keys(0)",
		fmt.Sprintf("wal_autocheckpoint(%d)", checkpointPages), "journal_size_limit(67108864)",
	}}))
	if err == nil {
		c.write.SetMaxOpenConns(1)
	}
	return err
}

// openCatalogue opens the database and brings it up to date. One without tables
// is refused: it is no archive's, see createCatalogue.
func openCatalogue(path string, readOnly bool) (*catalogue, error) {
	c := &catalogue{path: path}
	fail := func(err error) (*catalogue, error) {
		return nil, errors.Join(diskError(path, err), c.close())
	}
	params := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyTimeout), fmt.Sprintf("cache_size(-%d)", readerCache),
		"temp_store(MEMORY)", "query_only(1)",
	}}
	if readOnly {
		params.Set("mode", "ro")
		if _, err := os.Stat(path + "-wal"); errors.Is(err, os.ErrNotExist) {
			params.Set("immutable", "1") // nothing is in the log; the folder may be unwritable
		}
	} else {
		if err := c.openWriter(); err != nil {
			return fail(err)
		}
		version, err := userVersion(c.write)
		if err != nil {
			return fail(err)
		}
		if err := checkVersion(path, version); err != nil {
			return fail(err)
		}
		if err := c.migrate(); err != nil {
			return fail(err)
		}
	}
	var err error
	if c.read, err = sql.Open("sqlite", dsn(path, params)); err != nil {
		return fail(err)
	}
	c.read.SetMaxOpenConns(readers)
	c.read.SetMaxIdleConns(readers)
	version, err := userVersion(c.read)
	if err != nil {
		return fail(err)
	}
	if err := checkVersion(path, version); err != nil {
		return fail(err)
	}
	c.taken = version
	return c, nil
}

// dsn writes a path so that no character of it is taken for a parameter.
func dsn(path string, params url.Values) string {
	u := url.URL{Path: path}
	return "file:" + u.EscapedPath() + "?" + params.Encode()
}

func userVersion(db *sql.DB) (int, error) {
	var v int
	err := db.QueryRow("PRAGMA user_version").Scan(&v)
	return v, err
}

func checkVersion(path string, version int) error {
	switch {
	case version > len(steps):
		return failure.Newf(failure.NewerFormat, path, "%d > %d", version, len(steps))
	case version < catalogueMin:
		return failure.Newf(failure.Damaged, path, "version %d", version).WithCode("catalogue-damaged")
	}
	return nil
}

// migrate takes the steps that are missing, each in a transaction of its own but
// for those of a new catalogue.
func (c *catalogue) migrate() error {
	version, err := userVersion(c.write)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return checkVersion(c.path, version)
	}
	if version == 0 {
		return c.take(0, len(steps)) // nothing is there yet: one commit makes all of it
	}
	for i := version; i < len(steps); i++ {
		if err := c.take(i, i+1); err != nil {
			return err
		}
	}
	return nil
}

// take takes steps in one transaction.
func (c *catalogue) take(from, to int) error {
	tx, err := c.write.Begin()
	if err != nil {
		return err
	}
	for i := from; i < to && err == nil; i++ {
		if _, err = tx.Exec(steps[i].sql); err != nil {
			err = fmt.Errorf("step %d, %s: %w", i+1, steps[i].name, err)
		}
	}
	if err == nil {
		_, err = tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", to))
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (c *catalogue) close() error {
	var err error
	if c.read != nil {
		err = c.read.Close()
	}
	if c.write != nil {
		// The last connection to close brings the log into the database.
		err = errors.Join(err, c.write.Close())
	}
	return err
}
