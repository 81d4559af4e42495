package vi

import "strings"

// documents are the kinds of document with the sign in their number.
var documents = []struct{ sign, name string }{
	{"nđ", "nghị định"},
	{"tt", "thông tư"},
	{"ttlt", "thông tư liên tịch"},
	{"qđ", "quyết định"},
	{"ct", "chỉ thị"},
	{"nq", "nghị quyết"},
	{"cv", "công văn"},
	{"cđ", "công điện"},
	{"kh", "kế hoạch"},
	{"tb", "thông báo"},
	{"kl", "kết luận"},
	{"hd", "hướng dẫn"},
	{"bc", "báo cáo"},
	{"ttr", "tờ trình"},
}

// documentForms reads the number of a document, with the words for its kind
// before it or without: nghị định số 15/2020/NĐ-CP.
func documentForms(tokens []Token) (int, []Form, bool) {
	lead, kind := documentKind(tokens)
	at := lead
	if lead > 0 && follows(tokens, at) && tokens[at].is("số") {
		at++
	}
	if at >= len(tokens) || at > 0 && tokens[at].Break != NoBreak {
		return 0, nil, false
	}
	t := &tokens[at]
	if t.Kind != Code && t.Kind != Date || t.Term == "" || t.Term[0] > '9' {
		return 0, nil, false
	}
	number, signs := numberOf(t.Term)
	if sign, _, _ := strings.Cut(signs, "-"); sign != "" {
		sign, _, _ = strings.Cut(sign, "/")
		if k := kindSigned(sign); k >= 0 {
			kind = k
		}
	}
	if kind < 0 || signs == "" && (lead == 0 || number == "") {
		return 0, nil, false
	}
	d := documents[kind]
	var forms []Form
	if signs != "" {
		forms = append(forms, Form{Text: t.Term}, Form{Text: Fold(t.Term)})
	}
	if number != "" {
		if signs == "" {
			forms = append(forms, Form{Text: number + " " + d.sign, Apart: true}, Form{Text: number + " " + Fold(d.sign), Apart: true})
		}
		forms = append(forms, beside(d.name+" "+number, d.name+" số "+number, d.sign+" "+number, d.sign+" số "+number)...)
	}
	return at + 1, forms, false
}

// documentKind reads the name of a kind of document or its sign.
func documentKind(tokens []Token) (n, kind int) {
	kind = -1
	for i, d := range documents {
		if tokens[0].is(d.sign) && n < 1 {
			n, kind = 1, i
		}
		names := strings.Fields(d.name)
		if len(names) <= n || len(names) >= len(tokens) {
			continue
		}
		same := true
		for j, name := range names {
			same = same && tokens[j].is(name)
		}
		if same {
			n, kind = len(names), i
		}
	}
	return n, kind
}

func kindSigned(sign string) int {
	for i, d := range documents {
		if sign == d.sign || sign == Fold(d.sign) {
			return i
		}
	}
	return -1
}

// numberOf parts 15/2020/nđ-cp into 15/2020 and nđ-cp. Without a year there is
// no number that says anything by itself.
func numberOf(term string) (number, signs string) {
	p := strings.SplitN(term, "/", 3)
	switch {
	case len(p) == 3 && allDigits(p[0]) && allDigits(p[1]):
		return p[0] + "/" + p[1], p[2]
	case len(p) == 2 && allDigits(p[0]) && allDigits(p[1]) && len(p[1]) == 4:
		return term, ""
	}
	for i := range len(term) {
		if c := term[i]; c < '0' || c > '9' {
			return "", term[i+1:]
		}
	}
	return "", ""
}

// plateForms reads 15a-12345, which is written 15A12345 and 15A 12345 too.
func plateForms(tokens []Token) (int, []Form, bool) {
	series, number, n := "", "", 0
	t := &tokens[0]
	switch {
	case t.Kind == Code:
		var ok bool
		if series, number, ok = strings.Cut(t.Term, "-"); !ok {
			return 0, nil, false
		}
		n = 1
	case t.Kind == Other && plateSeries(t.Term) && follows(tokens, 1) && tokens[1].Kind == Number:
		series, n = t.Term, 2
		number = strings.Replace(tokens[1].Term, ",", "", 1)
	case t.Kind == Other && len(t.Term) > 7:
		number, n = t.Term[len(t.Term)-5:], 1
		series = t.Term[:len(t.Term)-5]
	}
	if n == 0 || !plateSeries(series) || !allDigits(number) || len(number) != 5 && len(number) != 4 {
		return 0, nil, false
	}
	forms := beside(series+"-"+number, series+number, series+" "+number)
	if len(number) == 5 {
		forms = append(forms, Form{Text: series + " " + number[:3] + "," + number[3:]})
	}
	return n, forms, n > 1
}

// plateSeries reports whether s is the beginning of a plate: 15a, 15ld, 15b1.
func plateSeries(s string) bool {
	if len(s) < 3 || len(s) > 4 || !allDigits(s[:2]) || s[2] < 'a' || s[2] > 'z' {
		return false
	}
	return len(s) == 3 || s[3] >= 'a' && s[3] <= 'z' || s[3] >= '0' && s[3] <= '9'
}
