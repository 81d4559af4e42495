package source

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"khobao/internal/failure"
)

// folder is the source of all files below a directory, sorted by name in each
// directory. Hidden files are passed over. Symbolic links are not followed:
// what they lead to inside the folder is read where it lies, and one that
// leads outside is reported.
type folder struct {
	path string
	opts Options
}

func (f *folder) Name() string { return f.path }

// check finds out whether there is a file in the folder at all.
func (f *folder) check(ctx context.Context) error {
	found := false
	err := f.each(ctx, func(fs.DirEntry) bool {
		found = true
		return false
	})
	if err == nil && !found {
		return failure.New(failure.NotFound, f.path, nil).WithCode("empty-folder")
	}
	return err
}

// Size adds up the sizes of the files that Pages would read.
func (f *folder) Size(ctx context.Context) (int64, error) {
	var total int64
	err := f.each(ctx, func(d fs.DirEntry) bool {
		total += sizeOf(d)
		return true
	})
	return total, err
}

// each calls do for every regular file until it says false. Folders that
// cannot be read are Pages's to report, except the first.
func (f *folder) each(ctx context.Context, do func(fs.DirEntry) bool) error {
	err := filepath.WalkDir(f.path, func(p string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return failure.New(failure.Canceled, f.path, ctx.Err())
		}
		switch {
		case err != nil && p == f.path:
			return openFailure(f.path, err)
		case err != nil:
			return nil
		case p != f.path && hidden(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case p != f.path && d.IsDir() && isArchive(func(name string) bool { return exists(filepath.Join(p, name)) }):
			return fs.SkipDir
		case d.Type().IsRegular() && !do(d):
			return fs.SkipAll
		}
		return nil
	})
	return err
}

func sizeOf(d fs.DirEntry) int64 {
	info, err := d.Info()
	if err != nil {
		return 0
	}
	return info.Size()
}

// isArchive tells a folder that is an archive of this program, most likely the
// one that is imported into; below a folder to import it is passed over, and
// only read where it is named itself.
func isArchive(has func(name string) bool) bool {
	return has("ARCHIVE.json") && has("catalogue.db")
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// hidden names are those of the system, not of the user: dot files and the
// leftovers of file managers.
func hidden(name string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "__macosx", "$recycle.bin":
		return true
	}
	return false
}

func (f *folder) Pages(ctx context.Context, from Cursor) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		w := &walk{ctx: ctx, opts: f.opts, yield: yield}
		at, err := from.segments()
		if err != nil {
			yield(Item{}, failure.New(failure.Usage, f.path, err).WithCode("cursor"))
			return
		}
		root, err := os.OpenRoot(f.path)
		if err != nil {
			yield(Item{}, openFailure(f.path, err))
			return
		}
		defer func() { _ = root.Close() }()
		t := &tree{walk: w, root: root, path: f.path}
		var names []string
		if at.here() != "" {
			names = strings.Split(at.here(), "/")
		}
		t.dir(".", names, at.inside(), "")
		t.unjoined()
	}
}

// tree is one walk through a folder.
type tree struct {
	*walk
	root *os.Root
	path string
}

// dir reads one directory. names are what is left of the path to resume at and
// inside the place in the file there. companionOf is the saved page whose
// pictures the directory holds, "" for others.
func (t *tree) dir(rel string, names []string, inside place, companionOf string) {
	entries, err := t.list(rel)
	if err != nil {
		t.fail(t.input(rel), openFailure(t.input(rel).path, err), end)
		return
	}
	if rel != "." && isArchive(func(name string) bool {
		return slices.ContainsFunc(entries, func(d fs.DirEntry) bool { return d.Name() == name })
	}) {
		t.notice(t.input(rel), "archive-folder", "")
		return
	}
	saved := savedPages(entries)
	for _, d := range entries {
		if !t.alive() {
			return
		}
		name, sub := d.Name(), path.Join(rel, d.Name())
		var left []string
		var at place
		if len(names) > 0 {
			if name < names[0] {
				t.pass(d, sub)
				continue
			}
			if name == names[0] {
				left, at = names[1:], inside
			}
			names = nil
		}
		switch {
		case hidden(name):
		case d.IsDir():
			of := companionOf
			if of == "" {
				of = saved.pageOf(name)
			}
			if at.here() == end && len(left) == 0 { // the directory itself was the item
				continue
			}
			t.dir(sub, left, at, of)
		default:
			t.file(d, sub, at, companionOf)
		}
	}
}

func (t *tree) list(rel string) ([]fs.DirEntry, error) {
	f, err := t.root.Open(rel)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (t *tree) input(rel string) *input {
	return &input{
		path:   filepath.Join(t.path, filepath.FromSlash(rel)),
		within: []string{rel}, done: func() int64 { return 0 },
	}
}

// file reads one file, or reports why it is not read.
func (t *tree) file(d fs.DirEntry, rel string, at place, companionOf string) {
	in := t.input(rel)
	switch {
	case at.here() == end:
	case d.Type()&fs.ModeSymlink != 0:
		if _, err := t.root.Stat(rel); err != nil {
			t.fail(in, failure.New(failure.Forbidden, in.path, err).WithCode("symlink"), end)
		}
	case !d.Type().IsRegular():
		t.fail(in, failure.Newf(failure.Unsupported, in.path, "%s", d.Type()).WithCode("special-file"), end)
	case companionOf != "":
		t.fail(in, failure.Newf(failure.NotPage, in.path, "%s", companionOf).WithCode("companion"), end)
	default:
		f, err := t.root.Open(rel)
		t.readFile(in.path, f, err, in.within, at)
	}
	if d.Type().IsRegular() {
		t.before += sizeOf(d)
	}
}

// pass counts the bytes of what lies before the place to resume at.
func (t *tree) pass(d fs.DirEntry, rel string) {
	if hidden(d.Name()) {
		return
	}
	if !d.IsDir() {
		if d.Type().IsRegular() {
			t.before += sizeOf(d)
		}
		return
	}
	below := &folder{path: filepath.Join(t.path, filepath.FromSlash(rel))}
	if n, err := below.Size(t.ctx); err == nil {
		t.before += n
	}
}
