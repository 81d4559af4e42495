package bleveindex

import (
	"testing"

	"khobao/index"
	"khobao/index/enginetest"
)

func TestContract(t *testing.T) {
	for name, format := range map[string]SegmentFormat{"zap": Zap, "own": Own} {
		t.Run(name, func(t *testing.T) {
			enginetest.Run(t, func(t *testing.T) index.Engine { return open(t, t.TempDir(), Options{Segment: format}) })
		})
	}
}

func open(t testing.TB, dir string, o Options) *Engine {
	t.Helper()
	e, err := Open(t.Context(), dir, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return e
}
