package dedupe

// The rule of near copies.
const (
	// shortest is the number of shingles below which an article has no copies: a
	// line or two is alike for many reasons.
	shortest = 12
	// Of the longer article at least leastOfLonger must stand in the shorter: a
	// digest that quotes an article whole is no reprint of it.
	leastOfLonger = 0.36
	// Of the shorter article at least leastOfShorter must stand in the longer.
	leastOfShorter = 0.5
	// So must its pairs of syllables, of which a word changed here and there breaks
	// few: what is new in a later report on the same event comes in whole sentences.
	leastOfPairs = 0.78
)

// figureShares: where words are shared, so are the numbers among them. Of the
// shingles with a number, of whichever article has fewer, as large a share must be
// in the other as of those without, but for what a copy corrects: this part of it.
// The more of them there are, the surer it is.
var figureShares = []struct {
	from  int
	share float64
}{{64, 0.85}, {24, 0.7}, {12, 0.5}}

// near gives how much alike two articles are, from 0 to 1, and whether they are
// near copies. It is the same both ways.
func near(a, b shingles) (float64, bool) {
	less, more := len(a.all), len(b.all)
	if less > more {
		less, more = more, less
	}
	if less < shortest || float64(less) < leastOfLonger*float64(more) {
		return 0, false
	}
	both := float64(shared(a.all, b.all))
	alike := both / (float64(less+more) - both)
	if both < leastOfLonger*float64(more) || both < leastOfShorter*float64(less) {
		return alike, false
	}
	pairs := float64(min(len(a.pairs), len(b.pairs)))
	if float64(shared(a.pairs, b.pairs)) < leastOfPairs*pairs {
		return alike, false
	}
	return alike, sameFigures(a, b, both)
}

// sameFigures reports whether the numbers of two articles that share so many
// shingles are those of one.
func sameFigures(a, b shingles, both float64) bool {
	figures := min(len(a.figures), len(b.figures))
	share := 0.0
	for _, row := range figureShares {
		if figures >= row.from {
			share = row.share
			break
		}
	}
	same := float64(shared(a.figures, b.figures))
	words := 1.0
	if n := min(len(a.all)-len(a.figures), len(b.all)-len(b.figures)); n > 0 {
		words = min(1, (both-same)/float64(n))
	}
	return same >= share*words*float64(figures)
}

// least is how many of the kept hashes two articles must have in common for
// their texts to be compared: of 32, with leastOfLonger of the shingles shared,
// fewer than this are met once in a few hundred times.
func least(a, b int) int { return max(2, max(a, b)*3/16) }

// sure reports whether two sketches that share so many hashes leave no doubt that
// the texts are near, so that neither need be read: of 32 smallest at most two
// are another's, and of the numbers' one. So are reprints with a line more or less.
func sure(a, b *sketch, both int) bool {
	unlike := 0
	if a.nAll == keptAll && b.nAll == keptAll {
		unlike = 2
	}
	if both < int(max(a.nAll, b.nAll))-unlike {
		return false
	}
	figures := max(a.nFig, b.nFig)
	// With fewer numbers than are kept, all of them are known, and too few to count.
	return figures < keptFigures || shared(a.figures(), b.figures()) >= int(figures)-1
}

// overlap gives how many of the kept hashes two sketches share, and whether their
// texts may be near.
func overlap(a, b *sketch) (int, bool) {
	n := shared(a.all(), b.all())
	if n < least(int(a.nAll), int(b.nAll)) {
		return n, false
	}
	// Full lists of numbers without anything in common are those of two bulletins.
	return n, a.nFig < keptFigures || b.nFig < keptFigures || shared(a.figures(), b.figures()) > 0
}
