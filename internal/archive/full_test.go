//go:build linux

package archive

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullIsToldFromBroken: where there is room, a failed write is no matter of
// room; the other way is held by the tests that fill a disk.
func TestFullIsToldFromBroken(t *testing.T) {
	dir := t.TempDir()
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		t.Fatal(err)
	}
	want := uint64(fs.Bavail)*uint64(fs.Bsize) < roomy
	for _, path := range []string{dir, filepath.Join(dir, catalogueFile)} {
		if got := full(path); got != want {
			t.Errorf("%s: full %v, want %v", path, got, want)
		}
	}
	if !full("/nowhere/at/all/catalogue.db") {
		t.Error("where nothing can be told, there is said to be room")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%d files left behind, %v", len(left), err)
	}
}
