package vi

import (
	"slices"
	"unicode/utf8"
)

// maxGlued is the number of letters up to which a word is tried as syllables
// written together.
const maxGlued = 24

// glued gives the number of letters of the first syllable of a word that is
// nothing but Vietnamese syllables written together, 0 for any other. Foreign
// words are spelled so (ôtô, bêtông, Marốc beside ô tô, bê tông, Ma-rốc), and
// pages lose spaces. The word must have a mark that only Vietnamese has, lest
// French and Spanish words fall apart. Of several ways the one with the fewest
// syllables counts, then the one with the longest first.
func glued(term []byte) int {
	var codes [maxGlued]uint8
	var toned [maxGlued]Tone
	n, native := 0, false
	for i := 0; i < len(term); {
		r, size := utf8.DecodeRune(term[i:])
		i += size
		g := letters.at(r)
		if g == nil || g.code == 0 || n == maxGlued {
			return 0
		}
		codes[n], toned[n] = g.code, g.tone
		native = native || g.tone > Acute || g.code != letters.bare[g.code]
		n++
	}
	if !native || n < 3 {
		return 0
	}
	var best [maxGlued + 1]int  // fewest syllables from a letter to the end, plus one; 0 is none
	var first [maxGlued + 1]int // letters of the first of them
	best[n] = 1
	for i := n - 1; i >= 0; i-- {
		for size := 1; size <= maxSyllable && i+size <= n; size++ {
			if rest := best[i+size]; rest > 0 && (best[i] == 0 || rest+1 <= best[i]) && complete(codes[i:i+size], toned[i:i+size]) {
				best[i], first[i] = rest+1, size
			}
		}
	}
	if best[0] < 3 {
		return 0
	}
	return first[0]
}

// complete reports whether the letters are a syllable with all its marks.
func complete(codes []uint8, toned []Tone) bool {
	tone := Level
	for _, t := range toned {
		if t != Level {
			if tone != Level {
				return false
			}
			tone = t
		}
	}
	_, r, ok := parse(codes)
	return ok && r.strict && (!r.stop || tone == Acute || tone == Dot)
}

// maxUnjoined bounds the ways to part a word.
const maxUnjoined = 8

// Unjoin gives the ways in which a word that is no syllable and bears no mark may be
// syllables typed without blanks, as few as can be and none of one letter; none where
// there is none: haiphong is hai phong.
func Unjoin(term string) [][]string {
	n := len(term)
	if n > maxGlued || n < 4 || Marked(term) || MaySyllable(term) {
		return nil
	}
	var fewest [maxGlued + 1]int // syllables from a letter to the end, plus one; 0 is none
	fewest[n] = 1
	for i := n - 2; i >= 0; i-- {
		for end := i + 2; end <= min(n, i+maxSyllable); end++ {
			if rest := fewest[end]; rest > 0 && (fewest[i] == 0 || rest < fewest[i]) && MaySyllable(term[i:end]) {
				fewest[i] = rest + 1
			}
		}
	}
	var out [][]string
	var part func(i int, before []string)
	part = func(i int, before []string) {
		if i == n {
			out = append(out, slices.Clone(before))
			return
		}
		for end := min(n, i+maxSyllable); end > i+1 && len(out) < maxUnjoined; end-- {
			if fewest[end] == fewest[i]-1 && fewest[end] > 0 && MaySyllable(term[i:end]) {
				part(end, append(before, term[i:end]))
			}
		}
	}
	if fewest[0] > 0 {
		part(0, nil)
	}
	return out
}
