package vi

import (
	"strings"
	"unicode/utf8"
)

// Keys reads a word as the keys of a Vietnamese keyboard left unconverted,
// Telex (nhaajp, dduowngf, tasi) or VNI (nha6p5), and gives the syllable they
// stand for in normal form. It is false unless the word is ASCII, at least one
// key made a mark, and the outcome is a complete syllable. Many words of other
// languages read so too (too, his): ask which of both the archive knows.
func Keys(word string) (string, bool) {
	for _, read := range []func(string) keyed{telexKeys, vniKeys} {
		k := read(word)
		if k.marks == 0 {
			continue
		}
		if s := k.syllable(); s != "" {
			return s, true
		}
	}
	return "", false
}

// maxKeys is the most keys a syllable takes: nghieengx with a key to spare.
const maxKeys = maxSyllable + 4

// keyed is a syllable on the way from keys to letters.
type keyed struct {
	letters [maxKeys]uint8
	n       int
	tone    Tone
	marks   int // keys that made a mark
}

// syllable gives the normal form, "" when the letters are no complete syllable.
func (k *keyed) syllable() string {
	if k.n == 0 || k.n > maxSyllable {
		return ""
	}
	codes := k.letters[:k.n]
	for i := 0; i+2 < k.n; i++ { // one horn before a final sound means both: ươ
		a, b := codes[i], codes[i+1]
		if (a == cU && b == cOw || a == cUw && b == cO) && codes[0] != cQ {
			codes[i], codes[i+1] = cUw, cOw
		}
	}
	on, r, ok := parse(codes)
	if !ok || !r.strict || r.stop && k.tone != Acute && k.tone != Dot {
		return ""
	}
	var out []byte
	for i, c := range codes {
		tone := Level
		if i == on+int(r.toneAt) {
			tone = k.tone
		}
		g := &letters.form[c][tone]
		out = append(out, g.lower[:g.size]...)
	}
	return string(out)
}

// add appends a plain letter, false when there is no room or it is none.
func (k *keyed) add(c byte) bool {
	g := letters.at(rune(c))
	if c >= utf8.RuneSelf || g.class != clLetter || g.code == 0 || k.n == maxKeys {
		return false
	}
	k.letters[k.n] = letters.latin[g.base].code
	k.n++
	return true
}

// vowel reports whether a vowel has been typed.
func (k *keyed) vowel() bool {
	for _, c := range k.letters[:k.n] {
		if isVowel(c) {
			return true
		}
	}
	return false
}

// hat puts a hat on the last letter that takes it.
func (k *keyed) hat(mark rune) bool {
	for i := k.n - 1; i >= 0; i-- {
		to := hatted(k.letters[i], mark)
		if to == 0 {
			continue
		}
		k.letters[i] = to
		k.marks++
		return true
	}
	return false
}

// bar makes the d at the beginning a đ.
func (k *keyed) bar() bool {
	if k.n == 0 || k.letters[0] != cD {
		return false
	}
	k.letters[0] = cDd
	k.marks++
	return true
}

func telexKeys(word string) keyed {
	var k keyed
	for i := range len(word) {
		c := word[i] | 0x20
		done := false
		switch c {
		case 's', 'f', 'r', 'x', 'j':
			if done = k.vowel(); done {
				k.tone = Tone(strings.IndexByte("fsrxj", c) + 1) // in the order of the tones
				k.marks++
			}
		case 'w':
			done = k.hat('\u031B') || k.hat('\u0306')
			if !done && !k.vowel() && k.add('u') {
				k.letters[k.n-1] = cUw
				k.marks++
				done = true
			}
		case 'a', 'e', 'o':
			done = k.again(letters.latin[c].code) && k.hat('\u0302')
		case 'd':
			done = k.bar()
		}
		if !done && !k.add(word[i]) {
			return keyed{}
		}
	}
	return k
}

// again reports whether the vowel stands last or before final consonants, so
// that typing it once more means its hat.
func (k *keyed) again(code uint8) bool {
	for i := k.n - 1; i >= 0; i-- {
		if k.letters[i] == code {
			return true
		}
		if isVowel(k.letters[i]) {
			return false
		}
	}
	return false
}

func vniKeys(word string) keyed {
	var k keyed
	for i := range len(word) {
		c := word[i]
		ok := true
		switch {
		case c >= '1' && c <= '5':
			ok = k.vowel()
			k.tone = [...]Tone{Acute, Grave, Hook, Tilde, Dot}[c-'1']
			k.marks++
		case c == '6':
			ok = k.hat('\u0302')
		case c == '7':
			ok = k.hat('\u031B')
		case c == '8':
			ok = k.hat('\u0306')
		case c == '9':
			ok = k.bar()
		default:
			ok = k.add(c)
		}
		if !ok {
			return keyed{}
		}
	}
	return k
}
