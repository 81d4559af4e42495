// Package runs puts ascending runs of numbers together into one. Positions of the
// several words that may stand in one place come as such runs; a document may have
// millions of them, so the caller is told of the work as it goes on and may end it.
package runs

import "cmp"

// step is how many numbers are merged between two calls of worked.
const step = 1 << 14

// Merge puts list in order. It is made of runs, each ascending, that stand one
// behind another and end at ends; ends is overwritten. spare is room that is used,
// and what is not returned as the list is returned as room for the next call.
// worked is told how many numbers were gone through, and ends the merge with its
// error.
func Merge[T cmp.Ordered](list, spare []T, ends []int, worked func(n int) error) (sorted, room []T, err error) {
	for len(ends) > 1 {
		spare = spare[:0]
		start, left := 0, ends[:0]
		for i := 0; i < len(ends); i += 2 {
			if i+1 == len(ends) {
				spare = append(spare, list[start:ends[i]]...)
			} else {
				middle, end := ends[i], ends[i+1]
				if spare, err = two(spare, list[start:middle], list[middle:end], worked); err != nil {
					return list, spare, err
				}
				start = end
			}
			left = append(left, len(spare))
		}
		list, spare, ends = spare, list, left
	}
	return list, spare, nil
}

// two appends the numbers of two runs.
func two[T cmp.Ordered](dst, a, b []T, worked func(n int) error) ([]T, error) {
	for len(a) > 0 && len(b) > 0 {
		n := min(len(a), len(b), step) // neither ends within it
		for range n {
			if b[0] < a[0] {
				dst, b = append(dst, b[0]), b[1:]
			} else {
				dst, a = append(dst, a[0]), a[1:]
			}
		}
		if err := worked(n); err != nil {
			return dst, err
		}
	}
	return append(append(dst, a...), b...), nil
}
