package rank

import (
	"context"
	"slices"
	"strings"
	"sync"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// AbbreviationKind is the kind of index.Expansion of UBND as Ủy ban nhân dân and
// the other way round, LearnedKind of what the archive's articles explain so, and
// NameKind of Đăk Lăk as Đắk Lắk.
const (
	AbbreviationKind = "abbreviation"
	LearnedKind      = "learned"
	NameKind         = "name"
)

// abbreviationWeight is what the other form counts beside the one typed.
// Of several meanings, those that the words around do not speak for count less.
const (
	abbreviationWeight = 0.95
	unlikelier         = 0.6
)

// wholeFrom is the number of syllables from which a long form is one term, whose
// words count only side by side, so that it finds what its abbreviation finds.
const wholeFrom = 3

// onceAbbreviations loads the table that comes with the program when it is first
// needed.
type onceAbbreviations struct {
	once  sync.Once
	table *vi.Abbreviations
}

// names are the other spellings of names that come with the program.
var names = sync.OnceValue(vi.Names)

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
	return abbreviations(table, AbbreviationKind)
}

func abbreviations(table *vi.Abbreviations, kind string) Expander {
	return func(_ context.Context, _ index.Vocabulary, run []Leaf) ([]Proposal, error) {
		r := newRun(run)
		around := ""
		return r.read(func(tokens []vi.Token) (int, []Proposal) {
			n, proposals := abbreviated(table, tokens, func() string {
				if around == "" {
					around = r.normal()
				}
				return around
			})
			for i := range proposals {
				proposals[i].Kind = kind
				if kind == NameKind { // Cu-ba is not cụ bà
					proposals[i].Node = query.Phrase{Text: proposals[i].As, Exact: true}
				}
			}
			return n, proposals
		}), nil
	}
}

// abbreviated reads the start of tokens.
func abbreviated(table *vi.Abbreviations, tokens []vi.Token, around func() string) (int, []Proposal) {
	var out []Proposal
	n, long := table.Match(tokens)
	for i, l := range likelier(long, around) {
		weight := abbreviationWeight
		if i > 0 {
			weight = unlikelier
		}
		out = append(out, Proposal{Node: query.Phrase{Text: l.Text}, As: l.Text, Count: -1, Weight: weight, Whole: true})
	}
	if n > 0 {
		for _, l := range long {
			short := table.Short(l.Text)
			if len(long) > 1 { // the same letters only: others may have one of the meanings
				short = slices.DeleteFunc(short, func(s string) bool { return squeezed(terms(vi.Tokens(s))) != squeezed(terms(tokens[:n])) })
			}
			out = append(out, shortened(short, tokens[:n], true)...)
		}
		return n, out
	}
	n, short := table.MatchLong(tokens)
	return n, shortened(short, tokens[:n], n >= wholeFrom)
}

// shortened makes proposals of abbreviations in all ways to join their parts, but
// for the one typed and those that are a common word too: ca says nothing of công an.
func shortened(short []string, typed []vi.Token, whole bool) []Proposal {
	seen := map[string]bool{terms(typed): true}
	var out []Proposal
	for _, s := range short {
		for _, way := range [...]string{s, strings.ReplaceAll(s, "&", "-"), strings.ReplaceAll(s, "&", ""), squeezed(s), strings.ReplaceAll(s, ".", " ")} {
			if key := terms(vi.Tokens(way)); !seen[key] && !vi.MaySyllable(strings.TrimSpace(key)) {
				seen[key] = true
				out = append(out, Proposal{Node: query.Phrase{Text: way}, As: way, Count: -1, Weight: abbreviationWeight, Whole: whole})
			}
		}
	}
	return out
}

// bare takes the signs out of an abbreviation.
var bare = strings.NewReplacer("-", "", "&", "", ".", "", " ", "")

func squeezed(terms string) string { return bare.Replace(terms) }

func terms(tokens []vi.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Term)
		b.WriteByte(' ')
	}
	return b.String()
}

// likelier puts the meaning first that the other words of the query speak for.
func likelier(long []vi.LongForm, around func() string) []vi.LongForm {
	if len(long) < 2 {
		return long
	}
	best := vi.Best(long, around())
	return slices.Concat(long[best:best+1], long[:best], long[best+1:])
}
