package vi

import (
	"strings"
	"testing"
)

// cut shows the words of a text, syllables of one word joined by _.
func cut(l *Lexicon, text string) string {
	tokens := Tokens(text)
	var out []string
	for _, w := range l.Words(tokens, nil) {
		var terms []string
		for _, tok := range tokens[w.First:w.End] {
			terms = append(terms, tok.Term)
		}
		out = append(out, strings.Join(terms, "_"))
	}
	return strings.Join(out, " ")
}

func TestWords(t *testing.T) {
	l := NewLexicon()
	for _, w := range []string{"công an", "tái hòa nhập", "cộng đồng", "học sinh", "sinh học", "kỷ luật"} {
		if err := l.Add(w); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"Công an Hải Phòng", "công_an hải_phòng"},
		{"công an tới Hải Phòng", "công_an tới hải_phòng"},
		{"TÁI HOÀ NHẬP CỘNG ĐỒNG", "tái_hòa_nhập cộng_đồng"},
		{"tái hòa nhập cộng đồng", "tái_hòa_nhập cộng_đồng"},
		{"học sinh học sinh học", "học_sinh học_sinh học"},
		{"công, an", "công an"},
		{"công\n\nan", "công an"},
		{"Nguyễn Văn An nói", "nguyễn_văn_an nói"},
		{"Ông Nguyễn Văn An", "ông nguyễn_văn_an"},
		{"UBND Quận Ngô Quyền", "ubnd quận ngô_quyền"},
		{"ở Thành Phố Hải Phòng", "ở thành_phố hải_phòng"},
		{"tới 6.550 lượt", "tới 6550 lượt"},
		{"hơn 1.400 tỉ đồng", "hơn 1400_tỉ đồng"},
		{"10 triệu; tháng 4, tháng 12, tháng 13, tháng 0", "10_triệu tháng_4 tháng_12 tháng 13 tháng 0"},
		{"gặp trần văn nhật hôm qua", "gặp trần_văn_nhật hôm_qua"},
		{"nguyễn khắc trường", "nguyễn_khắc_trường"},
		{"Lâm Đồng Nguyễn Văn Đẳng", "lâm_đồng nguyễn_văn_đẳng"},
		{"phố Hàng Mành Hà Nội", "phố hàng_mành hà_nội"},
		{"Nguyễn Hải Dương", "nguyễn_hải_dương"},
		{"Thuyền Trà Vinh gặp bão", "thuyền trà_vinh gặp bão"},
		{"kĩ thuật, công ti", "kĩ_thuật công_ti"},
		{"xe ôtô chở bêtông", "xe ô_tô chở bê_tông"},
		{"", ""},
	} {
		if got := cut(l, c.in); got != c.want {
			t.Errorf("%q\n got  %s\n want %s", c.in, got, c.want)
		}
	}
}

// TestWordsCoverTokens holds Words to its promise on any text.
func TestWordsCoverTokens(t *testing.T) {
	l := NewLexicon()
	long := strings.Repeat("công tác xã hội Nguyễn Văn ", 60)
	for _, text := range []string{long, sampleText, strings.ToUpper(sampleText), "a", "A B C D E F G H"} {
		tokens := Tokens(text)
		at := 0
		for _, w := range l.Words(tokens, nil) {
			if w.First != at || w.End <= w.First {
				t.Fatalf("word %+v after token %d", w, at)
			}
			at = w.End
		}
		if at != len(tokens) {
			t.Fatalf("words end at %d of %d tokens", at, len(tokens))
		}
	}
}
