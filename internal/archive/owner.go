package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"khobao/internal/failure"
)

// Owner says which process holds an archive and where it can be asked.
type Owner struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Since   time.Time `json:"since"`
	Address string    `json:"address,omitempty"` // of its admin interface; "" when it has none
	Token   string    `json:"token,omitempty"`   // that its admin interface asks for
	Seq     uint64    `json:"seq,omitempty"`     // of the last change when this was written
}

// String names the holder for a message.
func (o Owner) String() string {
	return fmt.Sprintf("pid %d, %s, %s", o.PID, o.Host, o.Since.Format(time.RFC3339))
}

// The lock is tried for this long: a process that only asks who holds the
// archive has it for an instant.
const (
	lockPatience = 600 * time.Millisecond
	lockStep     = 20 * time.Millisecond
)

// ReadOwner tells which living process holds the archive, so that a command
// can hand its work to it: NotFound when none does.
func ReadOwner(dir string) (Owner, error) {
	path := filepath.Join(dir, ownerFile)
	f, err := os.Open(path)
	if err != nil {
		return Owner{}, diskError(path, err)
	}
	defer f.Close()
	held, err := lockFile(f, true)
	if err != nil {
		return Owner{}, diskError(path, err)
	}
	if !held {
		return Owner{}, failure.New(failure.NotFound, path, nil)
	}
	return readOwner(path)
}

// readOwner reads the file, again when it is just being written.
func readOwner(path string) (Owner, error) {
	var o Owner
	var err error
	for range 5 {
		var data []byte
		data, err = os.ReadFile(path)
		if err == nil {
			if err = json.Unmarshal(data, &o); err == nil {
				return o, nil
			}
		}
		time.Sleep(lockStep)
	}
	return Owner{}, diskError(path, err)
}

// own takes the lock and says who we are; me takes over how far the archive was.
// The lock is on OWNER itself, which is therefore written in place and never
// renamed or removed.
func own(ctx context.Context, dir string, readOnly bool, me *Owner) (*os.File, error) {
	path := filepath.Join(dir, ownerFile)
	flag, mode := os.O_RDWR|os.O_CREATE, fs.FileMode(0o600)
	if readOnly {
		flag = os.O_RDONLY
	}
	f, err := os.OpenFile(path, flag, mode)
	if readOnly && errors.Is(err, fs.ErrNotExist) {
		return nil, nil // a backup that was never opened for writing
	}
	if err != nil {
		return nil, writeError(path, err)
	}
	deadline := time.Now().Add(lockPatience)
	for {
		held, err := lockFile(f, readOnly)
		if err != nil {
			return nil, errors.Join(diskError(path, err), f.Close())
		}
		if !held {
			break
		}
		if time.Now().After(deadline) {
			holder, _ := readOwner(path) // unknown holder is still a holder
			return nil, errors.Join(failure.Newf(failure.InUse, dir, "%s", holder), f.Close())
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(failure.New(failure.Canceled, dir, ctx.Err()), f.Close())
		case <-time.After(lockStep):
		}
	}
	if readOnly {
		return f, nil
	}
	var last Owner
	if json.NewDecoder(f).Decode(&last) == nil { // empty when it is new
		me.Seq = last.Seq
	}
	if err := writeOwner(f, *me); err != nil {
		return nil, errors.Join(writeError(path, err), f.Close())
	}
	return f, nil
}

func writeOwner(f *os.File, o Owner) error {
	data, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = f.WriteAt(append(data, '\n'), 0)
	return err
}
