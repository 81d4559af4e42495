package evaluate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"khobao/index/vi"
)

// Typing is a way to type a query.
type Typing struct {
	Name string
	Type func(string) string
}

// Typings lists the ways in the order they are shown.
var Typings = []Typing{
	{"as-is", func(s string) string { return s }},
	{"unmarked", unmarked},
	{"half", half},
	{"nfd", norm.NFD.String},
	{"oldtone", eachWord(otherPlace)},
	{"telex", eachWord(telex)},
	{"vni", eachWord(vni)},
	{"upper", strings.ToUpper},
}

// TypingNamed finds a way by its name.
func TypingNamed(name string) (Typing, bool) {
	for _, t := range Typings {
		if t.Name == name {
			return t, true
		}
	}
	return Typing{}, false
}

// unmarked takes all marks off and keeps the letters' case.
func unmarked(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// half takes the marks from every second word.
func half(s string) string {
	words := strings.Fields(s)
	for i := 1; i < len(words); i += 2 {
		words[i] = unmarked(words[i])
	}
	return strings.Join(words, " ")
}

// eachWord makes a way to type a text of one to type a run of letters.
func eachWord(word func(string) string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		var run []rune
		flush := func() {
			b.WriteString(word(string(run)))
			run = run[:0]
		}
		for _, r := range norm.NFC.String(s) {
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				run = append(run, r)
				continue
			}
			flush()
			b.WriteRune(r)
		}
		flush()
		return b.String()
	}
}

// The combining marks of Vietnamese, with their keys.
var (
	telexHats  = map[rune]string{'\u0302': "", '\u0306': "w", '\u031B': "w"} // the circumflex doubles its letter
	telexTones = map[rune]string{'\u0300': "f", '\u0301': "s", '\u0309': "r", '\u0303': "x", '\u0323': "j"}
	vniHats    = map[rune]string{'\u0302': "6", '\u0306': "8", '\u031B': "7"}
	vniTones   = map[rune]string{'\u0301': "1", '\u0300': "2", '\u0309': "3", '\u0303': "4", '\u0323': "5"}
)

// telex types a word with Telex keys, the tone last. A word without marks stays.
func telex(word string) string {
	var b strings.Builder
	tone := ""
	var last rune
	for _, r := range norm.NFD.String(word) {
		switch key, hat := telexHats[r]; {
		case hat && key == "":
			b.WriteRune(unicode.ToLower(last))
		case hat:
			b.WriteString(key)
		case telexTones[r] != "":
			tone = telexTones[r]
		case r == 'đ':
			b.WriteString("dd")
		case r == 'Đ':
			b.WriteString("Dd")
		default:
			b.WriteRune(r)
			last = r
		}
	}
	return b.String() + tone
}

// vni types a word with VNI keys, the tone right behind its vowel.
func vni(word string) string {
	var b strings.Builder
	for _, c := range norm.NFC.String(word) { // letter by letter: the hat before the tone
		tone := ""
		for _, r := range norm.NFD.String(string(c)) {
			switch {
			case vniHats[r] != "":
				b.WriteString(vniHats[r])
			case vniTones[r] != "":
				tone = vniTones[r]
			case r == 'đ':
				b.WriteString("d9")
			case r == 'Đ':
				b.WriteString("D9")
			default:
				b.WriteRune(r)
			}
		}
		b.WriteString(tone)
	}
	return b.String()
}

// otherPlace puts the tone of hòa, khỏe and thúy where other schools put it:
// hoà, khoẻ, thuý, and back.
func otherPlace(word string) string {
	runes := []rune(word)
	n := len(runes)
	if n < 2 || !vi.IsSyllable(word) {
		return word
	}
	first, second := split(runes[n-2]), split(runes[n-1])
	pair := strings.ToLower(first.letter + second.letter)
	if pair != "oa" && pair != "oe" && pair != "uy" || strings.HasPrefix(strings.ToLower(word), "qu") {
		return word
	}
	first.tone, second.tone = second.tone, first.tone
	return string(runes[:n-2]) + first.String() + second.String()
}

// toned is a letter and the combining tone on it.
type toned struct{ letter, tone string }

func split(r rune) toned {
	var t toned
	for _, c := range norm.NFD.String(string(r)) {
		if telexTones[c] != "" {
			t.tone = string(c)
		} else {
			t.letter += string(c)
		}
	}
	return t
}

func (t toned) String() string { return norm.NFC.String(t.letter + t.tone) }
