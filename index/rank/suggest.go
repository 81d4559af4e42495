package rank

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// A query that finds hardly anything is looked through for slips. Bounds of that:
// the articles it may find, the words looked at, the doubtful ones among them, the
// meanings of a word that are compared with its neighbours, and the suggestions.
const (
	hardlyFound    = 2
	maxLooked      = 16
	maxCompared    = 6 // in longer queries only words that are hardly anywhere are doubtful
	maxDoubtful    = 4
	maxMeanings    = 10
	maxSuggestions = 3
)

// A word is doubtful when it stands in at most doubtfulFrom articles, or beside its
// neighbours in at most doubtfulBeside, as papers have slips too; what it was meant
// for stands so in timesMore as many. Meanings that are worth less than a part of the
// best are not offered.
const (
	doubtfulFrom   = 2
	doubtfulBeside = 10
	timesMore      = 10
	leastPart      = 0.05
)

// meaning is what a word may have been meant for.
type meaning struct {
	word  int // in the run
	as    string
	score float64
	usual bool // often confused
}

// likeliest keeps the best of sorted meanings, as many usual ones as others.
func likeliest(all []meaning) []meaning {
	var kept [2]int
	return slices.DeleteFunc(all, func(m meaning) bool {
		kind := 0
		if m.usual {
			kind = 1
		}
		kept[kind]++
		return kept[kind] > maxMeanings
	})
}

// suggest offers other queries where words may be slips of pen or ear: by what
// stands in the archive, and stands there beside the other words.
// Words without marks are those they were meant for.
func (s *Searcher) suggest(ctx context.Context, r index.Request, n query.Node, meant map[int]string, found index.Result) ([]index.Suggestion, error) {
	v, ok := s.vocabulary().(counted)
	if !ok || found.Total > hardlyFound || r.Offset > 0 || r.Size < 0 || r.Q == "" {
		return nil, nil
	}
	words := plainRun(n)
	if len(words) == 0 || len(words) > maxLooked {
		return nil, nil
	}
	for i, w := range words {
		if text, ok := meant[w.Span.Start]; ok {
			words[i].Text = text
		}
	}
	var all []meaning
	doubtful := 0
	for i := range words {
		more, err := s.meanings(ctx, v, words, i)
		if err != nil {
			return nil, fmt.Errorf("look for slips: %w", err)
		}
		all = append(all, more...)
		if len(more) > 0 {
			doubtful++
		}
		if doubtful == maxDoubtful {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b meaning) int { return cmp.Compare(b.score, a.score) })
	return s.offers(ctx, r, words, all, found.Total)
}

// plainRun gives the words of a query that is nothing but plain words.
func plainRun(n query.Node) []query.Word {
	nodes := []query.Node{n}
	if and, ok := n.(query.And); ok {
		nodes = and.Nodes
	}
	var words []query.Word
	for _, n := range nodes {
		w, ok := n.(query.Word)
		if !ok || w.Exact || w.Prefix {
			return nil
		}
		words = append(words, w)
	}
	return words
}

// meanings lists what word i may have been meant for, the likeliest first.
func (s *Searcher) meanings(ctx context.Context, v counted, words []query.Word, i int) ([]meaning, error) {
	tokens := vi.Tokens(words[i].Text)
	if len(tokens) != 1 || tokens[0].Kind != vi.Syllable && tokens[0].Kind != vi.Other {
		return nil, nil
	}
	term := tokens[0].Term
	own, err := v.spelled(ctx, term)
	if err != nil || own > doubtfulFrom && len(words) > maxCompared {
		return nil, err
	}
	beside, err := s.beside(ctx, words, i, words[i].Text)
	if err != nil || own > doubtfulFrom && (beside > doubtfulBeside || len(words) == 1) {
		return nil, err
	}
	slips, err := s.slips(ctx, v, term)
	if err != nil {
		return nil, err
	}
	count := v.spelled
	if marked(words) {
		count = v.DocFreq
	}
	var out []meaning
	for _, slip := range slips {
		n, err := count(ctx, slip.Term)
		if err != nil {
			return nil, err
		}
		if n > own*timesMore {
			out = append(out, meaning{i, slip.Term, float64(n) / (slip.Cost * slip.Cost * slip.Cost), slip.Cost < 1})
		}
	}
	slices.SortStableFunc(out, func(a, b meaning) int { return cmp.Compare(b.score, a.score) })
	out = likeliest(out)
	if len(words) > 1 {
		for k := range out {
			n, err := s.beside(ctx, words, i, out[k].as)
			if err != nil {
				return nil, err
			}
			if n > beside*timesMore || own > doubtfulFrom {
				out[k].score = float64(n) * sideBySide
			}
		}
		out = slices.DeleteFunc(out, func(m meaning) bool { return m.score <= float64(beside*timesMore)*sideBySide })
		slices.SortStableFunc(out, func(a, b meaning) int { return cmp.Compare(b.score, a.score) })
	}
	return slices.DeleteFunc(out, func(m meaning) bool { return m.score < leastPart*out[0].score }), nil
}

// sideBySide is how much more it says that words stand side by side than that one
// of them stands somewhere.
const sideBySide = 1e6

// slips lists the terms that a term may stand for by mistake: syllables that sound
// or look alike, and for what is no syllable the archive's terms that begin alike.
func (s *Searcher) slips(ctx context.Context, v counted, term string) ([]vi.Slip, error) {
	out := vi.Slips(term)
	runes := []rune(term)
	if vi.MaySyllable(term) || len(runes) < 4 {
		return out, nil
	}
	begin := string(runes[:max(3, len(runes)/2)])
	terms, err := v.Prefix(ctx, begin, maxPrefixed)
	if err != nil {
		return nil, err
	}
	for _, t := range terms {
		if oneSlip(runes, []rune(t.Term)) {
			out = append(out, vi.Slip{Term: t.Term, Cost: 1})
		}
	}
	return out, nil
}

// maxPrefixed bounds the terms compared with one that is no syllable.
const maxPrefixed = 2000

// oneSlip reports whether one letter more, less or other, or two exchanged, makes
// one word of another.
func oneSlip(a, b []rune) bool {
	i, j := 0, 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	for j < min(len(a), len(b))-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	a, b = a[i:len(a)-j], b[i:len(b)-j]
	switch {
	case len(a) == 2 && len(b) == 2:
		return a[0] == b[1] && a[1] == b[0]
	}
	return len(a)+len(b) > 0 && len(a) <= 1 && len(b) <= 1
}

// beside counts the articles in which a word stands in place of word i beside the
// one before or the one behind it.
func (s *Searcher) beside(ctx context.Context, words []query.Word, i int, as string) (int, error) {
	most := 0
	for _, pair := range [][2]int{{i - 1, i}, {i, i + 1}} {
		if pair[0] < 0 || pair[1] == len(words) {
			continue
		}
		text := words[pair[0]].Text + " " + as
		if pair[0] == i {
			text = as + " " + words[pair[1]].Text
		}
		n, err := s.count(ctx, query.Phrase{Text: text, Exact: marked(words)})
		if err != nil {
			return 0, err
		}
		most = max(most, n)
	}
	return most, nil
}

// marked reports whether marks were typed or are known: then a word without any is
// that word and no other.
func marked(words []query.Word) bool {
	return slices.ContainsFunc(words, func(w query.Word) bool { return vi.Marked(w.Text) })
}

// offers makes queries of meanings: with each by itself, and with the best of all
// words together; what finds no more than was found is left out.
func (s *Searcher) offers(ctx context.Context, r index.Request, words []query.Word, all []meaning, found int) ([]index.Suggestion, error) {
	var best []meaning // of each word
	for _, m := range all {
		if !slices.ContainsFunc(best, func(b meaning) bool { return b.word == m.word }) {
			best = append(best, m)
		}
	}
	var tries [][]meaning
	if len(best) > 1 {
		tries = append(tries, best)
	}
	for _, m := range all[:min(len(all), 2*maxSuggestions)] {
		tries = append(tries, []meaning{m})
	}
	var out []index.Suggestion
	for _, try := range tries {
		o := offer(r.Q, words, try)
		if vi.Normalize(o.Q) == vi.Normalize(r.Q) || slices.ContainsFunc(r.Literal, func(off string) bool { return vi.Normalize(off) == vi.Normalize(o.Typed) }) {
			continue
		}
		n, _ := query.Parse(o.Q, Lookup)
		as := r
		as.Q = o.Q
		x, err := s.expand(ctx, n, as)
		if err != nil {
			return nil, err
		}
		as.Q, as.Query, as.Size, as.Facets = "", x.node, -1, nil
		res, err := s.Engine.Search(ctx, as)
		if err != nil {
			return nil, fmt.Errorf("count %q: %w", o.Q, err)
		}
		if o.Count = res.Total; o.Count > found*timesMore {
			out = append(out, o)
		}
		if len(out) == maxSuggestions {
			break
		}
	}
	return out, nil
}

// offer writes meanings in the place of the words typed.
func offer(q string, words []query.Word, meanings []meaning) index.Suggestion {
	meanings = slices.Clone(meanings)
	slices.SortFunc(meanings, func(a, b meaning) int { return cmp.Compare(a.word, b.word) })
	first, last := words[meanings[0].word].Span, words[meanings[len(meanings)-1].word].Span
	var as strings.Builder
	end := first.Start
	for _, m := range meanings {
		at := words[m.word].Span
		as.WriteString(q[end:at.Start] + cased(q[at.Start:at.End], m.as))
		end = at.End
	}
	return index.Suggestion{
		Q: q[:first.Start] + as.String() + q[last.End:], Typed: q[first.Start:last.End], As: as.String(),
		Start: first.Start, End: last.End,
	}
}

// cased writes a term with the capital of what was typed.
func cased(typed, term string) string {
	t := vi.Tokens(typed)
	if len(t) == 0 || !t[0].Upper {
		return term
	}
	if t[0].Caps {
		return strings.ToUpper(term)
	}
	runes := []rune(term)
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}
