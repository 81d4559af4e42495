//go:build unix

package archive

import (
	"os"
	"path/filepath"
	"syscall"

	"khobao/internal/failure"
)

// roomy is so much free space that a failed write has another cause, 64 MiB: a
// commit writes less.
const roomy = 64 << 20

// full tells whether there is no room for the files of a path: the disk is nearly
// full, a quota is reached, or files may not grow. When it cannot be told, it says
// so too, as that is what mostly happens.
func full(path string) bool {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit) != nil || uint64(limit.Cur) < 1<<62 {
		return true
	}
	dir := path
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		dir = filepath.Dir(path)
	}
	var fs syscall.Statfs_t
	if syscall.Statfs(dir, &fs) != nil || uint64(fs.Bavail)*uint64(fs.Bsize) < roomy {
		return true
	}
	return !writes(dir)
}

// writes tries to write: a quota does not show in the free space of a disk.
func writes(dir string) bool {
	f, err := os.CreateTemp(dir, "probe-*.tmp")
	if err != nil {
		return true // refused for another reason than room
	}
	defer os.Remove(f.Name())
	defer f.Close()
	_, err = f.Write(make([]byte, 1<<20))
	if err == nil {
		err = f.Sync()
	}
	return err == nil || kindOf(err) != failure.NoSpace
}
