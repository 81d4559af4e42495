package archive

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTornTailsAreCut puts back the state of the last commit with more and more
// of what was written after it: whole and half records, blocks, new files.
func TestTornTailsAreCut(t *testing.T) {
	live := t.TempDir() + "/kho"
	a, err := Open(context.Background(), live, Options{Create: true, SegmentSize: 40 << 10})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.out.out.limit = 15 << 10
	stories(t, a, 0, 20, 10)
	before := tree(t, live)
	stories(t, a, 20, 40, 40)
	after := tree(t, live)
	grown := 0
	for name := range after {
		if strings.HasPrefix(name, originalsDir+"/") || strings.HasPrefix(name, textDir+"/") {
			if before[name] != after[name] {
				grown++
			}
		}
	}
	if grown < 4 {
		t.Fatalf("only %d files grew", grown)
	}
	const cuts = 13
	for cut := range cuts {
		dir := t.TempDir() + "/kho"
		for name, data := range after {
			had := before[name]
			tail := strings.TrimPrefix(data, had)
			switch {
			case strings.HasPrefix(name, catalogueFile), name == ownerFile:
				data = had
			default:
				data = had + tail[:len(tail)*cut/(cuts-1)]
			}
			if data == "" && had == "" {
				continue
			}
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b := open(t, dir, Options{SegmentSize: 40 << 10})
		got := tree(t, dir)
		for name, data := range got {
			if (strings.HasPrefix(name, originalsDir+"/") || strings.HasPrefix(name, textDir+"/")) && data != before[name] {
				t.Errorf("cut %d: %s has %d bytes, %d were committed", cut, name, len(data), len(before[name]))
			}
		}
		if b.Seq() != 20 {
			t.Errorf("cut %d: seq %d", cut, b.Seq())
		}
		stories(t, b, 20, 40, 40)
		clean(t, b)
		if b.Seq() != 60 {
			t.Errorf("cut %d: seq %d after the batch came again", cut, b.Seq())
		}
	}
}
