package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/crawl"
	"khobao/internal/progress"
	"khobao/internal/testkit"
)

// childCrawl crawls until it is killed or done, and prints the number of
// articles whenever some were acknowledged.
func childCrawl(dir string) error {
	im, closeAll, err := openHouse(dir)
	if err != nil {
		return err
	}
	im.flushEvery = time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	told := make(chan struct{})
	go func() {
		defer close(told)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for last := 0; ; {
			if s, err := im.Archive.Stats(ctx); err == nil && s.Articles != last {
				last = s.Articles
				fmt.Println(last)
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	err = im.Indexer.Ensure(ctx, progress.Discard)
	if err == nil {
		c := &crawl.Crawler{
			Clock:   testkit.NewClock(time.Date(2024, 5, 2, 1, 0, 0, 0, time.UTC)),
			Options: crawl.Options{Seeds: []string{os.Getenv(childArchive+"_SITE") + "/"}, Depth: 100, AllowPrivate: true, Version: "test"},
		}
		_, err = im.Crawl(ctx, c, progress.Discard)
	}
	cancel()
	<-told
	return errors.Join(err, closeAll())
}

// child is a crawl in a process of its own.
type child struct {
	cmd    *exec.Cmd
	mu     sync.Mutex
	kept   int           // articles acknowledged
	moved  chan struct{} // closed when kept grows, then another
	stderr strings.Builder
}

func startCrawl(t *testing.T, dir, site string) *child {
	t.Helper()
	c := &child{cmd: exec.CommandContext(t.Context(), os.Args[0]), moved: make(chan struct{})}
	c.cmd.Env = append(os.Environ(), childArchive+"="+dir, childArchive+"_SITE="+site)
	c.cmd.Stderr = &c.stderr
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if n, err := strconv.Atoi(lines.Text()); err == nil {
				c.mu.Lock()
				c.kept = n
				close(c.moved)
				c.moved = make(chan struct{})
				c.mu.Unlock()
			}
		}
	}()
	return c
}

// acknowledged waits until so many articles are.
func (c *child) acknowledged(ctx context.Context, n int) {
	for {
		c.mu.Lock()
		kept, moved := c.kept, c.moved
		c.mu.Unlock()
		if kept >= n {
			return
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return
		}
	}
}

// TestKilledCrawlEndsTheSame kills a crawl with SIGKILL while a page is under
// way, again and again: what was acknowledged is not asked for any more, and in
// the end archive and index hold what an undisturbed crawl gives.
func TestKilledCrawlEndsTheSame(t *testing.T) {
	const stories = 24
	kills := []int{4, 5, 13, 21} // the story that is under way
	n := harbour(t, stories)
	calm := testHouse(t, filepath.Join(t.TempDir(), "calm"))
	if _, err := calm.Crawl(t.Context(), crawler(n), progress.Discard); err != nil {
		t.Fatal(err)
	}

	dir := filepath.Join(t.TempDir(), "killed")
	var mu sync.Mutex
	var running *child
	for _, at := range kills {
		armed := true
		n.Trap(fmt.Sprintf("/tin/%d.html", at), func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			victim, kill := running, armed
			armed = false
			mu.Unlock()
			if !kill {
				fmt.Fprint(w, story(at, fmt.Sprintf("<a href=/tin/%d.html>tiếp</a>", at+1)))
				return
			}
			victim.acknowledged(r.Context(), at-2)
			_ = victim.cmd.Process.Kill()
			<-r.Context().Done()
		})
	}
	kept := map[string]bool{}
	for run := 0; ; run++ {
		if run > len(kills) {
			t.Fatalf("the crawl did not end in %d runs", run)
		}
		before := len(n.URIs())
		mu.Lock()
		running = startCrawl(t, dir, n.URL)
		mu.Unlock()
		err := running.cmd.Wait()
		for _, uri := range n.URIs()[before:] {
			if kept[n.URL+uri] {
				t.Errorf("run %d asks for %s again, which was acknowledged", run, uri)
			}
		}
		if err == nil {
			if run != len(kills) {
				t.Errorf("done in run %d", run)
			}
			break
		}
		if running.cmd.ProcessState.Exited() {
			t.Fatalf("run %d failed by itself: %v\n%s", run, err, running.stderr.String())
		}
		kept = acknowledged(t, dir)
		if len(kept) < kills[run]-2 {
			t.Errorf("run %d kept %d pages, acknowledged %d", run, len(kept), kills[run]-2)
		}
	}
	after := testHouse(t, dir)
	if err := after.Indexer.Ensure(t.Context(), progress.Discard); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(texts(t, calm), texts(t, after)); diff != "" {
		t.Errorf("the archive differs (-undisturbed +killed):\n%s", diff)
	}
	if diff := cmp.Diff(indexed(t, calm), indexed(t, after)); diff != "" {
		t.Errorf("the index differs (-undisturbed +killed):\n%s", diff)
	}
	if err := after.Indexer.Engine.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// acknowledged lists the addresses of the stories an archive holds.
func acknowledged(t *testing.T, dir string) map[string]bool {
	t.Helper()
	im, closeAll, err := openHouse(dir)
	if err != nil {
		t.Fatal(err)
	}
	urls := map[string]bool{}
	for c, err := range im.Archive.WalkCaptures(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(c.URL, "/tin/") {
			urls[c.URL] = true
		}
	}
	if err := closeAll(); err != nil {
		t.Fatal(err)
	}
	return urls
}

// texts lists what is read of the articles: title and body by address.
func texts(t *testing.T, im *Importer) map[string]string {
	t.Helper()
	all := map[string]string{}
	for entry, err := range im.Archive.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all[entry.Article.URL] = fmt.Sprint(entry.Article.Version, entry.Article.Title, entry.Article.Body)
	}
	return all
}
