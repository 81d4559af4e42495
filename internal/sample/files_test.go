package sample

import (
	"io/fs"
	"testing"
)

// walk calls see with every embedded file below root; none is a failure.
func walk(t *testing.T, root string, see func(name string, data []byte)) {
	t.Helper()
	n := 0
	err := fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		n++
		see(name, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatalf("no files below %s", root)
	}
}

func TestEmbeddedSize(t *testing.T) {
	total := 0
	walk(t, ".", func(_ string, data []byte) { total += len(data) })
	if total > 1_200_000 {
		t.Errorf("the sample is %d bytes, want at most 1.2 MB", total)
	}
}
