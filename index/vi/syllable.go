package vi

import "unicode/utf8"

// maxSyllable is the length in letters of the longest syllable, nghiêng.
const maxSyllable = 7

// onset gives the length in letters of the onset, -1 when no syllable begins
// so. The i of gi is a vowel when no other follows (gì, gìn).
func onset(s []uint8) int {
	n := 0
	for n < len(s) && !isVowel(s[n]) {
		if s[n] == 0 {
			return -1
		}
		n++
	}
	if n > 3 {
		return -1
	}
	switch n {
	case 1:
		switch s[0] {
		case cQ:
			if len(s) > 2 && s[1] == cU {
				return 2
			}
			return -1
		case cG:
			if len(s) > 2 && s[1] == cI && isVowel(s[2]) {
				return 2
			}
		}
	case 2:
		a, b := s[0], s[1]
		ok := b == cH && (a == cC || a == cG || a == cK || a == cN || a == cP || a == cT) ||
			a == cN && b == cG || a == cT && b == cR
		if !ok {
			return -1
		}
	case 3:
		if s[0] != cN || s[1] != cG || s[2] != cH {
			return -1
		}
	}
	return n
}

// spelled checks the letters that only go together: k, gh, ngh before e, ê, i,
// y and c, g, ng elsewhere. k is let through before other vowels, for the
// names of the highlands (Bắc Kạn, Kon Tum).
func spelled(on []uint8, first uint8) bool {
	front := first == cE || first == cEe || first == cI || first == cY
	switch len(on) {
	case 1:
		return !(on[0] == cC && front) && !(on[0] == cG && (first == cE || first == cEe || first == cY))
	case 2:
		if on[0] == cG && on[1] == cH {
			return front
		}
		return !(on[0] == cN && on[1] == cG && front)
	case 3:
		return front
	}
	return true
}

// parse splits the letters of a word into onset and rime.
func parse(s []uint8) (on int, r rime, ok bool) {
	if len(s) == 0 || len(s) > maxSyllable {
		return 0, rime{}, false
	}
	on = onset(s)
	if on < 0 || on == len(s) {
		return 0, rime{}, false
	}
	r, ok = rimeSet.get(rimeKey(s[on:]))
	if !ok && on == 2 && s[1] == cI {
		on = 1 // giếng is gi + iêng written with one i
		r, ok = rimeSet.get(rimeKey(s[on:]))
	}
	first := s[on]
	switch {
	case !ok, !spelled(s[:on], first):
		return 0, rime{}, false
	case on == 0 && len(s) > 1 && first == cI && s[1] == cEe: // is written yê
		return 0, rime{}, false
	case on > 0 && first == cY && len(s) > on+1 && s[on+1] == cEe && s[0] != cQ: // is written iê
		return 0, rime{}, false
	case s[0] == cQ && (first == cU || first == cUw):
		return 0, rime{}, false
	}
	return on, r, true
}

// wordCodes reads a word of any case into letter codes and one tone.
func wordCodes(s string, buf *[maxSyllable]uint8) (codes []uint8, tone Tone, ok bool) {
	n := 0
	for _, r := range s {
		g := letters.at(r)
		if g == nil || g.code == 0 || n == maxSyllable || r == utf8.RuneError {
			return nil, Level, false
		}
		if g.tone != Level {
			if tone != Level {
				return nil, Level, false
			}
			tone = g.tone
		}
		buf[n] = g.code
		n++
	}
	return buf[:n], tone, n > 0
}

// IsSyllable reports whether s is spelled as a Vietnamese syllable with all its
// marks, in any case and composed: đường yes, duong, xyz and càc no.
func IsSyllable(s string) bool {
	var buf [maxSyllable]uint8
	codes, tone, ok := wordCodes(s, &buf)
	if !ok {
		return false
	}
	_, r, ok := parse(codes)
	return ok && r.strict && (!r.stop || tone == Acute || tone == Dot)
}

// MaySyllable reports whether s is a syllable or one whose marks, or some of
// them, were left off: đường, đuong, duong, cac.
func MaySyllable(s string) bool {
	var buf [maxSyllable]uint8
	codes, tone, ok := wordCodes(s, &buf)
	if !ok {
		return false
	}
	_, r, ok := parse(codes)
	return ok && (!r.stop || tone == Level || tone == Acute || tone == Dot)
}
