package dedupe

import (
	"context"
	"fmt"
)

// readTexts is how many texts' shingles are kept at hand: about 4 KB each. Copies
// are printed within days, so most are met again soon.
const readTexts = 4096

// judge compares texts exactly.
type judge struct {
	g    *grouping
	text TextFunc

	shingler shingler
	fresh    map[int32]shingles // read of late
	stale    map[int32]shingles // read before
}

// near compares two nodes by their shingles.
func (j *judge) near(ctx context.Context, a, b int32) (float64, bool, error) {
	x, err := j.shingles(ctx, a)
	if err != nil {
		return 0, false, err
	}
	y, err := j.shingles(ctx, b)
	if err != nil {
		return 0, false, err
	}
	alike, ok := near(x, y)
	return alike, ok, nil
}

func (j *judge) shingles(ctx context.Context, n int32) (shingles, error) {
	if s, ok := j.fresh[n]; ok {
		return s, nil
	}
	s, ok := j.stale[n]
	if !ok {
		a, err := j.text(ctx, j.g.nodes[n].ID)
		if err != nil {
			return s, fmt.Errorf("read article %016x to compare it: %w", j.g.nodes[n].ID, err)
		}
		s = j.shingler.of(a).clone()
	}
	if len(j.fresh) >= readTexts/2 || j.fresh == nil {
		j.fresh, j.stale = make(map[int32]shingles, readTexts/2), j.fresh
	}
	j.fresh[n] = s
	return s, nil
}
