package dedupe

import (
	"cmp"
	"slices"
)

// table finds the nodes that share hashes with one. Where all is grouped anew it
// holds of each hash only the nodes that begin a family, as they are decided: a
// hundred thousand copies of one page then cost no more than as many pages.
// Otherwise it holds every node, of the hashes of queued ones alone, and a node
// that is queued later is compared with all.
type table struct {
	g      *grouping
	hashes []uint32 // ascending, each once
	starts []uint32 // of the nodes of each hash in nodes; one more at the end
	live   []uint32 // how many of the nodes of each hash are there
	nodes  []int32
	known  []bool // nodes whose hashes are all in the table; nil for every node

	asked uint32   // number of the question
	seen  []uint32 // by node: the last question it was met in
	found []candidate
	lists [][]int32
}

func newTable(g *grouping) *table {
	t := &table{g: g, seen: make([]uint32, len(g.nodes))}
	var wanted map[uint32]bool
	if !g.all {
		wanted, t.known = map[uint32]bool{}, make([]bool, len(g.nodes))
		for n, queued := range g.queued {
			if queued {
				t.known[n] = true
				for _, h := range g.of(int32(n)).all() {
					wanted[h] = true
				}
			}
		}
	}
	var keys []uint64
	if g.all {
		keys = make([]uint64, 0, len(g.nodes)*keptAll)
	}
	for n := range g.nodes {
		for _, h := range g.of(int32(n)).all() {
			if wanted == nil || wanted[h] {
				keys = append(keys, uint64(h)<<32|uint64(n))
			}
		}
	}
	slices.Sort(keys)
	t.fill(keys)
	return t
}

// fill makes the lists of sorted pairs of hash and node. A hash of one node finds
// nothing and is left out.
func (t *table) fill(keys []uint64) {
	lists, kept := 0, 0
	eachHash(keys, func(same []uint64) { lists, kept = lists+1, kept+len(same) })
	t.hashes, t.starts = make([]uint32, 0, lists), make([]uint32, 0, lists+1)
	t.nodes, t.live = make([]int32, 0, kept), make([]uint32, lists)
	eachHash(keys, func(same []uint64) {
		if !t.g.all {
			t.live[len(t.hashes)] = uint32(len(same))
		}
		t.hashes, t.starts = append(t.hashes, uint32(same[0]>>32)), append(t.starts, uint32(len(t.nodes)))
		for _, k := range same {
			t.nodes = append(t.nodes, int32(uint32(k)))
		}
	})
	t.starts = append(t.starts, uint32(len(t.nodes)))
}

// eachHash gives the pairs of each hash that has several.
func eachHash(keys []uint64, visit func(same []uint64)) {
	for i := 0; i < len(keys); {
		end := i + 1
		for end < len(keys) && keys[end]>>32 == keys[i]>>32 {
			end++
		}
		if end-i > 1 {
			visit(keys[i:end])
		}
		i = end
	}
}

// first enters a node that begins a family.
func (t *table) first(n int32) {
	if !t.g.all {
		return // it is there
	}
	for _, h := range t.g.of(n).all() {
		if i, ok := slices.BinarySearch(t.hashes, h); ok {
			t.nodes[t.starts[i]+t.live[i]] = n
			t.live[i]++
		}
	}
}

// candidates gives the nodes that may be near to n and that are wanted. The result
// is good until the next call.
func (t *table) candidates(n int32, want func(int32) bool) []candidate {
	t.found = t.found[:0]
	own := t.g.of(n)
	if own.nAll == 0 {
		return nil
	}
	if t.known != nil && !t.known[n] {
		for c := range int32(len(t.g.nodes)) {
			if c != n && want(c) {
				t.take(own, c)
			}
		}
		return t.found
	}
	t.lists = t.lists[:0]
	t.asked++
	for _, h := range own.all() {
		if i, ok := slices.BinarySearch(t.hashes, h); ok && t.live[i] > 0 {
			t.lists = append(t.lists, t.nodes[t.starts[i]:t.starts[i]+t.live[i]])
		}
	}
	// Whoever shares at least so many hashes shares one that is not among the most
	// frequent ones, fewer by one.
	slices.SortFunc(t.lists, func(a, b []int32) int { return len(a) - len(b) })
	missing := int(own.nAll) - len(t.lists)
	enough := max(0, int(own.nAll)-least(int(own.nAll), 0)+1-missing)
	for _, list := range t.lists[:min(enough, len(t.lists))] {
		for _, c := range list {
			if t.seen[c] == t.asked || c == n {
				continue
			}
			t.seen[c] = t.asked
			if want(c) {
				t.take(own, c)
			}
		}
	}
	return t.found
}

// take notes a candidate.
func (t *table) take(own *sketch, c int32) {
	if n, ok := overlap(own, t.g.of(c)); ok {
		t.found = append(t.found, candidate{c, int32(n)})
	}
}

// candidate is a node that may be near, and how many hashes it shares.
type candidate struct{ node, shared int32 }

// best gives the candidates that share most, at most so many, the first printed
// first among equals.
func best(list []candidate, most int) []candidate {
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.node, b.node))
	})
	return list[:min(most, len(list))]
}
