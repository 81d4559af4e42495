package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/page"
)

func TestSentencesKeepTheirPlaces(t *testing.T) {
	text := "Ông A nói: “Xong rồi.” Đường dài 1.240 m. \n\nĐoạn hai không có chấm"
	var got []string
	for _, b := range sentences(text) {
		got = append(got, text[b[0]:b[1]])
	}
	want := []string{"Ông A nói: “Xong rồi.”", "Đường dài 1.240 m.", "Đoạn hai không có chấm"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := sentences(" \n"); len(got) != 0 {
		t.Errorf("white space has sentences %v", got)
	}
}

func TestFiguresStandInTheirSentences(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	a := &shelf.articles[0]
	at := strings.Index(a.Body, "300 triệu đồng")
	lead := strings.Index(a.Lead, "6.550 lượt người")
	a.Figures = []index.Figure{
		{Value: 6550, Unit: "lượt người", Text: "6.550 lượt người", Field: "lead", Start: lead, End: lead + len("6.550 lượt người")},
		{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng", Field: "body", Start: at, End: at + len("300 triệu đồng")},
		{Value: 1, Text: "x", Field: "body", Start: 5, End: 1 << 30}, // no place of this text
	}
	doc := get(t, s, "/bai/"+a.ID).doc(t)
	var got []string
	for _, li := range all(one(t, doc, "ul.numbers"), "li") {
		got = append(got, textOf(li))
		target := strings.TrimPrefix(attr(all(li, "a")[0], "href"), "#")
		if text := textOf(one(t, doc, "span[id="+target+"]")); !strings.HasPrefix(text, textOf(all(li, "a")[0])) {
			t.Errorf("the figure leads to %q", text)
		}
	}
	want := []string{
		"… chức 55 hội nghị tuyên truyền quy định về tái hòa nhập cộng đồng cho 6.550 lượt người ở 12 phường.",
		"Ông Trần Văn Bách, tổ trưởng tổ dân phố số 7, cho biết tổ đã vận động góp 300 triệu đồng làm vốn vay ban đầu. = 300.000.000 đồng",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestExactFigures(t *testing.T) {
	s := newServer(t, newShelf())
	for _, lang := range []string{"vi", "en"} {
		sh := &shell{Lang: lang, p: s.deps.Locale.In(lang)}
		for _, c := range []struct {
			f    index.Figure
			want string
		}{
			{index.Figure{Value: 3e8, Unit: "đồng", Text: "300 triệu đồng"}, "300.000.000 đồng"},
			{index.Figure{Value: 2e9, Max: 3e9, Unit: "đồng", Text: "2-3 tỷ đồng"}, "2.000.000.000 – 3.000.000.000 đồng"},
			{index.Figure{Value: 12, Unit: "phường", Text: "12 phường"}, ""},
			{index.Figure{Value: 12.5, Unit: "%", Text: "12,5%"}, ""},
		} {
			want := c.want
			if lang == "en" {
				want = strings.ReplaceAll(want, ".", ",")
			}
			if got := exactly(sh, c.f); got != want {
				t.Errorf("%s in %s is %q, want %q", c.f.Text, lang, got, want)
			}
		}
	}
}

func TestFindingInAnArticle(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	a := shelf.articles[0]
	doc := get(t, s, "/bai/"+a.ID+"?q=hoa+nhap&nguon=baocang.example&tim=nguoi").doc(t)
	marks := all(one(t, doc, "article"), "mark[id]")
	for i, m := range marks {
		if got := fold(textOf(m)); got != "nguoi" {
			t.Errorf("mark %d is %q", i+1, got)
		}
	}
	if len(marks) < 3 || attr(marks[0], "id") != "k1" || textOf(one(t, doc, "a[data-matches]")) != "5 chỗ khớp" {
		t.Errorf("%d marks, the bar says %q", len(marks), textOf(one(t, doc, "a[data-matches]")))
	}
	if got := attr(all(one(t, doc, "nav.back"), "a")[0], "href"); got != "/search?q=hoa+nhap&nguon=baocang.example" {
		t.Errorf("finding in the article loses the way back: %q", got)
	}
	none := get(t, s, "/bai/"+a.ID+"?tim=xyzzy").doc(t)
	if got := textOf(one(t, one(t, none, "div.matches"), "span")); got != "Bài không có “xyzzy”." {
		t.Errorf("nothing found is said as %q", got)
	}
}

func TestSimilarArticles(t *testing.T) {
	shelf := newShelf()
	ids := []string{}
	for _, a := range shelf.articles {
		ids = append(ids, a.ID)
	}
	var asked index.Request
	s := newServer(t, shelf, func(d *Deps) {
		d.DocFreq = func(context.Context, string) (int, error) { return 2, nil }
		d.Find = func(_ context.Context, r index.Request) (index.Result, error) {
			asked = r
			return index.Result{Total: 3, Hits: []index.Hit{{ID: ids[0], Score: 10}, {ID: ids[2], Score: 6}, {ID: ids[3], Score: 1}}}, nil
		}
	})
	doc := get(t, s, "/bai/"+ids[0]).doc(t)
	var got []string
	for _, a := range all(one(t, doc, "ul.others"), "a") {
		got = append(got, attr(a, "href"))
	}
	if diff := cmp.Diff([]string{"/bai/" + ids[2]}, got); diff != "" {
		t.Error(diff)
	}
	if asked.Query == nil || asked.Size < similarShown {
		t.Errorf("asked %+v", asked)
	}
}

func TestReprintsAreListedWithWhatDiffers(t *testing.T) {
	shelf := newShelf()
	first := shelf.articles[2]
	copied := first
	copied.ID, copied.URL, copied.Site, copied.Published = "", "https://baocang.example/in-lai", "baocang.example", index.NewDay(2020, 5, 4)
	copied.Body = strings.Replace(copied.Body, "đặt cọc.", "đặt cọc từ sớm.", 1)
	copied = shelf.add(copied, "<p>in lại")
	same := first
	same.ID, same.URL, same.Published = "", "https://ngaymoi.example/lan-hai", index.NewDay(2020, 5, 5)
	same = shelf.add(same, "<p>lần hai")
	s := newServer(t, shelf, func(d *Deps) {
		d.Family = func(_ context.Context, id string) ([]string, error) {
			if id == first.ID || id == copied.ID {
				return []string{same.ID, copied.ID, first.ID}, nil
			}
			return nil, nil
		}
	})
	family := one(t, get(t, s, "/bai/"+copied.ID).doc(t), "section[id=reprints]")
	var got []string
	for _, li := range all(family, "li") {
		got = append(got, strings.Join(strings.Fields(textOf(li)), " "))
	}
	want := []string{
		"Lúa đông xuân được mùa, giá nhích lên từng ngày Ngày Mới · 03/05/2020 · đăng đầu tiên 1 câu sửa",
		"bài đang xem Báo Cảng · 04/05/2020",
		"Lúa đông xuân được mùa, giá nhích lên từng ngày Ngày Mới · 05/05/2020 1 câu sửa",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	doc := get(t, s, "/so-bai/"+copied.ID+"/"+first.ID).doc(t)
	if got := textOf(one(t, doc, "p.holds")); !strings.HasPrefix(got, "1 câu sửa.") {
		t.Errorf("compared: %q", got)
	}
	if got := textOf(one(t, doc, "del")); got != "cọc từ sớm." {
		t.Errorf("taken out: %q", got)
	}
	if n := len(all(get(t, s, "/bai/"+shelf.articles[0].ID).doc(t), "section[id=reprints]")); n != 0 {
		t.Error("an article without reprints lists some")
	}
}

func TestVersionsStandSideBySide(t *testing.T) {
	shelf := newShelf()
	a := shelf.articles[1]
	shelf.keep(a.ID, page.Page{URL: a.URL, ContentType: "text/html", Captured: a.Captured.AddDate(0, 0, 1), Body: []byte("<p>a")})
	s := newServer(t, shelf)
	doc := get(t, s, "/bai/"+a.ID+"/phien-ban").doc(t)
	if got := textOf(one(t, doc, "p.holds")); !strings.HasPrefix(got, "1 câu") {
		t.Errorf("compared: %q", got)
	}
	if got := len(all(doc, "option[selected]")); got != 2 {
		t.Errorf("%d versions chosen", got)
	}
	whole := get(t, s, attr(one(t, one(t, doc, "p.holds"), "a"), "href")).doc(t)
	if !strings.Contains(textOf(one(t, whole, "table.sides")), "Tổng mức đầu tư 870 tỷ đồng.") {
		t.Error("the whole text is not shown")
	}
	same := get(t, s, "/bai/"+a.ID+"/phien-ban?tu=2&den=2").doc(t)
	if got := textOf(one(t, same, "p.holds")); got != "Hai bản không khác nhau câu nào." {
		t.Errorf("the same text twice: %q", got)
	}
	for _, path := range []string{"/bai/" + a.ID + "/phien-ban?tu=9", "/bai/x/phien-ban", "/so-bai/" + a.ID + "/0000000000000000", "/so-bai/x/y"} {
		if res := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
}

func TestEvidenceLeadsToItsPlace(t *testing.T) {
	shelf := newShelf()
	a := &shelf.articles[0]
	k := shelf.captures[a.ID][0]
	body := string(shelf.pages[k.ID].Body)
	at := strings.Index(body, "Quận Hải Đông")
	e := a.Evidence["title"]
	e.Start, e.End = at, at+len("Quận Hải Đông")
	a.Evidence["title"] = e
	s := newServer(t, shelf)
	link := one(t, all(get(t, s, "/bai/"+a.ID).doc(t), "details.evidence")[0], "a")
	doc := get(t, s, attr(link, "href")).doc(t)
	if got := textOf(one(t, doc, "mark[id=cho-nay]")); got != "Quận Hải Đông" {
		t.Errorf("the place holds %q", got)
	}
	if got := textOf(one(t, doc, "pre")); got != strings.Join(strings.Fields(body), " ") {
		t.Errorf("around it %q", got)
	}
	article := get(t, s, "/bai/"+a.ID).doc(t)
	if got := attr(one(t, one(t, article, "time[datetime=2021-08-25T07:29:00+07:00]"), "a[class=from]"), "href"); got != "#nguon-published" {
		t.Errorf("the date leads to %q", got)
	}
	for _, query := range []string{"", "?tu=-1&den=x", "?tu=99999999&den=1", "?tu=7&den=2"} {
		if res := get(t, s, "/ban-luu/"+k.ID+"/ma-nguon"+query); res.StatusCode != http.StatusOK {
			t.Errorf("%q: status %d", query, res.StatusCode)
		}
	}
	if res := get(t, s, "/ban-luu/khong-co/ma-nguon"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a capture that is not there: status %d", res.StatusCode)
	}
}

func TestCitationsOfTheTextShown(t *testing.T) {
	shelf := newShelf()
	a := shelf.articles[1]
	shelf.keep(a.ID, page.Page{URL: a.URL, ContentType: "text/html", Captured: a.Captured.AddDate(0, 0, 1), Body: []byte("<p>a")})
	s := newServer(t, shelf)
	res := get(t, s, "/trich-dan/"+a.ID+"?dang=txt&ban=1")
	if !strings.Contains(res.body, "“Bản 1: "+a.Title+"”") || !strings.Contains(res.body, "?ban=1, SHA-256 "+shelf.captures[a.ID][0].Digest) || !strings.Contains(res.Header.Get("Content-Disposition"), ".txt") {
		t.Errorf("%q, %q", res.body, res.Header.Get("Content-Disposition"))
	}
}
