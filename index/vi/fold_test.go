package vi

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Đường Ðiện Biên Phủ", "duong dien bien phu"},
		{"vie\u0323\u0302t NAM", "viet nam"},
		{"Øresund, Łódź, façade, naïve", "oresund, lodz, facade, naive"},
		{"Москва й", "москва и"},
		{"漢字 が", "漢字 が"},
		{"", ""},
		{"abc 123", "abc 123"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := randomText(t)
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, Fold(once))
		}
	})
}

func TestNFC(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Vie\u0323\u0302t", "Việt"},
		{"A\u0301\u0302m", "Ấm"},
		{"ó\u031B", "ớ"},
		{"a\u0306\u0301", "ắ"},
		{"HO\u0300A", "HÒA"},
		{"x\u0302", "x\u0302"},
		{"\xffâ", "\xffâ"},
		{"a\u0301\xff\u0302", "á\xff\u0302"},
	} {
		if got := NFC(c.in); got != c.want {
			t.Errorf("NFC(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := anyText(t)
		if once := NFC(s); NFC(once) != once {
			t.Fatalf("NFC(%q) = %q, again %q", s, once, NFC(once))
		}
	})
}

func TestMarked(t *testing.T) {
	for _, s := range []string{"đ", "à", "Ơ", "thủy", "a\u0301", "café", "ü"} {
		if !Marked(s) {
			t.Errorf("Marked(%q) = false", s)
		}
	}
	for _, s := range []string{"", "abc", "123", "UBND", "漢", "\xff", "Москва", "2020/nd-cp"} {
		if Marked(s) {
			t.Errorf("Marked(%q) = true", s)
		}
	}
}

func TestCompatible(t *testing.T) {
	for _, c := range []struct {
		typed, term string
		want        bool
	}{
		{"duong", "đường", true},
		{"đuong", "đường", true},
		{"đương", "đường", false}, // a word of its own
		{"dưong", "đường", true},
		{"duòng", "đường", true},
		{"dùong", "đường", true}, // the tone was typed too early
		{"ĐƯỜNG", "đường", true},
		{"dương", "đường", false},
		{"dưỡng", "đường", false},
		{"đường", "dương", false},
		{"đường", "duong", false},
		{"hoà", "hòa", true},
		{"hòa", "hoa", false},
		{"ma", "mà", true},
		{"mà", "má", false},
		{"mâ", "mă", false},
		{"", "", true},
		{"an", "anh", false},
		{"tp.hcm", "tp.hcm", true},
		{"nd", "nđ", true},
	} {
		if got := Compatible(c.typed, c.term); got != c.want {
			t.Errorf("Compatible(%q, %q) = %v", c.typed, c.term, got)
		}
	}
}

func TestCompatibleFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := Normalize(rapid.SampledFrom(pieces).Draw(t, "word"))
		if !Compatible(term, term) || !Compatible(Fold(term), term) {
			t.Fatalf("%q is not compatible with itself or its folded form", term)
		}
		if Marked(term) && Compatible(term, Fold(term)) {
			t.Fatalf("marked %q is compatible with %q", term, Fold(term))
		}
	})
}
