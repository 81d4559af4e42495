package topk

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// oracle scores by reading the texts themselves.
type oracle struct {
	texts map[string]text
	norms map[string]*Norm
}

func (o oracle) score(id string, clauses []plainClause) float32 {
	total := float32(0)
	for _, c := range clauses {
		words := o.texts[id].fields[c.field]
		part := func(term string) float32 {
			tf := uint32(0)
			for _, w := range words {
				if w == term {
					tf++
				}
			}
			switch {
			case tf == 0:
				return 0
			case c.constant:
				return 1
			}
			return o.norms[c.field].Part(codeOf(len(words)), tf)
		}
		total += c.weight * max(part(c.term), part(c.other)/2)
	}
	return total
}

// codeOf finds the length byte by searching the table it decodes to.
func codeOf(n int) byte {
	want := segment.RoundLength(n)
	for c := range 256 {
		if segment.Length(byte(c)) == want {
			return byte(c)
		}
	}
	return 255
}

type plainClause struct {
	field, term string
	weight      float32
	constant    bool
	other       string // read so, too, with half the weight; "" = not
}

func TestScoreEqualsScoringEveryMatch(t *testing.T) {
	rounds := 16
	if testing.Short() {
		rounds = 3
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 21))
		o := oracle{texts: map[string]text{}, norms: map[string]*Norm{"body": NewNorm(30 + r.Float64()*40), "title": NewNorm(4)}}
		var segments []*segment.Segment
		var live []docset.Set
		from := 0
		for range 1 + r.IntN(3) {
			texts := randomTexts(r, from, 1+r.IntN(3000))
			from += len(texts)
			s, err := buildTexts(texts)
			if err != nil {
				t.Fatal(err)
			}
			alive := docset.Full(len(texts))
			for d := range uint32(len(texts)) {
				if r.IntN(7) == 0 {
					alive.AndNot(func() docset.Set { x := docset.New(len(texts)); x.Add(d); return x }())
				}
			}
			for _, x := range texts {
				o.texts[x.id] = x
			}
			segments, live = append(segments, s), append(live, alive)
		}
		for range 10 {
			compareScores(t, r, o, segments, live)
		}
	}
}

func compareScores(t *testing.T, r *rand.Rand, o oracle, segments []*segment.Segment, live []docset.Set) {
	t.Helper()
	var clauses []plainClause
	for range 1 + r.IntN(3) {
		w := word(r)
		for _, f := range fieldNames[:1+r.IntN(2)] {
			c := plainClause{field: f, term: w, weight: float32(0.1 + r.Float64()*3)}
			switch r.IntN(4) {
			case 0:
				c.constant = true
			case 1:
				c.other = word(r)
			}
			clauses = append(clauses, c)
		}
	}
	k := 1 + r.IntN(30)
	rare := r.IntN(2) * (1 + r.IntN(40)) // 0 = every match, else one in so many
	best, all, unpruned := NewBest(k), NewBest(100_000), NewBest(100_000)
	for i, s := range segments {
		best.Enter(i, s)
		all.Enter(i, s)
		unpruned.Enter(i, s)
		matched := docset.New(s.Documents())
		var cs []Clause
		for _, c := range clauses {
			var either []Reading
			for _, term := range []string{c.term, c.other} {
				l, ok, err := s.Field(c.field).Term([]byte(term))
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					continue
				}
				if err := matched.OrList(&l); err != nil {
					t.Fatal(err)
				}
				clause := Clause{List: l, Field: s.Field(c.field), Norm: o.norms[c.field], Weight: c.weight}
				if c.constant {
					clause = Clause{Set: docset.New(s.Documents()), Weight: c.weight}
					if err := clause.Set.OrList(&l); err != nil {
						t.Fatal(err)
					}
				}
				either = append(either, Reading{[]Clause{clause}, map[bool]float32{true: 1, false: 0.5}[term == c.term]})
			}
			switch {
			case c.other != "" && either != nil:
				cs = append(cs, Clause{Readings: either, Weight: c.weight})
			case either != nil:
				cs = append(cs, either[0].Clauses[0])
			}
		}
		matched.And(live[i])
		if rare > 0 {
			for d := range uint32(s.Documents()) {
				if r.IntN(rare) > 0 && matched.Has(d) {
					matched[d>>6] &^= 1 << (d & 63)
				}
			}
		}
		for _, b := range []*Best{best, unpruned} {
			if err := Score(t.Context(), matched, cs, b); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range matched.Documents(nil) {
			all.Add(d, o.score(string(s.ID(d)), clauses))
		}
	}
	want, got := all.List(), best.List()
	if len(want) > k {
		want = want[:k]
	}
	if len(got) != len(want) {
		t.Fatalf("%v: %d found, want %d", clauses, len(got), len(want))
	}
	if whole := unpruned.List(); !slices.Equal(got, whole[:len(got)]) {
		t.Fatalf("%v: the best %d are not the first of all", clauses, k)
	}
	for i := range want {
		if math.Abs(float64(got[i].Score-want[i].Score)) > 1e-4*float64(want[i].Score) {
			t.Fatalf("%v: hit %d of %d scores %v, want %v", clauses, i, k, got[i], want[i])
		}
	}
}

// looking is a context that counts the looks at it, and may end at one of them.
type looking struct {
	context.Context
	looks, last int
}

func (c *looking) Err() error {
	if c.looks++; c.last > 0 && c.looks >= c.last {
		return context.Canceled
	}
	return nil
}

// TestLooksGrowWithWork scores by more and more terms and reads longer and longer
// phrases: what is gone through between two looks at the context does not grow.
func TestLooksGrowWithWork(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	texts := randomTexts(r, 0, 3*window)
	texts[0].fields["body"] = slices.Repeat([]string{"t0", "t1"}, mostWork/2)
	s, err := buildTexts(texts)
	if err != nil {
		t.Fatal(err)
	}
	norm := NewNorm(40)
	list := func(term string) segment.List {
		l, ok, err := s.Field("body").Term([]byte(term))
		if err != nil || !ok {
			t.Fatalf("%s: %v, %v", term, ok, err)
		}
		return l
	}
	for _, n := range []int{1, 50, 400} {
		var clauses []Clause
		for i := range n {
			clauses = append(clauses, Clause{List: list(fmt.Sprint("t", i%20)), Field: s.Field("body"), Norm: norm, Weight: 1})
		}
		ctx := &looking{Context: t.Context()}
		if err := Score(ctx, docset.Full(s.Documents()), clauses, NewBest(s.Documents())); err != nil {
			t.Fatal(err)
		}
		if least := 3 * min(n, mostWindows) / mostWindows; ctx.looks < 2*least { // for the bounds, and for the scores
			t.Errorf("%d looks while %d terms are scored, want %d", ctx.looks, n, 2*least)
		}
	}
	for _, n := range []int{2, 12} {
		var slots [][]segment.List
		for i := range n {
			slots = append(slots, []segment.List{list(fmt.Sprint("t", i%2)), list("t2")})
		}
		set := docset.New(s.Documents())
		doc, ok := s.Find([]byte(texts[0].id))
		if !ok {
			t.Fatal("the long text is not found")
		}
		set.Add(doc)
		ctx := &looking{Context: t.Context()}
		times := uint32(0)
		if err := Phrase(ctx, set, slots, func(_, n uint32) { times = n }); err != nil || times == 0 {
			t.Fatalf("%d times, %v", times, err)
		}
		if least := n; ctx.looks < least { // each slot's positions are gone through twice
			t.Errorf("%d looks while a phrase of %d is read, want %d", ctx.looks, n, least)
		}
		for last := 1; last <= ctx.looks; last += 1 + last/4 {
			stops := &looking{Context: t.Context(), last: last}
			if err := Phrase(stops, set, slots, func(_, _ uint32) {}); !errors.Is(err, context.Canceled) || stops.looks != last {
				t.Fatalf("ended at look %d, went on to %d: %v", last, stops.looks, err)
			}
		}
	}
}

func TestSetsEqualMaps(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	texts := randomTexts(r, 0, 3000)
	s, err := buildTexts(texts)
	if err != nil {
		t.Fatal(err)
	}
	field := s.Field("body")
	for range 200 {
		a, b := word(r), word(r)
		or, and := docset.New(s.Documents()), docset.Full(s.Documents())
		for _, w := range []string{a, b} {
			l, ok, err := field.Term([]byte(w))
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				and = docset.New(s.Documents())
				continue
			}
			if err := or.OrList(&l); err != nil {
				t.Fatal(err)
			}
			if err := and.AndList(&l); err != nil {
				t.Fatal(err)
			}
		}
		byID := map[string]text{}
		for _, x := range texts {
			byID[x.id] = x
		}
		nor, nand := 0, 0
		for d := range uint32(s.Documents()) {
			words := byID[string(s.ID(d))].fields["body"]
			hasA, hasB := slices.Contains(words, a), slices.Contains(words, b)
			if or.Has(d) != (hasA || hasB) || and.Has(d) != (hasA && hasB) {
				t.Fatalf("%s, %s: document %d: or %v, and %v", a, b, d, or.Has(d), and.Has(d))
			}
			nor += map[bool]int{true: 1}[hasA || hasB]
			nand += map[bool]int{true: 1}[hasA && hasB]
		}
		if or.Count() != nor || and.Count() != nand {
			t.Fatalf("%s, %s: counts %d, %d, want %d, %d", a, b, or.Count(), and.Count(), nor, nand)
		}
	}
}

func TestPhraseEqualsReadingTheText(t *testing.T) {
	rounds := 3
	if testing.Short() {
		rounds = 1
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		texts := randomTexts(r, 0, 4000)
		byID := map[string]text{}
		for _, x := range texts {
			byID[x.id] = x
		}
		s, err := buildTexts(texts)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			var phrase [][]string // by place, the terms that may stand there
			for range 2 + r.IntN(2) {
				terms := []string{word(r)}
				for r.IntN(2) == 0 {
					if w := word(r); !slices.Contains(terms, w) {
						terms = append(terms, w)
					}
				}
				phrase = append(phrase, terms)
			}
			set := docset.Full(s.Documents())
			var slots [][]segment.List
			for _, terms := range phrase {
				var lists []segment.List
				either := docset.New(s.Documents())
				for _, w := range terms {
					l, ok, err := s.Field("body").Term([]byte(w))
					if err != nil {
						t.Fatal(err)
					}
					if ok {
						lists = append(lists, l)
						if err := either.OrList(&l); err != nil {
							t.Fatal(err)
						}
					}
				}
				slots = append(slots, lists)
				set.And(either)
			}
			got := map[uint32]uint32{}
			if err := Phrase(t.Context(), set, slots, func(doc, times uint32) { got[doc] = times }); err != nil {
				t.Fatal(err)
			}
			for d := range uint32(s.Documents()) {
				if want := times(byID[string(s.ID(d))].fields["body"], phrase); got[d] != want {
					t.Fatalf("%v in document %d: %d times, want %d", phrase, d, got[d], want)
				}
			}
		}
	}
}

func times(words []string, phrase [][]string) uint32 {
	n := uint32(0)
	for i := 0; i+len(phrase) <= len(words); i++ {
		if slices.EqualFunc(words[i:i+len(phrase)], phrase, func(w string, terms []string) bool { return slices.Contains(terms, w) }) {
			n++
		}
	}
	return n
}
