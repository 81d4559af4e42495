package dedupe

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
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
	err := inParallel(len(g.askers), len(found), func(worker, i int) error {
		all := g.askers[worker].candidates(from+int32(i), 0, any)
		found[i] = slices.Clone(best(all, mostCompared))
		return nil
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

// inParallel calls do for 0 to n-1, by several workers, and gives one of the errors.
func inParallel(workers, n int, do func(worker, i int) error) error {
	var next atomic.Int64
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && errs[w] == nil; i = int(next.Add(1)) - 1 {
				errs[w] = do(w, i)
			}
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}
