package source

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
	"khobao/internal/testkit"
)

var update = flag.Bool("update", false, "write testdata/real-files.txt anew from what is read now")

// TestRealFiles reads 182 WARC, ARC and WACZ files of other projects, half of
// them malformed on purpose, and compares what came of each with
// testdata/real-files.txt: a line per file with the number of pages by kind
// ("revisit" with its original found, "revisit-open" without), of failures by
// code ("!") and of doubts by code ("?").
//
// How the numbers were checked. Every file was read with the Python library
// warcio as well, counting records by type: for 138 of the 177 WARC and ARC
// files types and counts are the same, and the pages here are its response,
// resource, conversion and revisit records less those of the dns and metadata
// schemes. The other 39, all malformed, were looked at line by line. In 18
// warcio takes a header without a length, or a block that the end of the file
// cuts, for a record; here these are damage. In 11 the type is written with
// tabs or capitals, which it keeps. In 5 it stops at a record without an
// address. In 4 it stops at garbage or a wrong length, where the records and
// the damage here add up to the version lines in the file. In one ARC it takes
// lines with a length that is none for empty records. Which revisits find their
// original was counted from the digests it lists, and the wrong digests are
// those its check names, but for one that the writer took from the block. Of the
// WACZ files its counts of the WARCs inside are the same; the hash that fails
// was computed by sha256sum and is wrong in the manifest. The two files in bzip2
// were checked after bunzip2: one grows from 2 KB to 537 MB and is rightly
// refused at the limit of MaxRatio.
func TestRealFiles(t *testing.T) {
	root := testkit.Shared(t, "warc")
	var got []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".md" {
			return err
		}
		name, err := filepath.Rel(root, path)
		got = append(got, filepath.ToSlash(name)+"\t"+tally(t, path))
		return err
	})
	must(t, err)
	if len(got) != 182 {
		t.Errorf("%d files, want 182", len(got))
	}
	const golden = "testdata/real-files.txt"
	if *update {
		must(t, os.WriteFile(golden, []byte(strings.Join(got, "\n")+"\n"), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if d := cmp.Diff(strings.Split(strings.TrimSpace(string(want)), "\n"), got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestRealFilesResume holds the contract over the same files as one folder,
// from eight cursors.
func TestRealFilesResume(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the files often")
	}
	s := openOne(t, testkit.Shared(t, "warc"), Options{Earlier: anyEarlier{}})
	all := steps(t, s, "")
	for i := 0; i < len(all); i += len(all)/8 + 1 {
		got, want := what(steps(t, s, all[i].after)), what(all[i+1:])
		// Of a record whose parts are in files before the cursor nothing is known.
		want = slices.DeleteFunc(want, func(s string) bool { return strings.Contains(s, "warc-segment") && !slices.Contains(got, s) })
		if len(got) != len(want) {
			t.Fatalf("from %q: %d items, want %d", all[i].after, len(got), len(want))
		}
		for j := range want {
			if got[j] != want[j] && !strings.Contains(want[j], " revisit ") {
				t.Fatalf("from %q: %s, want %s", all[i].after, got[j], want[j])
			}
		}
	}
}

// anyEarlier knows no capture.
type anyEarlier struct{ known }

// tally counts what a file gives.
func tally(t *testing.T, path string) string {
	n := map[string]int{}
	for item, err := range openOne(t, path, Options{}).Pages(context.Background(), "") {
		var e *failure.Error
		if errors.As(err, &e) {
			n["!"+e.Code]++
			continue
		}
		kind := item.Page.Origin.Kind
		if item.Page.RevisitOf != "" {
			kind += "-open"
		}
		n[kind]++
		for _, d := range item.Doubts {
			n["?"+d]++
		}
	}
	var out []string
	for _, k := range slices.Sorted(maps.Keys(n)) {
		out = append(out, fmt.Sprintf("%s:%d", k, n[k]))
	}
	return strings.Join(out, " ")
}
