package bleveindex

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"khobao/index"
)

const damageArticles = 120

// settled makes an index of several segments with deletions and gives copies of
// its folder: as a clean end leaves it and as a crash does.
func settled(t *testing.T, o Options) (clean, crashed, want string) {
	t.Helper()
	dir := t.TempDir()
	e := open(t, dir, o)
	for n := 1; n <= damageArticles; n += 10 {
		mustApply(t, e, upTo(n, n+9))
	}
	for n := 1; n <= 5; n++ {
		mustApply(t, e, index.Batch{Seq: uint64(damageArticles + n), Delete: []string{numbered(n * 13).ID}})
	}
	want, err := digest(t, e)
	if err != nil {
		t.Fatal(err)
	}
	// What scorch does in the background must not go on while the folder is copied.
	e.live.store.scorch.Close()
	crashed = copyDir(t, dir)
	e.live.store.closeOnce.Do(func() { close(e.live.store.closing) })
	closeEngine(t, e)
	clean = copyDir(t, crashed)
	e = open(t, clean, o)
	closeEngine(t, e)
	return clean, crashed, want
}

// refill is what the owner does when an index is not ready.
func refill(t *testing.T, e *Engine) {
	t.Helper()
	err := e.Rebuild(t.Context(), func(w index.Writer) error {
		if err := w.Apply(t.Context(), upTo(1, damageArticles)); err != nil {
			return err
		}
		b := index.Batch{Seq: damageArticles + 5}
		for n := 1; n <= 5; n++ {
			b.Delete = append(b.Delete, numbered(n*13).ID)
		}
		return w.Apply(t.Context(), b)
	})
	if err != nil {
		t.Fatalf("rebuild: %v", err)
	}
}

// comesBack opens a damaged folder: it must say so, or answer as before; and a
// rebuild must cure it.
func comesBack(t *testing.T, dir, want string, o Options) (noticed bool) {
	t.Helper()
	e := open(t, dir, o)
	defer closeEngine(t, e)
	s := status(t, e)
	got, err := digest(t, e)
	switch {
	case s.Status == index.Ready && s.Seq == damageArticles+5:
		if err != nil {
			t.Errorf("ready, but: %v", err)
		} else if got != want {
			t.Errorf("ready with other contents: %s", s.Why)
		}
		return false
	case s.Status == index.Ready || s.Status == index.Empty:
		// An older or no state: the owner sees it by Seq.
	case s.Why == "":
		t.Errorf("%s without a reason", s.Status)
	}
	refill(t, e)
	if got, err := digest(t, e); err != nil || got != want {
		t.Errorf("rebuilt from %s (%s): contents differ, %v", s.Status, s.Why, err)
	}
	if s := status(t, e); s.Status != index.Ready {
		t.Errorf("rebuilt: %+v", s)
	}
	if err := e.Verify(t.Context()); err != nil {
		t.Errorf("verify after a rebuild: %v", err)
	}
	return true
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != lockName {
			rel, _ := filepath.Rel(dir, path)
			files = append(files, rel)
		}
		return err
	})
	if err != nil || len(files) < 5 {
		t.Fatalf("files of the index: %v, %v", files, err)
	}
	return files
}

// segmentsOf lists the segment files of the newest snapshot, relative to dir.
func segmentsOf(t *testing.T, dir string) []string {
	t.Helper()
	roots, err := filepath.Glob(filepath.Join(dir, "gen-*", boltName))
	if err != nil || len(roots) != 1 {
		t.Fatalf("generations: %v, %v", roots, err)
	}
	gen := filepath.Dir(roots[0])
	names, err := newestFiles(gen)
	if err != nil || len(names) == 0 {
		t.Fatalf("segments of %s: %v, %v", gen, names, err)
	}
	for i, name := range names {
		names[i] = filepath.Join(filepath.Base(gen), name)
	}
	return names
}

func TestDamage(t *testing.T) {
	t.Run("zap", func(t *testing.T) { testDamage(t, Options{Segment: Zap}) })
	t.Run("own", func(t *testing.T) { testDamage(t, Options{Segment: Own}) })
}

func testDamage(t *testing.T, o Options) {
	clean, crashed, want := settled(t, o)
	rng := rand.New(rand.NewPCG(1, 2))
	flips := 6
	if testing.Short() {
		flips = 2
		if o.Segment.Type == Zap.Type {
			flips = 1
		}
	}
	for _, from := range []struct{ name, dir string }{{"clean", clean}, {"crashed", crashed}} {
		t.Run(from.name, func(t *testing.T) {
			if comesBack(t, copyDir(t, from.dir), want, o) {
				t.Fatal("an undamaged index is not ready")
			}
			// A crash may leave files of merges that no snapshot took up; only the
			// segments of the newest one must be missed.
			needed := segmentsOf(t, from.dir)
			for _, file := range filesIn(t, from.dir) {
				damage := func(name string, change func(data []byte) []byte) {
					t.Run(file+" "+name, func(t *testing.T) {
						dir := copyDir(t, from.dir)
						path := filepath.Join(dir, file)
						data, err := os.ReadFile(path)
						if err != nil {
							t.Fatal(err)
						}
						if data = change(data); data == nil {
							err = os.Remove(path)
						} else {
							err = os.WriteFile(path, data, 0o600)
						}
						if err != nil {
							t.Fatal(err)
						}
						noticed := comesBack(t, dir, want, o)
						if slices.Contains(needed, file) && !noticed {
							t.Error("damage to a segment went unnoticed")
						}
						if strings.HasSuffix(file, boltName) && from.name == "clean" && !noticed {
							t.Error("damage to root.bolt went unnoticed")
						}
					})
				}
				damage("deleted", func([]byte) []byte { return nil })
				damage("emptied", func([]byte) []byte { return []byte{} })
				if testing.Short() && o.Segment.Type == Zap.Type && from.name == "crashed" {
					continue
				}
				damage("halved", func(b []byte) []byte { return b[:len(b)/2] })
				damage("zeroed", func(b []byte) []byte { return make([]byte, len(b)) })
				for i := range flips {
					at, bit := rng.Uint64(), byte(1)<<rng.IntN(8)
					damage(fmt.Sprintf("flipped %d", i), func(b []byte) []byte {
						b[at%uint64(len(b))] ^= bit
						return b
					})
				}
			}
		})
	}
}

// TestDamageFoundLater opens without checking, as a very large index does, and
// expects the check in the background to find the damage and tell the owner.
func TestDamageFoundLater(t *testing.T) {
	t.Run("zap", func(t *testing.T) { testDamageFoundLater(t, Zap) })
	t.Run("own", func(t *testing.T) { testDamageFoundLater(t, Own) })
}

func testDamageFoundLater(t *testing.T, format SegmentFormat) {
	clean, _, want := settled(t, Options{Segment: format})
	for _, file := range segmentsOf(t, clean) {
		dir := copyDir(t, clean)
		path := filepath.Join(dir, file)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 0x10
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		told := make(chan error, 1)
		e := open(t, dir, Options{Segment: format, VerifyNow: 1, OnDamage: func(err error) { told <- err }})
		if status(t, e).Status != index.DamagedIndex { // else found while opening
			if err := <-told; err == nil || !strings.Contains(err.Error(), filepath.Base(file)) {
				t.Errorf("told of %v", err)
			}
		}
		if s := status(t, e); s.Status != index.DamagedIndex || s.Why == "" {
			t.Errorf("state: %+v", s)
		}
		if err := e.Apply(t.Context(), upTo(1000, 1000)); err == nil {
			t.Error("a damaged index takes a batch")
		}
		refill(t, e)
		if got, err := digest(t, e); err != nil || got != want {
			t.Errorf("rebuilt: contents differ, %v", err)
		}
		closeEngine(t, e)
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	t.Run("zap", func(t *testing.T) { testVerifyFindsDamage(t, Zap) })
	t.Run("own", func(t *testing.T) { testVerifyFindsDamage(t, Own) })
}

func testVerifyFindsDamage(t *testing.T, format SegmentFormat) {
	dir := t.TempDir()
	told := make(chan error, 1)
	e := open(t, dir, Options{Segment: format, OnDamage: func(err error) { told <- err }})
	mustApply(t, e, upTo(1, 20))
	if err := e.Verify(t.Context()); err != nil {
		t.Fatalf("verify: %v", err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "gen-*", "*.zap"))
	if len(files) == 0 {
		t.Fatal("no segment files")
	}
	for _, f := range files {
		h, err := os.OpenFile(f, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		var b [1]byte
		if _, err = h.ReadAt(b[:], 100); err == nil {
			b[0] ^= 1
			_, err = h.WriteAt(b[:], 100)
		}
		h.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Verify(t.Context()); err == nil {
		t.Error("verify finds nothing")
	}
	<-told
	if s := status(t, e); s.Status != index.DamagedIndex {
		t.Errorf("state: %+v", s)
	}
	closeEngine(t, e)
}
