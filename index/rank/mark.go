package rank

import "khobao/index/query"

// marks gives the byte ranges of places, which come in the order of the text:
// overlapping ones as one. A phrase is one range already.
func marks(places []place) [][2]int {
	var out [][2]int
	for _, p := range places {
		start, end := int(p.start), int(p.end)
		if n := len(out); n > 0 && start < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], end)
			continue
		}
		out = append(out, [2]int{start, end})
	}
	return out
}

// Marks gives the byte ranges of text to mark for a query as searched, of
// index.Result: text is a field of an article by its name in index.Fields, the
// body by default. It is for pages that show a whole article; first syllables
// (đầuN) are counted from the beginning of text.
func Marks(n query.Node, field, text string) [][2]int {
	return marks(newScanner(newPlan(n)).scan(text, fieldNumber(field)))
}

func fieldNumber(name string) int {
	for i, f := range textFields {
		if f == name {
			return i
		}
	}
	return bodyField
}
