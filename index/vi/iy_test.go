package vi

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestIY(t *testing.T) {
	for term, want := range map[string]string{
		"kỹ": "kĩ", "kĩ": "kỹ", "kỹ sư": "kĩ sư", "lí luận": "lý luận", "quý": "quí", "qui định": "quy định", "bác sỹ": "bác sĩ",
		"công ty": "công ti", "công ti": "công ty", "công ty quản lý": "công ti quản lí", "hy vọng": "hi vọng", "li hôn": "ly hôn",
		"hoa kỳ": "hoa kì", "thế kỉ": "thế kỷ", "bánh mì": "bánh mỳ", "ly kỳ": "li kì", "li kì": "ly kỳ", "cam quýt": "cam quít",
		"vật lý kĩ thuật": "vật lí kĩ thuật", "Mỹ": "mĩ", "công ty cách ly": "công ti cách li",
		"ti": "", "ly": "", "hi": "", "tự ti": "", "ti vi": "", "ly nước": "", "thì": "", "y tế": "", "lí nhí": "", "tỉ tê": "", "mì": "",
		"công an": "", "": "", "tuyến": "", "quyền": "",
	} {
		got, ok := IY(term)
		if got != want || ok != (want != "") {
			t.Errorf("IY(%q) = %q, %t, want %q", term, got, ok, want)
		}
	}
}

// TestIYTable holds every line to both directions and to normal form.
func TestIYTable(t *testing.T) {
	pair := func(y, i string) {
		if Normalize(y) != y || Normalize(i) != i || y == i || Fold(strings.ReplaceAll(y, "y", "i")) == "" {
			t.Errorf("%s, %s: not in normal form", y, i)
		}
		if got, ok := IY(y); !ok || got != i {
			t.Errorf("IY(%q) = %q, %t, want %q", y, got, ok, i)
		}
		if got, ok := IY(i); !ok || got != y {
			t.Errorf("IY(%q) = %q, %t, want %q", i, got, ok, y)
		}
	}
	for _, p := range iyAlways {
		pair(p.y, p.i)
	}
	for _, p := range iyWithin {
		if got, ok := IY(p.y); ok {
			t.Errorf("%s alone became %q", p.y, got)
		}
		for _, c := range strings.Split(p.compounds, ", ") {
			other, ok := IY(c)
			if !ok || !strings.Contains(" "+other+" ", " "+p.i+" ") {
				t.Errorf("IY(%q) = %q, %t", c, other, ok)
			}
			pair(c, other)
		}
	}
	for _, c := range iyNever {
		if got, ok := IY(c); ok {
			t.Errorf("%s became %q", c, got)
		}
	}
}

func TestIYProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		other, ok := IY(text)
		if !ok {
			return
		}
		norm := Normalize(text)
		if other == norm || strings.ReplaceAll(Fold(other), "y", "i") != strings.ReplaceAll(Fold(norm), "y", "i") {
			t.Fatalf("%q became %q", text, other)
		}
	})
}

func BenchmarkIY(b *testing.B) {
	perCPU(b, len("công ty quản lý kỹ thuật"), func() int {
		if _, ok := IY("công ty quản lý kỹ thuật"); !ok {
			b.Fatal("nothing exchanged")
		}
		return 6
	})
}

func TestIYAtLooksAround(t *testing.T) {
	for _, c := range []struct {
		text  string
		k     int
		other string
	}{
		{"công ty xây dựng", 1, "ti"},
		{"công ti xây dựng", 1, "ty"},
		{"đậu ty gỗ", 1, ""},
		{"các kỹ sư", 1, "kĩ"},
		{"công an", 0, ""},
		{"xin ly hôn", 1, "li"},
		{"hai ly nước", 1, ""},
	} {
		if got, ok := IYAt(strings.Fields(c.text), c.k); got != c.other || ok != (c.other != "") {
			t.Errorf("syllable %d of %q can be %q, want %q", c.k, c.text, got, c.other)
		}
	}
}
