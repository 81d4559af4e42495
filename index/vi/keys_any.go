package vi

// Keys reads a word as the keys of a Vietnamese keyboard left unconverted, by
// the Telex or the VNI rules, and gives the syllable in normal form. Many words
// of other languages read so too (too, his): ask which of both the archive
// knows, or take Unkey for a whole query.
func Keys(word string) (string, bool) {
	s, ok := Telex(word)
	if !ok {
		s, ok = VNI(word)
	}
	if !ok {
		return "", false
	}
	return Normalize(s), true
}
