package vi

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTelex(t *testing.T) {
	for keys, want := range map[string]string{
		"hair": "hải", "phongf": "phòng", "tasi": "tái", "nhapaj": "nhập", "dduowngf": "đường", "duongdwf": "đường",
		"Vieejt": "Việt", "VIEETJ": "VIỆT", "Dduwowcj": "Được", "quowr": "quở", "thuowr": "thuở", "huow": "huơ", "muaw": "mưa",
		"mwa": "mưa", "hoawcj": "hoặc", "luuw": "lưu", "nguoiwf": "người", "giuwax": "giữa", "giwax": "giữa", "gix": "gĩ",
		"quyeenr": "quyển", "khuyur": "khuỷu", "tw": "tư", "wng": "ưng", "mas": "má", "test": "tét", "ddax": "đã", "tuanas": "tuấn",
		"dodongf": "đồng", "quawng": "quăng", "uoongs": "uống",
		"": "", "la": "", "boong": "", "news": "", "boss": "", "world": "", "đường": "", "dd": "", "ss": "", "w": "", "[": "", "aaaaaaaaaaaaaaaa": "",
		"nghieengxsz": "", "catf": "", "hoas1": "",
	} {
		got, ok := Telex(keys)
		if got != want || ok != (want != "") {
			t.Errorf("Telex(%q) = %q, %t, want %q", keys, got, ok, want)
		}
	}
}

func TestVNI(t *testing.T) {
	for keys, want := range map[string]string{
		"ha3i": "hải", "pho2ng": "phòng", "d9u7o7ng2": "đường", "duong972": "đường", "Tie61ng": "Tiếng", "VIE6T5": "VIỆT",
		"nuoc71": "nước", "ga8ng": "găng", "a1": "á",
		"": "", "u23": "", "m2": "", "covid19": "", "g20": "", "top10": "", "a0": "", "12": "",
	} {
		got, ok := VNI(keys)
		if got != want || ok != (want != "") {
			t.Errorf("VNI(%q) = %q, %t, want %q", keys, got, ok, want)
		}
	}
}

func TestUnkey(t *testing.T) {
	for _, c := range []struct{ in, want, how string }{
		{"hair phongf", "hải phòng", HowTelex},
		{"cong an hair phongf", "cong an hải phòng", HowTelex},
		{"HAIR PHONGF", "HẢI PHÒNG", HowTelex},
		{"phongf", "phòng", HowTelex},
		{"tasi hoaf nhaajp", "tái hòa nhập", HowTelex},
		{"Coong an thanhf phoos Hair Phongf", "Công an thành phố Hải Phòng", HowTelex},
		{"UBND quaanj Ngoo Quyeenf", "UBND quận Ngô Quyền", HowTelex},
		{"\"cooong\" (an)", "", ""},
		{"tai nan giao thoong nghieem trongj 2021", "tai nan giao thông nghiêm trọng 2021", HowTelex},
		{"ha3i pho2ng", "hải phòng", HowVNI},
		{"tha2nh pho61 Ho62 Chi1 Minh", "thành phố Hồ Chí Minh", HowVNI},
		{"duong972 sa81t", "đường sắt", HowVNI},
		// English, names and Vietnamese as it should be
		{"test", "", ""},
		{"news", "", ""},
		{"boss", "", ""},
		{"world", "", ""},
		{"mas", "", ""},
		{"IMF", "", ""},
		{"tan cong ddos", "", ""},
		{"giám đốc imf", "", ""},
		{"mix box", "", ""},
		{"taxi sofa", "", ""},
		{"best of the west", "", ""},
		{"how to see his car", "", ""},
		{"there was no queen in this room", "", ""},
		{"cong an hai phong", "", ""},
		{"hải phòng", "", ""},
		{"u23 vie", "", ""},
		{"quan1", "", ""},
		{"covid19 test nhanh", "", ""},
		{"", "", ""},
	} {
		got, how, ok := Unkey(c.in)
		if got != c.want || how != c.how || ok != (c.how != "") {
			t.Errorf("Unkey(%q) = %q, %q, %t, want %q; all %v", c.in, got, how, ok, c.want, Unkeys(c.in))
		}
	}
	// What is not sure is offered.
	for in, want := range map[string]string{
		"mas": "má", "test": "tét", "tasi": "tái", "covid hair phongf quaanj": "covid hải phòng quận", "phong2": "phòng",
	} {
		all := Unkeys(in)
		if len(all) == 0 || all[0].Text != want || all[0].Confidence >= SureKeys {
			t.Errorf("Unkeys(%q) = %v, want %q below %.2f", in, all, want, SureKeys)
		}
	}
}

// telexOf and vniOf type a syllable.
func telexOf(s string) string {
	return keysOf(s, "fsrxj", map[rune]string{'ă': "aw", 'â': "aa", 'ê': "ee", 'ô': "oo", 'ơ': "ow", 'ư': "uw", 'đ': "dd"})
}

func vniOf(s string) string {
	return keysOf(s, "21345", map[rune]string{'ă': "a8", 'â': "a6", 'ê': "e6", 'ô': "o6", 'ơ': "o7", 'ư': "u7", 'đ': "d9"})
}

func keysOf(s, tones string, hats map[rune]string) string {
	var out strings.Builder
	tone := ""
	for _, r := range s {
		g := letters.at(r)
		if g.tone != Level {
			tone = tones[g.tone-1 : g.tone]
		}
		f := letters.form[g.code][Level]
		base, _ := utf8.DecodeRune(f.lower[:f.size])
		if keys, ok := hats[base]; ok {
			out.WriteString(keys)
		} else {
			out.WriteRune(base)
		}
	}
	return out.String() + tone
}

// TestKeysOfEverySyllable types every syllable of a news item and of the
// lexicon both ways; what is typed with marks must come back.
func TestKeysOfEverySyllable(t *testing.T) {
	n := 0
	words := strings.Fields(sampleText)
	for w := range commonMarked {
		words = append(words, w)
	}
	for _, w := range words {
		w = Normalize(w)
		if !IsSyllable(w) || !Marked(w) {
			continue
		}
		n++
		if got, ok := Telex(telexOf(w)); !ok || got != w {
			t.Errorf("Telex(%q) = %q, %t, want %q", telexOf(w), got, ok, w)
		}
		if got, ok := VNI(vniOf(w)); !ok || got != w {
			t.Errorf("VNI(%q) = %q, %t, want %q", vniOf(w), got, ok, w)
		}
	}
	if n < 100 {
		t.Fatalf("only %d syllables", n)
	}
}

func TestKeysProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zA-Z0-9]{0,13}`).Draw(t, "word")
		for _, read := range []func(string) (string, bool){Telex, VNI} {
			s, ok := read(word)
			if !ok {
				continue
			}
			if !IsSyllable(s) || MaySyllable(word) || Normalize(s) != strings.ToLower(s) {
				t.Fatalf("%q gives %q", word, s)
			}
		}
		text := anyText(t)
		for _, u := range Unkeys(text) {
			if u.Confidence <= 0 || u.Confidence > 1 || u.Text == text {
				t.Fatalf("%q gives %+v", text, u)
			}
		}
	})
}

func BenchmarkUnkey(b *testing.B) {
	text := "Coong an thanhf phoos Hair Phongf tasi hoaf nhaajp coongj ddoongf"
	perCPU(b, len(text), func() int {
		if _, _, ok := Unkey(text); !ok {
			b.Fatal("not recognised")
		}
		return 1
	})
}
