package archive

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
)

// tree lists the files below a folder with their contents.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestWhatIsNoArchiveIsRefusedAndUntouched(t *testing.T) {
	cases := []struct {
		name  string
		files map[string]string
		want  failure.Kind
	}{
		{"other things", map[string]string{"anh.jpg": "x"}, failure.NotArchive},
		{"other things in our folders", map[string]string{"originals/bai.html": "x"}, failure.NotArchive},
		{"newer format", map[string]string{formatFile: `{"format":99,"id":"aa"}`, "moi.dat": "x"}, failure.NewerFormat},
		{"no JSON", map[string]string{formatFile: "{"}, failure.Damaged},
		{"no format", map[string]string{formatFile: `{"id":"aa"}`}, failure.Damaged},
		{"no catalogue", map[string]string{formatFile: `{"format":1,"id":"aa"}`, "originals/segment-000001.warc.gz": "x"}, failure.Damaged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.files {
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for _, o := range []Options{{}, {Create: true}, {ReadOnly: true}} {
				a, err := Open(t.Context(), dir, o)
				if err == nil {
					a.Close()
				}
				if !failure.Is(err, c.want) {
					t.Errorf("%+v: want %s, got %v", o, c.want, err)
				}
			}
			got := tree(t, dir)
			delete(got, ownerFile) // of those that are archives
			if diff := cmp.Diff(c.files, got); diff != "" {
				t.Errorf("the folder changed: %s", diff)
			}
		})
	}
}

func TestAbsentAndEmptyFoldersAreNotFound(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "tep")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]failure.Kind{
		filepath.Join(dir, "khong-co"): failure.NotFound,
		t.TempDir():                    failure.NotFound,
		file:                           failure.NotArchive,
	} {
		if _, err := Open(t.Context(), path, Options{}); !failure.Is(err, want) {
			t.Errorf("%s: want %s, got %v", path, want, err)
		}
	}
	if err := Create(file); !failure.Is(err, failure.NotArchive) {
		t.Errorf("create over a file: %v", err)
	}
}

func TestCreateLeavesAnArchiveAlone(t *testing.T) {
	dir := t.TempDir()
	if err := Create(dir); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	if err := Create(dir); !failure.Is(err, failure.NotArchive) {
		t.Errorf("second create: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"dictionaries/words.txt", "dictionaries/abbreviations.tsv"} {
		if before[name] == "" || before[name][0] != '#' {
			t.Errorf("%s: %q", name, before[name])
		}
	}
}

func TestANewerCatalogueIsRefused(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 1)
	c, err := openCatalogue(filepath.Join(dir, catalogueFile), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.write.Exec(fmt.Sprintf("PRAGMA user_version = %d", len(steps)+1)); err != nil {
		t.Fatal(err)
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {ReadOnly: true}} {
		if _, err := Open(t.Context(), dir, o); !failure.Is(err, failure.NewerFormat) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestACatalogueOlderThanTheFilesIsRefused: cutting the files to it would lose
// what only they hold.
func TestACatalogueOlderThanTheFilesIsRefused(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 1)
	big, err := os.Create(filepath.Join(dir, originalsDir, segmentName(900)))
	if err != nil {
		t.Fatal(err)
	}
	if err := big.Truncate(tailLimit + 1); err != nil { // sparse
		t.Fatal(err)
	}
	if err := big.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !failure.Is(err, failure.Damaged) {
		t.Errorf("open: %v", err)
	}
	if _, err := os.Stat(big.Name()); err != nil {
		t.Error(err)
	}
}

// TestFilesAreNotCutToACatalogueThatLacksThem: one that was emptied, and one that
// was put back from before an import.
func TestFilesAreNotCutToACatalogueThatLacksThem(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 1)
	old, err := os.ReadFile(filepath.Join(dir, catalogueFile))
	if err != nil {
		t.Fatal(err)
	}
	a := open(t, dir, Options{})
	for i := range 3 {
		add(t, a, fmt.Sprintf("https://baovietnam.example/them-%d.html", i), "Bài thêm", day)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	now, err := os.ReadFile(filepath.Join(dir, catalogueFile))
	if err != nil {
		t.Fatal(err)
	}
	files := func() map[string]string {
		all := tree(t, dir)
		for _, name := range []string{ownerFile, catalogueFile, catalogueFile + "-wal", catalogueFile + "-shm"} {
			delete(all, name)
		}
		return all
	}
	before := files()
	for _, c := range []struct {
		name      string
		catalogue []byte
		code      string
	}{{"emptied", nil, "file-missing"}, {"put back", old, "catalogue-behind"}, {"not ours", emptyDatabase(t), "catalogue-damaged"}} {
		if err := os.WriteFile(filepath.Join(dir, catalogueFile), c.catalogue, 0o644); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the first refusal must not make the second forget
			_, err := Open(t.Context(), dir, Options{})
			var f *failure.Error
			if !errors.As(err, &f) || f.Kind != failure.Damaged || f.Code != c.code {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if diff := cmp.Diff(before, files()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, catalogueFile), now, 0o644); err != nil {
		t.Fatal(err)
	}
	clean(t, open(t, dir, Options{}))
}

func TestAnArchiveWithoutItsFormatIsNoOtherFolder(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 1)
	if err := os.Remove(filepath.Join(dir, formatFile)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	_, err := Open(t.Context(), dir, Options{Create: true})
	var f *failure.Error
	if !errors.As(err, &f) || f.Code != "file-missing" || f.Object != filepath.Join(dir, formatFile) {
		t.Errorf("open: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// emptyDatabase is a database without tables.
func emptyDatabase(t *testing.T) []byte {
	c := &catalogue{path: filepath.Join(t.TempDir(), catalogueFile)}
	err := c.openWriter()
	if err == nil {
		_, err = c.write.Exec("PRAGMA journal_mode(DELETE); VACUUM")
	}
	if err = errors.Join(err, c.close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(c.path)
	if err != nil || len(data) == 0 {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	return data
}

func TestValuesThatDoNotFitAreADamagedCatalogue(t *testing.T) {
	a := open(t, filepath.Join(t.TempDir(), "kho"), Options{Create: true})
	var what string
	err := diskError(a.Dir, a.cat.read.QueryRow(`SELECT NULL`).Scan(&what))
	var f *failure.Error
	if !errors.As(err, &f) || f.Code != "catalogue-damaged" || f.Object != catalogueFile {
		t.Errorf("%v", err)
	}
	if _, err := a.cat.write.Exec(`INSERT INTO imports (key, label, paths, started, finished, status, counts) VALUES ('', '', '[', 0, 0, '', '{}')`); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Imports(t.Context(), 0); !errors.As(err, &f) || f.Code != "catalogue-damaged" {
		t.Errorf("paths that are no list: %v", err)
	}
}

func TestARefusalToWriteIsToldAsOne(t *testing.T) {
	for _, cause := range []error{syscall.EACCES, syscall.EROFS, syscall.EPERM} {
		var f *failure.Error
		if err := writeError("kho", &os.PathError{Op: "mkdir", Path: "kho", Err: cause}); !errors.As(err, &f) || f.Code != "unwritable" || f.Object != "kho" {
			t.Errorf("%v: %v", cause, err)
		}
	}
	if err := writeError("kho", &os.PathError{Op: "write", Path: "kho", Err: syscall.ENOSPC}); !failure.Is(err, failure.NoSpace) {
		t.Errorf("no space: %v", err)
	}
	if os.Geteuid() == 0 {
		t.Skip("the rest as another user than root, whom nothing is refused")
	}
	closed := t.TempDir()
	if err := os.Chmod(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	a := open(t, t.TempDir(), Options{})
	for what, err := range map[string]error{"create": Create(filepath.Join(closed, "kho")), "backup": a.Backup(t.Context(), filepath.Join(closed, "kho"))} {
		var f *failure.Error
		if !errors.As(err, &f) || f.Code != "unwritable" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

var fixture = flag.Bool("fixture", false, "write testdata/format-N of the current format number")

func TestWriteFixture(t *testing.T) {
	dir := filepath.Join("testdata", fmt.Sprintf("format-%d", FormatCurrent))
	if !*fixture {
		t.Skip("only with -fixture, when the format number was raised: " + dir)
	}
	filled(t, dir, 3)
	if err := os.Remove(filepath.Join(dir, ownerFile)); err != nil {
		t.Fatal(err)
	}
}

// TestPastFormatsOpen opens a copy of each archive under testdata: one a format
// number, made by the release that began it.
func TestPastFormatsOpen(t *testing.T) {
	for format := FormatMin; format <= FormatMax; format++ {
		from := filepath.Join("testdata", fmt.Sprintf("format-%d", format))
		dir := filepath.Join(t.TempDir(), "kho")
		if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		for _, o := range []Options{{ReadOnly: true}, {}} {
			a := open(t, dir, o)
			clean(t, a)
			s, err := a.Stats(t.Context())
			if err != nil || s.Articles != 3 || s.Versions != 4 || s.Captures != 5 {
				t.Errorf("format %d: %+v, %v", format, s, err)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
