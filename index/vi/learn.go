package vi

import (
	"cmp"
	"math"
	"slices"
)

// Pair is two syllables that stand together more often than chance.
type Pair struct {
	First, Second string
	Count         int     // times seen side by side
	NPMI          float64 // normalised pointwise mutual information, at most 1
}

// defaultMaxPairs keeps a Learner within some 60 MB.
const defaultMaxPairs = 1 << 20

// Learner counts pairs of neighbouring syllables in bounded memory, to find
// the compounds of an archive (Bouma 2009, normalised pointwise mutual
// information). When the table is full, the rarest pairs are forgotten: counts
// may then be too low, never too high. The zero value is ready.
type Learner struct {
	MaxPairs int // most pairs kept; 0 is about a million

	ids    map[string]uint32
	terms  []string
	counts []uint32
	pairs  map[uint64]uint32
	total  int
	lost   int // by how much a count may be too low
}

// Add counts the tokens of a text.
func (c *Learner) Add(tokens []Token) {
	if c.ids == nil {
		c.ids, c.pairs = make(map[string]uint32), make(map[uint64]uint32)
	}
	last := uint32(0) // id plus one of the syllable before, 0 for none
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != Syllable || t.Caps && len(t.Folded) < 2 {
			last = 0
			continue
		}
		if t.Apart || t.Break != NoBreak {
			last = 0
		}
		id := c.id(t.Term)
		c.counts[id]++
		c.total++
		if last > 0 {
			c.pairs[uint64(last-1)<<32|uint64(id)]++
			if len(c.pairs) > c.max() {
				c.forget()
			}
		}
		last = id + 1
	}
}

func (c *Learner) max() int {
	if c.MaxPairs > 0 {
		return c.MaxPairs
	}
	return defaultMaxPairs
}

// id numbers the syllables. Their number is bounded by the grammar.
func (c *Learner) id(term string) uint32 {
	id, ok := c.ids[term]
	if !ok {
		id = uint32(len(c.terms))
		term = string([]byte(term)) // do not hold on to the whole text
		c.ids[term] = id
		c.terms = append(c.terms, term)
		c.counts = append(c.counts, 0)
	}
	return id
}

// forget drops the rarest pairs until half the table is free.
func (c *Learner) forget() {
	for len(c.pairs) > c.max()/2 {
		c.lost++
		for k, n := range c.pairs {
			if n <= uint32(c.lost) {
				delete(c.pairs, k)
			}
		}
	}
}

// BoundNPMI is the NPMI from which joining pairs does no harm beside the embedded
// lexicon, measured on 6,000 articles: looser pairs are phrases (sau đó, người
// dân) more often than words, and from .2 they cost .008 of word F1. Take pairs
// seen some twice in a million tokens, five times at least.
const BoundNPMI = 0.7

// Pairs lists the pairs seen at least least times with an NPMI of at least
// npmi, the most bound first. Pairs with a syllable that mostly stands alone
// are left out: they are grammar, not words.
func (c *Learner) Pairs(least int, npmi float64) []Pair {
	var out []Pair
	total := float64(c.total)
	for k, n := range c.pairs {
		a, b := uint32(k>>32), uint32(k)
		if int(n) < least || standing[c.terms[a]] || standing[c.terms[b]] {
			continue
		}
		p := float64(n) / total
		score := math.Log(p*total*total/(float64(c.counts[a])*float64(c.counts[b]))) / -math.Log(p)
		if score >= npmi {
			out = append(out, Pair{First: c.terms[a], Second: c.terms[b], Count: int(n), NPMI: score})
		}
	}
	slices.SortFunc(out, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.NPMI, x.NPMI), cmp.Compare(x.First, y.First), cmp.Compare(x.Second, y.Second))
	})
	return out
}
