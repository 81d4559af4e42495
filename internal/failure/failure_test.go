package failure

import (
	"errors"
	"fmt"
	"testing"
)

func TestKindSurvivesWrapping(t *testing.T) {
	cause := errors.New("disk quota exceeded")
	err := fmt.Errorf("import a.zip: %w", New(NoSpace, "originals", cause))
	if KindOf(err) != NoSpace || !Is(err, NoSpace) || !errors.Is(err, cause) {
		t.Errorf("kind %q, cause found %v", KindOf(err), errors.Is(err, cause))
	}
	if RowOf(err).Status != 507 {
		t.Errorf("status %d, want 507", RowOf(err).Status)
	}
	if KindOf(cause) != Internal || KindOf(nil) != "" {
		t.Error("a plain error is internal, nil has no kind")
	}
}

func TestTableHasEachKindOnce(t *testing.T) {
	seen := map[Kind]bool{}
	for _, r := range Table {
		if seen[r.Kind] {
			t.Errorf("%s stands twice", r.Kind)
		}
		seen[r.Kind] = true
		if r.Exit < 0 || r.Exit > 4 || r.Status < 200 {
			t.Errorf("%s: exit %d, status %d", r.Kind, r.Exit, r.Status)
		}
	}
}
