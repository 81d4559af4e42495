package vi

// quantities finds a number with the word for its magnitude (10 triệu) and a
// month with its number (tháng 4), each of which is read as one word.
func quantities(tokens []Token, sizes *[window]uint8) {
	for i := range len(tokens) - 1 {
		a, b := &tokens[i], &tokens[i+1]
		switch {
		case a.Kind == Number && magnitude(b.Term), a.Term == "tháng" && b.Kind == Number && month(b.Term):
			sizes[i] = 2
		}
	}
}

func magnitude(term string) bool {
	switch term {
	case "triệu", "tỷ", "tỉ", "nghìn", "ngàn":
		return true
	}
	return false
}

// month reports whether a number without leading zeros is one of 1 to 12.
func month(term string) bool {
	switch len(term) {
	case 1:
		return '1' <= term[0] && term[0] <= '9'
	case 2:
		return term[0] == '1' && '0' <= term[1] && term[1] <= '2'
	}
	return false
}
