package rank

import (
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
// they form, and which words were typed side by side.
type plan struct {
	wants    []want
	byTerm   map[string][]int32 // term with marks → wants
	byFolded map[string][]int32
	prefixes []int32
	units    []unit
	slots    int // words and phrases typed; units fill them
	scopes   []scope
	pairs    [][2]int // slots typed one after the other in one group
	unmarked bool     // some word was typed without marks
	marked   bool     // some word was typed with marks
}

// want is one term to look for.
type want struct {
	term   string // as vi gives it
	folded bool   // any spelling that folds to it
	prefix bool
}

// unit is one word, phrase or reading. It fills the slots lo to hi-1.
type unit struct {
	wants  []int32
	lo, hi int
	slop   int // 0: side by side in this order
	fields int // mask
	typed  bool
	scope  int // number of its scope from 1; 0: none
}

func newPlan(n query.Node) *plan {
	p := &plan{byTerm: map[string][]int32{}, byFolded: map[string][]int32{}}
	p.walk(n, anyField, true)
	return p
}

// walk adds what n looks for; what is left out by a Not marks nothing.
func (p *plan) walk(n query.Node, fields int, typed bool) {
	switch n := n.(type) {
	case query.Word:
		p.leaf(n, fields, typed)
	case query.Phrase:
		p.leaf(n, fields, typed)
	case query.And:
		p.and(n, fields, typed)
	case query.Or:
		for _, side := range n.Nodes {
			p.walk(side, fields, typed)
		}
	case query.Scope:
		p.scope(n, fields, typed)
	case query.Field:
		if mask := fieldMask(n.Name); mask != 0 {
			p.walk(n.Node, mask, typed)
		}
	case query.Readings:
		p.readings(n, fields, typed)
	}
}

func fieldMask(name string) int {
	for i, f := range textFields {
		if f == name {
			return 1 << i
		}
	}
	return 0
}

func (p *plan) and(n query.And, fields int, typed bool) {
	last := -1
	for _, part := range n.Nodes {
		before := p.slots
		p.walk(part, fields, typed)
		switch part.(type) {
		case query.Word, query.Phrase, query.Readings:
			if p.slots == before {
				continue
			}
			if last >= 0 {
				p.pairs = append(p.pairs, [2]int{last, before})
			}
			last = p.slots - 1
		default:
			last = -1
		}
	}
}

// readings lets every reading fill the slots of what was typed.
func (p *plan) readings(n query.Readings, fields int, typed bool) {
	lo := p.slots
	p.walk(n.Typed, fields, typed)
	hi := p.slots
	pairs := len(p.pairs)
	for _, r := range n.Readings {
		from := len(p.units)
		p.walk(r.Node, fields, false)
		for i := from; i < len(p.units); i++ {
			p.units[i].lo, p.units[i].hi = lo, hi
		}
	}
	p.slots, p.pairs = hi, p.pairs[:pairs]
}

// leaf adds a word or a phrase as a slot of its own.
func (p *plan) leaf(n query.Node, fields int, typed bool) {
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
		return
	}
	u := unit{lo: p.slots, hi: p.slots + 1, slop: slop, fields: fields, typed: typed}
	for i, t := range tokens {
		w := want{term: t.Term, folded: !exact && t.Term == t.Folded, prefix: prefix && i == len(tokens)-1}
		p.unmarked = p.unmarked || typed && w.folded
		p.marked = p.marked || typed && vi.Marked(t.Term)
		u.wants = append(u.wants, p.want(w))
	}
	p.units = append(p.units, u)
	p.slots++
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
