package bleveindex

import (
	"strings"

	"khobao/index/vi"
)

// The terms of a text field live in one dictionary and are told apart by their
// first byte, so that a look-up in one space never meets the other.
const (
	foldedMark    = "\x01" // then the term without marks
	sentenceMark  = "\x02s"
	paragraphMark = "\x02p"
)

// hasLetters reports whether a term has any letter. A term without one (2021,
// 15/2020) is the same with and without marks and is indexed once.
func hasLetters[T string | []byte](term T) bool {
	for i := range len(term) {
		if c := term[i]; c >= 0x80 || c >= 'a' && c <= 'z' {
			return true
		}
	}
	return false
}

// lookup gives the dictionary term for what was typed: with marks, or exact, the
// accented term, else the folded one.
func lookup(term, folded string, exact bool) string {
	if exact || term != folded || !hasLetters(term) {
		return term
	}
	return foldedMark + folded
}

// begun gives what the words begin with that a text ending in the middle of one
// may stand for, and how many tokens stand before that word. A word half typed
// is no syllable yet: analysis cuts nươ in two and moves the mark of thoả, so
// the pieces are joined again and the text as typed counts as well.
func begun(text string, tokens []vi.Token, exact bool) (prefixes []string, before int) {
	before = len(tokens) - 1
	for before > 0 && tokens[before-1].End == tokens[before].Start {
		before--
	}
	var term, folded strings.Builder
	for _, t := range tokens[before:] {
		term.WriteString(t.Term)
		folded.WriteString(t.Folded)
	}
	prefixes = []string{lookup(term.String(), folded.String(), exact)}
	typed := strings.ToLower(vi.NFC(text[tokens[before].Start:tokens[len(tokens)-1].End]))
	if prefixes[0] == term.String() && typed != prefixes[0] {
		prefixes = append(prefixes, typed)
	}
	return prefixes, before
}
