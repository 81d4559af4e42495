package rank

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// How words typed without marks are read from their neighbours.
const (
	maxSpellings = 16   // of a word, the most frequent ones
	typedBias    = 3    // what a word as typed counts beside words with marks
	boundWord    = 5    // times a compound of the language counts as seen besides
	boundAgain   = 3    // and each time it was seen counts so often again
	unrelated    = 0.2  // share of neighbours that have nothing to do with each other
	sure         = 0.9  // share of the readings from which one is the only one
	possible     = 0.06 // and from which it is one of several
	restoring    = 3    // words from which a query says enough of them
)

// reader reads words typed without marks.
type reader struct {
	pairs *vi.Bigrams
	words *vi.Lexicon
	vocab index.Vocabulary
}

// spelled is a token and the spellings it may have been meant for.
type spelled struct {
	terms  []string // one where it can be read in one way only
	ids    []int    // of reader.pairs
	share  []float64
	folded string // as typed, where that was without marks and the archive has it
	known  bool   // its likeliest spelling was seen beside that of a neighbour
	stays  bool   // as it was typed: quoted, or hardly anything stands beside it
	leaf   int    // where its word or phrase begins in the query
}

// row is tokens typed side by side, with nothing but blanks between them.
type row struct {
	words  []spelled
	at     query.Span // in the query
	field  string     // looked in, "" for all
	quoted bool
}

// rows reads the words of a tree in the order typed. What is left out by a Not, or
// is the value of a field, is no word.
func (r reader) rows(ctx context.Context, n query.Node, typed string) (rows []row, err error) {
	var now row
	marked, end, words := false, 0, 0
	flush := func() {
		if len(now.words) > 0 {
			rows = append(rows, now)
			words += len(now.words)
		}
		now = row{}
	}
	err = leaves(n, "", func(n query.Node, field string) error {
		at, quote := query.SpanOf(n), quoted(n, typed)
		if quote || end > at.Start || at.End > len(typed) || strings.TrimSpace(typed[end:at.Start]) != "" {
			flush()
		}
		_, phrase := n.(query.Phrase)
		end = at.Start
		for _, t := range plainTokens(n) {
			if start := at.Start + t.Start; !phrase && start <= at.End {
				if strings.TrimSpace(typed[end:start]) != "" {
					flush()
				}
				end = min(at.Start+t.End, at.End)
			}
			marked = marked || vi.Marked(t.Term)
			w, err := r.spellings(ctx, t)
			if err != nil {
				return err
			}
			w.leaf = at.Start
			if len(now.words) == 0 {
				now.at.Start, now.field, now.quoted = at.Start, field, quote
			}
			now.words, now.at.End = append(now.words, w), at.End
		}
		if phrase {
			end = at.End
		}
		if quote {
			flush()
		}
		return nil
	})
	flush()
	for _, row := range rows {
		r.read(row.words, marked)
		for i := range row.words {
			row.words[i].stays = row.quoted || words < restoring
		}
	}
	return rows, err
}

// quoted reports whether a leaf is a phrase that was typed as one.
func quoted(n query.Node, typed string) bool {
	p, ok := n.(query.Phrase)
	if !ok || p.Span.Start >= len(typed) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(typed[p.Span.Start:])
	return !unicode.IsLetter(first) && !unicode.IsDigit(first)
}

// leaves visits the words and phrases that are looked for, with the field they are
// looked for in.
func leaves(n query.Node, field string, visit func(n query.Node, field string) error) error {
	var nodes []query.Node
	switch n := n.(type) {
	case query.Word, query.Phrase:
		return visit(n, field)
	case query.Readings:
		nodes = []query.Node{n.Typed}
	case query.Scope:
		nodes = []query.Node{n.Node}
	case query.Field:
		if fieldMask(n.Name) != 0 {
			return leaves(n.Node, n.Name, visit)
		}
	case query.And:
		nodes = n.Nodes
	case query.Or:
		nodes = n.Nodes
	}
	for _, n := range nodes {
		if err := leaves(n, field, visit); err != nil {
			return err
		}
	}
	return nil
}

// plainTokens gives the tokens of a word or a phrase whose marks are not asked for
// as typed.
func plainTokens(n query.Node) []vi.Token {
	switch n := n.(type) {
	case query.Word:
		if !n.Exact && !n.Prefix {
			return vi.Tokens(n.Text)
		}
	case query.Phrase:
		if !n.Exact && n.Slop == 0 {
			return vi.Tokens(n.Text)
		}
	}
	return nil
}

// spellings lists those of the archive for a token.
func (r reader) spellings(ctx context.Context, t vi.Token) (spelled, error) {
	w := spelled{terms: []string{t.Term}}
	if t.Term == t.Folded && vi.MaySyllable(t.Term) {
		all, err := r.vocab.Variants(ctx, t.Folded)
		if err != nil {
			return w, fmt.Errorf("spellings of %q: %w", t.Term, err)
		}
		if len(all) > 0 {
			w.terms, w.folded = w.terms[:0], t.Folded
		}
		for _, c := range all[:min(len(all), maxSpellings)] {
			w.terms = append(w.terms, c.Term)
		}
	}
	for _, term := range w.terms {
		w.ids = append(w.ids, r.pairs.ID(term))
	}
	return w, nil
}

// read says how likely the spellings of a row are: it runs forward and backward
// over it (Rabiner 1989, III).
func (r reader) read(row []spelled, marked bool) {
	steps := make([][]float64, len(row)) // by spelling and spelling before it
	for i := range row {
		row[i].share = make([]float64, len(row[i].terms))
		if i == 0 {
			continue
		}
		a, b := &row[i-1], &row[i]
		for x := range a.terms {
			for y := range b.terms {
				steps[i] = append(steps[i], r.follow(a, x, b, y))
			}
		}
	}
	forward := make([][]float64, len(row))
	for i := range row {
		w := &row[i]
		forward[i] = make([]float64, len(w.terms))
		for y := range w.terms {
			if i == 0 {
				forward[i][y] = r.pairs.Share(w.ids[y])
			} else {
				for x, p := range forward[i-1] {
					forward[i][y] += p * steps[i][x*len(w.terms)+y]
				}
			}
			if marked && w.folded != "" && !vi.Marked(w.terms[y]) {
				forward[i][y] *= typedBias
			}
		}
		scale(forward[i])
	}
	var after []float64
	for i := len(row) - 1; i >= 0; i-- {
		w := &row[i]
		back := make([]float64, len(w.terms))
		for x := range w.terms {
			if i == len(row)-1 {
				back[x] = 1
				continue
			}
			for y, p := range after {
				if marked && row[i+1].folded != "" && !vi.Marked(row[i+1].terms[y]) {
					p *= typedBias
				}
				back[x] += p * steps[i+1][x*len(after)+y]
			}
		}
		scale(back)
		for x := range w.share {
			w.share[x] = forward[i][x] * back[x]
		}
		scale(w.share)
		after = back
	}
	for i := range row {
		row[i].known = i > 0 && r.seen(&row[i-1], &row[i]) || i+1 < len(row) && r.seen(&row[i], &row[i+1])
	}
}

// follow is how likely spelling y of b is typed behind spelling x of a. What people
// type is a list of words more than it is running text: hiệu trưởng and học sinh are
// meant by hieu truong hoc sinh, though trường học stands in more articles than
// trưởng học does. So compounds weigh more than they do in articles, and some
// neighbours follow each other by chance. Chosen by how many syllables of leads,
// titles, questions and pairs of compounds come back right.
func (r reader) follow(a *spelled, x int, b *spelled, y int) float64 {
	more := 0.0
	if r.words.Has(a.terms[x], b.terms[y]) {
		more = boundWord + boundAgain*float64(r.pairs.Beside(a.ids[x], b.ids[y]))
	}
	return (1-unrelated)*r.pairs.Follow(a.ids[x], b.ids[y], more) + unrelated*r.pairs.Share(b.ids[y])
}

// seen reports whether the likeliest spellings of two neighbours are ones somewhere.
func (r reader) seen(a, b *spelled) bool {
	x, y := a.best(), b.best()
	return r.pairs.Beside(a.ids[x], b.ids[y]) > 0 || r.words.Has(a.terms[x], b.terms[y])
}

// best is the likeliest spelling.
func (w *spelled) best() int {
	best := 0
	for i, s := range w.share {
		if s > w.share[best] {
			best = i
		}
	}
	return best
}

// scale makes numbers add up to 1.
func scale(p []float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		if sum > 0 {
			p[i] /= sum
		} else {
			p[i] = 1 / float64(len(p))
		}
	}
}

// meant gives the spellings that a word may have been meant for, the likeliest
// first; none where it stays as typed.
func (w *spelled) meant() (terms []string, shares []float64) {
	if w.folded == "" || w.stays || len(w.terms) > 1 && !w.known {
		return nil, nil
	}
	best := w.best()
	terms, shares = []string{w.terms[best]}, []float64{1}
	if w.share[best] >= sure {
		return terms, shares
	}
	for i, s := range w.share {
		if i != best && s >= possible {
			terms, shares = append(terms, w.terms[i]), append(shares, s/w.share[best])
		}
	}
	return terms, shares
}

// meantWords gives the likeliest text of words and phrases of which something was
// typed without marks and is known, by where they begin in the query.
func meantWords(rows []row) map[int]string {
	texts, known := map[int]string{}, map[int]bool{}
	for _, row := range rows {
		for _, w := range row.words {
			term := w.folded
			switch {
			case w.folded == "":
				term = w.terms[0]
			case w.known:
				term, known[w.leaf] = w.terms[w.best()], true
			}
			texts[w.leaf] = strings.TrimSpace(texts[w.leaf] + " " + term)
		}
	}
	for leaf := range texts {
		if !known[leaf] {
			delete(texts, leaf)
		}
	}
	return texts
}
