package vi

import (
	"strings"
	"testing"
)

func TestIsSyllable(t *testing.T) {
	for _, s := range strings.Fields(`đường nghiêng khuya khuỷu quốc quý quyết quỳnh giếng giặt gì gìn gia giữa yêu yến oan
		oằn uống ươn thuở huệ xoong khoét hoặc ngoẻo toàn hòa hoà Hòa ĐƯỜNG nguyễn kỹ kĩ`) {
		if !IsSyllable(s) {
			t.Errorf("IsSyllable(%q) = false", s)
		}
	}
	for _, s := range strings.Fields(`duong xyz càc cac iêu ngi ce cq q qu gh w f a1 việtt ươnn nghieng thanhh đđường
		hộị tiên1 covid tyên`) {
		if IsSyllable(s) {
			t.Errorf("IsSyllable(%q) = true", s)
		}
	}
	if IsSyllable("") || MaySyllable("") {
		t.Error("the empty string is no syllable")
	}
}

func TestMaySyllable(t *testing.T) {
	for _, s := range strings.Fields("duong đuong đường cac nghieng giêng gieng thưong uong quoc Viet khuyen") {
		if !MaySyllable(s) {
			t.Errorf("MaySyllable(%q) = false", s)
		}
	}
	for _, s := range strings.Fields("strong xyz càc facebook w a1") {
		if MaySyllable(s) {
			t.Errorf("MaySyllable(%q) = true", s)
		}
	}
}

// TestEverySyllable builds every syllable of the grammar: each must be its own
// normal form, and moving its tone to another vowel must not change the form.
func TestEverySyllable(t *testing.T) {
	onsets := strings.Fields("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	n := 0
	for _, on := range append(onsets, "") {
		for _, r := range strings.Fields(rimes) {
			if !IsSyllable(on+r) && !IsSyllable(on+toneOn(r, 0, Acute)) && !anyTone(on, r) {
				continue
			}
			for tone := Grave; tone < tones; tone++ {
				want := ""
				for i := range len([]rune(r)) {
					s := on + toneOn(r, i, tone)
					if s == on+r {
						continue // a consonant bears no tone
					}
					got := Normalize(s)
					if want == "" {
						want = got
					}
					if got != want || Normalize(got) != got {
						t.Fatalf("Normalize(%q) = %q, elsewhere %q", s, got, want)
					}
				}
				if IsSyllable(want) {
					n++
				}
			}
		}
	}
	if n < 10_000 {
		t.Errorf("only %d toned syllables", n)
	}
}

func anyTone(on, r string) bool {
	for i := range len([]rune(r)) {
		if IsSyllable(on + toneOn(r, i, Acute)) {
			return true
		}
	}
	return false
}

// toneOn puts a tone on letter i of a rime if it is a vowel.
func toneOn(r string, i int, tone Tone) string {
	out := []rune(r)
	if g := letters.at(out[i]); isVowel(g.code) {
		f := letters.form[g.code][tone]
		out[i] = []rune(string(f.lower[:f.size]))[0]
	}
	return string(out)
}
