package vi

import (
	"unicode"
	"unicode/utf8"
)

// A Vietnamese letter is a base with at most one hat (circumflex, breve, horn,
// or the bar of đ) and, on a vowel, at most one tone. Inside the package it is
// a code: its place in alphabet plus one. Code 0 is any other character.
const alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

// The codes of the vowels and of the consonants that decide spelling rules.
const (
	cA, cAw, cAa, cB, cC, cD, cDd       = 1, 2, 3, 4, 5, 6, 7
	cE, cEe, cG, cH, cI, cK, cL, cM, cN = 8, 9, 10, 11, 12, 13, 14, 15, 16
	cO, cOo, cOw, cP, cQ, cR, cS, cT    = 17, 18, 19, 20, 21, 22, 23, 24
	cU, cUw, cV, cX, cY                 = 25, 26, 27, 28, 29
	codes                               = 30
)

// Tone is one of the six tones, by the order of the school books.
type Tone uint8

// The tones. Level is also what a syllable typed without its tone seems to have.
const (
	Level Tone = iota // ngang, no mark
	Grave             // huyền
	Acute             // sắc
	Hook              // hỏi
	Tilde             // ngã
	Dot               // nặng
	tones
)

// toned lists the six forms of each vowel, Level first, Dot last.
var toned = [...]string{
	"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
	"oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
}

// lookAlikes are letters printed for đ by old fonts, converters and keyboards.
const lookAlikes = "ÐðƉɖ"

// class says what part a character can take in a token.
type class uint8

const (
	clOther  class = iota // separators, punctuation, symbols
	clLetter              // of an alphabet
	clDigit               // any decimal digit, superscripts
	clMark                // combining: goes with what stands before
	clIgnore              // zero width, soft hyphen: as if not there
	clAlone               // Han, Kana: each character a token
)

// glyph is what the tables know of one character.
type glyph struct {
	class class
	upper bool
	code  uint8   // of the toneless letter, 0 when not Vietnamese
	tone  Tone    //
	base  byte    // lower-case ASCII letter or digit, 0 when folding is not one ASCII byte
	size  uint8   // bytes of lower in use, 0 when lower does not fit or has to be composed
	lower [3]byte // UTF-8 of the normal form: lower case, with marks
	bared uint8   // bytes of fold in use, 0 when it does not fit
	fold  [3]byte // UTF-8 of lower without marks
}

const (
	latinEnd   = 0x530 // Latin, the combining marks, Greek and Cyrillic
	extraStart = 0x1E00
	extraEnd   = 0x1F00 // Latin Extended Additional, home of the toned vowels
)

// tables are built once from the lists above and never change.
type tables struct {
	latin [latinEnd]glyph
	extra [extraEnd - extraStart]glyph
	form  [codes][tones]glyph // lower-case glyph of a letter with a tone
	bare  [codes]uint8        // code without its hat
}

var letters = buildTables()

func buildTables() *tables {
	t := new(tables)
	for r := range rune(latinEnd) {
		t.latin[r] = slowGlyph(r)
	}
	for r := rune(extraStart); r < extraEnd; r++ {
		t.extra[r-extraStart] = slowGlyph(r)
	}
	code := uint8(1)
	for _, r := range alphabet {
		t.add(r, r, code, Level)
		code++
	}
	for _, six := range toned {
		forms := []rune(six)
		code := t.at(forms[0]).code
		for tone, r := range forms {
			t.add(r, r, code, Tone(tone))
		}
	}
	for _, r := range lookAlikes {
		t.add(r, 'đ', cDd, Level)
	}
	for i := range t.latin { // ı and ſ, whose capitals are I and S
		if g := &t.latin[i]; g.code == 0 && g.size == 1 {
			g.code = t.latin[g.lower[0]].code
		}
	}
	return t
}

// add enters the letter r, which is written as form in terms, and its capital.
func (t *tables) add(r, form rune, code uint8, tone Tone) {
	g := glyph{class: clLetter, code: code, tone: tone}
	g.size = uint8(utf8.EncodeRune(g.lower[:], form))
	g.base = foldRune(form)[0]
	if r == form {
		t.form[code][tone] = g
	}
	for _, v := range []rune{r, unicode.ToUpper(r)} {
		p := t.at(v)
		if p == nil {
			continue
		}
		*p = g
		p.upper = unicode.IsUpper(v)
	}
	if r == form && tone == Level {
		t.bare[code] = t.latin[g.base].code
	}
}

// at gives the table entry of r, nil outside the tables.
func (t *tables) at(r rune) *glyph {
	switch {
	case r < latinEnd:
		return &t.latin[r]
	case r >= extraStart && r < extraEnd:
		return &t.extra[r-extraStart]
	}
	return nil
}

// slowGlyph reads the Unicode tables.
func slowGlyph(r rune) glyph {
	g := glyph{class: slowClass(r), upper: unicode.IsUpper(r) || unicode.IsTitle(r)}
	if g.class != clLetter && g.class != clDigit {
		return g
	}
	low := foldCase(r)
	if utf8.RuneLen(low) <= len(g.lower) && !joining(low) && stable(low) {
		g.size = uint8(utf8.EncodeRune(g.lower[:], low))
	}
	f := foldRune(low)
	if len(f) == 1 && f[0] < utf8.RuneSelf {
		g.base = f[0]
	}
	if len(f) <= len(g.fold) {
		g.bared = uint8(copy(g.fold[:], f))
	}
	return g
}

func slowClass(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			return clLetter
		case '0' <= r && r <= '9':
			return clDigit
		}
		return clOther
	case ignorable(r):
		return clIgnore
	case r == '\u02BB', r == '\u02BC': // apostrophes that Unicode calls letters
		return clOther
	case unicode.IsMark(r), kanaMark(r):
		return clMark
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return clAlone
	case unicode.IsLetter(r), unicode.Is(unicode.Nl, r):
		return clLetter
	case unicode.IsDigit(r), superscript(r):
		return clDigit
	}
	return clOther
}

func superscript(r rune) bool {
	return r == '²' || r == '³' || r == '¹' || r == '\u2070' || r >= '\u2074' && r <= '\u2079' || r >= '\u2080' && r <= '\u2089'
}

// kanaMark are the voicing marks of Kana, which mean nothing on other letters.
func kanaMark(r rune) bool { return r == '\u3099' || r == '\u309A' || r == '\uFF9E' || r == '\uFF9F' }

// ignorable characters take no room on paper and are dropped from words.
func ignorable(r rune) bool {
	switch r {
	case '\u00AD', '\u034F', '\u061C', '\u180E', '\uFEFF':
		return true
	}
	return r >= '\u200B' && r <= '\u200F' || r >= '\u202A' && r <= '\u202E' ||
		r >= '\u2060' && r <= '\u206F' || r >= '\uFE00' && r <= '\uFE0F'
}
