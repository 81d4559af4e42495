//go:build unix

package bleveindex

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// childEnv makes the test binary play a program that is killed.
const childEnv = "KHOBAO_TEST_CHILD"

func TestMain(m *testing.M) {
	role, dir, ok := strings.Cut(os.Getenv(childEnv), " ")
	if !ok {
		os.Exit(m.Run())
	}
	if err := children[role](dir); err != nil {
		fmt.Println("child:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

var children = map[string]func(dir string) error{
	"write": childWrites,
	"hold":  childHolds,
	"full":  childFillsDisk,
	"merge": childMergesOnFullDisk,
	"build": childRebuildsOnFullDisk,
}

func child(t *testing.T, role, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+role+" "+dir)
	return cmd
}

const crashBatch = 7 // articles a batch

// childWrites applies batches for ever, each putting new articles and changing
// and deleting old ones, and rebuilds now and then; it prints what landed.
func childWrites(dir string) error {
	ctx, cancel := timeLimit()
	defer cancel()
	format := Zap
	if filepath.Base(dir) == "own" {
		format = Own
	}
	e, err := Open(ctx, dir, Options{Segment: format})
	if err != nil {
		return err
	}
	s, err := e.State(ctx)
	if err != nil {
		return err
	}
	for seq := s.Seq + 1; ; seq++ {
		if err := e.Apply(ctx, crashing(seq)); err != nil {
			return err
		}
		fmt.Println(seq)
		if seq%10 == 0 {
			err := e.Rebuild(ctx, func(w index.Writer) error {
				for n := uint64(1); n <= seq; n++ {
					if err := w.Apply(ctx, crashing(n)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
}

// crashing is the batch of a number: what an index holds follows from the last one.
func crashing(seq uint64) index.Batch {
	first := int(seq-1) * crashBatch
	b := upTo(first+1, first+crashBatch)
	b.Seq = seq
	if seq > 1 {
		changed := numbered(first)
		changed.Title += " thay"
		b.Put = append(b.Put, changed)
		b.Delete = append(b.Delete, numbered(first-1).ID)
	}
	return b
}

func TestKill(t *testing.T) {
	for _, format := range []string{"zap", "own"} {
		t.Run(format, func(t *testing.T) { testKill(t, filepath.Join(t.TempDir(), format)) })
	}
}

func testKill(t *testing.T, dir string) {
	rounds := 5
	if testing.Short() {
		rounds = 2
		if filepath.Base(dir) == "zap" {
			rounds = 1
		}
	}
	rng := rand.New(rand.NewPCG(9, 9))
	for round := range rounds {
		cmd := child(t, "write", dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		acked := uint64(0)
		for range 1 + rng.IntN(25) {
			if !lines.Scan() {
				t.Fatalf("round %d: the writer ended by itself: %q", round, lines.Text())
			}
			if acked, err = strconv.ParseUint(lines.Text(), 10, 64); err != nil {
				t.Fatalf("round %d: the writer says %q", round, lines.Text())
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // acknowledged before the signal came
			if n, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
				acked = n
			}
		}
		_ = cmd.Wait()
		checkAfterKill(t, dir, acked)
	}
}

func checkAfterKill(t *testing.T, dir string, acked uint64) {
	t.Helper()
	e := open(t, dir, Options{})
	defer closeEngine(t, e)
	s := status(t, e)
	if s.Status != index.Ready || s.Seq < acked {
		t.Fatalf("after a kill: %+v, acknowledged %d", s, acked)
	}
	fresh := open(t, t.TempDir(), Options{Segment: e.live.format})
	defer closeEngine(t, fresh)
	err := fresh.Rebuild(t.Context(), func(w index.Writer) error {
		for n := uint64(1); n <= s.Seq; n++ {
			if err := w.Apply(t.Context(), crashing(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want, err := digest(t, fresh)
	if err != nil {
		t.Fatal(err)
	}
	got, err := digest(t, e)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Fatalf("after a kill at %d the contents differ from a fresh index (-fresh +found)\n%s", s.Seq, diff)
	}
	kept := []int{s.Generation}
	if s.Previous != nil {
		kept = append(kept, s.Previous.Generation)
	}
	slices.Sort(kept)
	if numbers, err := generations(dir); err != nil || !slices.Equal(numbers, kept) {
		t.Errorf("generations %v, want %v, %v", numbers, kept, err)
	}
	if err := e.Verify(t.Context()); err != nil {
		t.Errorf("verify: %v", err)
	}
}

func childHolds(dir string) error {
	ctx, cancel := timeLimit()
	defer cancel()
	if _, err := Open(ctx, dir, Options{}); err != nil {
		return err
	}
	fmt.Println("open")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

func TestOpenTwice(t *testing.T) {
	dir := t.TempDir()
	cmd := child(t, "hold", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "open\n" {
		t.Fatalf("the holder says %q, %v", line, err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrInUse) {
		t.Errorf("second open: %v, want ErrInUse", err)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Errorf("the holder: %v", err)
	}
	e := open(t, dir, Options{})
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrInUse) {
		t.Errorf("second open in one process: %v, want ErrInUse", err)
	}
	closeEngine(t, e)
	closeEngine(t, open(t, dir, Options{}))
}

// TestLeftovers puts what a crash in the middle of a rebuild leaves.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	e := open(t, dir, Options{})
	mustApply(t, e, upTo(1, 20))
	want, err := digest(t, e)
	if err != nil {
		t.Fatal(err)
	}
	half := make(chan string, 1)
	err = e.Rebuild(t.Context(), func(w index.Writer) error {
		if err := w.Apply(t.Context(), upTo(1, 10)); err != nil {
			return err
		}
		half <- copyDir(t, dir)
		return errors.New("enough")
	})
	if err == nil {
		t.Fatal("fill's error is lost")
	}
	closeEngine(t, e)
	crashed := <-half
	if numbers, _ := generations(crashed); len(numbers) != 2 {
		t.Fatalf("generations in the middle of a rebuild: %v", numbers)
	}
	halfWritten := []string{filepath.Join(crashed, ".new-1"), filepath.Join(crashed, genName(1), ".new-2"), filepath.Join(crashed, genName(1), "merge-3.tmp")}
	for _, name := range halfWritten {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e = open(t, crashed, Options{})
	defer closeEngine(t, e)
	for _, name := range halfWritten {
		if found, err := exists(name); found || err != nil {
			t.Errorf("%s is still there, %v", filepath.Base(name), err)
		}
	}
	if got, err := digest(t, e); err != nil || got != want {
		t.Errorf("contents differ, %v", err)
	}
	if found, _ := exists(filepath.Join(crashed, genName(2))); found {
		t.Error("the half-made generation is still there")
	}
}

func TestStale(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*meta)
		want    index.Status
		answers bool
	}{
		{"schema", func(m *meta) { m.Schema = "0-00000000" }, index.StaleSchema, false},
		{"analysis", func(m *meta) { m.Analysis = -1 }, index.StaleAnalysis, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			e := open(t, dir, Options{})
			mustApply(t, e, upTo(1, 20))
			want, _ := digest(t, e)
			closeEngine(t, e)
			m, err := readMeta(filepath.Join(dir, genName(1)))
			if err != nil {
				t.Fatal(err)
			}
			c.change(&m)
			if err := m.write(filepath.Join(dir, genName(1))); err != nil {
				t.Fatal(err)
			}
			e = open(t, dir, Options{})
			defer closeEngine(t, e)
			if s := status(t, e); s.Status != c.want || s.Why == "" {
				t.Errorf("state: %+v, want %s", s, c.want)
			}
			if _, err := digest(t, e); (err == nil) != c.answers || err != nil && !errors.Is(err, index.ErrNotReady) {
				t.Errorf("search: %v", err)
			}
			err = e.Rebuild(t.Context(), func(w index.Writer) error { return w.Apply(t.Context(), upTo(1, 20)) })
			if err != nil {
				t.Fatal(err)
			}
			if got, err := digest(t, e); err != nil || got != want || status(t, e).Status != index.Ready {
				t.Errorf("after a rebuild: %+v, %v", status(t, e), err)
			}
		})
	}
}

// timeLimit ends a child that its parent left behind.
func timeLimit() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), 9*time.Minute)
}
