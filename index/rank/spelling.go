package rank

import (
	"context"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// The kinds of index.Expansion made here; their labels are locale keys
// "expansion."+kind.
const (
	MarksKind = "marks" // some marks were typed and some left out
	SoundKind = "iy"    // kỹ and kĩ are one word
)

// What a spelling counts beside the one typed.
const (
	marksWeight = 0.9
	soundWeight = 0.95
)

// A word typed with some marks is read as those of the archive that have these
// and more, if it is itself in no article or in hardly one for each hundred of
// the best of them; readings with less than a tenth of the best are left out.
const (
	hardly    = 100
	worthless = 10
	maxMarks  = 3 // readings of one syllable
)

// MissingMarks reads đuong as đường or đương, whichever the archive has.
func MissingMarks(ctx context.Context, v index.Vocabulary, run []Leaf) ([]Proposal, error) {
	return bySyllable(ctx, v, run, MarksKind, marksWeight, fuller)
}

// SameSound reads kỹ as kĩ and the other way round, for the pairs that vi.IY knows.
func SameSound(ctx context.Context, v index.Vocabulary, run []Leaf) ([]Proposal, error) {
	return bySyllable(ctx, v, run, SoundKind, soundWeight, sameSound)
}

// fuller lists the terms of the archive that bear the marks of term and more.
func fuller(ctx context.Context, v index.Vocabulary, terms []string, k int) ([]index.TermCount, error) {
	t := vi.Token{Term: terms[k], Folded: vi.Fold(terms[k])}
	if !vi.Marked(t.Term) {
		return nil, nil
	}
	variants, err := v.Variants(ctx, t.Folded)
	if err != nil {
		return nil, err
	}
	own := 0
	var out []index.TermCount
	for _, c := range variants { // most frequent first
		switch {
		case c.Term == t.Term:
			own = c.Count
		case len(out) == maxMarks, !vi.Compatible(t.Term, c.Term):
		case len(out) > 0 && c.Count*worthless < out[0].Count:
		default:
			out = append(out, c)
		}
	}
	if len(out) == 0 || own*hardly > out[0].Count {
		return nil, nil
	}
	return out, nil
}

func sameSound(ctx context.Context, v index.Vocabulary, terms []string, k int) ([]index.TermCount, error) {
	other, ok := vi.IYAt(terms, k)
	if !ok {
		return nil, nil
	}
	n, err := v.DocFreq(ctx, other)
	if err != nil || n == 0 {
		return nil, err
	}
	return []index.TermCount{{Term: other, Count: n}}, nil
}

// bySyllable makes proposals for single leaves out of other spellings of their
// tokens: each way to spell a phrase of which one or more tokens can be spelled
// in another way, as many as maxReadings.
func bySyllable(ctx context.Context, v index.Vocabulary, run []Leaf, kind string, weight float64,
	other func(ctx context.Context, v index.Vocabulary, terms []string, k int) ([]index.TermCount, error),
) ([]Proposal, error) {
	var out []Proposal
	var terms []string // of the whole run
	for _, leaf := range run {
		for _, t := range leaf.Tokens {
			terms = append(terms, t.Term)
		}
	}
	k := 0
	for i, leaf := range run {
		spellings := [][]string{{}}
		changed := false
		for _, t := range leaf.Tokens {
			more, err := other(ctx, v, terms, k)
			if err != nil {
				return nil, err
			}
			k++
			changed = changed || len(more) > 0
			spellings = spell(spellings, t.Term, more, kind != MarksKind)
		}
		if !changed {
			continue
		}
		for _, terms := range spellings {
			text := strings.Join(terms, " ")
			if text == leafText(leaf) {
				continue
			}
			count := -1
			if len(terms) == 1 {
				n, err := v.DocFreq(ctx, text)
				if err != nil {
					return nil, err
				}
				count = n
			}
			out = append(out, Proposal{
				From: i, To: i + 1, Node: respelled(leaf.Node, terms),
				As: text, Kind: kind, Count: count, Weight: weight,
			})
		}
	}
	return out, nil
}

// spell continues every spelling with one more token: as typed, where that can
// be a word, and in the other ways.
func spell(spellings [][]string, typed string, others []index.TermCount, keep bool) [][]string {
	ways := []string{typed}
	if len(others) > 0 && !keep {
		ways = nil
	}
	for _, o := range others {
		ways = append(ways, o.Term)
	}
	var out [][]string
	for _, s := range spellings {
		for _, w := range ways {
			if len(out) == maxReadings+1 {
				return out
			}
			out = append(out, append(append([]string{}, s...), w))
		}
	}
	return out
}

func leafText(l Leaf) string {
	terms := make([]string, len(l.Tokens))
	for i, t := range l.Tokens {
		terms[i] = t.Term
	}
	return strings.Join(terms, " ")
}

// respelled puts other spellings in the place of a leaf's text.
func respelled(n query.Node, terms []string) query.Node {
	text := strings.Join(terms, " ")
	if p, ok := n.(query.Phrase); ok {
		return query.Phrase{Text: text, Slop: p.Slop}
	}
	if len(terms) == 1 {
		return query.Word{Text: text, Exact: true}
	}
	return query.Phrase{Text: text}
}
