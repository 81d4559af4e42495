package archive

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"khobao/internal/failure"
)

// partSuffix names a copy that is not whole yet.
const partSuffix = ".part"

// Backup copies the archive as it is at one moment to dst, which must be absent
// or empty, while it goes on being used. The copy is an archive like any other:
// opening it is the restore. The index is not copied, it is rebuilt. A backup
// that is broken off leaves no archive, only dst+".part" when its process died.
func (a *Archive) Backup(ctx context.Context, dst string) error {
	if err := a.checkOutside(dst); err != nil {
		return err
	}
	if err := checkEmpty(dst); err != nil {
		var f *failure.Error
		if errors.As(err, &f) && f.Kind == failure.NotArchive {
			return f.WithCode("not-empty")
		}
		return err
	}
	part := dst + partSuffix
	if err := os.RemoveAll(part); err != nil {
		return diskError(part, err)
	}
	if err := a.backup(ctx, part); err != nil {
		err = errors.Join(err, os.RemoveAll(part)) // the disk may be full because of it
		if ctx.Err() != nil {
			return failure.New(failure.Canceled, dst, ctx.Err())
		}
		return diskError(dst, err)
	}
	if err := os.Remove(dst); err != nil && !errors.Is(err, os.ErrNotExist) {
		return diskError(dst, err)
	}
	if err := os.Rename(part, dst); err != nil {
		return diskError(dst, err)
	}
	return diskError(dst, syncDir(filepath.Dir(filepath.Clean(dst))))
}

// checkOutside refuses a folder inside the archive's own.
func (a *Archive) checkOutside(dst string) error {
	inside, err := filepath.Abs(dst)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(a.Dir)
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(dir, inside); err == nil && filepath.IsLocal(rel) {
		return failure.Newf(failure.Usage, dst, "%s", a.Dir).WithCode("backup-inside")
	}
	return nil
}

func (a *Archive) backup(ctx context.Context, dst string) error {
	for _, d := range []string{"", originalsDir, textDir, dictionaryDir} {
		if err := os.MkdirAll(filepath.Join(dst, d), 0o755); err != nil {
			return writeError(strings.TrimSuffix(dst, partSuffix), err)
		}
	}
	// The catalogue first: what it counts is in the files already, and they
	// only grow.
	to := filepath.Join(dst, catalogueFile)
	if err := a.cat.vacuumInto(ctx, to); err != nil {
		return err
	}
	if err := syncFile(to); err != nil {
		return err
	}
	c, err := openCatalogue(to, true)
	if err != nil {
		return err
	}
	files, err := c.committed(ctx)
	if err = errors.Join(err, c.close()); err != nil {
		return err
	}
	for _, f := range files {
		name := filepath.FromSlash(f.name())
		if err := copyFile(ctx, filepath.Join(a.Dir, name), filepath.Join(dst, name), f.length); err != nil {
			return err
		}
	}
	if err := a.copyDictionaries(ctx, dst); err != nil {
		return err
	}
	for _, d := range []string{originalsDir, textDir, dictionaryDir} {
		if err := syncDir(filepath.Join(dst, d)); err != nil {
			return err
		}
	}
	return writeFormat(dst, a.Format)
}

// vacuumInto copies the database as it is at one moment. A connection that only
// queries counts the copy as a change, so that is lifted for the time.
func (c *catalogue) vacuumInto(ctx context.Context, path string) error {
	conn, err := c.read.Conn(ctx)
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `PRAGMA query_only = 0`)
	if err == nil {
		_, err = conn.ExecContext(ctx, `VACUUM INTO ?`, path)
	}
	_, e := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA query_only = 1`)
	return errors.Join(err, e, conn.Close())
}

// copyDictionaries copies what staff wrote, folders of it too.
func (a *Archive) copyDictionaries(ctx context.Context, dst string) error {
	root := filepath.Join(a.Dir, dictionaryDir)
	return filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(a.Dir, path)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dst, rel), 0o755)
		case d.Type().IsRegular():
			return copyFile(ctx, path, filepath.Join(dst, rel), -1)
		}
		return nil
	})
}

// fileRow is a row of the table files.
type fileRow struct {
	kind   string
	n      int
	length int64
	head   head
}

// name is the path below the archive's folder, with slashes.
func (f fileRow) name() string {
	if f.kind == "text" {
		return textDir + "/" + textName(f.n)
	}
	return originalsDir + "/" + segmentName(f.n)
}

// committed lists the files that count and how much of each.
func (c *catalogue) committed(ctx context.Context) ([]fileRow, error) {
	rows, err := c.read.QueryContext(ctx, `SELECT kind, n, length, head, sum FROM files ORDER BY kind, n`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var files []fileRow
	for rows.Next() {
		var f fileRow
		if err := rows.Scan(&f.kind, &f.n, &f.length, &f.head.length, &f.head.crc); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, rows.Err()
}

// copyFile copies n bytes, or all of a file when n is negative, and syncs them.
func copyFile(ctx context.Context, from, to string, n int64) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	var r io.Reader = src
	if n >= 0 {
		r = io.LimitReader(src, n)
	}
	copied, err := copyUntil(ctx, dst, r)
	if err == nil && n >= 0 && copied != n {
		err = failure.Newf(failure.Damaged, from, "%d < %d", copied, n).WithCode("file-truncated")
	}
	if err == nil {
		err = dst.Sync()
	}
	return errors.Join(err, dst.Close())
}

// copyUntil is io.Copy that stops when ctx ends.
func copyUntil(ctx context.Context, dst io.Writer, src io.Reader) (int64, error) {
	var total int64
	for ctx.Err() == nil {
		n, err := io.CopyN(dst, src, 16<<20)
		total += n
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
	return total, ctx.Err()
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
