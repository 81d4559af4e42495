package vi

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestForms(t *testing.T) {
	for _, c := range []struct {
		text  string
		n     int
		forms string // parted by |
		whole bool
	}{
		{"25/8/2021", 1, "25 tháng 8 năm 2021|25 tháng 8 2021", false},
		{"ngày 25/8/2021", 0, "", false},
		{"ngay 25 thang 8 nam 2021", 6, "25/8/2021|25 tháng 8 năm 2021|25 tháng 8 2021", true},
		{"25 tháng 8", 3, "25/8", true},
		{"tháng 8-2021", 3, "8/2021|tháng 8 năm 2021", true},
		{"30-4", 1, "30 4|30 tháng 4", false},
		{"7h30", 1, "7 giờ 30|7 giờ 30 phút", false},
		{"22 giờ", 2, "22h", true},
		{"5%", 1, "5 phần trăm", false},
		{"12,5 phần trăm", 3, "12,5%", true},
		{"1,5 triệu", 2, "1500000|1,5 tr|1500 nghìn|1500 ngàn", true},
		{"2 tỷ 500 triệu", 4, "2500000000|2,5 tỷ|2,5 tỉ|2500 triệu|2500 tr", true},
		{"10 nghìn tỷ", 3, "10000000000000|10000 tỷ|10 ngàn tỷ|10 nghìn tỉ|10 ngàn tỉ|10000 tỉ", true},
		{"500000", 1, "500 nghìn|500 ngàn", false},
		{"120.000đ", 2, "120000 đồng|120000 vnđ|120000 vnd|120 nghìn đồng|120 ngàn đồng", true},
		{"38 triệu đồng/lượng", 2, "38000000|38 tr|38000 nghìn|38000 ngàn", true},
		{"1a", 0, "", false},
		{"300g", 1, "300 g", false},
		{"15a-12345", 1, "15a12345|15a 12345|15a 123,45", false},
		{"nghị định số 15/2020/NĐ-CP", 4, "15/2020/nđ-cp|15/2020/nd-cp|nghị định 15/2020|nghị định số 15/2020|nđ 15/2020|nđ số 15/2020", false},
		{"QL5", 1, "quốc lộ 5|ql 5", true},
		{"quoc lo 1A", 3, "quốc lộ 1a|ql1a|ql 1a", true},
		{"Q.1", 2, "quận 1|q1", true},
		{"phường 14", 2, "p14|p 14", true},
		{"quận Ngô", 0, "", false},
		{"quận\n\n1", 0, "", false},
		{"quận 2021", 0, "", false},
		{"covid-19", 2, "covid19", true},
		{"Covid 19", 2, "covid19", true},
		{"covid19", 1, "covid 19", false},
		{"U23", 1, "u 23", false},
		{"U-23", 2, "u23", true},
		{"asean 2010", 2, "asean2010", false},
		{"hồ 19", 0, "", false},
		{"su 30", 0, "", false},
		{"h5n1", 0, "", false},
		{"m2", 0, "", false},
		{"5G", 0, "", false},
		{"900g", 1, "900 g", false},
		// What is just a number, or no number at all.
		{"2021", 0, "", false},
		{"ngày 5", 0, "", false},
		{"tháng 5", 0, "", false},
		{"25\n\nTháng 8", 0, "", false},
		{"công an", 0, "", false},
		{"15/2020", 0, "", false},
		{"quyết định", 0, "", false},
		{"", 0, "", false},
	} {
		n, forms, whole := Forms(Tokens(c.text))
		got := make([]string, len(forms))
		for i, f := range forms {
			got[i] = f.Text
		}
		if n != c.n || whole != c.whole || !sameForms(got, c.forms) {
			t.Errorf("Forms(%q) = %d, %q, %t, want %d, %q, %t", c.text, n, strings.Join(got, "|"), whole, c.n, c.forms, c.whole)
		}
	}
}

// sameForms compares without regard to order.
func sameForms(got []string, want string) bool {
	if want == "" {
		return len(got) == 0
	}
	forms := strings.Split(want, "|")
	if len(forms) != len(got) {
		return false
	}
	seen := map[string]bool{}
	for _, f := range got {
		seen[f] = true
	}
	for _, f := range forms {
		if !seen[f] {
			return false
		}
	}
	return true
}

// TestFormsOfAnyText holds forms to being of what was read: no more tokens than
// there are, and each form with words.
func TestFormsOfAnyText(t *testing.T) {
	pieces := []string{"ngày", "tháng", "năm", "8", "25", "2021", "25/8/2021", "25-8", "7h30", "giờ", "phút", "%", "phần trăm", "tỷ", "triệu", "đồng", "1,5", "000", "nghị định", "số", "15/2020/NĐ-CP", "15A-123.45", "g", ".", "999999999999999999", "x"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "text"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
		tokens := Tokens(text)
		for i := range tokens {
			n, forms, _ := Forms(tokens[i:])
			if n < 0 || n > len(tokens)-i || n == 0 && len(forms) > 0 {
				t.Fatalf("%q: %d tokens of %d, %v", text, n, len(tokens)-i, forms)
			}
			for _, f := range forms {
				if len(Tokens(f.Text)) == 0 {
					t.Fatalf("%q can be written %q", text, f.Text)
				}
			}
		}
	})
}
