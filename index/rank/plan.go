package rank

import (
	"fmt"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// textFields are the fields that words are looked for in, in the order snippets
// are shown. A mask holds one bit for each.
var textFields = []string{"title", "lead", "body", "caption"}

const (
	titleField = iota
	leadField
	bodyField
	captionField
	anyField = 1<<titleField | 1<<leadField | 1<<bodyField | 1<<captionField
)

// plan is a query as the texts are searched for it: distinct terms, the units
// they form, and which words were typed side by side. A word typed twice is one
// unit, so that no query makes a text hold more places than it has words.
type plan struct {
	wants    []want
	byTerm   map[string][]int32 // term with marks → wants
	byFolded map[string][]int32
	prefixes []int32
	units    []unit
	slots    int     // distinct words and phrases typed; units fill them
	times    []int   // by slot: how often it was typed
	typed    [][]int // slots as they were typed side by side, row by row
	scopes   []scope
	inWord   []bool         // by slot: a syllable of a word of several; findWords fills it
	pairs    map[[2]int]int // slots typed one after the other in one group → number
	unmarked bool           // some word was typed without marks
	marked   bool           // some word was typed with marks
	figures  []query.Figure // asked for

	known   map[string]int // unit as written by sign → its slot
	scopeOf int            // number of the scope being walked
	filling []int          // slots of the reading being walked
	weight  float64        // of that reading
}

// want is one term to look for.
type want struct {
	term   string // as vi gives it
	folded bool   // any spelling that folds to it
	prefix bool
}

// unit is one word, phrase or reading.
type unit struct {
	wants  []int32
	slots  []int // filled by it; several for a reading of several words
	slop   int   // 0: side by side in this order
	fields int   // mask
	typed  bool
	weight float64 // of the reading it belongs to, 1 for what was typed
	scope  int     // number of its scope from 1; 0: none
}

func newPlan(n query.Node) *plan {
	p := &plan{
		byTerm: map[string][]int32{}, byFolded: map[string][]int32{},
		pairs: map[[2]int]int{}, known: map[string]int{}, weight: 1,
	}
	p.walk(n, anyField)
	return p
}

// walk adds what n looks for and gives when it holds; what is left out by a Not
// marks nothing and asks for nothing.
func (p *plan) walk(n query.Node, fields int) cond {
	switch n := n.(type) {
	case query.Word, query.Phrase:
		return p.leaf(n, fields)
	case query.And:
		return p.and(n, fields)
	case query.Or:
		c := cond{slot: -1, any: true}
		for _, side := range n.Nodes {
			c.parts = append(c.parts, p.walk(side, fields))
		}
		return c
	case query.Scope:
		return p.scope(n, fields)
	case query.Field:
		if mask := fieldMask(n.Name); mask != 0 {
			return p.walk(n.Node, mask)
		}
	case query.Readings:
		return p.readings(n, fields)
	case query.Figure:
		p.figures = append(p.figures, n)
	}
	return cond{slot: -1}
}

func fieldMask(name string) int {
	for i, f := range textFields {
		if f == name {
			return 1 << i
		}
	}
	return 0
}

func (p *plan) and(n query.And, fields int) cond {
	c := cond{slot: -1}
	last := -1
	var row []int
	for _, part := range n.Nodes {
		one := p.walk(part, fields)
		c.parts = append(c.parts, one)
		slots := one.slots(nil)
		switch part.(type) {
		case query.Word, query.Phrase, query.Readings:
			if len(slots) == 0 {
				continue
			}
			if last >= 0 {
				p.pair(last, slots[0])
			}
			last = slots[len(slots)-1]
			row = append(row, slots...)
		default:
			p.row(row)
			last, row = -1, nil
		}
	}
	p.row(row)
	return c
}

// row notes slots typed side by side.
func (p *plan) row(slots []int) {
	if len(slots) > 1 && p.filling == nil {
		p.typed = append(p.typed, slots)
	}
}

func (p *plan) pair(a, b int) {
	if _, known := p.pairs[[2]int{a, b}]; !known && p.filling == nil {
		p.pairs[[2]int{a, b}] = len(p.pairs)
	}
}

// readings lets every reading fill the slots of what was typed.
func (p *plan) readings(n query.Readings, fields int) cond {
	c := p.walk(n.Typed, fields)
	outer := p.filling
	if outer == nil {
		p.filling = c.slots([]int{})
	}
	before := p.weight
	for _, r := range n.Readings {
		p.weight = before * r.Weight
		p.walk(r.Node, fields)
	}
	p.filling, p.weight = outer, before
	return c
}

// leaf adds a word or a phrase with a slot of its own.
func (p *plan) leaf(n query.Node, fields int) cond {
	var text string
	var exact, prefix bool
	var slop int
	switch n := n.(type) {
	case query.Word:
		text, exact, prefix = n.Text, n.Exact, n.Prefix
	case query.Phrase:
		text, exact, slop = n.Text, n.Exact, n.Slop
	}
	tokens := vi.Tokens(text)
	if prefix {
		tokens = beginning(text, tokens)
	}
	if len(tokens) == 0 {
		return cond{slot: -1}
	}
	u := unit{slop: slop, fields: fields, typed: p.filling == nil, weight: p.weight, scope: p.scopeOf}
	for i, t := range tokens {
		w := want{term: t.Term, folded: !exact && t.Term == t.Folded, prefix: prefix && i == len(tokens)-1}
		p.unmarked = p.unmarked || u.typed && w.folded
		p.marked = p.marked || u.typed && vi.Marked(t.Term)
		u.wants = append(u.wants, p.want(w))
	}
	sign := fmt.Sprint(u.wants, slop, fields, p.scopeOf, p.filling)
	if slot, known := p.known[sign]; known {
		if u.typed {
			p.times[slot]++
		}
		return cond{slot: slot}
	}
	u.slots = p.filling
	if u.typed {
		u.slots = []int{p.slots}
		p.slots++
		p.times = append(p.times, 1)
	}
	p.units = append(p.units, u)
	if len(u.slots) == 0 {
		return cond{slot: -1}
	}
	p.known[sign] = u.slots[0]
	return cond{slot: u.slots[0]}
}

// beginning makes one token of the pieces at the end of a prefix: tuyê is the
// beginning of a syllable, and not the two syllables that analysis sees in it.
func beginning(text string, tokens []vi.Token) []vi.Token {
	first := len(tokens) - 1
	for first > 0 && tokens[first-1].End == tokens[first].Start {
		first--
	}
	if first >= len(tokens)-1 {
		return tokens
	}
	last := vi.Token{Start: tokens[first].Start, End: tokens[len(tokens)-1].End}
	last.Term = strings.ToLower(vi.NFC(text[last.Start:last.End]))
	last.Folded = vi.Fold(last.Term)
	return append(tokens[:first:first], last)
}

func (p *plan) want(w want) int32 {
	for i, known := range p.wants {
		if known == w {
			return int32(i)
		}
	}
	id := int32(len(p.wants))
	p.wants = append(p.wants, w)
	switch {
	case w.prefix:
		p.prefixes = append(p.prefixes, id)
	case w.folded:
		p.byFolded[w.term] = append(p.byFolded[w.term], id)
	default:
		p.byTerm[w.term] = append(p.byTerm[w.term], id)
	}
	return id
}

// fieldTexts gives the texts of a field; only captions are several.
func fieldTexts(a *index.Article, field int) []string {
	switch field {
	case titleField:
		return []string{a.Title}
	case leadField:
		return []string{a.Lead}
	case bodyField:
		return []string{a.Body}
	}
	texts := make([]string, len(a.Captions))
	for i, c := range a.Captions {
		texts[i] = c.Text
	}
	return texts
}
