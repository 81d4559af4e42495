package bleveindex

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
