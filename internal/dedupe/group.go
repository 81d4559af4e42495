package dedupe

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"khobao/index"
)

// Entry is an article as grouping sees it.
type Entry struct {
	Order
	Sketch []byte // from Sketcher; good until the next entry
	Family uint64 // of the last grouping: id of the first printed; 0 when the article stood alone
	New    bool   // came in, or was changed, since the last grouping
}

// Corpus is what grouping needs of an archive.
type Corpus struct {
	// Entries gives every article, each once, in any order.
	Entries iter.Seq2[Entry, error]
	// Text reads the lead and body of an article; it is asked for those that may
	// be near copies, several times for some, and by several goroutines.
	Text TextFunc
}

// TextFunc reads an article by its id.
type TextFunc func(ctx context.Context, id uint64) (*index.Article, error)

// Change is an article whose family is another one than at the last grouping.
type Change struct {
	ID     uint64
	Family uint64 // 0: it stands alone now
}

// Group gives the articles whose family changed, by ascending id: what makes the
// families of the last grouping those of all articles there are now. It is the
// same as grouping all anew, and takes as long as there are new articles. Errors
// are those of the corpus and the context's.
func Group(ctx context.Context, c Corpus) ([]Change, error) { return group(ctx, c, lookAhead) }

func group(ctx context.Context, c Corpus, ahead int) ([]Change, error) {
	g, err := load(c)
	if err != nil {
		return nil, err
	}
	g.begin()
	if err := g.sweep(ctx, ahead); err != nil {
		return nil, err
	}
	return g.changes(), nil
}

// node is an article; its number is its place in the order of printing.
type node struct {
	Order
	sketch int32 // in grouping.sketches
	was    uint64
	isNew  bool
}

// none stands for no node.
const none = int32(-1)

// chunk is the number of sketches in one piece of memory.
const chunk = 1024

// grouping is one run.
type grouping struct {
	nodes    []node
	sketches [][]sketch // in chunks, so that none is copied as they grow
	table    *table
	asker    *asker   // of the sweep
	askers   []*asker // of looking ahead
	judge    judge
	views    views
	all      bool    // everything is grouped anew
	queued   []bool  // to be decided, now or later
	family   []int32 // first printed of each node's family; itself for one that may begin a family
	members  map[int32][]int32
}

// load reads the corpus and puts it in order.
func load(c Corpus) (*grouping, error) {
	g := &grouping{}
	for e, err := range c.Entries {
		if err != nil {
			return nil, fmt.Errorf("read what was grouped: %w", err)
		}
		if len(g.nodes)%chunk == 0 {
			g.sketches = append(g.sketches, make([]sketch, chunk))
		}
		n := len(g.nodes)
		g.nodes = append(g.nodes, node{Order: e.Order, sketch: int32(n), was: e.Family, isNew: e.New})
		if err := g.of(int32(n)).decode(e.Sketch); err != nil {
			return nil, fmt.Errorf("article %016x: %w", e.ID, err)
		}
	}
	slices.SortFunc(g.nodes, func(a, b node) int { return a.Order.Compare(b.Order) })
	g.judge = judge{g: g, text: c.Text}
	return g, nil
}

// of gives the sketch of a node.
func (g *grouping) of(n int32) *sketch {
	at := g.nodes[n].sketch
	return &g.sketches[at/chunk][at%chunk]
}

// manyNew: with more than one article in so many new, all are grouped anew, which
// then is no more work.
const manyNew = 8

// begin restores the last grouping and queues what it does not decide.
func (g *grouping) begin() {
	size := len(g.nodes)
	g.queued, g.family, g.members = make([]bool, size), make([]int32, size), map[int32][]int32{}
	fresh := 0
	byID := map[uint64]int32{}
	for n := range g.nodes {
		g.family[n] = int32(n)
		if g.nodes[n].isNew {
			fresh++
		}
		if w := g.nodes[n].was; w != 0 {
			byID[w] = none
		}
	}
	g.all = fresh*manyNew > size
	for n := range g.nodes {
		if _, ok := byID[g.nodes[n].ID]; ok {
			byID[g.nodes[n].ID] = int32(n)
		}
	}
	for n := range g.nodes {
		k := &g.nodes[n]
		first := int32(n)
		if k.was != 0 {
			first = byID[k.was]
		}
		// The first of a family must be there, unchanged, before its members, and first of its own.
		whole := first >= 0 && first <= int32(n) && !g.nodes[first].isNew && (g.nodes[first].was == 0 || g.nodes[first].was == g.nodes[first].ID)
		if g.all || k.isNew || !whole {
			g.queued[n] = true
			continue
		}
		if g.family[n] = first; first != int32(n) {
			g.members[first] = append(g.members[first], int32(n))
		}
	}
	g.table = newTable(g)
	g.asker = g.table.asker()
}

// sweep decides every queued node, the first printed first. What a decision
// upsets is printed later, so one sweep does. Where all is grouped anew, so many
// nodes ahead are looked at on all cores before they are decided.
func (g *grouping) sweep(ctx context.Context, ahead int) error {
	for n := range int32(len(g.nodes)) {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if g.all && int(n)%ahead == 0 {
			if err := g.look(ctx, n, min(n+int32(ahead), int32(len(g.nodes)))); err != nil {
				return err
			}
		}
		if !g.queued[n] {
			continue
		}
		if err := g.decide(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// mostCompared is how many texts one is compared with at most, those first whose
// sketches share most with its own: a copy is among them, and thousands of pages
// with the same few sentences cost no more than as many pages.
const mostCompared = 8

func (g *grouping) decide(ctx context.Context, n int32) error {
	wasFirst := !g.all && !g.nodes[n].isNew && g.family[n] == n && g.kept(n)
	first, alike := none, -1.0
	nearest := g.nearest(n)
	if g.sure(n, nearest) {
		first, nearest = nearest[0].node, nil
	}
	for _, c := range nearest {
		a, ok, err := g.judge.near(ctx, n, c.node)
		if err != nil {
			return err
		}
		if ok && (a > alike || a == alike && c.node < first) {
			first, alike = c.node, a
		}
	}
	if first >= 0 {
		g.family[n] = first
		if wasFirst {
			g.upset(n)
		}
		return nil
	}
	g.family[n] = n
	g.table.first(n)
	if !wasFirst {
		g.upset(n)
	}
	return nil
}

// nearest gives the nodes before n that begin a family and share most with it.
func (g *grouping) nearest(n int32) []candidate {
	found := g.asker.candidates(n, g.views.from, func(c int32) bool { return c < n && g.family[c] == c })
	return best(append(found, g.views.of(n)...), mostCompared)
}

// sure reports whether n is near to the nearest without any doubt.
func (g *grouping) sure(n int32, nearest []candidate) bool {
	return len(nearest) > 0 && sure(g.of(n), g.of(nearest[0].node), int(nearest[0].shared))
}

// upset queues what may choose otherwise as a node has begun, or ceased, to be the
// first of a family: its members, and all that may be near to it.
func (g *grouping) upset(n int32) {
	if g.all {
		return // they are queued
	}
	for _, m := range g.members[n] {
		g.queued[m] = true
	}
	for _, c := range g.asker.candidates(n, 0, func(c int32) bool { return c > n && !g.queued[c] }) {
		g.queued[c.node] = true
	}
}

// kept reports whether a node was first of its own family at the last grouping.
func (g *grouping) kept(n int32) bool { return g.nodes[n].was == 0 || g.nodes[n].was == g.nodes[n].ID }

// changes compares what is with what was. A first printed without members stands alone.
func (g *grouping) changes() []Change {
	has := make([]bool, len(g.nodes))
	for n, f := range g.family {
		if f != int32(n) {
			has[f] = true
		}
	}
	var out []Change
	for n, f := range g.family {
		id := uint64(0)
		if f != int32(n) || has[n] {
			id = g.nodes[f].ID
		}
		if id != g.nodes[n].was {
			out = append(out, Change{ID: g.nodes[n].ID, Family: id})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
