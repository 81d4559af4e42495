package archive

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

// Small files, so that the kill also meets the begin of new ones.
const (
	killBatch   = 25
	killSegment = 60 << 10
	killText    = 80 << 10
)

func storyURL(i int) string {
	return fmt.Sprintf("https://bao%d.example/chuyen-muc/bai-%d.html", i%20, i)
}

// importUntilKilled stores batch after batch and says how many articles are
// acknowledged. Every fifth article of a batch is one of before, changed.
func importUntilKilled(dir string) int {
	a, err := Open(context.Background(), dir, Options{Create: true, SegmentSize: killSegment})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	a.out.out.limit = killText
	s, err := a.Stats(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	r := rand.New(rand.NewPCG(uint64(s.Articles), 7))
	id, err := a.StartImport(context.Background(), "kill", nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for next := s.Articles; ; next += killBatch {
		pages := make([]page.Page, 0, killBatch+5)
		outcomes := make([]Outcome, 0, killBatch+5)
		for i := range killBatch {
			p, art := story(r, next+i)
			pages, outcomes = append(pages, p), append(outcomes, Outcome{Article: art})
		}
		for i := 0; i < 5 && next > 0; i++ {
			p, art := story(r, r.IntN(next))
			p.Captured = p.Captured.Add(time.Duration(next) * time.Hour)
			pages, outcomes = append(pages, p), append(outcomes, Outcome{Article: art})
		}
		captures, err := a.Keep(context.Background(), pages)
		if err == nil {
			for i, c := range captures {
				outcomes[i].Capture, outcomes[i].Kind = c, index.KindArticle
			}
			_, err = a.Commit(context.Background(), outcomes, Checkpoint{Import: id, Source: "kill", Cursor: strconv.Itoa(next + killBatch)})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(next + killBatch)
	}
}

// TestNothingAcknowledgedIsLost kills an importing process at random moments.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	dir := t.TempDir() + "/kho"
	r := rand.New(rand.NewPCG(11, 12))
	rounds := 20
	if testing.Short() {
		rounds = 6
	}
	acknowledged := 0
	for round := range rounds {
		acknowledged = max(acknowledged, killOne(t, dir, time.Duration(r.IntN(60_000))*time.Microsecond))
		if round%4 == 0 { // also without being allowed to tidy up
			b := open(t, dir, Options{ReadOnly: true})
			clean(t, b)
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
		a, err := Open(t.Context(), dir, Options{SegmentSize: killSegment})
		if err != nil {
			t.Fatalf("round %d: open after the kill: %v", round, err)
		}
		after(t, a, acknowledged)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	if acknowledged < killBatch*rounds {
		t.Errorf("only %d articles were ever acknowledged", acknowledged)
	}
	t.Logf("%d kills, %d articles acknowledged", rounds, acknowledged)
}

// killOne starts an import and kills it some time after its first
// acknowledgement; it gives the last number that was acknowledged.
func killOne(t *testing.T, dir string, life time.Duration) int {
	cmd := child(t, "import", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Errorf("child says %q", lines.Text())
		}
		if last == 0 {
			time.AfterFunc(life, func() { _ = cmd.Process.Kill() })
		}
		last = n
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("child was not killed: %v", err)
	}
	return last
}

// after checks an archive whose owner was killed.
func after(t *testing.T, a *Archive, acknowledged int) {
	clean(t, a)
	s, err := a.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Articles < acknowledged || s.Articles%killBatch != 0 {
		t.Errorf("%d articles, %d were acknowledged in batches of %d", s.Articles, acknowledged, killBatch)
	}
	cursor, err := a.Cursor(t.Context(), ImportKey("kill", nil), "kill")
	if err != nil || cursor != strconv.Itoa(s.Articles) {
		t.Errorf("cursor %q beside %d articles, %v", cursor, s.Articles, err)
	}
	for i := range acknowledged {
		id := index.NewID(storyURL(i))
		captures, err := a.Captures(t.Context(), id)
		if err != nil || len(captures) == 0 {
			t.Fatalf("acknowledged article %d: %d captures, %v", i, len(captures), err)
		}
		if art, err := a.Article(t.Context(), id); err != nil || art.URL != storyURL(i) {
			t.Fatalf("acknowledged article %d: %v", i, err)
		}
	}
}
