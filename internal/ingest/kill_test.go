package ingest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/progress"
)

// childArchive names the archive a re-executed test imports into, until it is killed.
const childArchive = "KHOBAO_TEST_CHILD_ARCHIVE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childArchive); dir != "" {
		do := childImport
		if os.Getenv(childArchive+"_SITE") != "" {
			do = childCrawl
		}
		if err := do(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func childImport(dir string) error {
	im, closeAll, err := openHouse(dir)
	if err != nil {
		return err
	}
	if err := im.Indexer.Ensure(context.Background(), progress.Discard); err != nil {
		return err
	}
	_, err = im.Import(context.Background(), []string{os.Getenv(childArchive + "_PAGES")}, progress.Discard)
	return errors.Join(err, closeAll())
}

// writeArticles makes a JSONL file of n distinct articles with some changed and
// some repeated lines among them.
func writeArticles(t *testing.T, n int) string {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	words := strings.Fields("nước sông cầu đường chợ trường học lũ mưa nắng gió tàu bến hàng gạo cá tôm lúa vườn cây nhà phố người dân công an phường xã huyện")
	var b strings.Builder
	for i := range n {
		id := i
		if i > 10 && r.IntN(20) == 0 {
			id = r.IntN(i)
		}
		var text []string
		for range 40 + r.IntN(60) {
			text = append(text, words[r.IntN(len(words))])
		}
		fmt.Fprintf(&b, `{"id":"k%d","title":"Bài số %d","body":"%s","date":"2021-%02d-%02d","source":"baocang.example"}`+"\n",
			id, id, strings.Join(text, " "), 1+i%12, 1+i%28)
	}
	name := filepath.Join(t.TempDir(), "articles.jsonl")
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, day, day); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestKilledImportEndsTheSame kills an import with SIGKILL at random moments and
// runs it again until it ends: archive and index hold what one undisturbed run
// gives.
func TestKilledImportEndsTheSame(t *testing.T) {
	n := 2500
	if testing.Short() {
		n = 800
	}
	pages := writeArticles(t, n)
	calm := testHouse(t, filepath.Join(t.TempDir(), "calm"))
	if _, err := calm.Import(t.Context(), []string{pages}, progress.Discard); err != nil {
		t.Fatal(err)
	}

	dir := filepath.Join(t.TempDir(), "killed")
	r := rand.New(rand.NewPCG(5, 6))
	kills := 0
	for run := 0; ; run++ {
		if run > 60 {
			t.Fatal("the import did not end in 60 runs")
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childArchive+"="+dir, childArchive+"_PAGES="+pages)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Later runs are left alone for longer, so that the import ends.
		timer := time.AfterFunc(time.Duration(50+r.IntN(150+150*run))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if err == nil {
			break
		}
		if cmd.ProcessState.Exited() {
			t.Fatalf("run %d failed by itself: %v\n%s", run, err, stderr.String())
		}
		kills++
	}
	if kills == 0 {
		t.Fatal("no run was killed")
	}
	t.Logf("killed %d times", kills)
	after := testHouse(t, dir)
	if err := after.Indexer.Ensure(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(contents(t, calm), contents(t, after)); diff != "" {
		t.Errorf("the archive differs (-undisturbed +killed):\n%s", diff)
	}
	if diff := cmp.Diff(indexed(t, calm), indexed(t, after)); diff != "" {
		t.Errorf("the index differs (-undisturbed +killed):\n%s", diff)
	}
	if err := after.Indexer.Engine.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
