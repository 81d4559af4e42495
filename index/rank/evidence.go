package rank

import (
	"context"
	"fmt"
	"math"
	"slices"

	"khobao/index"
	"khobao/index/vi"
)

// Bounds of what is asked of an engine: the spellings of one word typed without
// marks, the share of its articles below which a spelling is left out, and the
// words of a query together.
const (
	maxVariants   = 6
	rareVariant   = 0.01
	maxPlaceWords = 160
	maxTitle      = 64 // tokens of a title that are looked at
)

// evidence is what the places of a query's words say about articles: where they
// stand, side by side or not, and with which marks. It belongs to one search.
type evidence struct {
	plan    *plan
	words   []index.PlaceWord
	wants   []wanted  // as plan.wants
	idf     []float64 // by slot
	df      []float64
	mass    float64 // what the words of the query weigh together
	average float64 // and each of them on average
	pairs   []pair  // as numbered in plan.pairs
	lexicon *vi.Lexicon
	shares  shares  // of the spellings of words typed without marks
	inner   [][]int // by slot: the pairs inside its compound; none for what is a word alone

	occ  [][]occurrence // by want, then field: of the hit at hand
	slot [][]occurrence // by slot, then field

	covered [maxTitle]float32 // by token of the title of the hit at hand
	beside  [maxTitle]bool    // the same: it stands beside one that it was typed beside

	typed []int // by slot: the want it was typed as, -1 for several words
}

// wanted is a want as the engine is asked for it.
type wanted struct {
	word     int       // in words
	variants []variant // of a term without marks, when it is spelled in several ways
	other    float64   // quality of a spelling that is none of the variants
	decided  float64   // votes for its spellings
}

// variant is one spelling of a term typed without marks.
type variant struct {
	word    int
	term    string
	count   int     // articles
	quality float64 // 1 for what was meant, towards 0 for what only looks like it
	votes   float64
}

// pair is two slots typed one after the other.
type pair struct {
	a, b int
	idf  float64
}

// occurrence is a word, or several as one, standing somewhere.
type occurrence struct {
	first, last uint32
	quality     float32
	variant     uint8 // of the want, from 1; 0: none known
}

// newEvidence chooses what to ask an engine.
func newEvidence(ctx context.Context, p *plan, v index.Vocabulary, known shares) (*evidence, error) {
	e := &evidence{plan: p, shares: known}
	for _, w := range p.wants {
		e.wants = append(e.wants, wanted{word: len(e.words), other: 1})
		e.words = append(e.words, index.PlaceWord{Text: w.term, Exact: !w.folded, Prefix: w.prefix})
	}
	for i, w := range p.wants {
		if !w.folded || w.prefix || v == nil {
			continue
		}
		if err := e.spell(ctx, i, v); err != nil {
			return nil, err
		}
	}
	e.pairs = make([]pair, len(p.pairs))
	for sides, n := range p.pairs {
		e.pairs[n] = pair{a: sides[0], b: sides[1]}
	}
	e.typed = make([]int, p.slots)
	for i := range e.typed {
		e.typed[i] = -1
	}
	for _, u := range p.units {
		if u.typed && len(u.wants) == 1 && len(u.slots) == 1 {
			e.typed[u.slots[0]] = int(u.wants[0])
		}
	}
	e.occ = make([][]occurrence, len(p.wants)*len(textFields))
	e.slot = make([][]occurrence, p.slots*len(textFields))
	return e, nil
}

// spell adds the spellings of a term typed without marks.
func (e *evidence) spell(ctx context.Context, want int, v index.Vocabulary) error {
	all, err := v.Variants(ctx, e.plan.wants[want].term)
	if err != nil {
		return fmt.Errorf("spellings of %q: %w", e.plan.wants[want].term, err)
	}
	total := 0
	for _, c := range all {
		total += c.Count
	}
	for _, c := range all {
		if len(e.words) >= maxPlaceWords {
			break
		}
		rare := len(e.wants[want].variants) >= maxVariants || float64(c.Count) < rareVariant*float64(total)
		if rare && c.Term != e.plan.wants[want].term && e.shares[e.plan.wants[want].term][c.Term] < possible {
			continue
		}
		e.wants[want].variants = append(e.wants[want].variants, variant{word: len(e.words), term: c.Term, count: c.Count, quality: 1})
		e.words = append(e.words, index.PlaceWord{Text: c.Term, Exact: true})
	}
	return nil
}

// read fills occ with the places of every want in a hit.
func (e *evidence) read(p *index.Places, hit int) {
	fields := len(textFields)
	for i := range e.wants {
		w := &e.wants[i]
		for f := range fields {
			o := e.occ[i*fields+f][:0]
			for _, at := range p.Of(hit, w.word, f) {
				o = append(o, occurrence{first: at, last: at, quality: float32(w.other)})
			}
			if len(o) > 0 {
				for j := range w.variants {
					v := &w.variants[j]
					grade(o, p.Of(hit, v.word, f), float32(v.quality), uint8(j+1))
				}
			}
			e.occ[i*fields+f] = o
		}
	}
	for i := range e.slot {
		e.slot[i] = e.slot[i][:0]
	}
	for i := range e.plan.units {
		e.unit(&e.plan.units[i])
	}
	for _, o := range e.slot {
		if !slices.IsSortedFunc(o, byFirst) {
			slices.SortFunc(o, byFirst)
		}
	}
}

func byFirst(a, b occurrence) int { return int(a.first) - int(b.first) }

// grade gives the occurrences at some positions a quality; both are ascending.
func grade(o []occurrence, at []uint32, quality float32, variant uint8) {
	i := 0
	for _, pos := range at {
		for i < len(o) && o[i].first < pos {
			i++
		}
		if i < len(o) && o[i].first == pos {
			o[i].quality, o[i].variant = quality, variant
		}
	}
}

// unit adds the places of a unit to those of its slots.
func (e *evidence) unit(u *unit) {
	fields := len(textFields)
	weight := float32(u.weight)
	for f := range fields {
		if u.fields&(1<<f) == 0 {
			continue
		}
		for _, o := range e.occ[int(u.wants[0])*fields+f] {
			ok := true
			for _, w := range u.wants[1:] {
				next := e.occ[int(w)*fields+f]
				i, found := slices.BinarySearchFunc(next, o.last+1, func(x occurrence, at uint32) int { return int(x.first) - int(at) })
				if ok = found; !ok {
					break
				}
				o.last, o.quality = next[i].last, min(o.quality, next[i].quality)
			}
			if ok {
				o.quality *= weight
				for _, slot := range u.slots {
					e.slot[slot*fields+f] = append(e.slot[slot*fields+f], o)
				}
			}
		}
	}
}

// weighIDF reckons how rare slots are, and what all of them weigh.
func (e *evidence) weighIDF(p *index.Places) {
	df := make([]float64, e.plan.slots)
	for i := range e.plan.units {
		u := &e.plan.units[i]
		n := math.Inf(1)
		for _, w := range u.wants {
			n = min(n, e.frequency(p, int(w)))
		}
		for _, slot := range u.slots {
			df[slot] = max(df[slot], n*u.weight)
		}
	}
	e.df = df
	e.idf = make([]float64, len(df))
	for i := range df {
		e.idf[i] = idf(p.Articles, df[i])
	}
	e.mass = 0
	words := 0
	for slot, times := range e.plan.times {
		e.mass += float64(times) * e.idf[slot]
		words += times
	}
	e.average = e.mass / float64(words)
}

// frequency is in how many articles a want stands as it was meant.
func (e *evidence) frequency(p *index.Places, want int) float64 {
	w := &e.wants[want]
	if len(w.variants) == 0 {
		return float64(p.DocFreq[w.word])
	}
	n := 0.0
	for _, v := range w.variants {
		n += v.quality * float64(v.count)
	}
	return n
}

func idf(articles int, df float64) float64 {
	return math.Log(1 + max(float64(articles)-df+0.5, 0.5)/(df+0.5))
}
