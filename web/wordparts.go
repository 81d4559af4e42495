package web

import (
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// wordParts is queryParts with the syllables of one word together, the words being
// those of the spellings that were understood.
func (s *Server) wordParts(q string, understood []index.Expansion) (parts []queryPart, either bool) {
	parts, nodes, either := cutQuery(q)
	if either || len(parts) == 0 {
		return parts, either
	}
	var joined []queryPart
	first := 0
	for _, end := range s.wordEnds(q, parts, nodes, understood) {
		p := queryPart{Start: parts[first].Start, End: parts[end-1].End, Rest: parts[first].Rest, Word: parts[first].Word}
		if end-first > 1 {
			p.Rest = withoutParts(q, nodes, parts, first, end, false)
		}
		joined = append(joined, p)
		first = end
	}
	if len(joined) < 2 {
		return nil, false
	}
	return joined, false
}

// wordEnds gives behind which parts a word ends: behind each, but inside a word of
// several syllables that stand side by side.
func (s *Server) wordEnds(q string, parts []queryPart, nodes []query.Node, understood []index.Expansion) []int {
	var ends []int
	for first := 0; first < len(parts); {
		end := first
		for end < len(parts) && plainSyllable(nodes[end]) && (end == first || strings.Trim(q[parts[end-1].End:parts[end].Start], spaces) == "") {
			end++
		}
		if end-first < 2 {
			first++
			ends = append(ends, first)
			continue
		}
		tokens := vi.Tokens(strings.Join(spelled(q, parts[first:end], understood), " "))
		if len(tokens) != end-first {
			for ; first < end; first++ {
				ends = append(ends, first+1)
			}
			continue
		}
		for _, w := range s.deps.Joined(tokens) {
			ends = append(ends, first+w.End)
		}
		first = end
	}
	return ends
}

// plainSyllable reports whether a node is one word as it is written, with no sign.
func plainSyllable(n query.Node) bool {
	w, ok := n.(query.Word)
	return ok && !w.Exact && !w.Prefix && len(vi.Tokens(w.Text)) == 1
}

// spelled gives the words of some parts, with the marks they were understood to have.
func spelled(q string, parts []queryPart, understood []index.Expansion) []string {
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = strings.Trim(q[p.Start:p.End], spaces)
	}
	for _, e := range understood {
		first := slices.IndexFunc(parts, func(p queryPart) bool { return p.Start >= e.Start && p.End <= e.End })
		if first < 0 || e.As == e.Typed {
			continue
		}
		tokens := vi.Tokens(e.As)
		if end := first + len(tokens); end <= len(parts) && parts[end-1].End <= e.End && (end == len(parts) || parts[end].Start >= e.End) {
			for i, t := range tokens {
				if words[first+i] == vi.Fold(words[first+i]) {
					words[first+i] = t.Term
				}
			}
		}
	}
	return words
}
