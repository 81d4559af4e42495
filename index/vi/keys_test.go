package vi

import (
	"strings"
	"testing"
)

func TestKeys(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"tasi", "tái"},
		{"tais", "tái"},
		{"hoaf", "hòa"},
		{"nhaajp", "nhập"},
		{"nhaapj", "nhập"},
		{"nhapaj", "nhập"},
		{"coongj", "cộng"},
		{"ddoongf", "đồng"},
		{"dduowngf", "đường"},
		{"dduwowngf", "đường"},
		{"duongwfd", "đường"},
		{"Nguyeenx", "nguyễn"},
		{"thuyr", "thủy"},
		{"quys", "quý"},
		{"giax", "giã"},
		{"muwa", "mưa"},
		{"tw", "tư"},
		{"nghieengx", "nghiễng"},
		{"dangd", "đang"},
		{"awn", "ăn"},
		{"thuowr", "thuở"},
		{"dduwowcj", "được"},
		{"tai1", "tái"},
		{"nha6p5", "nhập"},
		{"nhap65", "nhập"},
		{"d9uong72", "đường"},
		{"D9u7o7ng2", "đường"},
		{"a8n", "ăn"},
	} {
		got, ok := Keys(c.keys)
		if !ok || got != c.want {
			t.Errorf("Keys(%q) = %q, %v, want %q", c.keys, got, ok, c.want)
		}
	}
	for _, word := range strings.Fields("duong cong an tai strong xyz hcm 123 1a đường nhaajpq f w1 covid19 nhaajpnhaajp") {
		if got, ok := Keys(word); ok {
			t.Errorf("Keys(%q) = %q", word, got)
		}
	}
	if _, ok := Keys(""); ok {
		t.Error("nothing typed is no syllable")
	}
}

func FuzzKeys(f *testing.F) {
	f.Add("nhaajp")
	f.Add("d9uong72")
	f.Fuzz(func(t *testing.T, word string) {
		if got, ok := Keys(word); ok && (!IsSyllable(got) || !Marked(got) && got != Fold(word) || Normalize(got) != got) {
			t.Fatalf("Keys(%q) = %q, no syllable in normal form", word, got)
		}
	})
}
