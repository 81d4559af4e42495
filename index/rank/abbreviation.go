package rank

import (
	"context"
	"strings"
	"sync"
	"unicode"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// AbbreviationKind is the kind of index.Expansion of UBND as Ủy ban nhân dân and
// the other way round.
const AbbreviationKind = "abbreviation"

// abbreviationWeight is what the other form counts beside the one typed.
const abbreviationWeight = 0.95

// wholeFrom is the number of syllables from which a long form is one term, whose
// words count only side by side, so that it finds what its abbreviation finds.
const wholeFrom = 3

// onceAbbreviations loads the table that comes with the program when it is first
// needed.
type onceAbbreviations struct {
	once  sync.Once
	table *vi.Abbreviations
}

func (s *Searcher) abbreviations() *vi.Abbreviations {
	if s.Abbreviations != nil {
		return s.Abbreviations
	}
	s.known.once.Do(func() { s.known.table = vi.Default() })
	return s.known.table
}

// Abbreviations makes the expander of a table: an abbreviation is read as its long
// forms, a long form as a phrase and as its abbreviations.
func Abbreviations(table *vi.Abbreviations) Expander {
	return func(_ context.Context, _ index.Vocabulary, run []Leaf) ([]Proposal, error) {
		tokens, leafOf := runTokens(run)
		var out []Proposal
		for i := 0; i < len(tokens); {
			n, proposals := abbreviated(table, tokens[i:])
			if n == 0 || leafOf[i] < 0 || i > 0 && leafOf[i-1] == leafOf[i] || i+n < len(tokens) && leafOf[i+n] == leafOf[i+n-1] {
				i++
				continue
			}
			for _, p := range proposals {
				p.From, p.To = leafOf[i], leafOf[i+n-1]+1
				out = append(out, p)
			}
			i += n
		}
		return out, nil
	}
}

// runTokens cuts a run of leaves as one text, so that what is parted by blanks can
// be one abbreviation, and says which leaf each token is of. Phrases and words
// with operators are cut off.
func runTokens(run []Leaf) (tokens []vi.Token, leafOf []int) {
	var text strings.Builder
	var ends []int
	shout := true
	for _, l := range run {
		if w, ok := l.Node.(query.Word); ok && len(l.Tokens) > 0 {
			if text.Len() > 0 {
				text.WriteByte(' ')
			}
			text.WriteString(w.Text)
			shout = shout && !strings.ContainsFunc(w.Text, unicode.IsLower)
		} else {
			text.WriteString(" . ")
		}
		ends = append(ends, text.Len())
	}
	tokens = vi.Tokens(text.String())
	leaf := 0
	for i := range tokens {
		for leaf < len(ends)-1 && tokens[i].Start >= ends[leaf] {
			leaf++
		}
		leafOf = append(leafOf, leaf)
		if shout && len(run) > 2 {
			tokens[i].Caps = false // everything in capitals: no sign of an abbreviation
		}
	}
	return tokens, leafOf
}

// abbreviated reads the start of tokens.
func abbreviated(table *vi.Abbreviations, tokens []vi.Token) (int, []Proposal) {
	var out []Proposal
	if n, long := table.Match(tokens); n > 0 {
		for _, l := range long {
			out = append(out, Proposal{
				Node: query.Phrase{Text: l.Text}, As: l.Text, Kind: AbbreviationKind, Count: -1, Weight: abbreviationWeight,
			})
		}
		return n, out
	}
	n, short := table.MatchLong(tokens)
	for _, s := range short {
		out = append(out, Proposal{
			Node: query.Phrase{Text: s}, As: s, Kind: AbbreviationKind, Count: -1, Weight: abbreviationWeight, Whole: n >= wholeFrom,
		})
	}
	return n, out
}
