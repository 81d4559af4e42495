package index

import "khobao/index/query"

// Measured says of what kind a figure is, as query.Figures has it, and gives it in
// the unit that the kind is compared in: one number, or both ends of a range. ok is
// false for a figure of no kind, such as a number of storms.
func (f Figure) Measured() (kind, unit string, values []float64, ok bool) {
	kind, unit, low, ok := query.Measured(f.Unit, f.Thing, f.Value)
	if !ok {
		return "", "", nil, false
	}
	values = []float64{low}
	if f.Max > f.Value {
		if _, _, high, ok := query.Measured(f.Unit, f.Thing, f.Max); ok {
			values = append(values, high)
		}
	}
	return kind, unit, values, true
}

// Answers reports whether a figure is one that is asked for: a range is, when one of
// its ends is.
func (f Figure) Answers(q query.Figure) bool {
	kind, unit, values, ok := f.Measured()
	if !ok || kind != q.Kind || unit != q.Unit {
		return false
	}
	for _, v := range values {
		if q.Holds(v) {
			return true
		}
	}
	return false
}
