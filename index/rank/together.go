package rank

import (
	"khobao/index/query"
	"khobao/index/vi"
)

// A run of many words is a sentence: an article that holds them all, but nowhere
// two that were typed side by side, has them by chance.
const (
	sentence = 6 // words from which a run counts as one
	stretch  = 3 // words of which two neighbours must stand side by side
)

// together adds to a run of many words that in each stretch of it two neighbours
// stand side by side. What it leaves out is found among the wider hits.
func together(n query.Node) (query.Node, bool) {
	all, ok := n.(query.And)
	if !ok {
		return n, false
	}
	if query.SpanOf(n) == (query.Span{}) {
		return n, false // made by a program, which knows what it asks for
	}
	var texts []string
	for _, part := range all.Nodes {
		text, ok := plain(part)
		if !ok {
			return n, false
		}
		texts = append(texts, text)
	}
	if len(texts) < sentence {
		return n, false
	}
	out := query.And{Nodes: append([]query.Node{}, all.Nodes...)}
	groups := max(len(texts)/stretch, 1)
	for g := range groups {
		from, to := g*len(texts)/groups, (g+1)*len(texts)/groups
		var sides []query.Node
		for i := from; i < to; i++ {
			if r, ok := all.Nodes[i].(query.Readings); ok {
				for _, x := range r.Readings {
					sides = append(sides, x.Node)
				}
			}
			if len(vi.Tokens(texts[i])) > 1 {
				sides = append(sides, query.Phrase{Text: texts[i]})
			}
			if i+1 < len(texts) {
				sides = append(sides, query.Phrase{Text: texts[i] + " " + texts[i+1]})
			}
		}
		out.Nodes = append(out.Nodes, query.Or{Nodes: sides})
	}
	return out, true
}

// plain gives the text of a word or of a phrase made of words.
func plain(n query.Node) (string, bool) {
	switch n := n.(type) {
	case query.Word:
		return n.Text, !n.Exact && !n.Prefix
	case query.Readings:
		if p, ok := n.Typed.(query.Phrase); ok && p.Slop == 0 && !p.Exact {
			return p.Text, true
		}
		return plain(n.Typed)
	}
	return "", false
}

// neighbours reports what together has added: any of some phrases that nobody
// typed, each beside words that somebody did.
func neighbours(n query.Node) bool {
	or, ok := n.(query.Or)
	if !ok || len(or.Nodes) == 0 {
		return false
	}
	for _, side := range or.Nodes {
		if p, ok := side.(query.Phrase); !ok || p.Span != (query.Span{}) {
			return false
		}
	}
	return true
}
