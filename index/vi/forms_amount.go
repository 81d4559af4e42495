package vi

import "strings"

// scales are the words of magnitudes with their zeros, the greatest first; of
// each, the first word is the commonest.
var scales = []struct {
	zeros int
	words []string
}{
	{9, []string{"tỷ", "tỉ"}},
	{6, []string{"triệu", "tr"}},
	{3, []string{"nghìn", "ngàn"}},
}

// moneys are the ways to write đồng.
var moneys = []string{"đồng", "đ", "vnđ", "vnd"}

// maxAmount bounds the digits of an amount, and roundFrom is the fewest digits
// of a number that is written with a word too: 2000 is mostly a year.
const (
	maxAmount = 18
	roundFrom = 5
)

// amountForms reads 1,5 triệu, 2 tỷ 500 triệu, 10 nghìn tỷ, 1500000 and the same
// with đồng.
func amountForms(tokens []Token) (int, []Form, bool) {
	digits, n, scaled := amount(tokens)
	if n == 0 {
		return 0, nil, false
	}
	var texts []string
	if len(digits) >= roundFrom && strings.HasSuffix(digits, "00") || scaled {
		texts = append(texts, digits)
		texts = append(texts, scaledTexts(digits)...)
	} else {
		texts = append(texts, digits)
	}
	if follows(tokens, n) && tokens[n].is(moneys...) && !(follows(tokens, n+1) && bound(tokens[n], tokens[n+1])) { // not of đồng/lượng
		return n + 1, inMoney(texts), true
	}
	if len(texts) == 1 && !scaled {
		return 0, nil, false
	}
	return n, beside(texts...), scaled
}

// amount reads a number and its magnitudes, and gives all its digits.
func amount(tokens []Token) (digits string, n int, scaled bool) {
	if tokens[0].Kind != Number {
		return "", 0, false
	}
	zeros := 0
	digits, n, zeros = scaledNumber(tokens)
	if digits == "" || len(digits) > maxAmount {
		return "", 0, false
	}
	scaled = n > 1
	if scaled && follows(tokens, n+1) && tokens[n].integer() { // 2 tỷ 500 triệu
		rest, m, less := scaledNumber(tokens[n:])
		if m > 1 && less < zeros && len(rest) <= zeros {
			digits = digits[:len(digits)-len(rest)] + rest
			n += m
		}
	}
	return digits, n, scaled
}

// scaledNumber reads one number with the words of magnitude behind it.
func scaledNumber(tokens []Token) (digits string, n, zeros int) {
	whole, part, _ := strings.Cut(tokens[0].Term, ",")
	if !allDigits(whole) || part != "" && !allDigits(part) {
		return "", 0, 0
	}
	n = 1
	for n < 3 && follows(tokens, n) && !tokens[n].Apart {
		z := magnitudeZeros(&tokens[n])
		if z == 0 || n == 2 && z <= zeros {
			break
		}
		zeros += z
		n++
	}
	if len(part) > zeros || zeros > 12 {
		return "", 0, 0
	}
	digits = strings.TrimLeft(whole+part+strings.Repeat("0", zeros-len(part)), "0")
	return digits, n, zeros
}

func magnitudeZeros(t *Token) int {
	for _, s := range scales {
		if t.is(s.words...) {
			return s.zeros
		}
	}
	return 0
}

// scaledTexts writes digits with words: 1500000 as 1,5 triệu, 1500 nghìn.
func scaledTexts(digits string) []string {
	var texts []string
	for _, s := range scales {
		number, ok := divided(digits, s.zeros)
		if !ok {
			continue
		}
		for _, w := range s.words {
			texts = append(texts, number+" "+w)
		}
		if s.zeros == 9 && len(digits) > 12 && strings.HasSuffix(digits, "000000000000") {
			thousands := digits[:len(digits)-12]
			texts = append(texts, thousands+" nghìn tỷ", thousands+" ngàn tỷ", thousands+" nghìn tỉ", thousands+" ngàn tỉ")
		}
	}
	return texts
}

// divided moves the point, ok if that leaves a number as it is written: at most
// three decimals and no nought before them.
func divided(digits string, zeros int) (string, bool) {
	if len(digits) <= zeros {
		return "", false
	}
	at := len(digits) - zeros
	part := strings.TrimRight(digits[at:], "0")
	switch {
	case len(part) > 3 || at > 6:
		return "", false
	case part == "":
		return digits[:at], true
	}
	return digits[:at] + "," + part, true
}

func inMoney(amounts []string) []Form {
	var forms []Form
	for i, a := range amounts {
		for j, m := range moneys {
			if i == 0 || j == 0 { // only figures bear the short signs
				forms = append(forms, Form{Text: a + " " + m})
			}
		}
	}
	return forms
}
