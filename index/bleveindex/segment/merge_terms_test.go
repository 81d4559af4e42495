package segment

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// manyTerms makes segments whose terms take several groups, with documents to drop.
func manyTerms(t *testing.T) (segments []api.Segment, drops []*roaring.Bitmap) {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	for s := range 4 {
		docs := randomDocs(r, s*800, 800)
		for i := range docs {
			docs[i].body = append(docs[i].body, fmt.Sprint("own", s*800+i), fmt.Sprint("few", r.IntN(3000)))
		}
		made, _, err := Plugin{}.New(flatten1(docs))
		if err != nil {
			t.Fatal(err)
		}
		drop := roaring.New()
		for s%2 == 0 && drop.GetCardinality() < 100 {
			drop.Add(uint32(r.IntN(800)))
		}
		segments, drops = append(segments, made), append(drops, drop)
	}
	return segments, drops
}

func TestMergeIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	segments, drops := manyTerms(t)
	var first []byte
	for _, workers := range []int{0, 2, 5} {
		path := filepath.Join(t.TempDir(), "m.seg")
		if _, _, err := (Plugin{}).MergeUsing(segments, drops, path, nil, nil, map[string]any{MergeWorkers: workers}); err != nil {
			t.Fatal(err)
		}
		made, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := load(made)
		if err != nil {
			t.Fatal(err)
		}
		if n := s.Field("body").meta.Terms; n < 2*groupTerms {
			t.Fatalf("%d terms are no groups", n)
		}
		if first == nil {
			first = made
		}
		if !bytes.Equal(first, made) {
			t.Errorf("the file of %d workers is another one", workers)
		}
	}
}

func TestMergeEndsWithItsError(t *testing.T) {
	segments, drops := manyTerms(t)
	stop := make(chan struct{})
	close(stop)
	broken := segments[2].(*Segment)
	for i := range broken.Field("body").postings {
		broken.Field("body").postings[i] = 0xff
	}
	for _, workers := range []int{1, 3} {
		config := map[string]any{MergeWorkers: workers}
		path := filepath.Join(t.TempDir(), "m.seg")
		if _, _, err := (Plugin{}).MergeUsing(segments, drops, path, nil, nil, config); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d workers, a damaged list: %v", workers, err)
		}
		if _, _, err := (Plugin{}).MergeUsing(segments, drops, path, stop, nil, config); !errors.Is(err, errStopped) {
			t.Errorf("%d workers, stopped: %v", workers, err)
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) > 0 || err != nil {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}

// TestMergePanicsWhereItWasAsked: scorch looks after the goroutine that merges, and
// after no other.
func TestMergePanicsWhereItWasAsked(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	cursors := []*cursor{{term: []byte("of no field")}}
	t.Error((&merger{workers: 2}).terms(&fieldWriter{}, cursors))
}
