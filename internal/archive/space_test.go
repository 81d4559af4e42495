//go:build linux

package archive

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"syscall"
	"testing"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// importWithinLimit imports until no file may grow, checks what is promised
// then, lets the files grow again and goes on: all in one process.
func importWithinLimit(dir string) int {
	limit, err := strconv.ParseUint(os.Getenv("KHOBAO_ARCHIVE_LIMIT"), 10, 64)
	var a *Archive
	if err == nil {
		a, err = Open(context.Background(), dir, Options{Create: true, SegmentSize: 8 << 20})
	}
	if err == nil {
		err = starve(a, func(on bool) error {
			var now syscall.Rlimit
			if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &now); err != nil {
				return err
			}
			now.Cur = now.Max
			if on {
				now.Cur = limit
			}
			return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &now)
		})
	}
	if err == nil {
		err = a.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// starve imports until the disk is full, which full switches on and off.
func starve(a *Archive, full func(bool) error) error {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(5, 6))
	stored := 0
	batch := func() error {
		pages := make([]page.Page, 20)
		outcomes := make([]Outcome, 20)
		for i := range pages {
			pages[i], outcomes[i].Article = story(r, stored+i)
		}
		captures, err := a.Keep(ctx, pages)
		if err != nil {
			return err
		}
		for i, c := range captures {
			outcomes[i].Capture, outcomes[i].Kind = c, index.KindArticle
		}
		if _, err := a.Commit(ctx, outcomes, Checkpoint{}); err != nil {
			return err
		}
		stored += len(pages)
		return nil
	}
	if err := batch(); err != nil {
		return err
	}
	if err := full(true); err != nil {
		return err
	}
	for range 3 { // it stays an error, and the same one
		var err error
		for err == nil {
			err = batch()
		}
		if !failure.Is(err, failure.NoSpace) {
			return fmt.Errorf("after %d articles want no-space, got %w", stored, err)
		}
		if err := whole(a, stored); err != nil {
			return fmt.Errorf("while the disk is full: %w", err)
		}
	}
	if err := full(false); err != nil {
		return err
	}
	for range 5 {
		if err := batch(); err != nil {
			return fmt.Errorf("with space again: %w", err)
		}
	}
	return whole(a, stored)
}

// whole checks that exactly the stored articles are there and sound.
func whole(a *Archive, stored int) error {
	n := 0
	for _, err := range a.Walk(context.Background(), 0) {
		if err != nil {
			return err
		}
		n++
	}
	if n != stored {
		return fmt.Errorf("%d articles, %d were acknowledged", n, stored)
	}
	return a.Verify(context.Background(), func(p Problem) { fmt.Fprintf(os.Stderr, "problem: %+v\n", p) })
}

// TestFullDiskIsAnErrorAndNoDamage bounds the size of files, so that segment,
// texts or log cannot grow, at many sizes.
func TestFullDiskIsAnErrorAndNoDamage(t *testing.T) {
	for i := range 6 {
		if testing.Short() && i%3 != 0 {
			continue
		}
		limit := 150_000 + i*166_666
		cmd := child(t, "space", t.TempDir()+"/kho")
		cmd.Env = append(cmd.Env, fmt.Sprintf("KHOBAO_ARCHIVE_LIMIT=%d", limit))
		if err := cmd.Run(); err != nil {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}

// TestFullFileSystem fills a real small file system.
func TestFullFileSystem(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("cannot mount a small file system: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	a, err := Open(t.Context(), dir+"/kho", Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	err = starve(a, func(on bool) error {
		size := "size=64m"
		if on {
			size = "size=3m"
		}
		return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, size)
	})
	if err != nil {
		t.Error(err)
	}
}
