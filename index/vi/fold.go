package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldLetters are letters of other languages whose bar or ligature Unicode
// does not take apart; archives hold them in names.
var foldLetters = map[rune]string{
	'đ': "d", 'ð': "d", 'ɖ': "d", 'ø': "o", 'ł': "l", 'ħ': "h", 'ŧ': "t",
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'þ': "th",
}

// Fold takes all marks off, turns đ and its look-alikes into d and lowers the
// case: the form under which a word typed without marks is found. Text that is
// no word (spaces, punctuation) stays as it is.
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	return string(appendFold(b, s))
}

func appendFold(b []byte, s string) []byte {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if g := letters.at(r); g != nil && g.base != 0 {
			b = append(b, g.base)
		} else if size == 1 { // ASCII signs, and bytes that are no text
			b = append(b, s[i])
		} else if !ignorable(r) && !dropped(r) {
			b = append(b, foldRune(foldCase(r))...)
		}
		i += size
	}
	return b
}

// dropped are the marks of Latin, Greek and Cyrillic; the marks of other
// scripts are part of the spelling.
func dropped(r rune) bool { return r >= '\u0300' && r <= '\u036F' }

// foldRune folds one lower-case character.
func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return string(r)
	}
	if s, ok := foldLetters[r]; ok {
		return s
	}
	d := norm.NFD.PropertiesString(string(r)).Decomposition()
	if len(d) == 0 {
		return string(r)
	}
	first, size := utf8.DecodeRune(d)
	for _, m := range string(d[size:]) {
		if !dropped(m) {
			return string(r)
		}
	}
	if s, ok := foldLetters[first]; ok {
		return s
	}
	return string(first)
}

// foldCase gives one lower-case form to all cases of a letter, so that text
// and the same text in capitals become equal (ſ and s, ς and σ too).
func foldCase(r rune) rune {
	if r == '\u0345' { // iota below: a mark whose capital would be a letter
		return r
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// stable reports whether a character is its own composed, compatible form.
func stable(r rune) bool { return norm.NFKC.IsNormalString(string(r)) }

// NFC composes s as Unicode says and, beyond that, puts a hat that was typed
// after its tone (a, acute, circumflex) under it, which Unicode leaves apart.
func NFC(s string) string {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	if !strings.ContainsAny(s, "\u0302\u0306\u031B") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune = -1
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			flush(&b, last)
			b.WriteByte(s[i])
			last = -1
		} else if c, ok := compose(last, r); ok {
			last = c
		} else {
			flush(&b, last)
			last = r
		}
		i += size
	}
	flush(&b, last)
	return b.String()
}

func flush(b *strings.Builder, r rune) {
	if r >= 0 {
		b.WriteRune(r)
	}
}

// compose puts a combining hat on a toned vowel, keeping case.
func compose(base, mark rune) (rune, bool) {
	if base < 0 {
		return 0, false
	}
	g := letters.at(base)
	if g == nil || g.code == 0 {
		return 0, false
	}
	to := hatted(g.code, mark)
	if to == 0 {
		return 0, false
	}
	f := letters.form[to][g.tone]
	r, _ := utf8.DecodeRune(f.lower[:f.size])
	if g.upper {
		r = unicode.ToUpper(r)
	}
	return r, true
}

// Normalize gives the Term that Tokens would give for one word: composed,
// lower case, tone in one place. Of text that holds several words it gives
// their terms parted by spaces.
func Normalize(term string) string {
	var t Tokenizer
	t.Reset(term)
	var b []byte
	for t.Next() {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, t.Term()...)
	}
	return string(b)
}

// Marked reports whether term bears any mark: a tone, a hat, or the bar of đ.
func Marked(term string) bool {
	for i := 0; i < len(term); {
		if term[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(term[i:])
		if dropped(r) {
			return true
		}
		if g := letters.at(r); g != nil && g.class == clLetter {
			if g.base != 0 {
				return true
			}
		} else if r != utf8.RuneError && len(foldRune(r)) != size {
			return true
		}
		i += size
	}
	return false
}

// Compatible reports whether typed may stand for term: both fold alike, and
// every mark that was typed stands in term, hats on the same letter, the tone
// on the same syllable. A syllable that is complete with the marks it has stands
// for itself alone: đuong and duong may be đường, dương and đương may not. Both
// are read as Normalize gives them.
func Compatible(typed, term string) bool {
	if typed == term {
		return true
	}
	a, b := Normalize(typed), Normalize(term)
	if a == b {
		return true
	}
	folded := Fold(a)
	switch {
	case folded != Fold(b):
		return false
	case folded == a:
		return true // no mark was typed
	case IsSyllable(a):
		return false
	}
	toneA, toneB, places := Level, Level, 0
	for len(a) > 0 && len(b) > 0 {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		a, b = a[na:], b[nb:]
		if ra == rb {
			if g := letters.at(ra); g != nil && g.tone != Level {
				toneA, toneB, places = g.tone, g.tone, places+1
			}
			continue
		}
		ga, gb := letters.at(ra), letters.at(rb)
		if ga == nil || gb == nil || ga.code == 0 || gb.code == 0 {
			return false
		}
		if ga.code != gb.code && ga.code != letters.bare[ga.code] {
			return false
		}
		if ga.tone != Level {
			toneA, places = ga.tone, places+1
		}
		if gb.tone != Level {
			toneB = gb.tone
		}
	}
	return len(a) == 0 && len(b) == 0 && (toneA == Level || toneA == toneB && places == 1)
}
