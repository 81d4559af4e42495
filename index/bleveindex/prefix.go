package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"khobao/index"
	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
	"khobao/index/vi"
)

// A prefix is answered by a walk over the dictionaries: the documents of all terms
// met are put into one set, and weigh alike whichever of them they have. So it may
// stand for any number of terms, and a total is exact. Only where positions are
// looked at (in phrases, sentences and paragraphs) each term is read by itself,
// and there may be maxTerms of them.
const maxTerms = 1024

// prefix plans a word, perhaps the last of several, of which only the beginning
// is typed.
func (p *planner) prefix(t *textExpr, text string, tokens []vi.Token, exact bool) (expr, error) {
	begins, before := begun(text, tokens, exact)
	one, err := p.view.termsWith(p.ctx, p.layout, t.fields, begins, 1)
	if last := len(tokens) - 1; err == nil && len(one) == 0 && before < last {
		// Words run together after all, of which the last is begun.
		before = last
		token := tokens[last]
		begins = []string{lookup(token.Term, token.Folded, exact)}
		one, err = p.view.termsWith(p.ctx, p.layout, t.fields, begins, 1)
	}
	if err != nil {
		return nil, err
	}
	if len(one) == 0 {
		return noneExpr{}, nil
	}
	t.add(tokens[:before], exact)
	last := slot{begins: begins}
	if before > 0 || p.places {
		if last.terms, err = p.view.termsWith(p.ctx, p.layout, t.fields, begins, maxTerms+1); err != nil {
			return nil, err
		}
		if len(last.terms) > maxTerms {
			return nil, fmt.Errorf("search %s*: %w", text, index.ErrTooManyTerms)
		}
	}
	t.slots = append(t.slots, last)
	return t, nil
}

// begun gives what the words begin with that a text ending in the middle of one
// may stand for, and how many tokens stand before that word. A word half typed
// is no syllable yet: analysis cuts nươ in two and moves the mark of thoả, so
// the pieces are joined again and the text as typed counts as well.
func begun(text string, tokens []vi.Token, exact bool) (prefixes []string, before int) {
	before = len(tokens) - 1
	for before > 0 && tokens[before-1].End == tokens[before].Start {
		before--
	}
	var term, folded strings.Builder
	for _, t := range tokens[before:] {
		term.WriteString(t.Term)
		folded.WriteString(t.Folded)
	}
	prefixes = []string{lookup(term.String(), folded.String(), exact)}
	typed := strings.ToLower(vi.NFC(text[tokens[before].Start:tokens[len(tokens)-1].End]))
	if prefixes[0] == term.String() && typed != prefixes[0] {
		prefixes = append(prefixes, typed)
	}
	return prefixes, before
}

// termsWith lists the terms of some text fields that begin with any of begins, in
// order, at most limit of them. In segments of our own format the terms of what is
// folded are its spellings.
func (v *view) termsWith(ctx context.Context, l layout, fields []int, begins []string, limit int) ([]string, error) {
	found := map[string]bool{}
	for _, p := range v.segments {
		for _, f := range fields {
			for _, begin := range begins {
				// The terms come in order, so that the first limit ones of a
				// dictionary are all it can add.
				n := 0
				err := eachTermWith(ctx, p, l.texts[f].Name, begin, func(term []byte, _ *segment.List) error {
					found[string(term)] = true
					if n++; n == limit {
						return errEnough
					}
					return nil
				})
				if err != nil {
					return nil, err
				}
			}
			if len(found) >= limit {
				return slices.Sorted(maps.Keys(found))[:limit], nil
			}
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// begunWith gives the documents that have a term with any of begins in a field,
// deleted ones included. The set must not be changed.
func (m *matcher) begunWith(f int, begins []string) (docset.Set, error) {
	key := fieldTerm{f, strings.Join(begins, "\x00")}
	if set := m.begun[key]; set != nil {
		return set, nil
	}
	set := m.emptySet()
	m.begun[key] = set
	for _, begin := range begins {
		err := eachTermWith(m.ctx, m.part, m.layout.texts[f].Name, begin, func(term []byte, l *segment.List) error {
			if l != nil {
				return m.addList(set, l)
			}
			return m.addTerm(set, f, string(term))
		})
		if err != nil {
			return nil, fmt.Errorf("read postings of %q and what follows: %w", begin, err)
		}
	}
	return set, nil
}

// eachTermWith visits the terms of a field that begin with begin, with their
// postings where the segment is of our own format, until visit says errEnough.
// Both are good until it returns.
func eachTermWith(ctx context.Context, p *part, field, begin string, visit func(term []byte, l *segment.List) error) error {
	own := segment.Of(p.segment)
	if own == nil {
		var err error
		walked := eachTerm(ctx, p.segment, field, []byte(begin), prefixEnd(begin), func(term string) bool {
			err = visit([]byte(term), nil)
			return err == nil
		})
		if walked != nil {
			return walked
		}
		return unlessEnough(err)
	}
	n := 0
	each := func(term []byte, l *segment.List) error {
		if n++; n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		return visit(term, l)
	}
	if folded, ok := strings.CutPrefix(begin, foldedMark); ok {
		return unlessEnough(own.Field(field).Walk(newFolding(folded), accentedStart, nil, each))
	}
	return unlessEnough(own.Field(field).Walk(nil, []byte(begin), prefixEnd(begin), each))
}

// errEnough ends a walk over terms.
var errEnough = errors.New("enough terms")

func unlessEnough(err error) error {
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// prefixEnd is the first string after all that begin with prefix.
func prefixEnd(prefix string) []byte {
	end := []byte(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

// folding is the automaton over the bytes of accented terms that accepts those
// that begin with a word when their marks are taken off. A state is how much of
// the word has been met, and the bytes of a character that is not whole yet.
type folding struct {
	word  string
	folds map[rune]string // of characters met
}

func newFolding(word string) *folding {
	return &folding{word: word, folds: map[rune]string{}}
}

// The parts of a state: the bytes of the character at hand, how many these are,
// and above them how much of the word has been met.
const (
	partBits  = 24 // a character has three bytes before its last
	countBits = 2
	metShift  = partBits + countBits
	noState   = -1
)

// Start is the state before the first byte.
func (a *folding) Start() int { return 0 }

// IsMatch reports whether all of the word has been met.
func (a *folding) IsMatch(state int) bool { return state >= 0 && state>>metShift == len(a.word) }

// CanMatch reports whether it may still be.
func (a *folding) CanMatch(state int) bool { return state != noState }

// WillAlwaysMatch reports whether what follows makes no difference.
func (a *folding) WillAlwaysMatch(state int) bool { return a.IsMatch(state) }

// Accept takes one byte.
func (a *folding) Accept(state int, b byte) int {
	if state == noState || a.IsMatch(state) {
		return state
	}
	met, count := state>>metShift, state>>partBits&(1<<countBits-1)
	if count == 0 && b < utf8.RuneSelf {
		if a.word[met] == b {
			return (met + 1) << metShift
		}
		return noState
	}
	bytes := [utf8.UTFMax]byte{byte(state), byte(state >> 8), byte(state >> 16)}
	bytes[count] = b
	if !utf8.FullRune(bytes[:count+1]) {
		return state&^(3<<partBits) | int(b)<<(8*count) | (count+1)<<partBits
	}
	r, size := utf8.DecodeRune(bytes[:count+1])
	if size != count+1 {
		return noState // no text
	}
	fold, known := a.folds[r]
	if !known {
		fold = vi.Fold(string(r))
		a.folds[r] = fold
	}
	rest := a.word[met:]
	switch {
	case strings.HasPrefix(rest, fold):
		return (met + len(fold)) << metShift
	case strings.HasPrefix(fold, rest):
		return len(a.word) << metShift
	}
	return noState
}
