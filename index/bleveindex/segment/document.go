package segment

import (
	"cmp"
	"slices"

	bleve "github.com/blevesearch/bleve_index_api"
)

// Flat is a document that carries its tokens as numbers in flat arrays. bleve
// passes it through untouched; New builds from the arrays without a map of
// token frequencies. All documents of a batch share one Terms.
type Flat interface {
	bleve.Document
	FlatTokens() *Tokens
}

// Tokens are the tokens of one document.
type Tokens struct {
	Terms  *Terms
	Minute uint32 // order of documents, newest (largest) first; 0 = unknown, last
	Fields []FieldTokens
}

// FieldTokens are one field's tokens in the order of the text. Positions ascend
// (equal ones stand on one place); nil means token i stands at position i+1. A
// field stands at most once in a document.
type FieldTokens struct {
	Name      string
	Freqs     bool // keep frequencies and length
	Positions bool // keep positions, too
	Terms     []uint32
	At        []uint32
	Length    int // for BM25; 0 = the number of tokens
}

// arrayGap parts the values of one field in a document that comes from bleve's
// own analysis, so that no phrase goes from one value into the next.
const arrayGap = 1000

// fromBleve flattens a document that bleve analysed, for the tests against its
// own format and for callers that have nothing better.
func fromBleve(doc bleve.Document, terms *Terms) *Tokens {
	if flat, ok := doc.(Flat); ok {
		return flat.FlatTokens()
	}
	t := &Tokens{Terms: terms}
	index := map[string]int{}
	doc.VisitFields(func(f bleve.Field) {
		options := f.Options()
		if f.Name() == idField || !options.IsIndexed() {
			return
		}
		i, seen := index[f.Name()]
		if !seen {
			i = len(t.Fields)
			index[f.Name()] = i
			t.Fields = append(t.Fields, FieldTokens{Name: f.Name(), Freqs: !options.SkipFreqNorm(), Positions: options.IncludeTermVectors() && !options.SkipFreqNorm()})
		}
		flatten(&t.Fields[i], f, terms)
	})
	return t
}

func flatten(into *FieldTokens, f bleve.Field, terms *Terms) {
	base := uint32(0)
	if n := len(into.At); n > 0 {
		base = into.At[n-1] + arrayGap
	}
	into.Length += f.AnalyzedLength()
	type token struct{ at, term uint32 }
	var tokens []token
	for _, tf := range f.AnalyzedTokenFrequencies() {
		n := terms.Number(tf.Term)
		if into.Positions && len(tf.Locations) > 0 {
			for _, l := range tf.Locations {
				tokens = append(tokens, token{base + uint32(l.Position), n})
			}
			continue
		}
		for range max(tf.Frequency(), 1) {
			tokens = append(tokens, token{base + 1, n})
		}
	}
	slices.SortFunc(tokens, func(a, b token) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.term, b.term)) })
	for _, t := range tokens {
		into.Terms = append(into.Terms, t.term)
		into.At = append(into.At, t.at)
	}
}
