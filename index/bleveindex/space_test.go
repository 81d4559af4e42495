//go:build unix

package bleveindex

import (
	"errors"
	"fmt"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"khobao/index"
	"khobao/index/query"
)

// step is by how many articles each batch is larger than the one before.
const step = 60

// childFillsDisk lets every file grow to a limit only, as a full disk would, and
// lifts the limit later.
func childFillsDisk(dir string) error {
	ctx, cancel := timeLimit()
	defer cancel()
	e, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	room, err := filesUpTo(64 << 10)
	if err != nil {
		return err
	}
	seq, landed := uint64(1), uint64(0)
	for ; seq <= 40; seq++ {
		// Batches grow until one does not fit.
		b := upTo(1, int(seq)*step)
		b.Seq = seq
		if err = e.Apply(ctx, b); err != nil {
			break
		}
		landed = seq
	}
	if !errors.Is(err, index.ErrNoSpace) {
		return fmt.Errorf("batch %d: %v, want ErrNoSpace", seq, err)
	}
	again := e.Apply(ctx, index.Batch{Seq: seq})
	if !errors.Is(again, index.ErrNoSpace) {
		return fmt.Errorf("while the disk is full: %v, want ErrNoSpace", again)
	}
	s, err := e.State(ctx)
	if err != nil || s.Seq != landed {
		return fmt.Errorf("state %+v, %v, want seq %d", s, err, landed)
	}
	if r, err := e.Search(ctx, index.Request{}); err != nil || r.Total < int(landed)*step {
		return fmt.Errorf("search on a full disk: total %d, %v", r.Total, err)
	}
	if err := room(); err != nil {
		return err
	}
	b := upTo(1, int(seq)*step)
	b.Seq = seq
	// What is stuck is tried again in the background, sooner or later.
	for err = e.Apply(ctx, b); errors.Is(err, index.ErrNoSpace); {
		err = e.Apply(ctx, b)
	}
	if err != nil {
		return fmt.Errorf("with room again: %w", err)
	}
	if r, err := e.Search(ctx, index.Request{}); err != nil || r.Total != int(seq)*step {
		return fmt.Errorf("with room again: total %d of %d, %v", r.Total, seq*step, err)
	}
	if err := e.Close(); err != nil {
		return err
	}
	e, err = Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	if s, err := e.State(ctx); err != nil || s.Seq != seq || s.Status != index.Ready || s.Articles != int(seq)*step {
		return fmt.Errorf("opened again: %+v, %v", s, err)
	}
	return e.Close()
}

// filesUpTo lets files of this process grow to so many bytes, until room is made.
func filesUpTo(n uint64) (room func() error, err error) {
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return nil, err
	}
	signal.Ignore(syscall.SIGXFSZ)
	limited := before
	limited.Cur = n
	return func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before) }, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited)
}

// childMergesOnFullDisk lets files grow to a limit that every batch keeps and no
// merge of all of them does.
func childMergesOnFullDisk(dir string) error {
	ctx, cancel := timeLimit()
	defer cancel()
	e, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	room, err := filesUpTo(200 << 10) // root.bolt takes 128
	if err != nil {
		return err
	}
	const batches, each = 6, 1500
	for n := range batches {
		if err := e.Apply(ctx, upTo(n*each+1, (n+1)*each)); err != nil {
			return fmt.Errorf("batch %d: %w", n, err)
		}
	}
	answers := func(when string) error {
		r, err := e.Search(ctx, index.Request{Query: query.Word{Text: "bão"}})
		if err != nil || r.Total != batches*each {
			return fmt.Errorf("%s: total %d of %d, %v", when, r.Total, batches*each, err)
		}
		return e.Verify(ctx)
	}
	if err := e.live.store.settle(ctx); err != nil {
		return fmt.Errorf("merge on a full disk: %w", err)
	}
	if err := answers("after a merge without room"); err != nil {
		return err
	}
	files, _ := filepath.Glob(filepath.Join(e.live.dir, "*.zap"))
	if len(files) < 2 {
		return fmt.Errorf("%v: the merge had room", files)
	}
	if err := room(); err != nil {
		return err
	}
	for { // a failure of before may be told late, and ends the first tries
		if err := e.live.store.settle(ctx); err != nil {
			return fmt.Errorf("merge with room again: %w", err)
		}
		if err := e.publish(ctx, e.live); err != nil {
			return err
		}
		v, err := e.acquire()
		if err != nil {
			return err
		}
		n := len(v.segments)
		v.release()
		if n == 1 {
			break
		}
	}
	if err := answers("after a merge with room"); err != nil {
		return err
	}
	if left, _ := filepath.Glob(filepath.Join(e.live.dir, "*.tmp")); len(left) > 0 {
		return fmt.Errorf("left behind: %v", left)
	}
	return e.Close()
}

// childRebuildsOnFullDisk lets files grow to a limit that a rebuild exceeds.
func childRebuildsOnFullDisk(dir string) error {
	ctx, cancel := timeLimit()
	defer cancel()
	e, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	const few, many = 30, 500
	if err := e.Apply(ctx, upTo(1, few)); err != nil {
		return err
	}
	room, err := filesUpTo(200 << 10) // root.bolt takes 128
	if err != nil {
		return err
	}
	rebuild := func() error {
		return e.Rebuild(ctx, func(w index.Writer) error {
			b := upTo(1, many)
			for i := range b.Put {
				for k := range 100 { // words of its own
					b.Put[i].Body += fmt.Sprintf(" x%dx", 100*i+k)
				}
			}
			return w.Apply(ctx, b)
		})
	}
	answers := func(when string, want int) error {
		r, err := e.Search(ctx, index.Request{Query: query.Word{Text: "bão"}})
		if err != nil || r.Total != want {
			return fmt.Errorf("%s: total %d of %d, %v", when, r.Total, want, err)
		}
		return e.Verify(ctx)
	}
	if err := rebuild(); !errors.Is(err, index.ErrNoSpace) {
		return fmt.Errorf("rebuild on a full disk: %v, want ErrNoSpace", err)
	}
	if err := answers("after a rebuild without room", few); err != nil {
		return err
	}
	if numbers, err := generations(dir); err != nil || len(numbers) != 1 {
		return fmt.Errorf("generations after a rebuild without room: %v, %v", numbers, err)
	}
	if err := room(); err != nil {
		return err
	}
	if err := rebuild(); err != nil {
		return fmt.Errorf("rebuild with room again: %w", err)
	}
	if err := answers("after a rebuild with room", many); err != nil {
		return err
	}
	return e.Close()
}

func TestRebuildWithoutSpace(t *testing.T) {
	if out, err := child(t, "build", t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestMergeWithoutSpace(t *testing.T) {
	if out, err := child(t, "merge", t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestNoSpace(t *testing.T) {
	if out, err := child(t, "full", t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
