package main

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"khobao/internal/failure"
)

// outFile is a file that is whole or not there: it is written under another
// name in the same folder and renamed when it is finished. Around another writer
// it only notes what went wrong with it.
type outFile struct {
	w    io.Writer
	f    *os.File // nil when not ours to finish
	name string
	bad  error // of writing, as against reading what is written
}

// createFile begins a file. One that is there is replaced only by force.
func createFile(name string, force bool) (*outFile, error) {
	switch _, err := os.Lstat(name); {
	case err == nil && !force:
		return nil, &failure.Error{Kind: failure.Usage, Object: name, Code: "file-exists"}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, writeFailure(name, err)
	}
	f, err := os.OpenFile(name+".tmp-"+strconv.Itoa(os.Getpid()), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, writeFailure(name, err)
	}
	return &outFile{w: f, f: f, name: name}, nil
}

// Write writes and remembers a failure.
func (o *outFile) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if err != nil {
		o.bad = err
	}
	return n, err
}

// failure names the file, "-" for one that is not ours, when it was writing that
// failed.
func (o *outFile) failure(err error) error {
	if o.bad == nil {
		return err
	}
	return writeFailure(cmp.Or(o.name, "-"), o.bad)
}

// finish makes the file durable under its name.
func (o *outFile) finish() error {
	err := errors.Join(o.f.Sync(), o.f.Close())
	if err == nil {
		err = os.Rename(o.f.Name(), o.name)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(o.name))
	}
	if err != nil {
		return writeFailure(o.name, err)
	}
	return nil
}

func syncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// discard removes what is not finished; behind finish, and of no file, it does nothing.
func (o *outFile) discard() {
	if o != nil && o.f != nil {
		_ = o.f.Close()
		_ = os.Remove(o.f.Name())
	}
}
