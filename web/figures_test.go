package web

import (
	"net/url"
	"testing"

	"khobao/index/query"
	"khobao/index/rank"
)

func TestFigureTexts(t *testing.T) {
	s := newServer(t, newShelf())
	tests := []struct{ q, vi, en string }{
		{"tiền:>100tr", "tiền trên 100 triệu đồng", "money: over 100 million đồng"},
		{"tiền:>=100tr", "tiền từ 100 triệu đồng", "money: 100 million đồng or more"},
		{"tiền:100tr..1,5 tỷ", "tiền từ 100 triệu đồng đến 1,5 tỷ đồng", "money: 100 million đồng to 1.5 billion đồng"},
		{"tiền:<500k", "tiền dưới 500.000 đồng", "money: under 500,000 đồng"},
		{"tiền:<=2 nghìn tỷ", "tiền đến 2.000 tỷ đồng", "money: up to 2,000 billion đồng"},
		{"tiền:10 triệu USD", "tiền 10 triệu USD", "money: 10 million USD"},
		{"người:>6550", "số người trên 6.550", "people: over 6,550"},
		{"phần trăm:>12,5", "tỷ lệ trên 12,5%", "share: over 12.5%"},
		{"diện tích:5..20ha", "diện tích từ 5 ha đến 20 ha", "area: 5 ha to 20 ha"},
		{"tuổi:>=100", "tuổi từ 100", "age: 100 or more"},
		{"nhiệt độ:>=40", "nhiệt độ từ 40 °C", "temperature: 40 °C or more"},
		{"xe:1234567", "số xe 1.234.567", "vehicles: 1,234,567"},
	}
	for _, tt := range tests {
		n, _ := query.Parse(tt.q, rank.Lookup)
		f, ok := n.(query.Figure)
		if !ok {
			t.Errorf("%s is no figure", tt.q)
			continue
		}
		for lang, want := range map[string]string{"vi": tt.vi, "en": tt.en} {
			if got := figureText(&shell{p: s.deps.Locale.In(lang), Lang: lang}, f); got != want {
				t.Errorf("%s in %s: %q, want %q", tt.q, lang, got, want)
			}
		}
	}
}

// TestFigureAskedForIsAChip looks at a query of a figure alone and of one beside
// words: each is shown in words, and can be taken out.
func TestFigureAskedForIsAChip(t *testing.T) {
	s := newServer(t, newShelf())
	for q, rest := range map[string]string{"tiền:>100tr": "", "giao thông tiền:>100 triệu": "giao thông"} {
		doc := get(t, s, "/search?q="+url.QueryEscape(q)).doc(t)
		found := false
		for _, a := range all(one(t, doc, "ul.echo"), "a") {
			if textOf(a) != "tiền trên 100 triệu đồng ×" {
				continue
			}
			found = true
			u, err := url.Parse(attr(a, "href"))
			if err != nil {
				t.Fatal(err)
			}
			if got := u.Query().Get("q"); got != rest {
				t.Errorf("%q without the figure is %q, want %q", q, got, rest)
			}
		}
		if !found {
			t.Errorf("%q has no chip of the figure: %s", q, textOf(one(t, doc, "ul.echo")))
		}
	}
}
