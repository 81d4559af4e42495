package vi

import "strings"

// day is a date as written; what is not written is "".
type day struct{ day, month, year string }

// dateForms reads 25/8/2021, 25/12, 8/2021, ngày 25 tháng 8 năm 2021, ngày 25 tháng
// 12 and tháng 8 năm 2021. The word before figures alone is none of them: it stands
// before most dates, but not all.
func dateForms(tokens []Token) (int, []Form, bool) {
	if d, ok := written(&tokens[0]); ok {
		forms := d.forms()
		if tokens[0].Kind == Number { // 2-1
			forms = append(forms, Form{Text: d.day + " " + d.month})
		}
		return 1, forms, false
	}
	lead := 0
	if tokens[0].is("ngày") {
		lead = 1
	}
	if tokens[0].is("tháng") && follows(tokens, 1) {
		d, n := monthYear(tokens[1:])
		if n == 0 {
			return 0, nil, false
		}
		return n + 1, d.forms(), true
	}
	if lead > 0 && !follows(tokens, lead) {
		return 0, nil, false
	}
	d, n := dayAndMonth(tokens[lead:])
	if n == 0 {
		return 0, nil, false
	}
	return lead + n, d.forms(), true
}

// written reads a date that is one token.
func written(t *Token) (day, bool) {
	if t.Kind != Date && t.Kind != Number {
		return day{}, false
	}
	switch p := strings.Split(t.Term, "/"); {
	case len(p) == 3:
		return day{p[0], p[1], p[2]}, true
	case len(p) == 2 && len(p[1]) == 4:
		return day{"", p[0], p[1]}, true
	case len(p) == 2:
		return day{p[0], p[1], ""}, true
	}
	return day{}, false
}

// monthYear reads what stands behind tháng: 8 năm 2021, 8-2021.
func monthYear(tokens []Token) (day, int) {
	if !tokens[0].integer() || !month(tokens[0].Term) || !follows(tokens, 1) {
		return day{}, 0
	}
	n := 1
	switch {
	case tokens[1].is("năm") && follows(tokens, 2):
		n = 2
	case tokens[1].Apart: // a sign stood between them
	default:
		return day{}, 0
	}
	if !isYear(&tokens[n]) {
		return day{}, 0
	}
	return day{"", tokens[0].Term, tokens[n].Term}, n + 1
}

// dayAndMonth reads 25 tháng 8, with or without năm 2021.
func dayAndMonth(tokens []Token) (day, int) {
	if len(tokens) < 3 || !tokens[0].integer() || len(tokens[0].Term) > 2 || !follows(tokens, 1) || !tokens[1].is("tháng") {
		return day{}, 0
	}
	if !follows(tokens, 2) || !tokens[2].integer() || !month(tokens[2].Term) {
		return day{}, 0
	}
	d := day{day: tokens[0].Term, month: tokens[2].Term}
	switch {
	case follows(tokens, 4) && tokens[3].is("năm") && isYear(&tokens[4]):
		d.year = tokens[4].Term
		return d, 5
	case follows(tokens, 3) && isYear(&tokens[3]):
		d.year = tokens[3].Term
		return d, 4
	}
	return d, 3
}

func isYear(t *Token) bool { return t.integer() && len(t.Term) == 4 }

func (d day) forms() []Form {
	switch {
	case d.day == "":
		return beside(d.month+"/"+d.year, "tháng "+d.month+" năm "+d.year, "tháng "+d.month+" "+d.year)
	case d.year == "":
		return beside(d.day+"/"+d.month, d.day+" tháng "+d.month)
	}
	text := d.day + " tháng " + d.month
	return beside(d.day+"/"+d.month+"/"+d.year, text+" năm "+d.year, text+" "+d.year)
}
