package rank

import (
	"context"
	"fmt"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// JoinedKind is the kind of index.Expansion of names typed without marks and
// without blanks, as in addresses and in foreign papers: haiphong as hải phòng.
const JoinedKind = "joined"

// joinedWeight is what the words count beside the name as typed.
const joinedWeight = 0.95

// joined reads a word that is no syllable as the syllables it may be made of, where
// the archive has these side by side far more often than the word.
func (s *Searcher) joined(ctx context.Context, v index.Vocabulary, run []Leaf) ([]Proposal, error) {
	var out []Proposal
	for i, leaf := range run {
		if len(leaf.Tokens) != 1 || leaf.Tokens[0].Kind != vi.Other {
			continue
		}
		term := leaf.Tokens[0].Term
		splits := vi.Unjoin(term)
		if len(splits) == 0 {
			continue
		}
		reader, ok := s.reader()
		if !ok {
			return nil, nil
		}
		best := Proposal{From: i, To: i + 1, Kind: JoinedKind, Weight: joinedWeight}
		for _, syllables := range splits {
			as, err := reader.joined(ctx, syllables)
			if err != nil {
				return nil, err
			}
			if as == "" {
				continue
			}
			n, err := s.count(ctx, query.Phrase{Text: as, Exact: true})
			if err != nil {
				return nil, fmt.Errorf("count %q: %w", as, err)
			}
			if n > best.Count {
				best.As, best.Node, best.Count = as, query.Phrase{Text: as, Exact: true}, n
			}
		}
		own, err := v.DocFreq(ctx, term)
		if err != nil {
			return nil, fmt.Errorf("count %q: %w", term, err)
		}
		if best.Count <= own*timesMore {
			continue
		}
		out = append(out, best)
		words := []Leaf{{Node: query.Word{Text: best.As}, Text: best.As, Tokens: vi.Tokens(best.As)}}
		for _, expand := range s.tables() { // hochiminh is HCM too
			more, err := expand(ctx, v, words)
			if err != nil {
				return nil, err
			}
			for _, p := range more {
				p.From, p.To = i, i+1
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// joined gives syllables with the marks they are most likely meant to have, "" where
// some two of them were never seen side by side.
func (r reader) joined(ctx context.Context, syllables []string) (string, error) {
	var row []spelled
	for _, t := range vi.Tokens(strings.Join(syllables, " ")) {
		w, err := r.spellings(ctx, t)
		if err != nil {
			return "", err
		}
		row = append(row, w)
	}
	r.read(row, false)
	terms := make([]string, len(row))
	for i := range row {
		if i > 0 && !r.seen(&row[i-1], &row[i]) {
			return "", nil
		}
		terms[i] = row[i].terms[row[i].best()]
	}
	return strings.Join(terms, " "), nil
}
