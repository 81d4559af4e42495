package dedupe

import (
	"cmp"
	"iter"
	"slices"

	"khobao/internal/cores"
)

// table finds the nodes that share hashes with one. Where all is grouped anew it
// holds of each hash only the nodes that begin a family, as they are decided: a
// hundred thousand copies of one page then cost no more than as many pages.
// Otherwise it holds every node, of the hashes of queued ones alone, and a node
// that is queued later is compared with all.
type table struct {
	g     *grouping
	parts [tableParts]part
	links []link
	known []bool // nodes whose hashes are all in the table; nil for every node
}

// asker asks a table. It belongs to one goroutine; several may ask while nothing is
// entered.
type asker struct {
	*table
	asked uint32   // number of the question
	seen  []uint32 // by node: the last question it was met in
	found []candidate
	lists []list
}

func (t *table) asker() *asker { return &asker{table: t, seen: make([]uint32, len(t.g.nodes))} }

// tableParts is into how many parts the hashes are cut, of which each core sorts one
// at a time: what takes memory then is what is kept.
const tableParts = 16

// part holds the hashes of equal remainder that may find something.
type part struct {
	hashes []uint32 // ascending, each once
	lists  []list   // of each hash
}

// list is the nodes of a hash: a chain of links from the last that was entered.
type list struct{ head, live int32 }

// link is a node in a list and the link before it, -1 for none.
type link struct{ node, before int32 }

func newTable(g *grouping) *table {
	t := &table{g: g}
	if !g.all {
		t.known = slices.Clone(g.queued)
	}
	_ = cores.Each(len(t.parts), func() func(int) error {
		var room []uint32
		return func(i int) error {
			room = room[:0]
			for s := range t.asking() {
				for _, h := range s.all() {
					if h%tableParts == uint32(i) {
						room = append(room, h)
					}
				}
			}
			slices.Sort(room)
			t.parts[i].fill(room, g.all)
			return nil
		}
	})
	if !g.all {
		for n := range g.nodes {
			t.enter(int32(n))
		}
	}
	return t
}

// asking gives the sketches whose hashes the table is to have, in no order of theirs.
func (t *table) asking() iter.Seq[*sketch] {
	return func(yield func(*sketch) bool) {
		for n := range t.g.nodes {
			var s *sketch
			switch {
			case t.known == nil:
				s = &t.g.sketches[n/chunk][n%chunk] // as they lie in memory
			case t.known[n]:
				s = t.g.of(int32(n))
			default:
				continue
			}
			if !yield(s) {
				return
			}
		}
	}
}

// fill takes sorted hashes, only those that are there several times where a single
// one finds nothing.
func (p *part) fill(sorted []uint32, several bool) {
	kept := sorted[:0]
	for i := 0; i < len(sorted); {
		h, end := sorted[i], i+1
		for end < len(sorted) && sorted[end] == h {
			end++
		}
		if end-i > 1 || !several {
			kept = append(kept, h)
		}
		i = end
	}
	p.hashes, p.lists = slices.Clone(kept), make([]list, len(kept))
	for i := range p.lists {
		p.lists[i].head = none
	}
}

// at gives the list of a hash, nil when it finds nothing.
func (t *table) at(h uint32) *list {
	p := &t.parts[h%tableParts]
	if i, ok := slices.BinarySearch(p.hashes, h); ok {
		return &p.lists[i]
	}
	return nil
}

// first enters a node that begins a family.
func (t *table) first(n int32) {
	if t.g.all { // else it is there
		t.enter(n)
	}
}

func (t *table) enter(n int32) {
	for _, h := range t.g.of(n).all() {
		if l := t.at(h); l != nil {
			t.links = append(t.links, link{n, l.head})
			l.head, l.live = int32(len(t.links)-1), l.live+1
		}
	}
}

// candidates gives the nodes from since on that may be near to n and that are wanted.
// The result is good until the next call. since is 0 where not all is grouped anew.
func (t *asker) candidates(n, since int32, want func(int32) bool) []candidate {
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
		if l := t.at(h); l != nil && l.live > 0 {
			t.lists = append(t.lists, *l)
		}
	}
	// Whoever shares at least so many hashes shares one that is not among the most
	// frequent ones, fewer by one.
	slices.SortFunc(t.lists, func(a, b list) int { return cmp.Compare(a.live, b.live) })
	missing := int(own.nAll) - len(t.lists)
	enough := max(0, int(own.nAll)-least(int(own.nAll), 0)+1-missing)
	for _, l := range t.lists[:min(enough, len(t.lists))] {
		for i := l.head; i >= 0; i = t.links[i].before {
			c := t.links[i].node
			if c < since {
				break // the first nodes of families are entered in their order
			}
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
func (t *asker) take(own *sketch, c int32) {
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
