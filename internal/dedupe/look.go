package dedupe

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"

	"khobao/internal/cores"
)

// lookAhead is how many nodes are looked at before the first of them is decided:
// enough for the cores to be busy, and so few that the texts read for them are
// still at hand then.
const lookAhead = 512

// views are what was found ahead for some nodes: those among the families known
// then that are nearest to each. The families that begin among the nodes
// themselves are to be added.
type views struct {
	from    int32 // the first of the nodes
	nearest [][]candidate
}

// of gives what was found for a node.
func (v *views) of(n int32) []candidate {
	if at := int(n - v.from); at < len(v.nearest) {
		return v.nearest[at]
	}
	return nil
}

// look finds what is nearest to the nodes from one to before another, and reads the
// texts that are to be compared.
func (g *grouping) look(ctx context.Context, from, to int32) error {
	for len(g.askers) < runtime.GOMAXPROCS(0) {
		g.askers = append(g.askers, g.table.asker())
	}
	found := make([][]candidate, to-from)
	any := func(int32) bool { return true }
	var working atomic.Int32
	err := cores.Each(len(found), func() func(int) error {
		own := g.askers[working.Add(1)-1]
		return func(i int) error {
			found[i] = slices.Clone(best(own.candidates(from+int32(i), 0, any), mostCompared))
			return nil
		}
	})
	if err != nil {
		return err
	}
	g.views = views{from, found}
	var texts []int32
	for i, nearest := range found {
		if n := from + int32(i); len(nearest) > 0 && !g.sure(n, nearest) {
			texts = append(texts, n)
			for _, c := range nearest {
				texts = append(texts, c.node)
			}
		}
	}
	return g.judge.readAll(ctx, texts)
}
