package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strconv"

	"khobao/internal/failure"
)

// Open looks at each path and gives a source for every folder and every row of
// files that can be read, in order, beside the joined failures of those that cannot: NotFound for a
// missing path or a folder without a file (code "empty-folder"), Unreadable,
// and Unsupported for what is neither file nor folder. It reads no content.
func Open(ctx context.Context, paths []string, o Options) ([]Source, error) {
	var sources []Source
	var failed []error
	for _, p := range paths {
		if err := ctx.Err(); err != nil {
			return sources, failure.New(failure.Canceled, p, err)
		}
		s, err := openPath(ctx, p, o)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		if next, ok := s.(*files); ok && len(sources) > 0 {
			if row, ok := sources[len(sources)-1].(*files); ok {
				row.paths = append(row.paths, next.paths...)
				continue
			}
		}
		sources = append(sources, s)
	}
	return sources, errors.Join(failed...)
}

func openPath(ctx context.Context, path string, o Options) (Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, openFailure(path, err)
	}
	switch {
	case info.IsDir():
		f := &folder{path: path, opts: o}
		return f, f.check(ctx)
	case info.Mode().IsRegular():
		f, err := os.Open(path)
		if err != nil {
			return nil, openFailure(path, err)
		}
		return &files{paths: []string{path}, opts: o}, f.Close()
	}
	return nil, failure.Newf(failure.Unsupported, path, "%s", info.Mode().Type()).WithCode("special-file")
}

// openFailure tells a path that is not there from one that cannot be read.
func openFailure(path string, err error) *failure.Error {
	if errors.Is(err, fs.ErrNotExist) {
		return failure.New(failure.NotFound, path, err)
	}
	return failure.New(failure.Unreadable, path, err)
}

// files is the source of a row of files, which are read like those of a folder:
// the parts of a WARC record that lie in several of them are joined.
type files struct {
	paths []string // at least one
	opts  Options
}

// Name is the first path.
func (f *files) Name() string { return f.paths[0] }

func (f *files) Size(context.Context) (int64, error) {
	var total int64
	for _, path := range f.paths {
		info, err := os.Stat(path)
		if err != nil {
			return 0, openFailure(path, err)
		}
		total += info.Size()
	}
	return total, nil
}

// Pages reads the files in their order. The first segment of a cursor is the number
// of the file, where there are several.
func (f *files) Pages(ctx context.Context, from Cursor) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		w := &walk{ctx: ctx, opts: f.opts, yield: yield}
		at, err := from.segments()
		first := 0
		if err == nil && len(f.paths) > 1 {
			first, err = f.first(at)
			at = at.inside()
		}
		if err != nil {
			yield(Item{}, failure.New(failure.Usage, f.Name(), err).WithCode("cursor"))
			return
		}
		for i, path := range f.paths {
			if !w.alive() {
				return
			}
			if i < first {
				if info, err := os.Stat(path); err == nil {
					w.before += info.Size()
				}
				continue
			}
			var within []string
			if len(f.paths) > 1 {
				within = []string{strconv.Itoa(i)}
			}
			opened, err := os.Open(path)
			w.size = 0
			w.readFile(path, opened, err, within, at)
			w.before += w.size
			at = place{}
		}
		w.unjoined()
	}
}

// first is the number of the file that a cursor stands in.
func (f *files) first(at place) (int, error) {
	if at.here() == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(at.here())
	if err == nil && (n < 0 || n >= len(f.paths)) {
		err = fmt.Errorf("file %d of %d", n, len(f.paths))
	}
	return n, err
}

// readFile reads one opened file and closes it; openErr is what opening it
// gave.
func (w *walk) readFile(path string, f *os.File, openErr error, within []string, at place) {
	in := &input{path: path, within: within, done: func() int64 { return 0 }}
	if openErr != nil {
		w.fail(in, openFailure(path, openErr), end)
		return
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		w.fail(in, openFailure(path, err), end)
		return
	}
	if !info.Mode().IsRegular() {
		w.fail(in, failure.New(failure.Unsupported, path, nil).WithCode("special-file"), end)
		return
	}
	t := &tracked{f: f, ctx: w.ctx}
	w.size, w.last = info.Size(), in
	in.r, in.size, in.modified, in.done = t, info.Size(), info.ModTime(), func() int64 { return t.pos }
	w.read(in, at)
}

// tracked is a file that knows how far it has been read, and stops with its
// context.
type tracked struct {
	f   *os.File
	ctx context.Context
	pos int64
}

func (t *tracked) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.f.Read(p)
	t.pos += int64(n)
	return n, err
}

func (t *tracked) ReadAt(p []byte, off int64) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	return t.f.ReadAt(p, off)
}

func (t *tracked) Seek(offset int64, whence int) (int64, error) {
	pos, err := t.f.Seek(offset, whence)
	if err == nil {
		t.pos = pos
	}
	return pos, err
}

var _ readerAt = (*tracked)(nil)

var _ io.Reader = (*guard)(nil)
