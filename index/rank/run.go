package rank

import (
	"strings"
	"unicode"

	"khobao/index/query"
	"khobao/index/vi"
)

// run is a run of leaves cut as one text, so that what is parted by blanks can be
// one abbreviation or one number. Phrases and words with operators are cut off.
type run struct {
	tokens []vi.Token
	leaves [][2]int // by token: its first and its last leaf
}

func newRun(leaves []Leaf) run {
	var text strings.Builder
	var ends []int
	shout := true
	for i, l := range leaves {
		switch w, ok := l.Node.(query.Word); {
		case !ok || len(l.Tokens) == 0:
			text.WriteString("\n\n.\n\n")
		default:
			if i > 0 && !strings.HasSuffix(text.String(), "\n") {
				text.WriteByte(' ')
			}
			text.WriteString(l.Text)
			shout = shout && !strings.ContainsFunc(w.Text, unicode.IsLower)
		}
		ends = append(ends, text.Len())
	}
	r := run{tokens: vi.Tokens(text.String())}
	leaf := 0
	for i, t := range r.tokens {
		for leaf < len(ends)-1 && t.Start >= ends[leaf] {
			leaf++
		}
		last := leaf
		for last < len(ends)-1 && t.End > ends[last] {
			last++
		}
		r.leaves = append(r.leaves, [2]int{leaf, last})
		if shout && len(leaves) > 2 {
			r.tokens[i].Caps = false // everything in capitals: no sign of an abbreviation
		}
	}
	return r
}

// normal gives the text in normal form.
func (r run) normal() string {
	terms := make([]string, len(r.tokens))
	for i, t := range r.tokens {
		terms[i] = t.Term
	}
	return strings.Join(terms, " ")
}

// read asks at every leaf's start what begins there, and goes on behind it; what
// does not end with a leaf is nothing.
func (r run) read(one func([]vi.Token) (int, []Proposal)) []Proposal {
	var out []Proposal
	for i := 0; i < len(r.tokens); {
		if i > 0 && r.leaves[i-1][1] == r.leaves[i][0] {
			i++
			continue
		}
		n, proposals := one(r.tokens[i:])
		if n == 0 || i+n < len(r.tokens) && r.leaves[i+n][0] == r.leaves[i+n-1][1] {
			i++
			continue
		}
		for _, p := range proposals {
			p.From, p.To = r.leaves[i][0], r.leaves[i+n-1][1]+1
			out = append(out, p)
		}
		i += n
	}
	return out
}
