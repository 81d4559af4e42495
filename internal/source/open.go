package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"

	"khobao/internal/failure"
)

// Open looks at each path and gives a source for every one that can be read,
// in order, beside the joined failures of those that cannot: NotFound for a
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
		return &file{path: path, opts: o}, f.Close()
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

// file is the source of one file.
type file struct {
	path string
	opts Options
}

func (f *file) Name() string { return f.path }

func (f *file) Size(context.Context) (int64, error) {
	info, err := os.Stat(f.path)
	if err != nil {
		return 0, openFailure(f.path, err)
	}
	return info.Size(), nil
}

func (f *file) Pages(ctx context.Context, from Cursor) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		w := &walk{ctx: ctx, opts: f.opts, yield: yield}
		at, err := from.segments()
		if err != nil {
			yield(Item{}, failure.New(failure.Usage, f.path, err).WithCode("cursor"))
			return
		}
		if !w.alive() {
			return
		}
		opened, err := os.Open(f.path)
		w.readFile(f.path, opened, err, nil, at)
		w.unjoined()
	}
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
