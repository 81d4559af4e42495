package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/archive"
	"khobao/internal/progress"
)

// spoil inverts the byte in the middle of the one file that matches.
func spoil(t *testing.T, pattern string) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) != 1 {
		t.Fatalf("%s: %v, %v", pattern, names, err)
	}
	b, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 0xff
	if err := os.WriteFile(names[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDamageOfOneTextOrOriginalKeepsNothingElseAway: what is damaged is named and
// left out, and a text comes back from its original.
func TestDamageOfOneTextOrOriginalKeepsNothingElseAway(t *testing.T) {
	var lines strings.Builder
	for i := range 900 { // several blocks of texts
		fmt.Fprintf(&lines, "{\"url\":\"https://baocang.example/%d.html\",\"title\":\"Chuyến tàu số %d\",\"body\":\"%s\"}\n",
			i, i, strings.Repeat(fmt.Sprintf("Tàu số %d chở %d tấn hàng cập cầu cảng số %d. ", i, i*31%997, i*7%89), 30))
	}
	name := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(name, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "archive")
	im := testHouse(t, dir)
	if _, err := im.Import(t.Context(), []string{name}, progress.Discard); err != nil {
		t.Fatal(err)
	}
	before := indexed(t, im)
	if len(before) != 900 {
		t.Fatalf("%d articles", len(before))
	}
	damage := map[string]int{}
	sink := func(e progress.Event) {
		if e.Failure != nil {
			damage[e.Failure.Code]++
		}
	}

	spoil(t, filepath.Join(dir, "text", "*.kt"))
	if err := im.Indexer.Rebuild(t.Context(), sink); err != nil {
		t.Fatal(err)
	}
	lost := damage[archive.TextDamaged]
	if got := len(indexed(t, im)); lost == 0 || lost == 900 || got != 900-lost {
		t.Errorf("%d texts told as damaged, %d articles in the index", lost, got)
	}
	changed, failed, err := im.ExtractAgain(t.Context(), "", sink)
	if err != nil || changed != lost || failed != 0 {
		t.Errorf("extracted again: %d changed, want %d; %d failed, %v", changed, lost, failed, err)
	}
	if diff := cmp.Diff(before, indexed(t, im)); diff != "" {
		t.Error(diff)
	}

	spoil(t, filepath.Join(dir, "originals", "*.warc.gz"))
	changed, failed, err = im.ExtractAgain(t.Context(), "", sink)
	if err != nil || changed != 0 || failed == 0 || damage[archive.OriginalDamaged] != failed {
		t.Errorf("extracted again from damaged originals: %d changed, %d failed, %v told, %v", changed, failed, damage, err)
	}
	if diff := cmp.Diff(before, indexed(t, im)); diff != "" {
		t.Error(diff)
	}
}
