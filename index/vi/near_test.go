package vi

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		word, meant string
		cost        float64 // 0: never
	}{
		{"xóng", "sóng", 0.5},
		{"sâu", "xâu", 0.5},
		{"chường", "trường", 0.5},
		{"nàng", "làng", 0.5},
		{"rành", "dành", 0.5},
		{"giành", "dành", 0.5},
		{"ngĩ", "nghĩ", 0.5},
		{"nghĩ", "nghỉ", 0.5},
		{"bảo", "bão", 0.5},
		{"phòn", "phòng", 0.5},
		{"nạm", "nạn", 1},
		{"thuốt", "thuốc", 0.5},
		{"hiêu", "hươu", 0.5},
		{"lựu", "lịu", 0.5},
		{"phogn", "phong", 1},
		{"đuờgn", "đường", 0},
		{"đườngg", "đường", 1},
		{"cong", "gong", 1},
		{"thanhh", "thanh", 1},
		{"chòe", "chó", 0},
		{"chòe", "chè", 1},
		{"má", "mà", 0},
		{"má", "mạ", 0},
		{"ma", "má", 0},
		{"bán", "bạn", 0},
	} {
		got := 0.0
		for _, s := range Slips(c.word) {
			if s.Term == c.meant {
				got = s.Cost
			}
		}
		if got != c.cost {
			t.Errorf("%q for %q costs %v, want %v", c.word, c.meant, got, c.cost)
		}
	}
	for _, word := range []string{"", "a", "covid", "2021", "facebook", "ngoằnngoèo"} {
		if got := Slips(word); word != "covid" && got != nil {
			t.Errorf("Slips(%q) = %v", word, got)
		}
	}
}

// TestSlipsAreSyllables draws words and holds what they are taken for to being
// syllables in normal form, with marks where the word has them.
func TestSlipsAreSyllables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := Normalize(rapid.StringMatching(`[a-zăâđêôơưáàảãạếềểễệốồổỗộớờởỡợứừửữựíìỉĩị]{1,8}`).Draw(t, "word"))
		for _, s := range Slips(word) {
			if s.Term == word || Normalize(s.Term) != s.Term || !MaySyllable(s.Term) || Marked(word) && !IsSyllable(s.Term) || !Marked(word) && Marked(s.Term) {
				t.Fatalf("%q is taken for %q", word, s.Term)
			}
		}
	})
}
