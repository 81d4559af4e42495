package bench

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
)

func TestCorpusRepeatsWithNewIDs(t *testing.T) {
	dir := t.TempDir()
	docs := filepath.Join(dir, "docs.jsonl")
	if err := os.WriteFile(docs, []byte(`{"id":"a","title":"Bão số ba","body":"Mưa."}`+"\n\n"+`{"id":7,"title":"Lũ rút","body":"Nắng.","url":"https://x.example/1"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ n, want int }{{0, 2}, {1, 1}, {5, 5}} {
		c, err := Write(t.Context(), filepath.Join(dir, "c.jsonl"), docs, tc.n)
		if err != nil || c.Articles != tc.want {
			t.Fatalf("n %d: %+v, %v", tc.n, c, err)
		}
		ids, bodies := map[string]bool{}, map[string]bool{}
		text := int64(0)
		err = c.EachDoc(func(d Doc) error {
			ids[d.ID+d.Title], bodies[d.Body] = true, true
			text += int64(len(d.Title) + len(d.Lead) + len(d.Body))
			return nil
		})
		if err != nil || len(ids) != tc.want || len(bodies) != tc.want || text != c.Text {
			t.Errorf("n %d: %d ids, %d bodies, %d bytes of %d, %v", tc.n, len(ids), len(bodies), text, c.Text, err)
		}
	}
}

func TestCorpusOfTheSample(t *testing.T) {
	c, err := Write(t.Context(), filepath.Join(t.TempDir(), "c.jsonl"), "", 700)
	if err != nil || c.Articles != 700 || len(c.Titles) != 700 {
		t.Fatalf("%+v, %v", c, err)
	}
}

func TestCorpusFaults(t *testing.T) {
	dir := t.TempDir()
	empty, bad := filepath.Join(dir, "empty.jsonl"), filepath.Join(dir, "bad.jsonl")
	for name, text := range map[string]string{empty: "\n", bad: "{\"id\":\"a\"}\n{"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]failure.Kind{empty: failure.Unreadable, bad: failure.Unreadable, filepath.Join(dir, "none"): failure.NotFound} {
		if _, err := Write(t.Context(), filepath.Join(dir, "c"), name, 3); !failure.Is(err, want) {
			t.Errorf("%s: %v, want %s", filepath.Base(name), err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Write(ctx, filepath.Join(dir, "c"), "", 3); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestMixIsTheSameAndOfEveryClass(t *testing.T) {
	titles := []string{"Bão số ba đổ bộ vào Thanh Hóa", "Giá vải thiều tăng mạnh ở Lục Ngạn"}
	a, b := Mix(titles), Mix(titles)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	seen := map[string]int{}
	for _, s := range a {
		seen[s.Class]++
	}
	for _, c := range classes {
		if want := min(c.words, 1)*(perClass-1) + 1; seen[c.name] != want {
			t.Errorf("%s: %d searches, want %d", c.name, seen[c.name], want)
		}
	}
	if got := Mix(nil); len(got) != 1 {
		t.Errorf("%d searches of no titles", len(got))
	}
}

func TestRunCountsCallsAndStopsAtAnError(t *testing.T) {
	searches := Mix([]string{"Bão số ba đổ bộ vào Thanh Hóa"})
	got, err := Run(t.Context(), searches, 3, func(context.Context, Search) (int, error) { return 2, nil })
	if err != nil || len(got) != len(classes) {
		t.Fatalf("%d classes, %v", len(got), err)
	}
	for _, c := range got {
		if c.Hits != 2 || c.Calls%(passes-1) != 0 || c.Calls == 0 {
			t.Errorf("%+v", c)
		}
	}
	no := errors.New("no")
	if _, err := Run(t.Context(), searches, 1, func(context.Context, Search) (int, error) { return 0, no }); !errors.Is(err, no) {
		t.Errorf("%v", err)
	}
}
