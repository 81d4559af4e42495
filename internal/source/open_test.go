package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
)

// TestOpen names what is wrong with each path, and opens the others.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.MkdirAll(at("trống/con"), 0o755))
	must(t, os.WriteFile(at("trống/.ẩn"), []byte("x"), 0o644))
	must(t, os.MkdirAll(at("có"), 0o755))
	must(t, os.WriteFile(at("có/tin.html"), []byte(onePage), 0o644))
	must(t, syscall.Mkfifo(at("ống"), 0o644))
	sources, err := Open(context.Background(), []string{at("không có"), at("có"), at("trống"), at("ống"), at("có/tin.html")}, Options{})
	var got []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var f *failure.Error
		if !errors.As(e, &f) {
			t.Fatal(e)
		}
		got = append(got, join(string(f.Kind), f.Code, strings.TrimPrefix(f.Object, dir)))
	}
	want := []string{"not-found /không có", "not-found empty-folder /trống", "unsupported special-file /ống"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if len(sources) != 2 || sources[0].Name() != at("có") || sources[1].Name() != at("có/tin.html") {
		t.Errorf("sources %v", sources)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, []string{dir}, Options{}); !failure.Is(err, failure.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestFolderLeavesNothing holds what a folder says of things that are no
// ordinary files, and that it never leads out of itself.
func TestFolderLeavesNothing(t *testing.T) {
	outside := t.TempDir()
	must(t, os.WriteFile(filepath.Join(outside, "bí mật.html"), []byte(onePage), 0o644))
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.WriteFile(at("a.html"), []byte(onePage), 0o644))
	must(t, os.Symlink("a.html", at("b-trong.html")))
	must(t, os.Symlink(filepath.Join(outside, "bí mật.html"), at("c-ngoài.html")))
	must(t, os.Symlink(outside, at("d-ngoài")))
	must(t, os.Symlink("không có", at("e-gãy.html")))
	must(t, os.Symlink(".", at("f-vòng")))
	must(t, syscall.Mkfifo(at("g-ống"), 0o644))
	want := []string{"file text/html", "forbidden symlink", "forbidden symlink", "forbidden symlink", "unsupported special-file p---------"}
	if d := cmp.Diff(want, describe(t, openOne(t, dir, Options{}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	contract(t, dir)
}

// TestUnreadable holds that a file and a folder that may not be read are named
// and the rest is read.
func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	dir := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(dir, "b"), 0o755))
	for _, name := range []string{"a.html", "b/1.html", "c.html"} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(onePage), 0o644))
	}
	must(t, os.Chmod(filepath.Join(dir, "a.html"), 0))
	must(t, os.Chmod(filepath.Join(dir, "b"), 0))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "b"), 0o755) })
	want := []string{"unreadable", "unreadable", "file text/html"}
	if d := cmp.Diff(want, describe(t, openOne(t, dir, Options{}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestChanged holds that a path that goes away after Open is an error, not an
// empty source, and that a cursor that is none is refused.
func TestChanged(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.html")
	must(t, os.WriteFile(path, []byte(onePage), 0o644))
	file, folder := openOne(t, path, Options{}), openOne(t, dir, Options{})
	for _, s := range []Source{file, folder} {
		for _, err := range s.Pages(context.Background(), "%zz") {
			if !failure.Is(err, failure.Usage) {
				t.Errorf("cursor that is none: %v", err)
			}
		}
	}
	must(t, os.RemoveAll(dir))
	for _, s := range []Source{file, folder} {
		n := 0
		for _, err := range s.Pages(context.Background(), "") {
			if n++; !failure.Is(err, failure.NotFound) {
				t.Errorf("%v", err)
			}
		}
		if n != 1 {
			t.Errorf("%d items of what is gone", n)
		}
		if _, err := s.Size(context.Background()); !failure.Is(err, failure.NotFound) {
			t.Errorf("size: %v", err)
		}
	}
}
