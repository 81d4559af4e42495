package vi

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Slip is a syllable that may have been meant by another.
type Slip struct {
	Term string
	Cost float64 // 1 for another letter, less for what is often confused
}

// usual is the cost of a usual confusion.
const usual = 0.5

// maxSlip bounds the letters of a word that slips are looked for.
const maxSlip = maxSyllable + 1

// onsets are those that accents do not tell apart, each with those it is taken for.
var onsets = map[string][]string{
	"s": {"x"}, "x": {"s"}, "ch": {"tr"}, "tr": {"ch"}, "l": {"n"}, "n": {"l"},
	"d": {"gi", "r", "v"}, "gi": {"d", "r", "v"}, "r": {"d", "gi", "g"}, "v": {"d", "gi"},
	"g": {"gh", "r"}, "gh": {"g"}, "ng": {"ngh"}, "ngh": {"ng"}, "c": {"k"}, "k": {"c"},
	"h": {"qu"}, "qu": {"h"},
}

// confused are ends of rimes that accents do not tell apart, either way.
var confused = [...][2]string{
	{"n", "ng"},
	{"n", "nh"},
	{"t", "c"},
	{"t", "ch"},
	{"iu", "ưu"},
	{"iêu", "ươu"},
	{"ai", "ay"},
	{"ây", "ay"},
	{"au", "âu"},
	{"ao", "au"},
	{"oi", "ôi"},
	{"ôi", "ơi"},
	{"ăm", "âm"},
	{"ăp", "âp"},
	{"ăn", "ân"},
	{"ăt", "ât"},
	{"ăc", "âc"},
	{"om", "ôm"},
	{"ôm", "ơm"},
	{"op", "ôp"},
	{"ôp", "ơp"},
	{"im", "iêm"},
	{"ip", "iêp"},
	{"um", "uôm"},
	{"uôn", "uông"},
	{"uôt", "uôc"},
	{"ươn", "ương"},
	{"ươt", "ươc"},
	{"uôi", "ui"},
	{"ươi", "ưi"},
}

// Slips lists the syllables that differ from a word by one slip of pen or accent,
// those that are usual first. A tone is part of the word: of the tones only hỏi and
// ngã are confused, so chòe is never taken for chó. A word without marks has slips
// without marks. word is in normal form.
func Slips(word string) []Slip {
	bare := !Marked(word)
	letters, tone, ok := untoned(word)
	if !ok {
		return nil
	}
	best := map[string]float64{}
	add := func(letters []rune, tone Tone, cost float64) {
		term, ok := syllableOf(letters, tone, bare)
		if old, known := best[term]; ok && term != word && (!known || cost < old) {
			best[term] = cost
		}
	}
	accents(letters, tone, bare, add)
	typos(letters, bare, func(edited []rune) { add(edited, tone, 1) })
	out := make([]Slip, 0, len(best))
	for term, cost := range best {
		out = append(out, Slip{term, cost})
	}
	slices.SortFunc(out, func(a, b Slip) int { return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Term, b.Term)) })
	return out
}

// untoned parts a word into letters without tone and its tone.
func untoned(word string) (out []rune, tone Tone, ok bool) {
	for _, r := range word {
		g := letters.at(r)
		if g == nil || g.code == 0 || r == utf8.RuneError || len(out) == maxSlip || g.tone != Level && tone != Level {
			return nil, Level, false
		}
		if g.tone != Level {
			tone = g.tone
		}
		f := letters.form[g.code][Level]
		base, _ := utf8.DecodeRune(f.lower[:f.size])
		out = append(out, base)
	}
	return out, tone, len(out) > 1
}

// syllableOf writes letters with a tone in its place; ok is false for what is no
// syllable, or with bare not one without its marks.
func syllableOf(word []rune, tone Tone, bare bool) (string, bool) {
	if len(word) == 0 || len(word) > maxSyllable {
		return "", false
	}
	codes := make([]uint8, len(word))
	for i, r := range word {
		codes[i] = letters.at(r).code
	}
	on, r, ok := parse(codes)
	if !ok || !bare && (!r.strict || r.stop && tone != Acute && tone != Dot) {
		return "", false
	}
	var b strings.Builder
	for i, c := range codes {
		t := Level
		if i == on+int(r.toneAt) {
			t = tone
		}
		f := letters.form[c][t]
		b.Write(f.lower[:f.size])
	}
	return b.String(), true
}

// accents tries what ears confuse.
func accents(word []rune, tone Tone, bare bool, add func([]rune, Tone, float64)) {
	switch tone {
	case Hook:
		add(word, Tilde, usual)
	case Tilde:
		add(word, Hook, usual)
	}
	text := string(word)
	for onset, others := range onsets {
		if rest, ok := strings.CutPrefix(text, onset); ok && rest != "" {
			for _, o := range others {
				add([]rune(o+rest), tone, usual)
			}
		}
	}
	for _, pair := range confused {
		a, b := pair[0], pair[1]
		if bare {
			a, b = Fold(a), Fold(b)
		}
		if a == b {
			continue
		}
		for range 2 {
			if rest, ok := strings.CutSuffix(text, a); ok {
				add([]rune(rest+b), tone, usual)
			}
			a, b = b, a
		}
	}
}

// allLetters are the letters without tones, first those without hats.
const (
	plainLetters = "abcdeghiklmnopqrstuvxy"
	allLetters   = plainLetters + "ăâđêôơư"
)

// typos tries one letter more, less or in another's place, and two exchanged.
func typos(word []rune, bare bool, add func([]rune)) {
	all := allLetters
	if bare {
		all = plainLetters
	}
	n := len(word)
	edited := make([]rune, 0, n+1)
	for i := range n {
		add(append(append(edited[:0], word[:i]...), word[i+1:]...))
		if i+1 < n && word[i] != word[i+1] {
			edited = append(edited[:0], word...)
			edited[i], edited[i+1] = edited[i+1], edited[i]
			add(edited)
		}
	}
	for _, r := range all {
		for i := range n + 1 {
			add(append(append(append(edited[:0], word[:i]...), r), word[i:]...))
			if i < n && word[i] != r {
				edited = append(edited[:0], word...)
				edited[i] = r
				add(edited)
			}
		}
	}
}
