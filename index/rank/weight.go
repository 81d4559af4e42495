package rank

import "khobao/index"

// weights give the most a feature adds to an engine's score, as a share of the
// best score among the candidates, so that they hold for any engine and any
// number of words. The code is that of index.Part. Syllables side by side are the
// strongest evidence there is for the words they make; that a word stands in the
// title is in the engine's score already.
var weights = []struct {
	code   string
	weight float64
	of     func(*features) float64
}{
	{"adjacent-title", 0.20, func(f *features) float64 { return f.adjacent[titleField] }},
	{"adjacent-lead", 0.10, func(f *features) float64 { return f.adjacent[leadField] }},
	{"adjacent-body", 0.20, func(f *features) float64 { return f.adjacent[bodyField] }},
	// Squared: part of a long query side by side says little, a short one whole much.
	{"phrase", 0.60, func(f *features) float64 { return f.phrase * f.phrase }},
	{"near", 0.10, func(f *features) float64 { return f.near }},
	{"exact", 0.15, func(f *features) float64 { return f.exact }},
	{"title", 0.03, func(f *features) float64 { return f.title }},
	{"early", 0.02, func(f *features) float64 { return f.early }},
}

// WordsPart is the code of the engine's own score among a hit's parts.
const WordsPart = "words"

// PartCodes lists the codes of index.Part in the order they are added.
func PartCodes() []string {
	codes := []string{WordsPart}
	for _, w := range weights {
		codes = append(codes, w.code)
	}
	return codes
}

// weigh sets a hit's parts and its score, their sum; scale is the best score of
// an engine among the candidates.
func weigh(h *index.Hit, f *features, scale float64) {
	parts := append(make([]index.Part, 0, len(weights)+1), index.Part{Code: WordsPart, Score: h.Score})
	for _, w := range weights {
		if score := w.weight * w.of(f) * scale; score > 0 {
			parts = append(parts, index.Part{Code: w.code, Score: score})
		}
	}
	h.Why, h.Score = parts, 0
	for _, p := range parts {
		h.Score += p.Score
	}
}
