package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"khobao/internal/failure"
)

// TestBackupDuringAnImportIsWhole backs up again and again while articles come.
func TestBackupDuringAnImportIsWhole(t *testing.T) {
	a := open(t, t.TempDir(), Options{SegmentSize: 100 << 10})
	words := filepath.Join(DictionaryDir(a.Dir), "sites", "bao.txt")
	if err := errors.Join(os.Mkdir(filepath.Dir(words), 0o755), os.WriteFile(words, []byte("h1"), 0o644)); err != nil {
		t.Fatal(err)
	}
	stories(t, a, 0, 50, 50)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 50; ; n += 20 {
			select {
			case <-stop:
				return
			default:
				stories(t, a, n, 20, 20)
			}
		}
	})
	for range 4 {
		before := a.Seq()
		dst := filepath.Join(t.TempDir(), "sao-luu")
		if err := a.Backup(t.Context(), dst); err != nil {
			t.Fatal(err)
		}
		after := a.Seq()
		b := open(t, dst, Options{})
		clean(t, b)
		if b.Format != a.Format || b.Seq() < before || b.Seq() > after || b.Seq()%10 != 0 {
			t.Errorf("%+v, seq %d, was %d to %d", b.Format, b.Seq(), before, after)
		}
		if data, err := os.ReadFile(filepath.Join(dst, dictionaryDir, "sites", "bao.txt")); string(data) != "h1" {
			t.Errorf("site rules were not copied: %v", err)
		}
		// The copy takes new articles.
		stories(t, b, 1_000_000, 5, 5)
		clean(t, b)
	}
	close(stop)
	wg.Wait()
}

func TestBackupRefusesWhatIsThereAndLeavesNothingHalf(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	stories(t, a, 0, 5, 5)
	dst := t.TempDir()
	if err := os.WriteFile(filepath.Join(dst, "anh.jpg"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := a.Backup(t.Context(), dst); !failure.Is(err, failure.NotArchive) {
		t.Errorf("over other things: %v", err)
	}
	for _, inside := range []string{a.Dir, filepath.Join(a.Dir, "sao-luu")} {
		if err := a.Backup(t.Context(), inside); !failure.Is(err, failure.Usage) {
			t.Errorf("into the archive itself, %s: %v", inside, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dst = filepath.Join(t.TempDir(), "sao-luu")
	if err := a.Backup(ctx, dst); !failure.Is(err, failure.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	if _, err := ReadFormat(dst); !failure.Is(err, failure.NotFound) {
		t.Errorf("after a canceled backup: %v", err)
	}
	if _, err := os.Stat(dst + ".part"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a canceled backup leaves its part: %v", err)
	}
	if err := a.Backup(t.Context(), dst); err != nil {
		t.Errorf("again: %v", err)
	}
	b := open(t, dst, Options{ReadOnly: true})
	clean(t, b)
}
