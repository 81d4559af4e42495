package rank_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

// telling makes an article whose figures are those wordings of its texts.
func telling(a index.Article, figures ...index.Figure) index.Article {
	for _, f := range figures {
		for field, text := range map[string]string{"title": a.Title, "lead": a.Lead, "body": a.Body} {
			if at := strings.Index(text, f.Text); at >= 0 {
				f.Field, f.Start, f.End = field, at, at+len(f.Text)
			}
		}
		a.Figures = append(a.Figures, f)
	}
	return a
}

// markedIn gives the marked pieces of snippets.
func markedIn(s []index.Snippet) (marks []string) {
	for _, sn := range s {
		for _, m := range sn.Marks {
			marks = append(marks, sn.Text[m[0]:m[1]])
		}
	}
	return marks
}

func TestFiguresAskedForAreShownAndMarked(t *testing.T) {
	filler := strings.Repeat("Phường họp bàn nhiều việc trong tháng. ", 20)
	a := telling(index.Article{
		Title: "Giúp 12 người hoàn lương",
		Lead:  "Quận có nhiều cách làm hay.",
		Body:  "Mỗi suất 500.000 đồng. " + filler + "Ngân hàng cho vay hơn 300 triệu đồng để làm ăn. " + filler,
	},
		index.Figure{Value: 3e8, Unit: "đồng", Text: "hơn 300 triệu đồng"},
		index.Figure{Value: 5e5, Unit: "đồng", Text: "500.000 đồng"},
		index.Figure{Value: 12, Thing: "người", Text: "12 người"},
	)
	other := telling(index.Article{Title: "Giá vé", Body: "Vé giá 20.000 đồng."}, index.Figure{Value: 2e4, Unit: "đồng", Text: "20.000 đồng"})
	tests := []struct {
		q     string
		marks []string
		why   []string
	}{
		{"tiền:>100tr", []string{"hơn 300 triệu đồng"}, []string{"hơn 300 triệu đồng"}},
		{"ngân hàng tiền:>100tr", []string{"Ngân", "hàng", "hơn 300 triệu đồng"}, []string{"hơn 300 triệu đồng"}},
		{"ngan hang tiền:>100tr", []string{"Ngân", "hàng", "hơn 300 triệu đồng"}, []string{"hơn 300 triệu đồng"}},
		{"tiền:>100tr -tiền:<100k", []string{"hơn 300 triệu đồng"}, []string{"hơn 300 triệu đồng"}},
		{"tiền:>400k -tiền:<100k", []string{"500.000 đồng", "hơn 300 triệu đồng"}, []string{"hơn 300 triệu đồng", "500.000 đồng"}},
		{"(tiền:>100tr OR người:12)", []string{"hơn 300 triệu đồng"}, []string{"hơn 300 triệu đồng", "12 người"}},
	}
	for _, tt := range tests {
		res := search(t, tt.q, a, other)
		if len(res.Hits) != 1 || len(res.Notices) > 0 {
			t.Errorf("%s: %q %v", tt.q, titles(res.Hits), res.Notices)
			continue
		}
		h := res.Hits[0]
		if diff := cmp.Diff(tt.marks, markedIn(h.Snippets)); diff != "" {
			t.Errorf("%s: marks (-want +got)\n%s", tt.q, diff)
		}
		var why []string
		for _, p := range h.Why {
			if p.Code == rank.FigurePart {
				why = append(why, p.Term)
			}
		}
		if diff := cmp.Diff(tt.why, why); diff != "" {
			t.Errorf("%s: why (-want +got)\n%s", tt.q, diff)
		}
	}
	for q, want := range map[string][]string{
		"người:10..20":            {"12 người"},
		"hoàn lương người:10..20": {"12 người", "hoàn", "lương"},
	} {
		res := search(t, q, a, other)
		if len(res.Hits) != 1 {
			t.Fatalf("%s: %+v", q, res.Hits)
		}
		var got []string
		for _, m := range res.Hits[0].TitleMarks {
			got = append(got, a.Title[m[0]:m[1]])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: title (-want +got)\n%s", q, diff)
		}
	}
}

func TestFigureOutsideItsTextIsNotMarked(t *testing.T) {
	a := index.Article{Title: "Vay vốn", Body: "Vay 300 triệu đồng.", Figures: []index.Figure{
		{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng", Field: "body", Start: 4, End: 400},
		{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng", Field: "body", Start: -1, End: 4},
		{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng", Field: "caption", Start: 0, End: 4},
		{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng", Field: "body", Start: 3, End: 4},
	}}
	res := search(t, "tiền:>100tr", a)
	if len(res.Hits) != 1 || len(markedIn(res.Hits[0].Snippets)) > 0 {
		t.Errorf("%+v", res.Hits)
	}
}

func TestMarksInMarksFiguresOfTheField(t *testing.T) {
	a := telling(index.Article{Title: "Vay 300 triệu đồng", Body: "Ngân hàng cho vay 300 triệu đồng."}, index.Figure{Value: 3e8, Unit: "đồng", Text: "vay 300 triệu đồng"})
	n, _ := query.Parse("ngân hàng tiền:>100tr", rank.Lookup)
	var got []string
	for _, m := range rank.MarksIn(n, &a, "body", a.Body) {
		got = append(got, a.Body[m[0]:m[1]])
	}
	if diff := cmp.Diff([]string{"Ngân", "hàng", "vay 300 triệu đồng"}, got); diff != "" {
		t.Error(diff)
	}
	if got := rank.MarksIn(n, &a, "title", a.Title); len(got) > 0 {
		t.Errorf("the title is marked at %v", got)
	}
}
