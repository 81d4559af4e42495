package extract

import (
	"slices"
	"strings"
	"testing"

	"khobao/index"
)

func TestLineKey(t *testing.T) {
	const line = "Vì một dòng sông sạch, ngày 5/6"
	for other, same := range map[string]bool{
		"VÌ MỘT DÒNG SÔNG SẠCH, ngày 5-6.": true,
		"Vì một dòng sông sạch - ngày 5/6": true,
		"Vì một dòng sông sạch, ngày 6/6":  false,
		"Vì một dòng sông sạch":            false,
	} {
		if got := LineKey(other) == LineKey(line); got != same {
			t.Errorf("%q: same %v", other, got)
		}
	}
}

// TestLearnableLines offers short lines to be learned, and neither speech nor paragraphs.
func TestLearnableLines(t *testing.T) {
	a := index.Article{
		Lead:     "Báo Bến Sông: nhanh, đúng, gần dân",
		Body:     strings.Join([]string{someBody, "Vì một dòng sông sạch cho mai sau", "- Xin cảm ơn ông rất nhiều!", "“Vì một dòng sông sạch”, ông nói.", "Ông đến từ đâu?", "Hết", "Vì một dòng sông sạch cho mai sau."}, "\n\n"),
		Captions: []index.Caption{{Text: "Ảnh chỉ có tính minh họa"}},
	}
	var got []string
	for _, l := range Lines(&a) {
		got = append(got, l.Text)
	}
	want := []string{"Báo Bến Sông: nhanh, đúng, gần dân", "Vì một dòng sông sạch cho mai sau", "Ảnh chỉ có tính minh họa"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
	a.Rule = "jsonl"
	if len(Lines(&a)) != 0 {
		t.Error("lines of a text that was read from no page")
	}
}

// TestLedger leaves the lines of the site's ledger out, by a rule and without,
// as text, lead and caption, and those of another site in.
func TestLedger(t *testing.T) {
	const slogan = "Vì một dòng sông sạch cho mai sau"
	x := mustNew(t, Options{})
	p := pageOf("ben-song.example", somePage(someTitle, "<p>"+slogan+"</p><figure><img src=a.jpg><figcaption>"+slogan+"</figcaption></figure>"+"<p>“"+slogan+"”, ông lái đò nói với bà con hai bên bờ sông sáng nay.</p>"))
	read := func(x *Extractor) index.Article {
		a, err := x.Extract(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	plain := read(x)
	if strings.Count(plain.Body, slogan) != 2 || len(plain.Captions) != 1 {
		t.Fatalf("without a ledger: %q, %v", plain.Body, plain.Captions)
	}
	key := LineKey(slogan)
	learned := read(x.With(Ledger{"ben-song.example": {key: true}}))
	if strings.Count(learned.Body, slogan) != 1 || len(learned.Captions) != 0 || !strings.Contains(learned.Body, "ông lái đò nói") {
		t.Errorf("with a ledger: %q, %v", learned.Body, learned.Captions)
	}
	if other := read(x.With(Ledger{"bao.example": {key: true}})); other.Body != plain.Body {
		t.Errorf("with the ledger of another site: %q", other.Body)
	}
	if again := read(x); again.Body != plain.Body {
		t.Error("With changed the extractor it was called on")
	}
}

func TestCounters(t *testing.T) {
	x := mustNew(t, Options{})
	p := pageOf("ben-song.example", somePage(someTitle, `<div>Lượt xem: 1.024</div><div class=tk>Bạn là người truy cập thứ<br><b>1 458 210</b></div><ul><li>Đang truy cập <b>12</b></li></ul>
<p>Cả xã có 1.204 lượt xem phim lưu động trong tháng, nhiều hơn cùng kỳ năm trước tới 15 phần trăm.</p><p>Điện thoại truy cập: 0200 113, 114</p>`))
	want := []Counter{{"Lượt xem", 1024, false}, {"Bạn là người truy cập thứ", 1458210, true}, {"Đang truy cập", 12, true}}
	a, got, err := x.ExtractCounted(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, not %+v", got, want)
	}
	for _, n := range []string{"1.024", "1 458 210", "Đang truy cập"} {
		if strings.Contains(a.Body, n) {
			t.Errorf("%q stands in the text: %q", n, a.Body)
		}
	}
	for _, none := range []string{"", "Lượt xem", "12", "7 người đã xem và 3 người đã đọc", "Số lượt truy cập 12345678901234567890"} {
		if c, ok := readCounter(none); ok {
			t.Errorf("%q: %+v", none, c)
		}
	}
}
