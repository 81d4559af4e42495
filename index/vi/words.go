package vi

// WordKind says why tokens were taken for one word.
type WordKind uint8

// The kinds of word.
const (
	Single   WordKind = iota // one token
	Compound                 // of the lexicon or the archive's own list
	Learned                  // seen together in the archive
	Name                     // a run of capitalised tokens
)

// Word is a word: tokens First to End-1 of the slice it was cut from.
type Word struct {
	First, End int
	Kind       WordKind
}

// window is the number of tokens weighed together; a longer stretch without
// punctuation is cut there.
const window = 64

// Costs of a word, the sum of which Words makes least: so it takes the fewest
// words, and of several ways with as many the one that leaves alone those
// syllables that do stand alone in the language, and that uses the surest words.
const (
	costSingle   = 100
	costFunction = 90 // là, của, và …
	costName     = 104
)

// costs of the compounds by rank.
var costs = [...]int32{rankLoose: 150, rankBound: 130, rankTight: 110, rankLexicon: 100, rankUser: 95}

// Words joins tokens into words and appends them to dst. Every token is in
// exactly one word; no word reaches across punctuation or a break. Compounds
// are matched without regard to case; capitals only ever join names.
func (l *Lexicon) Words(tokens []Token, dst []Word) []Word {
	for start := 0; start < len(tokens); {
		end := start + 1
		for end < len(tokens) && end-start < window && !tokens[end].Apart && tokens[end].Break == NoBreak {
			end++
		}
		dst = l.stretch(tokens, start, end, dst)
		start = end
	}
	return dst
}

// fuse finds syllables written together (ôtô), which are one word.
func fuse(tokens []Token, sizes *[window]uint8) {
	for i := 0; i < len(tokens); {
		end := i + 1
		for end < len(tokens) && tokens[end].Start == tokens[end-1].End && tokens[end].Kind == Syllable && tokens[i].Kind == Syllable {
			end++
		}
		if end-i > 1 {
			sizes[i] = uint8(end - i)
		}
		i = end
	}
}

// step is the best way found from one token to the end of its stretch.
type step struct {
	cost int32
	size uint8
	kind WordKind
}

// stretch weighs all ways to cut tokens[start:end], from the last token to the
// first, so that of equal ways the one with the longest first word wins.
func (l *Lexicon) stretch(tokens []Token, start, end int, dst []Word) []Word {
	n := end - start
	if n == 1 {
		return append(dst, Word{First: start, End: end})
	}
	var best [window + 1]step
	var hashes [window]uint64
	for i := range n {
		hashes[i] = hashTerm(tokens[start+i].Term)
	}
	var names [window]uint8
	var fused [window]uint8
	fuse(tokens[start:end], &fused)
	quantities(tokens[start:end], &fused)
	smallNames(tokens[start:end], &names)
	l.names(tokens[start:end], &names, start == 0 || tokens[start].Break != NoBreak)
	for i := n - 1; i >= 0; i-- {
		b := step{cost: costSingle + best[i+1].cost, size: 1}
		if standing[tokens[start+i].Term] {
			b.cost = costFunction + best[i+1].cost
		}
		h := uint64(0)
		for j := i; j < n && j-i < maxCompound; j++ {
			h = extend(h, hashes[j])
			r, ok := l.get(h)
			if !ok {
				break
			}
			if j == i || r == rankPrefix {
				continue
			}
			c, kind := costs[r]+best[j+1].cost, Compound
			if r < rankLexicon {
				kind = Learned
			}
			if c <= b.cost {
				b = step{cost: c, size: uint8(j - i + 1), kind: kind}
			}
		}
		if size := int(fused[i]); size > 1 {
			if c := costs[rankUser] + best[i+size].cost; c <= b.cost {
				b = step{cost: c, size: uint8(size), kind: Compound}
			}
		}
		if size := int(names[i]); size > 1 {
			for s := max(2, size-1); s <= size; s++ {
				if c := costName + best[i+s].cost; c <= b.cost {
					b = step{cost: c, size: uint8(s), kind: Name}
				}
			}
		}
		best[i] = b
	}
	for i := 0; i < n; i += int(best[i].size) {
		dst = append(dst, Word{First: start + i, End: start + i + int(best[i].size), Kind: best[i].kind})
	}
	return dst
}
