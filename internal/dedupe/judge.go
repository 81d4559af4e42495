package dedupe

import (
	"context"
	"fmt"
	"slices"

	"khobao/internal/cores"
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
	s, ok := j.fresh[n]
	if ok {
		return s, nil
	}
	if s, ok = j.stale[n]; !ok {
		var err error
		if s, err = j.read(ctx, &j.shingler, n); err != nil {
			return s, err
		}
	}
	j.keep(n, s)
	return s, nil
}

func (j *judge) read(ctx context.Context, by *shingler, n int32) (shingles, error) {
	a, err := j.text(ctx, j.g.nodes[n].ID)
	if err != nil {
		return shingles{}, fmt.Errorf("read article %016x to compare it: %w", j.g.nodes[n].ID, err)
	}
	return by.of(a).clone(), nil
}

func (j *judge) keep(n int32, s shingles) {
	if len(j.fresh) >= readTexts/2 || j.fresh == nil {
		j.fresh, j.stale = make(map[int32]shingles, readTexts/2), j.fresh
	}
	j.fresh[n] = s
}

// readAll reads the texts of nodes that are not at hand, on all cores.
func (j *judge) readAll(ctx context.Context, nodes []int32) error {
	slices.Sort(nodes)
	var unread []int32
	for _, n := range slices.Compact(nodes) {
		if s, ok := j.stale[n]; ok {
			j.keep(n, s)
		} else if _, ok := j.fresh[n]; !ok {
			unread = append(unread, n)
		}
	}
	read := make([]shingles, len(unread))
	err := cores.Each(len(unread), func() func(int) error {
		own := &shingler{}
		return func(i int) (err error) {
			read[i], err = j.read(ctx, own, unread[i])
			return err
		}
	})
	if err != nil {
		return err
	}
	for i, n := range unread {
		j.keep(n, read[i])
	}
	return nil
}
