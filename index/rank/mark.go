package rank

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
