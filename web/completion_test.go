package web

import "testing"

func TestCompletionsTearNoWord(t *testing.T) {
	s := newServer(t, newShelf())
	for _, c := range []struct {
		before, pair string
		want         bool
	}{
		{"giao", "thông điệp", true},
		{"an", "nhân dân", false},
		{"hòa", "nhập cộng", false},
		{"covid", "nhân dân", false},
		{"tại", "Hải Phòng", false},
	} {
		if got := s.tears(c.before, c.pair); got != c.want {
			t.Errorf("%s behind %s tears a word: %t", c.pair, c.before, got)
		}
	}
}
