package vi

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// pieces are joined at random into texts; each is there because a rule looks at it.
var pieces = []string{
	" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00A0", "\u2009", "\u200B", "\u00AD", "\uFEFF", "\u034F",
	".", ",", "-", "/", "&", "'", "’", ":", "@", "%", "+", "(", ")", "“", "”", "…", "!", "?", "–", "_", "#", "://", "www.",
	"0", "1", "2", "6", "25", "08", "2021", "550", "123", "45", "0225", "3842123", "84", "+84", "15", "30",
	"a", "A", "đ", "Đ", "Ð", "ð", "Q", "q", "TP", "tp", "HCM", "hcm", "NĐ", "CP", "QĐ", "UBND", "GD", "ĐT", "H", "v",
	"hòa", "hoà", "thúy", "thuý", "vịêt", "tụynh", "Việt", "NAM", "đường", "ĐƯỜNG", "quý", "giếng", "Nguyễn", "công", "an",
	"h", "g", "kg", "km", "m2", "m²", "tỷ", "triệu", "%", "h30", "15A", "B1", "http", "https", "vn", "com", "vnexpress", "Covid", "ôtô", "bêtông", "Marốc", "sôcôla", "Niê", "hoáTiêu", "Hélène", "&amp;",
	"e\u0302\u0301", "e\u0301\u0302", "\u0301", "\u0302", "\u0323", "\u031B", "u\u031B\u0300", "o\u0323\u0302", "a\u0300\u0301", "\u0307", "\u0345", "\u0308",
	"ｔｐ", "１２３", "．", "漢", "字", "か\u3099", "ｶﾞ", "한글", "\u1112\u1161\u11AB", "Москва", "й", "ß", "ı", "İ", "ſ", "K", "ﬁ", "½", "①", "café", "naïve", "ñ", "Å", "ς", "ǰ",
	"\xff", "\xc3", "\xe1\xba", "\x80", "\x00", "😀", "👨\u200D👩",
}

// sampleText is a news item written for the benchmarks.
const sampleText = `Quận Hồng Bàng: Tuyên truyền phòng cháy tới 3.250 lượt người dân

Sáng 12/9/2022, Ủy ban nhân dân quận phối hợp với Công an thành phố tổ chức hội nghị tổng kết công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ trên địa bàn. Dự hội nghị có đại diện lãnh đạo các phòng, ban, đơn vị và hơn 120 hộ kinh doanh tại chợ trung tâm.

Theo báo cáo, trong 8 tháng đầu năm, lực lượng chức năng đã kiểm tra 415 lượt cơ sở, lập biên bản xử phạt 27 trường hợp với số tiền 186.500.000 đồng; tỷ lệ cơ sở có phương án chữa cháy đạt 92,5%. Tuy nhiên, một số nơi vẫn còn tình trạng lấn chiếm lối thoát hiểm, hệ thống điện xuống cấp, người dân chưa được hướng dẫn đầy đủ. "Chúng tôi sẽ tiếp tục đến từng tổ dân phố để tập huấn", ông Phạm Văn Thành, Phó Chủ tịch UBND quận, cho biết.

`

func randomText(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces")
	return strings.Join(parts, "")
}

func anyText(t *rapid.T) string {
	if rapid.IntRange(0, 4).Draw(t, "how") == 0 {
		return rapid.String().Draw(t, "string")
	}
	return randomText(t)
}

// check holds text to everything a token promises.
func check(text string) error {
	tokens := Tokens(text)
	at := 0
	for _, tok := range tokens {
		switch {
		case tok.Start < at || tok.End <= tok.Start || tok.End > len(text):
			return fmt.Errorf("token %+v: range after %d", tok, at)
		case !utf8.RuneStart(text[tok.Start]) && validAround(text, tok.Start), tok.End < len(text) && !utf8.RuneStart(text[tok.End]) && validAround(text, tok.End):
			return fmt.Errorf("token %+v: range inside a character", tok)
		case Normalize(text[tok.Start:tok.End]) != tok.Term:
			return fmt.Errorf("token %+v: %q normalises to %q", tok, text[tok.Start:tok.End], Normalize(text[tok.Start:tok.End]))
		case Fold(tok.Term) != tok.Folded:
			return fmt.Errorf("token %+v: term folds to %q", tok, Fold(tok.Term))
		case tok.Term == "" || !utf8.ValidString(tok.Term):
			return fmt.Errorf("token %+v: bad term", tok)
		}
		for _, p := range tok.Parts {
			if p.Start < tok.Start || p.End > tok.End || p.Start >= p.End || p.Term == "" || Fold(p.Term) != p.Folded {
				return fmt.Errorf("token %+v: bad part %+v", tok, p)
			}
		}
		at = tok.End
	}
	if !utf8.ValidString(text) {
		return nil
	}
	terms := termList(tokens)
	forms := []string{norm.NFC.String(text), norm.NFD.String(text)}
	if !strings.ContainsFunc(text, ignorable) { // which keep marks apart for NFC, not for terms
		forms = append(forms, NFC(text))
	}
	for form, other := range forms {
		if got := termList(Tokens(other)); got != terms {
			return fmt.Errorf("form %d gives %q, the text %q", form, got, terms)
		}
	}
	if got := termList(Tokens(upper(text))); got != terms {
		return fmt.Errorf("capitals give %q, the text %q", got, terms)
	}
	return nil
}

// validAround reports whether offset i lies inside one valid character.
func validAround(text string, i int) bool {
	for back := 1; back <= 3 && i-back >= 0; back++ {
		if utf8.RuneStart(text[i-back]) {
			_, size := utf8.DecodeRuneInString(text[i-back:])
			return size > back
		}
	}
	return false
}

// upper is the text in capitals; iota below is left, as its capital is a letter.
func upper(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u0345' {
			return r
		}
		return unicode.ToUpper(r)
	}, s)
}

func termList(tokens []Token) string {
	var b strings.Builder
	for _, tok := range tokens {
		b.WriteString(tok.Term)
		b.WriteString(" | ")
	}
	return b.String()
}

func TestTokensKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		if err := check(text); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func FuzzTokens(f *testing.F) {
	f.Add("Cập nhật: 25/08/2021 07:29, UBND TP.HCM, 6.550 lượt người (12,5 %)")
	f.Add("Số 15/2020/NĐ-CP; 15A-123.45; 0225.3842.123; a.b@x.vn")
	f.Add("vie\u0302\u0323t vịêt hoà \xff\xc3")
	f.Fuzz(func(t *testing.T, text string) {
		if err := check(text); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func TestNormalizeOneForm(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Hoà", "hòa"},
		{"hòa", "hòa"},
		{"thuý", "thúy"},
		{"THÚY", "thúy"},
		{"vịêt", "việt"},
		{"tụynh", "tuỵnh"},
		{"Ðường", "đường"},
		{"ðường", "đường"},
		{"vie\u0323\u0302t", "việt"},
		{"vie\u0302\u0323t", "việt"},
		{"a\u0301\u0302m", "ấm"},
		{"toàn", "toàn"},
		{"tòan", "toàn"},
		{"qúy", "quý"},
		{"gìa", "già"},
		{"gì", "gì"},
		{"khủyu", "khuỷu"},
		{"ngỏeo", "ngoẻo"},
		{"thủơ", "thuở"},
		{"giêng", "giêng"},
		{"gíêng", "giếng"},
		{"múa", "múa"},
		{"muá", "múa"},
		{"mía", "mía"},
		{"café", "café"},
		{"ｔｐ", "tp"},
		{"nghiêng", "nghiêng"},
		{"đưòng", "đưòng"},
		{"resumé", "resumé"},
		{"qua\u0309", "quả"},
		{"ĐƯƠ\u0300NG", "đường"},
	} {
		if got := Normalize(c.in); got != c.want {
			t.Errorf("Normalize(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func decomposed(s string) string { return norm.NFD.String(s) }
