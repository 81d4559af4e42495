package vi

import "strings"

// numbered are places that have a number for a name, with the sign they are written
// by: quốc lộ 5 is QL5, QL.5 and QL 5.
var numbered = []struct{ name, sign string }{
	{"quốc lộ", "ql"},
	{"tỉnh lộ", "tl"},
	{"hương lộ", "hl"},
	{"quận", "q"},
	{"phường", "p"},
	{"khu phố", "kp"},
}

// placeForms reads the number of a road, a ward or a district, with its name or its
// sign before it.
func placeForms(tokens []Token) (int, []Form, bool) {
	for _, p := range numbered {
		names := strings.Fields(p.name)
		n, number := 0, ""
		figures, signed := strings.CutPrefix(tokens[0].Term, p.sign)
		switch {
		case signed && roadNumber(figures):
			n, number = 1, figures
		case tokens[0].Term == p.sign && follows(tokens, 1) && roadNumber(tokens[1].Term):
			n, number = 2, tokens[1].Term
		case startsWith(tokens, names) && follows(tokens, len(names)) && roadNumber(tokens[len(names)].Term):
			n, number = len(names)+1, tokens[len(names)].Term
		default:
			continue
		}
		return n, beside(p.name+" "+number, p.sign+number, p.sign+" "+number), true
	}
	return 0, nil, false
}

// startsWith reports whether tokens begin with words of one sentence, with marks or
// without.
func startsWith(tokens []Token, words []string) bool {
	for i, w := range words {
		if i >= len(tokens) || i > 0 && !follows(tokens, i) || !tokens[i].is(w) {
			return false
		}
	}
	return true
}

// roadNumber reports whether a term is a number of up to three figures, perhaps with
// a letter behind it: 14, 1a.
func roadNumber(term string) bool {
	if n := len(term); n > 1 && term[n-1] >= 'a' && term[n-1] <= 'e' {
		term = term[:n-1]
	}
	return len(term) <= 3 && allDigits(term)
}

// Names of letters and a number.
const (
	maxNameLetters = 10
	maxNameFigures = 4
)

// nameForms reads names of letters and a number, which are written with and without
// a blank or a hyphen between them: covid-19, U23, MH370.
func nameForms(tokens []Token) (int, []Form, bool) {
	t := &tokens[0]
	letters := strings.TrimRight(t.Term, "0123456789")
	if !asciiLetters(letters) || len(letters) > maxNameLetters || units[t.Term] {
		return 0, nil, false
	}
	if number := t.Term[len(letters):]; number != "" {
		if t.Kind != Other || len(number) > maxNameFigures {
			return 0, nil, false
		}
		return 1, []Form{{Text: letters + " " + number, Exact: true}}, false
	}
	if len(tokens) < 2 || tokens[1].Break != NoBreak || !tokens[1].integer() || len(tokens[1].Term) > maxNameFigures {
		return 0, nil, false
	}
	joint := tokens[1].Start-t.End == 1 && tokens[1].Apart // a hyphen and no blank
	if t.Kind != Other && !joint {
		return 0, nil, false
	}
	return 2, beside(letters + tokens[1].Term), joint || len(tokens[1].Term) < maxNameFigures
}

func asciiLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}
