package rank

import (
	"context"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// NumberKind is the kind of index.Expansion of numbers, dates, times and codes
// that are written in another way.
const NumberKind = "number"

// numberWeight is what another way to write a number counts beside the one typed.
const numberWeight = 0.95

// WrittenForms reads numbers, dates, times and codes in all ways in which they are
// written: 25/8/2021 as 25 tháng 8 năm 2021, 0912 345 678 as one number.
func WrittenForms(ctx context.Context, v index.Vocabulary, leaves []Leaf) ([]Proposal, error) {
	if !hasFigures(leaves) {
		return nil, nil
	}
	r := newRun(leaves)
	var err error
	proposals := r.read(func(tokens []vi.Token) (int, []Proposal) {
		n, forms, whole := vi.Forms(tokens)
		var out []Proposal
		if n <= 1 && joined(leaves, tokens[0]) {
			n = 1
			out = append(out, written(vi.Form{Text: tokens[0].Term}, tokens[0].Kind == vi.Phone))
		}
		for _, f := range forms {
			ok, known := inArchive(ctx, v, f.Text)
			if known != nil {
				err = known
			}
			if ok {
				out = append(out, written(f, whole))
			}
		}
		return n, out
	})
	return proposals, err
}

func hasFigures(leaves []Leaf) bool {
	for _, l := range leaves {
		for _, t := range l.Tokens {
			if strings.ContainsAny(t.Term, "0123456789") {
				return true
			}
		}
	}
	return false
}

// joined reports whether a token of the run is none of a leaf: it was typed with
// blanks, as several words.
func joined(leaves []Leaf, t vi.Token) bool {
	for _, l := range leaves {
		for _, own := range l.Tokens {
			if own.Term == t.Term {
				return false
			}
		}
	}
	return true
}

// inArchive reports whether some article holds every word of a form, which is
// cheaper to know than whether they stand side by side.
func inArchive(ctx context.Context, v index.Vocabulary, text string) (bool, error) {
	for _, t := range vi.Tokens(text) {
		n, err := v.DocFreq(ctx, t.Term)
		if err != nil || n == 0 {
			return false, err
		}
	}
	return true, nil
}

func written(f vi.Form, whole bool) Proposal {
	p := Proposal{As: f.Text, Kind: NumberKind, Count: -1, Weight: numberWeight, Whole: whole}
	if !f.Apart {
		p.Node = query.Phrase{Text: f.Text, Exact: f.Exact}
		return p
	}
	var and query.And
	for _, w := range strings.Fields(f.Text) {
		and.Nodes = append(and.Nodes, query.Word{Text: w})
	}
	p.Node = and
	return p
}
