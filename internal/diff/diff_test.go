package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index"
)

// shown writes a comparison as lines, reworded words in brackets.
func shown(d Diff) string {
	var b strings.Builder
	mark := func(s string, spans []Span) string {
		for i := len(spans) - 1; i >= 0; i-- {
			s = s[:spans[i].Start] + "[" + s[spans[i].Start:spans[i].End] + "]" + s[spans[i].End:]
		}
		return s
	}
	for _, s := range d.Sentences {
		if s.Paragraph {
			b.WriteString("¶")
		}
		switch s.Op {
		case Same:
			fmt.Fprintf(&b, "  %s\n", s.New)
		case Added, MovedTo:
			fmt.Fprintf(&b, "%c %s\n", map[Op]rune{Added: '+', MovedTo: '>'}[s.Op], s.New)
		case Removed, MovedFrom:
			fmt.Fprintf(&b, "%c %s\n", map[Op]rune{Removed: '-', MovedFrom: '<'}[s.Op], s.Old)
		case Changed:
			fmt.Fprintf(&b, "~ %s\n= %s\n", mark(s.Old, s.OldWords), mark(s.New, s.NewWords))
		}
	}
	return b.String()
}

func TestArticles(t *testing.T) {
	old := &index.Article{
		Title: "Cháy chợ Sắt lúc rạng sáng",
		Lead:  "Đám cháy bùng lên lúc 3h15. Không ai bị thương.",
		Body: "Theo ông Nguyễn Văn A., lửa lan nhanh. TP. Hải Phòng điều 12 xe.\n\n" +
			"“Chúng tôi thức trắng đêm.” Bà Lan kể lại.\n\nThiệt hại ước 2 tỷ đồng.",
		Captions: []index.Caption{{Text: "Lực lượng chữa cháy có mặt."}},
	}
	now := *old
	now.Title = "Cháy chợ Sắt lúc nửa đêm"
	now.Lead = "Đám cháy bùng lên lúc 3h15. Hai người bị thương nhẹ."
	now.Body = "“Chúng tôi thức trắng đêm.” Bà Lan kể lại.\n\n" +
		"Theo ông Nguyễn Văn A., lửa lan nhanh. TP. Hải Phòng điều 15 xe.\n\nThiệt hại ước 2 tỷ đồng. Nguyên nhân đang được làm rõ."
	now.Captions = nil
	want := strings.TrimPrefix(`
¶~ Cháy chợ Sắt lúc [rạng sáng]
= Cháy chợ Sắt lúc [nửa đêm]
¶  Đám cháy bùng lên lúc 3h15.
- Không ai bị thương.
+ Hai người bị thương nhẹ.
¶< Theo ông Nguyễn Văn A., lửa lan nhanh.
< TP. Hải Phòng điều 12 xe.
¶  “Chúng tôi thức trắng đêm.”
  Bà Lan kể lại.
¶> Theo ông Nguyễn Văn A., lửa lan nhanh.
~ TP. Hải Phòng điều [12] xe.
= TP. Hải Phòng điều [15] xe.
¶  Thiệt hại ước 2 tỷ đồng.
+ Nguyên nhân đang được làm rõ.
¶- Lực lượng chữa cháy có mặt.
`, "\n")
	d := Articles(old, &now)
	if diff := cmp.Diff(want, shown(d)); diff != "" {
		t.Error(diff)
	}
	if d.Added != 2 || d.Removed != 2 || d.Changed != 2 || d.Moved != 1 || d.Equal() {
		t.Errorf("counts %+v", d)
	}
	if got := Articles(old, old); !got.Equal() || len(got.Hunks(3)) != 0 {
		t.Errorf("a text differs from itself: %s", shown(got))
	}
}

func TestHunks(t *testing.T) {
	rows := func(ops string) Diff {
		var d Diff
		for _, c := range ops {
			d.Sentences = append(d.Sentences, Sentence{Op: map[rune]Op{'.': Same, '+': Added}[c]})
		}
		return d
	}
	for _, c := range []struct {
		ops  string
		want []Span
	}{
		{"", nil},
		{"....", nil},
		{"+....+", []Span{{0, 2}, {4, 6}}},
		{"..+..+..", []Span{{1, 7}}},
		{".+.", []Span{{0, 3}}},
	} {
		if diff := cmp.Diff(c.want, rows(c.ops).Hunks(1)); diff != "" {
			t.Errorf("%q: %s", c.ops, diff)
		}
	}
}

// TestBothTextsCanBeReadBack: whatever is compared, the old and the new text
// stand in the rows, each whole and in its order.
func TestBothTextsCanBeReadBack(t *testing.T) {
	sentence := rapid.SampledFrom([]string{
		"Một.", "Hai.", "Xe chở 12 tấn hàng đổ ở cầu Rào.", "Xe chở 15 tấn hàng đổ ở cầu Rào.", "Cầu Rào tắc.", "Không rõ.\n\n",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string {
			return strings.Join(rapid.SliceOfN(sentence, 0, 40).Draw(t, label), " ")
		}
		old, now := &index.Article{Body: text("old")}, &index.Article{Body: text("new")}
		var o, n []Piece
		for _, s := range Articles(old, now).Sentences {
			if s.Old != "" && !s.Moved {
				o = append(o, Piece{Text: s.Old})
			}
			if s.New != "" {
				n = append(n, Piece{Text: s.New})
			}
			if (s.Op == Same) != (s.Old == s.New) {
				t.Fatalf("%s: %q, %q", s.Op, s.Old, s.New)
			}
		}
		check(t, old.Body, o, true)
		check(t, now.Body, n, false)
	})
}

func check(t interface{ Fatalf(string, ...any) }, text string, got []Piece, old bool) {
	var a, b []string
	for _, p := range Sentences(text) {
		a = append(a, p.Text)
	}
	for _, p := range got {
		b = append(b, p.Text)
	}
	if strings.Join(a, "|") != strings.Join(b, "|") {
		t.Fatalf("old %v: text %q, rows %q", old, a, b)
	}
}

// TestLongTexts: a text of ten thousand sentences is compared by what stands once
// in it.
func TestLongTexts(t *testing.T) {
	var a, b strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&a, "Dòng thứ %d của bản ghi.\n\n", i)
		switch {
		case i%100 == 7:
			fmt.Fprintf(&b, "Dòng thứ %d của bản sửa.\n\n", i)
		default:
			fmt.Fprintf(&b, "Dòng thứ %d của bản ghi.\n\n", i)
		}
	}
	d := Articles(&index.Article{Body: a.String()}, &index.Article{Body: b.String()})
	if d.Changed != 100 || d.Added != 0 || d.Removed != 0 || len(d.Sentences) != 10_000 {
		t.Errorf("%d changed, %d added, %d removed of %d", d.Changed, d.Added, d.Removed, len(d.Sentences))
	}
	same := strings.Repeat("Tin. ", 3000)
	if d := Articles(&index.Article{Body: same}, &index.Article{Body: same + "Hết. " + same + "Hết."}); d.Removed != 0 {
		t.Errorf("%d removed", d.Removed)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Một. “Hai.”\n\n- Ba: bốn", "x")
	f.Fuzz(func(t *testing.T, a, b string) {
		old, now := &index.Article{Lead: a, Body: b}, &index.Article{Lead: b, Body: a}
		for _, s := range Articles(old, now).Sentences {
			for _, w := range s.OldWords {
				_ = s.Old[w.Start:w.End]
			}
			for _, w := range s.NewWords {
				_ = s.New[w.Start:w.End]
			}
		}
		if joined := func() (s string) {
			for _, p := range Sentences(a) {
				s += p.Text
			}
			return strings.ReplaceAll(s, " ", "")
		}(); joined != strings.Join(strings.Fields(a), "") {
			t.Errorf("%q lost text: %q", a, joined)
		}
	})
}
