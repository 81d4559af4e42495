package docset

import (
	"fmt"
	"testing"
)

func TestFullAndFirst(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000} {
		s := Full(n)
		if s.Count() != n {
			t.Errorf("Full(%d) holds %d", n, s.Count())
		}
		got := map[uint32]bool{}
		s.Each(func(d uint32) bool { got[d] = true; return true })
		if len(got) != n || s.Empty() != (n == 0) {
			t.Errorf("Full(%d) visits %d", n, len(got))
		}
		if got := s.First(5); fmt.Sprint(got) != fmt.Sprint([]uint32{0, 1, 2, 3, 4}[:min(n, 5)]) {
			t.Errorf("the first of %d are %v", n, got)
		}
	}
}

func TestKeep(t *testing.T) {
	for _, span := range [][2]uint32{{0, 0}, {0, 1}, {3, 63}, {63, 64}, {64, 130}, {100, 300}, {299, 300}, {5, 4}} {
		s := Full(300)
		s.Keep(span[0], span[1])
		for d := range uint32(300) {
			if want := d >= span[0] && d < span[1]; s.Has(d) != want {
				t.Fatalf("Keep(%d, %d): document %d is in: %v", span[0], span[1], d, !want)
			}
		}
	}
}
