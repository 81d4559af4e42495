package annotate

import (
	"strings"

	"khobao/index/vi"
)

// text is one field of an article and its tokens. used tells for each token
// what it was taken for.
type text struct {
	field  string
	s      string
	toks   []vi.Token
	used   []use
	starts []starts
}

// use is what a token was taken for.
type use uint8

const (
	free   use = iota
	place      // a place
	body       // an agency
	figure     // a figure
)

// newText reads a field into the memory behind those before it.
func (a *Reader) newText(field, s string) text {
	from := len(a.toks)
	a.toks = a.tokens.AppendTokens(a.toks, s)
	for i := from; i < len(a.toks); i++ {
		a.used, a.starts = append(a.used, free), append(a.starts, a.startsOf(&a.toks[i]))
	}
	return text{field: field, s: s, toks: a.toks[from:], used: a.used[from:], starts: a.starts[from:]}
}

// startsOf looks the tables' first words up.
func (a *Reader) startsOf(k *vi.Token) starts {
	h := &a.hinted[k.Hint]
	if k.Hint == 0 || h.term != k.Term {
		h.term, h.starts = k.Term, a.Annotator.starts[k.Term]
	}
	return h.starts
}

// between is what stands before token i and after the one before it.
func (t *text) between(i int) string { return t.s[t.toks[i-1].End:t.toks[i].Start] }

// follows reports whether token i stands right behind the one before it, with
// nothing but a blank between.
func (t *text) follows(i int) bool {
	return i > 0 && i < len(t.toks) && !t.toks[i].Apart && t.toks[i].Break == vi.NoBreak
}

// bound is follows, or with a hyphen or an abbreviation's point between.
func (t *text) bound(i int) bool {
	if i <= 0 || i >= len(t.toks) || t.toks[i].Break == vi.ParagraphBreak {
		return false
	}
	if t.follows(i) {
		return true
	}
	switch strings.Trim(t.between(i), " \u00a0") {
	case "-", "–", "":
		return t.toks[i].Break == vi.NoBreak
	case "'", "’":
		return true
	}
	return false
}

// term gives the term of token i, "" outside the text.
func (t *text) term(i int) string {
	if i < 0 || i >= len(t.toks) {
		return ""
	}
	return t.toks[i].Term
}

// before gives the term of the token that token i follows without punctuation.
func (t *text) before(i int) string {
	if !t.follows(i) {
		return ""
	}
	return t.toks[i-1].Term
}

// name reports whether token i may be part of a name: a capital or a number
// written with one.
func (t *text) name(i int) bool {
	if i < 0 || i >= len(t.toks) {
		return false
	}
	k := &t.toks[i]
	return k.Upper && (k.Kind == vi.Syllable || k.Kind == vi.Other || k.Kind == vi.Code)
}

// run gives the end of the run of capitalised tokens that begins at i.
func (t *text) run(i int) int {
	if !t.name(i) {
		return i
	}
	end := i + 1
	for t.follows(end) && t.name(end) {
		end++
	}
	return end
}

// mark notes what tokens i to end-1 were taken for.
func (t *text) mark(i, end int, u use) {
	for ; i < end; i++ {
		t.used[i] = u
	}
}

// phrases finds the longest of a table of phrases at a token. Values are small
// numbers whose meaning the table has.
type phrases struct {
	table table
	value map[string]int
	first map[string]int // tokens of the longest phrase that begins so
}

// table is a table of phrases, or of names, of which a token may be the first.
type table int

const (
	agencyTable table = iota
	personTable
	measureTable
	headTable
	domainTable
	landTable
	unitTable
	sportTable // a word of matches
	tables
)

// starts tells of a term how long the longest phrase of each table is that begins
// with it: looked up once for each token, as most begin none.
type starts [tables]uint8

// startsOf gathers the first words of all tables.
func startsOf(units *gazetteer, all ...phrases) map[string]starts {
	m := map[string]starts{}
	put := func(term string, t table, n int) {
		s := m[term]
		s[t] = uint8(min(n, 255))
		m[term] = s
	}
	for _, p := range all {
		for term, n := range p.first {
			put(term, p.table, n)
		}
	}
	for term, n := range units.longest {
		put(term, unitTable, n)
	}
	for term := range sportWords {
		put(term, sportTable, 1)
	}
	return m
}

// newPhrases reads lines of phrases parted by commas; the value of a phrase is
// the index of its line.
func newPhrases(t table, lines []string) phrases {
	p := phrases{table: t, value: map[string]int{}, first: map[string]int{}}
	for i, line := range lines {
		for phrase := range strings.SplitSeq(line, ",") {
			p.add(phrase, i)
		}
	}
	return p
}

func (p *phrases) add(phrase string, value int) {
	toks := vi.Tokens(phrase)
	if len(toks) == 0 {
		return
	}
	p.value[joined(toks)] = value
	p.first[toks[0].Term] = max(p.first[toks[0].Term], len(toks))
}

// at gives the number of tokens and the value of the longest phrase at token i.
func (p *phrases) at(t *text, i int) (n, value int) {
	if i < 0 || i >= len(t.toks) {
		return 0, -1
	}
	longest := int(t.starts[i][p.table])
	value = -1
	if longest == 0 {
		return 0, value
	}
	var buf [96]byte
	b := buf[:0]
	for k := i; k < len(t.toks) && k-i < longest; k++ {
		if k > i {
			if !t.bound(k) {
				break
			}
			b = append(b, ' ')
		}
		b = append(b, t.toks[k].Term...)
		if v, ok := p.value[string(b)]; ok {
			n, value = k-i+1, v
		}
	}
	return n, value
}

func joined(toks []vi.Token) string {
	var b strings.Builder
	for i, k := range toks {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(k.Term)
	}
	return b.String()
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// sportWords tell an article about matches.
var sportWords = words(`hlv clb league hậu thủ tiền đội trọng trận bàn giải vòng sân cup đấu`)

// sport reports whether an article tells of matches of teams: one word of thirty.
func sport(texts []text) bool {
	n, all := 0, 0
	for i := range texts {
		all += len(texts[i].toks)
		for k := range texts[i].toks {
			if texts[i].starts[k][sportTable] > 0 {
				n++
			}
		}
	}
	return n >= 4 && n*30 > all
}
