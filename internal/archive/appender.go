package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// appender appends to numbered files of a folder and begins the next when one
// is full. It is used under its owner's lock. A write that fails is cut back,
// so that the next can succeed once there is space again.
type appender struct {
	dir   string
	name  func(int) string
	limit int64                     // a file of this size takes no more
	head  func(int) ([]byte, error) // what a new file begins with

	file  int // number of the open file; 0 = none yet
	f     *os.File
	end   int64         // where the next write goes
	dirty bool          // written since the last sync
	full  map[int]int64 // ends of the files that were left for the next
}

func newAppender(dir string, name func(int) string, limit int64, head func(int) ([]byte, error)) *appender {
	return &appender{dir: dir, name: name, limit: limit, head: head, full: map[int]int64{}}
}

// resume opens the last file and cuts what stands after end; files after the
// last are removed. file is 0 when nothing was ever committed.
func (w *appender) resume(file int, end int64) error {
	numbers, err := numbered(w.dir, w.name)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if n > file {
			if err := os.Remove(filepath.Join(w.dir, w.name(n))); err != nil {
				return err
			}
		}
	}
	if err := w.close(); err != nil {
		return err
	}
	w.file, w.end = file, end
	if file == 0 {
		return syncDir(w.dir)
	}
	f, err := os.OpenFile(filepath.Join(w.dir, w.name(file)), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	w.f = f
	return errors.Join(w.cut(), syncDir(w.dir))
}

// numbered lists the numbers of the files of a folder, rising.
func numbered(dir string, name func(int) string) ([]int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, e := range entries {
		digits := strings.TrimFunc(e.Name(), func(r rune) bool { return r < '0' || r > '9' })
		if n, err := strconv.Atoi(digits); err == nil && name(n) == e.Name() {
			numbers = append(numbers, n)
		}
	}
	return numbers, nil
}

// room sees to it that there is an open file that may take more.
func (w *appender) room() error {
	if w.f != nil && w.end < w.limit {
		return nil
	}
	if err := w.sync(); err != nil {
		return err
	}
	next := w.file + 1
	head, err := w.head(next)
	if err != nil {
		return err
	}
	path := filepath.Join(w.dir, w.name(next))
	if err := writeFile(path, head, 0o644); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	old := w.f
	w.full[w.file] = w.end
	w.file, w.f, w.end = next, f, int64(len(head))
	if old != nil {
		return old.Close()
	}
	return nil
}

// write appends; on failure the file is as before.
func (w *appender) write(data []byte) error {
	w.dirty = true
	if _, err := w.f.WriteAt(data, w.end); err != nil {
		return errors.Join(err, w.cut())
	}
	w.end += int64(len(data))
	return nil
}

// sync makes what was written durable.
func (w *appender) sync() error {
	if !w.dirty || w.f == nil {
		return nil
	}
	if err := w.f.Sync(); err != nil {
		return err
	}
	w.dirty = false
	return nil
}

// rewind goes back to a position of before, when what followed is not wanted.
func (w *appender) rewind(file int, end int64) error {
	if file != w.file {
		return w.resume(file, end)
	}
	w.end = end
	return w.cut()
}

// cut shortens the open file to end.
func (w *appender) cut() error {
	if w.f == nil {
		return nil
	}
	info, err := w.f.Stat()
	if err != nil {
		return err
	}
	switch {
	case info.Size() < w.end:
		return fmt.Errorf("%s has %d bytes, the catalogue says %d: %w", w.name(w.file), info.Size(), w.end, errShort)
	case info.Size() == w.end:
		return nil
	}
	if err := w.f.Truncate(w.end); err != nil {
		return err
	}
	return w.f.Sync()
}

var errShort = errors.New("file is shorter than was committed")

func (w *appender) close() error {
	if w.f == nil {
		return nil
	}
	f := w.f
	w.f = nil
	err := f.Close()
	if errors.Is(err, fs.ErrClosed) {
		return nil
	}
	return err
}
