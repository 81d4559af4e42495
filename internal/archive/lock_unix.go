//go:build unix

package archive

import (
	"errors"
	"os"
	"syscall"
)

var errNotDir error = syscall.ENOTDIR

// lockFile takes the operating system's lock on an open file without waiting.
// It dies with the process, however that ends. held is true when another
// process has it.
func lockFile(f *os.File, shared bool) (held bool, err error) {
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	for {
		err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}
