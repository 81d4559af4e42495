package extract

import (
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

// TestWhichDate puts several dates on one page.
func TestWhichDate(t *testing.T) {
	x := mustNew(t, Options{})
	text := "<div class=content><p>" + someBody + "</p><p>" + someBody + "</p></div>"
	ld := func(at string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"` + someTitle + `","datePublished":"` + at + `"}</script>`
	}
	title := "<h1>" + someTitle + "</h1>"
	others := "<div class=tinkhac><h3>Tin khác</h3><ul><li><a href=/1>Chợ huyện dời lịch họp sang cuối tuần</a> <span class=date>20/08/2021 10:00</span></li></ul></div>"
	for _, c := range []struct{ name, html, published, updated string }{
		{"banner of today above", "<div id=clock>Thứ năm, 26/08/2021 09:30</div>" + title + "<span class=date>25/08/2021 07:29</span>" + text + others, "2021-08-25T07:29:00+07:00", ""},
		{"banner above, date under the text", "<div class=top>Thứ năm, 26/08/2021 09:30</div>" + title + text + "<p class=date>07:29 25/08/2021</p>" + others, "2021-08-25T07:29:00+07:00", ""},
		{"only dates of other headlines", title + text + others, "", ""},
		{"a date in the text", title + "<div class=content><p>Ngày 3/2/2019, xã đóng bến. " + someBody + "</p><p>" + someBody + "</p></div>", "", ""},
		{"two dates", title + "<p>Đăng lúc 07:29 25/08/2021 | Cập nhật: 08:10 26/08/2021</p>" + text, "2021-08-25T07:29:00+07:00", "2021-08-26T08:10:00+07:00"},
		{"declared and printed alike", ld("2021-08-25T07:29:13+07:00") + title + "<time>25/08/2021 07:29</time>" + text, "2021-08-25T07:29:13+07:00", ""},
		{"declared with a false Z", ld("2021-08-25T07:29:13Z") + title + "<span class=date>25/08/2021 07:29</span>" + text, "2021-08-25T07:29:00+07:00", ""},
		{"declared without zone", ld("2021-08-25T07:29:13") + title + text, "2021-08-25T07:29:13+07:00", ""},
		{"declared day, printed minute", ld("2021-08-25") + title + "<span class=date>25/08/2021 07:29</span>" + text, "2021-08-25T07:29:00+07:00", ""},
		{"declared American, printed Vietnamese", ld("8/5/2021 7:29:00 AM") + title + "<span class=date>05/08/2021 07:29</span>" + text, "2021-08-05T07:29:00+07:00", ""},
		{"declared American, nothing printed", ld("8/5/2021 7:29:00 AM") + title + text, "", ""},
		{"relative", title + "<span class=date>2 giờ trước</span>" + text, "2021-08-26T07:30:00+07:00", ""},
		{"today", title + "<div>Hôm nay 07:29</div>" + text, "2021-08-26T07:29:00+07:00", ""},
		{"today above", "<div>Hôm nay, 26/08/2021</div>" + title + text + "<p class=date>07:29 25/08/2021</p>", "2021-08-25T07:29:00+07:00", ""},
		{"days ago", title + "<div>2 ngày trước</div>" + text, "2021-08-24", ""},
		{"English, by the day first", title + "<div>August, 25/2021 - 07:29</div>" + text, "2021-08-25T07:29:00+07:00", ""},
		{"microdata", title + text + `<p><abbr itemprop=datePublished title="2021-08-25T07:29:00+07:00">07:29</abbr></p>`, "2021-08-25T07:29:00+07:00", ""},
		{"unreadable", title + "<span class=date>31/02/2021</span>" + text, "", ""},
	} {
		a, err := x.Extract(t.Context(), &page.Page{
			Body:     []byte("<html><head><title>" + someTitle + "</title></head><body>" + c.html + "</body></html>"),
			Captured: time.Date(2021, 8, 26, 9, 30, 0, 0, index.Zone),
		})
		if err != nil {
			t.Fatal(err)
		}
		if a.Published.String() != c.published || a.Updated.String() != c.updated {
			t.Errorf("%s: published %q updated %q, want %q and %q", c.name, a.Published, a.Updated, c.published, c.updated)
		}
	}
}
