package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxKeys bounds the keys of one word: the seven letters of the longest syllable,
// with two keys for hats, one for đ and one for the tone.
const maxKeys = 12

// Telex reads a word typed on an English keyboard by the Telex rules, with the
// keys for hats and tone anywhere behind their letter: nhaajp, nhapaj and nhaapj
// are nhập. ok is false unless at least one key is no letter of the word, the
// result is a syllable, and the keys themselves are none; coong, which could be
// one, is taken for the keys of công, xoong is not.
func Telex(word string) (syllable string, ok bool) { return typed(word, (*typing).telex) }

// VNI does the same for the VNI rules, where the digits are the keys: d9u7o7ng2
// and duong972 are đường.
func VNI(word string) (syllable string, ok bool) { return typed(word, (*typing).vni) }

// typing is a syllable while it is typed.
type typing struct {
	codes [maxKeys]uint8
	upper [maxKeys]bool
	n     int
	tone  Tone
	keys  int // keys that became a hat or a tone
}

func typed(word string, key func(t *typing, c byte) bool) (string, bool) {
	if len(word) < 2 || len(word) > maxKeys || MaySyllable(word) && !keysOfO(word) {
		return "", false
	}
	var t typing
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || !key(&t, c|0x20) {
			return "", false
		}
		if t.n > 0 && t.n <= maxKeys && 'A' <= c && c <= 'Z' {
			t.upper[t.n-1] = true
		}
	}
	if t.keys == 0 {
		return "", false
	}
	return t.syllable()
}

// keysOfO reports oong and ooc that are no word as they are: these are few.
func keysOfO(word string) bool {
	word = strings.ToLower(word)
	if !strings.HasSuffix(word, "oong") && !strings.HasSuffix(word, "ooc") {
		return false
	}
	switch word {
	case "xoong", "boong", "mooc", "rooc":
		return false
	}
	return true
}

// letter appends a plain letter.
func (t *typing) letter(c byte) bool {
	g := letters.at(rune(c))
	if g.code == 0 || t.n == maxSyllable {
		return false
	}
	t.codes[t.n] = g.code
	t.n++
	return true
}

// vowels reports whether a vowel was typed.
func (t *typing) vowels() bool {
	for _, c := range t.codes[:t.n] {
		if isVowel(c) {
			return true
		}
	}
	return false
}

func (t *typing) setTone(tone Tone) bool {
	if t.tone != Level || !t.vowels() {
		return false
	}
	t.tone = tone
	t.keys++
	return true
}

// put turns the last letter from into to.
func (t *typing) put(from, to uint8) bool {
	for i := t.n - 1; i >= 0; i-- {
		if t.codes[i] == from {
			t.codes[i] = to
			t.keys++
			return true
		}
	}
	return false
}

// bar turns the d at the start into đ.
func (t *typing) bar() bool {
	if t.n == 0 || t.codes[0] != cD {
		return false
	}
	t.codes[0] = cDd
	t.keys++
	return true
}

// horn puts the horn on what can bear it: both of uo, the u of ua but not of
// qua, the first of uu.
func (t *typing) horn() bool {
	s := t.codes[:t.n]
	first := 0
	if t.n > 1 && s[0] == cQ && s[1] == cU {
		first = 2
	}
	for i := first; i < t.n; i++ {
		next := uint8(0)
		if i+1 < t.n {
			next = s[i+1]
		}
		switch {
		case (s[i] == cU || s[i] == cUw) && next == cO:
			s[i], s[i+1] = cUw, cOw
		case s[i] == cU && next == cOw, s[i] == cU:
			s[i] = cUw
		case s[i] == cO && next != cA && next != cE:
			s[i] = cOw
		default:
			continue
		}
		t.keys++
		return true
	}
	return false
}

// telex takes one key.
func (t *typing) telex(c byte) bool {
	after := t.vowels()
	switch c {
	case 'f':
		return t.setTone(Grave)
	case 'j':
		return t.setTone(Dot)
	case 's', 'r', 'x':
		if !after {
			return t.letter(c)
		}
		return t.setTone(map[byte]Tone{'s': Acute, 'r': Hook, 'x': Tilde}[c])
	case 'w':
		if !after {
			t.codes[t.n] = cUw
			t.n++
			t.keys++
			return true
		}
		return t.horn() || t.put(cA, cAw) || t.standing()
	case 'a':
		return t.put(cA, cAa) || !t.has(cAa, cAw) && t.letter(c)
	case 'e':
		return t.put(cE, cEe) || !t.has(cEe) && t.letter(c)
	case 'o':
		return t.put(cO, cOo) || !t.has(cOo, cOw) && t.letter(c)
	case 'd':
		return t.bar() || t.letter(c)
	}
	return c >= 'a' && c <= 'z' && t.letter(c)
}

// standing takes the w of giwax for ư, as the i before it is part of gi.
func (t *typing) standing() bool {
	if t.n != 2 || t.codes[0] != cG || t.codes[1] != cI {
		return false
	}
	t.codes[2] = cUw
	t.n++
	t.keys++
	return true
}

func (t *typing) has(codes ...uint8) bool {
	for _, c := range t.codes[:t.n] {
		for _, want := range codes {
			if c == want {
				return true
			}
		}
	}
	return false
}

// vni takes one key.
func (t *typing) vni(c byte) bool {
	switch c {
	case '1', '2', '3', '4', '5':
		return t.setTone([...]Tone{Acute, Grave, Hook, Tilde, Dot}[c-'1'])
	case '6':
		return t.put(cA, cAa) || t.put(cE, cEe) || t.put(cO, cOo)
	case '7':
		return t.horn()
	case '8':
		return t.put(cA, cAw)
	case '9':
		return t.bar()
	}
	return c >= 'a' && c <= 'z' && t.letter(c)
}

// syllable writes what was typed with the tone in its place. Of ươ at the end
// only the second has a horn: thuở.
func (t *typing) syllable() (string, bool) {
	s := t.codes[:t.n]
	on, r, ok := parse(s)
	if !ok || !r.strict {
		if t.n < 2 || s[t.n-1] != cOw || s[t.n-2] != cUw {
			return "", false
		}
		s[t.n-2] = cU
		if on, r, ok = parse(s); !ok || !r.strict {
			return "", false
		}
	}
	if r.stop && t.tone != Acute && t.tone != Dot {
		return "", false
	}
	var b strings.Builder
	for i, c := range s {
		tone := Level
		if i == on+int(r.toneAt) {
			tone = t.tone
		}
		g := letters.form[c][tone]
		low, _ := utf8.DecodeRune(g.lower[:g.size])
		if t.upper[i] {
			low = unicode.ToUpper(low)
		}
		b.WriteRune(low)
	}
	return b.String(), true
}
