package extract

import (
	"strings"

	"golang.org/x/text/language"
)

// detectLang gives the language of a text: Vietnamese by its letters (ă đ ơ ư
// and marks that stand on one vowel twice), English by its small words, else
// what the page declares.
func detectLang(declared, text string) string {
	text = clip(text, 4000)
	letters, viet := 0, 0
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			letters++
		case r == 'ă' || r == 'đ' || r == 'ơ' || r == 'ư' || r == 'Ă' || r == 'Đ' || r == 'Ơ' || r == 'Ư' || r >= 0x1EA0 && r <= 0x1EF9:
			letters++
			viet++
		case r >= 0xC0 && r < 0x250:
			letters++
		}
	}
	base := ""
	if tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(declared), "_", "-")); err == nil && declared != "" {
		b, _ := tag.Base()
		base = b.String()
	}
	if letters < 40 {
		return base
	}
	if viet*25 >= letters {
		return "vi"
	}
	if base != "" && base != "vi" && base != "en" && base != "und" {
		return base
	}
	english, syllables, words := 0, 0, 0
	for w := range strings.FieldsSeq(lower(text)) {
		words++
		if englishSmall[w] {
			english++
		}
		if unmarkedSmall[w] {
			syllables++
		}
	}
	switch {
	case english*8 >= words:
		return "en"
	case syllables*8 >= words || viet*100 >= letters:
		return "vi"
	case base != "" && base != "und":
		return base
	case english*20 >= words:
		return "en"
	}
	return ""
}

var (
	englishSmall  = wordSet(`the of and to in a is that for it was on with as by at be this have from are but not they his her had were which you i he she`)
	unmarkedSmall = wordSet(`va cua la co duoc cho trong voi nhung mot cac da nguoi khong nay khi de tu o den ve theo vao nhu cung do se bi thi ma`)
)
