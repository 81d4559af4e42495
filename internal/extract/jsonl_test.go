package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/page"
)

func TestLines(t *testing.T) {
	x := mustNew(t, Options{})
	for _, c := range []struct {
		name, line string
		want       index.Article
	}{
		{
			"full",
			`{"id":"a1","url":"https://www.bao.example/bai-1.html?utm_source=x","title":" Bến  đò mở lại ","lead":"Sau ba năm.","body":"Đoạn một.\nĐoạn hai.","date":"2021-08-25T00:29:00Z","section":["Thời sự","Giao thông"],"source":"Báo Bến Sông","authors":["Hà An"],"tags":["đò"]}`,
			index.Article{
				URL: page.Canonical("https://www.bao.example/bai-1.html"), Site: "Báo Bến Sông", Title: "Bến đò mở lại", Lead: "Sau ba năm.", Body: "Đoạn một.\n\nĐoạn hai.",
				Section: []string{"Thời sự", "Giao thông"}, Authors: []string{"Hà An"}, Tags: []string{"đò"}, Published: mustDate(t, "2021-08-25T07:29:00+07:00"),
				ID: index.NewID(page.Canonical("https://www.bao.example/bai-1.html")),
			},
		},
		{
			"day, category, number as id",
			`{"id":17,"title":"Bến đò","body":"Đoạn.","date":"2021-08-25","category":"Xã hội","source":"vntc"}`,
			index.Article{Site: "vntc", Title: "Bến đò", Body: "Đoạn.", Section: []string{"Xã hội"}, Published: index.NewDay(2021, 8, 25), ID: index.NewID("17")},
		},
		{
			"printed date, nulls",
			`{"id":null,"title":"Bến đò","body":"Đoạn.","date":"Thứ tư, 25/8/2021, 07:29 (GMT+7)","section":null,"authors":"Hà An","url":"https://bao.example/2"}`,
			index.Article{
				URL: "https://bao.example/2", Site: "bao.example", Title: "Bến đò", Body: "Đoạn.", Authors: []string{"Hà An"},
				Published: mustDate(t, "2021-08-25T07:29:00+07:00"), ID: index.NewID("https://bao.example/2"),
			},
		},
		{
			"no date, no id",
			`{"title":"Bến đò","body":"Đoạn."}`,
			index.Article{Title: "Bến đò", Body: "Đoạn.", Doubts: []index.Doubt{{Code: "no-date", Field: "published"}}, ID: index.NewID("Bến đò\n\nĐoạn.")},
		},
	} {
		got, err := x.Extract(t.Context(), &page.Page{ContentType: page.ArticleJSON, Body: []byte(c.line)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		c.want.Kind, c.want.Rule, c.want.Lang = index.KindArticle, "jsonl", got.Lang
		fillEmpty(&c.want)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
	}
}

func mustDate(t *testing.T, s string) index.Date {
	t.Helper()
	d, err := index.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	d.Time = d.Time.In(index.Zone)
	return d
}
