package vi

import "strings"

// Form is another way to write a number, a date, a time or a code.
type Form struct {
	Text  string // words side by side
	Apart bool   // the words need not stand side by side
	Exact bool   // words without marks are these and no others
}

// Forms reads the number, date, time or code at the start of tokens, with the
// words that belong to it, and gives the other ways to write it that analysis does
// not make one: ngày 25 tháng 8 năm 2021 of 25/8/2021, 1500000 of 1,5 triệu. n is
// how many tokens it takes, 0 where there is none. whole reports whether what was
// typed means that only side by side. Words without marks are read as well.
func Forms(tokens []Token) (n int, forms []Form, whole bool) {
	if len(tokens) == 0 {
		return 0, nil, false
	}
	for _, read := range [...]func([]Token) (int, []Form, bool){
		documentForms, dateForms, clockForms, percentForms, amountForms, plateForms, unitForms, placeForms, nameForms,
	} {
		if n, forms, whole = read(tokens); n > 0 {
			return n, others(tokens[:n], forms), whole
		}
	}
	return 0, nil, false
}

// others leaves out what was typed, and what there is twice.
func others(typed []Token, forms []Form) []Form {
	terms := make([]string, len(typed))
	for i, t := range typed {
		terms[i] = t.Term
	}
	seen := map[string]bool{strings.Join(terms, " "): true}
	var out []Form
	for _, f := range forms {
		if !seen[f.Text] {
			seen[f.Text] = true
			out = append(out, f)
		}
	}
	return out
}

// beside makes forms of words that stand side by side.
func beside(texts ...string) []Form {
	forms := make([]Form, len(texts))
	for i, text := range texts {
		forms[i].Text = text
	}
	return forms
}

// is reports whether a token is one of some words, with marks or without.
func (t *Token) is(words ...string) bool {
	for _, w := range words {
		if t.Term == w || t.Term == Fold(w) {
			return true
		}
	}
	return false
}

// follows reports whether token i is there and belongs to the sentence before.
func follows(tokens []Token, i int) bool {
	return i < len(tokens) && tokens[i].Break == NoBreak
}

// integer reports whether a token is a number without a decimal part.
func (t *Token) integer() bool {
	return t.Kind == Number && allDigits(t.Term)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// clockForms reads 7h30, 7 giờ 30 and 7 giờ 30 phút.
func clockForms(tokens []Token) (int, []Form, bool) {
	t := &tokens[0]
	if t.Kind == Time {
		hour, minute, _ := strings.Cut(t.Term, "h")
		return 1, clocks(hour, minute), false
	}
	if !t.integer() || len(t.Term) > 2 || !follows(tokens, 1) || !tokens[1].is("giờ") {
		return 0, nil, false
	}
	n, minute := 2, ""
	if follows(tokens, 2) && tokens[2].integer() && !tokens[2].Apart && len(tokens[2].Term) <= 2 {
		n, minute = 3, tokens[2].Term
		if len(minute) == 1 {
			minute = "0" + minute
		}
		if follows(tokens, 3) && tokens[3].is("phút") {
			n = 4
		}
	}
	return n, clocks(t.Term, minute), true
}

func clocks(hour, minute string) []Form {
	if minute == "" || minute == "00" {
		return beside(hour+"h", hour+" giờ")
	}
	short := strings.TrimPrefix(minute, "0")
	return beside(hour+"h"+minute, hour+" giờ "+short, hour+" giờ "+short+" phút")
}

// percentForms reads 5% and 5 phần trăm.
func percentForms(tokens []Token) (int, []Form, bool) {
	t := &tokens[0]
	if t.Kind != Number {
		return 0, nil, false
	}
	if number, ok := strings.CutSuffix(t.Term, "%"); ok {
		return 1, beside(number + " phần trăm"), false
	}
	if follows(tokens, 2) && tokens[1].is("phần") && tokens[2].is("trăm") {
		return 3, beside(t.Term + "%"), true
	}
	return 0, nil, false
}

// letterUnits are units of one letter, which analysis leaves on their number.
const letterUnits = "glwv"

// generations are no grams: of networks.
var generations = map[string]bool{"2g": true, "3g": true, "4g": true, "5g": true, "6g": true}

// unitForms reads 300g and 300 g, 18°C and 18 độ C.
func unitForms(tokens []Token) (int, []Form, bool) {
	t := &tokens[0]
	if t.Kind == Other && len(t.Term) > 1 && !generations[t.Term] && strings.Contains(letterUnits, t.Term[len(t.Term)-1:]) && allDigits(t.Term[:len(t.Term)-1]) {
		last := len(t.Term) - 1
		return 1, beside(t.Term[:last] + " " + t.Term[last:]), false
	}
	if t.Kind != Number || !follows(tokens, 1) {
		return 0, nil, false
	}
	switch unit := tokens[1].Term; {
	case len(unit) == 1 && strings.Contains(letterUnits, unit) && t.integer():
		return 2, beside(t.Term + unit), true
	case unit == "c" && tokens[1].Apart:
		return 2, beside(t.Term + " độ c"), true
	case tokens[1].is("độ") && follows(tokens, 2) && tokens[2].Term == "c":
		return 3, beside(t.Term + " c"), true
	}
	return 0, nil, false
}
