package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestResearcher does the tasks a researcher comes with, each by hand in a browser.
func TestResearcher(t *testing.T) {
	r := openRoom(t)
	r.Do(chromedp.EmulateViewport(1280, 720))
	r.do(t, []task{
		{"builds a corpus", (*room).corpus},
		{"repeats a search later", (*room).repeats},
		{"counts over time", (*room).counts},
		{"reads closely", (*room).closely},
		{"trusts the text", (*room).trusts},
		{"keeps places apart that changed", (*room).placesApart},
		{"checks a list", (*room).list},
		{"compares two queries", (*room).compares},
	})
}

func (r *room) corpus(t *testing.T) {
	r.search("Ngô Quyền")
	r.Do(chromedp.Click(chromedp.CSS(`[data-value="site:conganhaiphong.example"]`)))
	r.settled("location.search.includes('nguon=')")
	total := strings.TrimSuffix(r.Evaluate(countShown), " bài")
	shown := r.Evaluate(idsShown)
	r.follow(".takes a")
	r.Want("the size is told first", "document.querySelector('button.go').textContent", "Tải "+total+" dòng")
	asked := r.Evaluate("new URLSearchParams(new FormData(document.querySelector('main form')))")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(r.get(t, "/tai-ve/tep?"+asked), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows[1:] {
		ids = append(ids, row[0])
	}
	if strings.Join(ids, ",") != shown {
		t.Errorf("the file holds %v, the screen %s", ids, shown)
	}
	lines := r.get(t, "/tai-ve/tep?"+strings.Replace(asked, "dang=csv", "dang=jsonl", 1))
	if n := strings.Count(lines, "\n"); strconv.Itoa(n) != total {
		t.Errorf("%d lines of JSON, %s on the screen", n, total)
	}
}

func (r *room) repeats(t *testing.T) {
	r.search("vườn nhãn")
	r.follow(".takes a[href^='/bien-nhan']")
	r.follow("main form button.go")
	permanent := r.Evaluate("location.pathname")
	r.follow("main a.go")
	r.Want("run again at once", "document.querySelector('p.holds').textContent.startsWith('Không có gì thay đổi')", "true")
	r.run(t, "import", r.write(t, "vuon-nhan-2", "Lớp nghề thứ hai ở phường Vườn Nhãn"))
	r.Do(chromedp.Navigate(r.site + permanent))
	r.follow("main a.go")
	r.Want("run again after an import", "document.querySelector('p.holds').textContent.split(',')[0]", "Thêm 1 bài")
	r.Want("what entered", "document.querySelector('.compared a').textContent", "Lớp nghề thứ hai ở phường Vườn Nhãn")
}

func (r *room) counts(t *testing.T) {
	const q = "Hải Phòng"
	r.Do(chromedp.Navigate(r.site + "/dong-thoi-gian?" + url.Values{"q": {q}, "buoc": {"thang"}, "tu": {"2021"}, "den": {"2021"}}.Encode()))
	shown := r.Evaluate("[...document.querySelectorAll('.figures tbody tr')].map(tr => [tr.children[0].textContent, tr.children[1].textContent, tr.children[2].textContent, tr.children[3].textContent.replace('–', '0')].join(' ')).join('|')")
	var answer struct {
		Points []struct {
			Period string
			Counts []int
			Per    []float64 `json:"per_thousand"`
			Held   int
		}
	}
	body := r.get(t, "/api/v1/timeline?"+url.Values{"q": {q}, "step": {"month"}, "filter": {"from=2021", "to=2021"}}.Encode())
	if err := json.Unmarshal([]byte(body), &answer); err != nil || len(answer.Points) == 0 {
		t.Fatalf("%v: %.300s", err, body)
	}
	var said []string
	for i := len(answer.Points) - 1; i >= 0; i-- {
		b := answer.Points[i]
		year, month, _ := strings.Cut(b.Period, "-")
		per := strings.Replace(strconv.FormatFloat(b.Per[0], 'f', 1, 64), ".", ",", 1)
		said = append(said, fmt.Sprintf("%s/%s %d %s %d", strings.TrimPrefix(month, "0"), year, b.Counts[0], per, b.Held))
	}
	if got := strings.Join(said, "|"); got != shown {
		t.Errorf("the API says %s\nthe page      %s", got, shown)
	}
	r.Want("the coverage stands under the bars", "document.querySelectorAll('.timeline .held').length", strconv.Itoa(len(answer.Points)))
	r.follow(".line nav:last-child a:not([aria-current])")
	r.Want("per thousand stands in the address", "location.search.includes('tinh=phan-nghin')", "true")
}

func (r *room) closely(t *testing.T) {
	r.search("Ngô Quyền")
	r.follow(".hit h3 a")
	places := r.Evaluate("document.querySelectorAll('.text mark[id]').length")
	r.Do(chromedp.KeyEvent("n"), chromedp.KeyEvent("n"))
	r.Want("the place is told", "document.querySelector('[data-matches]').textContent.split(' ')[0]", "2/"+places)
	r.Want("and stands in the address", "location.hash", "#k2")
	r.Want("figures are listed", "document.querySelectorAll('.numbers li').length > 0", "true")
	r.Want("names are listed", "document.querySelectorAll('.names li').length > 0", "true")
	r.Want("similar articles are listed", "[...document.querySelectorAll('.beside h2')].some(h => h.textContent === 'Bài liên quan')", "true")
	r.Do(chromedp.Click(chromedp.CSS(".numbers a")))
	r.Until("document.querySelector(':target')")
	r.Want("a figure leads to its place", "document.querySelector(':target').textContent === document.querySelector('.numbers a').textContent", "true")
}

func (r *room) trusts(t *testing.T) {
	r.search("Ngô Quyền")
	r.follow(".hit h3 a")
	title := strings.TrimSpace(r.Evaluate("document.querySelector('h1').textContent"))
	r.Do(chromedp.Click(chromedp.CSS(".evidence summary")))
	r.follow(".evidence[open] dd a")
	r.Want("the title's place in the stored page", "document.querySelector('#cho-nay').textContent.trim()", title)
	for _, q := range []string{`"lượt truy cập"`, `"trực tuyến"`, `"gửi bình luận"`} {
		r.search(q)
		r.Want(q, "document.querySelectorAll('.hits .hit').length", "0")
	}
	t.Run("on the seed", func(t *testing.T) {
		r.seed(t)
		for _, q := range []string{`"lượt truy cập"`, `"trực tuyến"`} {
			r.search(q)
			r.Want(q, "document.querySelectorAll('.hits .hit').length", "0")
		}
	})
}

func (r *room) placesApart(t *testing.T) {
	r.Do(chromedp.Navigate(r.site + "/search?" + url.Values{"diadanh": {"Quận Ngô Quyền, Hải Phòng"}, "nam": {"2021"}}.Encode()))
	r.Want("articles of 2021", "document.querySelectorAll('.hits .hit').length > 0", "true")
	r.Do(chromedp.Navigate(r.site+"/dia-danh"), chromedp.SendKeys(chromedp.CSS("[name=ten]"), "phuong ngo quyen"))
	r.Leave(chromedp.KeyEvent("\r"))
	names := r.Evaluate("[...document.querySelectorAll('.plainlist li > span:first-child')].map(e => e.textContent.trim()).join('|')")
	for _, want := range []string{"Phường Ngô Quyền, Hải Phòng từ 01/07/2025", "Thị xã Sơn Tây, Hà Nội đến 30/06/2025", "Thành phố Vĩnh Yên, Vĩnh Phúc", "Thành phố Bắc Giang, Bắc Giang"} {
		if !strings.Contains(names, want) {
			t.Errorf("%q is not among %s", want, names)
		}
	}
	r.Leave(chromedp.Click(chromedp.Search("//a[.='Phường Ngô Quyền, Hải Phòng']")))
	r.Want("it is of the new division", "document.querySelector('.holds').textContent.includes('từ ngày 01/07/2025')", "true")
	r.Want("it was formed from wards of the old district", "document.querySelector('[aria-labelledby=earlier]').textContent.includes('Máy Chai')", "true")
	r.Want("its namesakes are told apart", "document.querySelector('[aria-labelledby=namesakes]').textContent.includes('Sơn Tây')", "true")
	r.Want("and not counted", "[...document.querySelectorAll('[aria-labelledby=earlier] li')].some(li => /Sơn Tây|Vĩnh Phúc|Bắc Giang/.test(li.textContent))", "false")
}

func (r *room) list(t *testing.T) {
	lines := make([]string, 0, 500)
	for i := range 250 {
		lines = append(lines, "thủy sản "+[]string{"", "giá", "cảng", "năm"}[i%4]+" "+strings.Repeat("tôm ", i%3), "xyzzy "+strconv.Itoa(i))
	}
	r.Do(chromedp.Navigate(r.site + "/do-danh-sach"))
	text, err := json.Marshal(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	r.Evaluate("document.querySelector('#dong').value = " + string(text))
	r.follow("button.go")
	r.Want("every line has its answer", "document.querySelectorAll('table.lines tbody tr').length + document.querySelectorAll('ol.missing li').length", strconv.Itoa(len(lines)))
	r.Want("what is not there stands apart", "[...document.querySelectorAll('ol.missing li')].filter(li => li.textContent.startsWith('xyzzy')).length", "250")
	r.Want("a line has its best sentence", "document.querySelector('table.lines .snippet mark').textContent.toLowerCase()", "thủy sản")
}

func (r *room) compares(t *testing.T) {
	r.Do(chromedp.Navigate(r.site+"/dong-thoi-gian"), chromedp.SendKeys(chromedp.CSS("[name=q]"), "thủy sản"), chromedp.SendKeys(chromedp.CSS("[name=so-voi]"), "Hải Phòng"))
	r.Leave(chromedp.KeyEvent("\r"))
	r.Want("two series in one chart", "document.querySelectorAll('.timeline .s0').length > 0 && document.querySelectorAll('.timeline .s1').length > 0", "true")
	r.Want("what is shared and what is not", "[...document.querySelectorAll('.overlap h3')].map(h => h.textContent).join()", "Nguồn,Chuyên mục,Địa danh,Cơ quan,Nhân vật")
	r.Want("places of one alone", "[...document.querySelectorAll('.overlap h4')].some(h => h.textContent === 'Chỉ có ở Hải Phòng')", "true")
}
