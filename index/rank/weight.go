package rank

import "khobao/index"

// parts are what a score is made of.
var parts = []struct {
	code string
	of   func(*grades) float64
}{
	{WordsPart, func(g *grades) float64 { return g.words }},
	{"adjacent", func(g *grades) float64 { return g.pairs }},
	{"early", func(g *grades) float64 { return g.early }},
	{"title", func(g *grades) float64 { return g.title }},
}

// WordsPart is the code of the engine's own score among a hit's parts.
const WordsPart = "words"

// PartCodes lists the codes of index.Part in the order they are added.
func PartCodes() []string {
	var codes []string
	for _, p := range parts {
		codes = append(codes, p.code)
	}
	return codes
}

// weigh sets a hit's parts and its score, their sum.
func weigh(h *index.Hit, g *grades) {
	h.Why, h.Score = make([]index.Part, 0, len(parts)), 0
	for _, p := range parts {
		if score := p.of(g); score != 0 {
			h.Why = append(h.Why, index.Part{Code: p.code, Score: score})
			h.Score += score
		}
	}
}
