package extract

import (
	"unicode"
	"unicode/utf8"
)

// tok is one piece of a printed date: a number, a word (folded to a-z) or a sign.
type tok struct {
	kind   byte // 'n' number, 'w' word, else the sign itself
	val    int
	digits int
	word   string
	gap    bool // blank before it
	at     int  // byte position
}

// scanDate cuts a text into pieces; texts over 400 bytes are cut short, for no
// paper prints a longer date line.
func scanDate(s string, toks []tok) []tok {
	if len(s) > 400 {
		s = s[:400]
	}
	gap := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9':
			j, val := i, 0
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				if j-i < 15 {
					val = val*10 + int(s[j]-'0')
				}
				j++
			}
			toks = append(toks, tok{kind: 'n', val: val, digits: j - i, gap: gap, at: i})
			i, gap = j, false
			continue
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			j := i
			for j < len(s) {
				r, size := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				j += size
			}
			toks = append(toks, tok{kind: 'w', word: foldWord(s[i:j]), gap: gap, at: i})
			i, gap = j, false
			continue
		case unicode.IsSpace(r) || r == '\u00a0' || r == '\u200b':
			gap = true
		default:
			kind := byte('?')
			switch r {
			case '–', '—', '‑', '−':
				kind = '-'
			case '\'', '’', '′', '`':
				kind = '\''
			case '：':
				kind = ':'
			default:
				if r < utf8.RuneSelf {
					kind = byte(r)
				}
			}
			toks = append(toks, tok{kind: kind, gap: gap, at: i})
			gap = false
		}
		i += size
	}
	return toks
}

// foldWord lowers a word and takes its marks off.
func foldWord(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return lower(s)
	}
	return foldLetters(s)
}

// months are names of months: Vietnamese after "tháng", English alone.
var (
	vietMonths = map[string]int{
		"mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6,
		"bay": 7, "tam": 8, "chin": 9, "muoi": 10, "chap": 12,
	}
	englishMonths = map[string]int{
		"jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4,
		"may": 5, "jun": 6, "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9,
		"september": 9, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
	}
	weekdayNames = map[string]int{
		"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6,
	}
)
