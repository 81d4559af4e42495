package bleveindex

import (
	"maps"
	"slices"
	"sync"

	"khobao/index"
	"khobao/index/query"
)

// cache keeps answers: counts, facets, pages and the places of their words. All
// in it are of one epoch of one generation; those of any other are never given.
// When the younger half of its room is full, the older is given up. A nil cache
// keeps nothing.
type cache struct {
	mu         sync.Mutex
	of         stamp
	young, old map[string]*answer
	size       int // of the young, in bytes
	room       int // for the young; the old may take as much
}

// stamp names what can be seen of an index: it changes with every batch, and not
// with merges, which change nothing that can be seen.
type stamp struct {
	generation int
	epoch      uint64
}

// answer is a result without what it shares with its request.
type answer struct {
	total  int
	rows   int
	hits   []found
	facets map[string][]index.FacetCount
	values map[string]int
	places *index.Places
	size   int
}

type found struct {
	id       string
	score    float64
	family   string
	reprints int
}

// largestAnswer is the part of the room one answer may take.
const largestAnswer = 8

func newCache(bytes int) *cache {
	if bytes <= 0 {
		return nil
	}
	return &cache{young: map[string]*answer{}, room: bytes / 2}
}

// get gives what was put for a key while the index was as it is now.
func (c *cache) get(of stamp, key string) *answer {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of != of {
		return nil
	}
	if a := c.young[key]; a != nil {
		return a
	}
	a := c.old[key]
	if a != nil { // asked again: young again
		delete(c.old, key)
		c.add(key, a)
	}
	return a
}

// put keeps the answer to a key. A search that began before the last change of
// the index comes too late.
func (c *cache) put(of stamp, key string, a *answer) {
	if c == nil || a.size > c.room/largestAnswer {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of != of {
		if of.generation < c.of.generation || of.generation == c.of.generation && of.epoch < c.of.epoch {
			return
		}
		c.of, c.young, c.old, c.size = of, map[string]*answer{}, nil, 0
	}
	if c.young[key] == nil {
		c.add(key, a)
	}
}

func (c *cache) add(key string, a *answer) {
	if c.size += a.size; c.size > c.room {
		c.young, c.old, c.size = map[string]*answer{}, c.young, a.size
	}
	c.young[key] = a
}

// Costs in bytes of what an answer holds, beside the texts themselves.
const (
	answerCost = 400
	hitCost    = 72
	countCost  = 40
)

// answerOf keeps a result. Nothing of it may be changed after, but its hits.
func answerOf(r *index.Result, key string) *answer {
	a := &answer{total: r.Total, rows: r.Rows, facets: r.Facets, values: r.Values, places: r.Places, hits: make([]found, len(r.Hits))}
	a.size = answerCost + len(key) + len(r.Hits)*hitCost
	for i, h := range r.Hits {
		a.hits[i] = found{h.ID, h.Score, h.Family, h.Reprints}
	}
	for _, counts := range r.Facets {
		a.size += len(counts) * countCost
	}
	if p := r.Places; p != nil {
		a.size += 4*(len(p.Ends)+len(p.At)+len(p.Minutes)) + 2*len(p.Lengths) + 8*len(p.DocFreq)
	}
	return a
}

// result makes a result of its own for whoever asked: ranking changes hits, and
// pages may order counts anew.
func (a *answer) result(of stamp, q query.Node) index.Result {
	r := index.Result{
		Total: a.total, Rows: a.rows, Hits: make([]index.Hit, len(a.hits)), Places: a.places,
		Expansions: []index.Expansion{}, Notices: []query.Notice{},
		Generation: of.generation, Epoch: of.epoch, Query: q,
	}
	for i, h := range a.hits {
		r.Hits[i] = index.Hit{ID: h.id, Score: h.score, Family: h.family, Reprints: h.reprints}
	}
	if a.facets != nil {
		r.Facets, r.Values = maps.Clone(a.facets), maps.Clone(a.values)
		for name, counts := range r.Facets {
			r.Facets[name] = slices.Clone(counts)
		}
	}
	return r
}
