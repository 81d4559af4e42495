package testkit

import (
	"bufio"
	"io"
	"iter"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// longestLine bounds a line of the outside data.
const longestLine = 16 << 20

// Lines gives the lines of a file of the outside data by number from 0, packed
// with zstd or not; see Shared. A line may be kept no longer than until the next.
func Lines(t testing.TB, elem ...string) iter.Seq2[int, []byte] {
	t.Helper()
	name := Shared(t, elem...)
	return func(yield func(int, []byte) bool) {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var r io.Reader = f
		if strings.HasSuffix(name, ".zst") {
			z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<31), zstd.WithDecoderConcurrency(1))
			if err != nil {
				t.Fatal(err)
			}
			defer z.Close()
			r = z
		}
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, longestLine)
		for n := 0; lines.Scan(); n++ {
			if !yield(n, lines.Bytes()) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatalf("read %s: %v", name, err)
		}
	}
}
