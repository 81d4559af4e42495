package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"khobao/index/vi"
	"khobao/internal/page"
)

// template is right UTF-8 with enough of its own text to speak for the page.
const template = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>%TITLE% - Báo Bến Sông</title></head><body>
<ul class="menu"><li><a href="/1">Thời sự</a></li><li><a href="/2">Kinh tế biển</a></li><li><a href="/3">Đời sống thường ngày</a></li><li><a href="/4">Thể thao</a></li><li><a href="/5">Ý kiến bạn đọc</a></li></ul>
<div class="breadcrumb"><a href="/">Trang chủ</a> <a href="/xa-hoi">Xã hội</a></div>
<h1>%TITLE%</h1><div class="date">25/08/2021 07:29</div><div class="content"><p>%BODY%</p>
<p>%SECOND%</p><p style="text-align:right"><b>%AUTHOR%</b></p></div><div class="tags"><a href="/t">%TAG%</a></div>
<div id="footer">Tòa soạn đặt tại số 7 phố Ví Dụ, điện thoại đường dây nóng trực cả ngày lẫn đêm.</div></body></html>`

// garbled gives text as a database in an old encoding prints it in UTF-8.
func garbled(t *testing.T, encoding, text string) string {
	t.Helper()
	raw, err := vi.Encode(encoding, text)
	if err != nil {
		t.Fatal(err)
	}
	if encoding == vi.DoubleUTF8 {
		return string(raw)
	}
	var b strings.Builder
	for _, c := range raw {
		if r := charmap.Windows1252.DecodeByte(c); r != '\uFFFD' {
			b.WriteRune(r)
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

func TestMend(t *testing.T) {
	x := mustNew(t, Options{})
	const second = "Đò chạy từ năm giờ sáng tới bảy giờ tối, mỗi lượt hai nghìn đồng, học sinh được đi không mất tiền."
	for _, encoding := range []string{vi.TCVN3, vi.VNIWindows, vi.VISCII, vi.Windows1258, vi.DoubleUTF8} {
		for _, whole := range []bool{true, false} {
			g := func(s string) string { return garbled(t, encoding, s) }
			title := someTitle
			if whole {
				title = g(someTitle)
			}
			raw := strings.NewReplacer("%TITLE%", title, "%BODY%", g(someBody), "%SECOND%", g(second), "%AUTHOR%", "Hà An", "%TAG%", g("bến đò")).Replace(template)
			a, err := x.Extract(t.Context(), &page.Page{Body: []byte(raw), URL: "https://bensong.example/bai-12.html"})
			if err != nil {
				t.Errorf("%s: %v", encoding, err)
				continue
			}
			if a.Title != someTitle || a.Body != someBody+"\n\n"+second || a.Lang != "vi" {
				t.Errorf("%s: title %q, body %q, %s", encoding, a.Title, a.Body, a.Lang)
			}
			if len(a.Tags) != 1 || a.Tags[0] != "bến đò" || len(a.Authors) != 1 || a.Authors[0] != "Hà An" {
				t.Errorf("%s: tags %q, authors %q", encoding, a.Tags, a.Authors)
			}
			if e := a.Evidence["title"]; raw[e.Start:e.End] != title {
				t.Errorf("%s: evidence of the title is %q", encoding, raw[e.Start:e.End])
			}
			if e := a.Evidence["body"]; !strings.HasPrefix(raw[e.Start:], g(someBody)) {
				t.Errorf("%s: evidence of the body is %q", encoding, clip(raw[e.Start:e.End], 60))
			}
			named := ""
			for _, d := range a.Doubts {
				if d.Code == "legacy-encoding" {
					named += d.Text
				}
			}
			if named != encoding {
				t.Errorf("%s: doubts %v, want it named once", encoding, a.Doubts)
			}
		}
	}
}

// TestMendNothing leaves right Vietnamese, French and quoted garble as they are.
func TestMendNothing(t *testing.T) {
	x := mustNew(t, Options{})
	for _, body := range []string{
		someBody,
		"L'été dernier, la forêt était déjà très sèche ; à côté du château, les élèves ont planté là une centaine de chênes. Il a été vu à la fenêtre, près du fleuve, par le maître d'école.",
	} {
		raw := strings.NewReplacer("%TITLE%", someTitle, "%BODY%", body, "%SECOND%", body[:60]+".", "%AUTHOR%", "Hà An", "%TAG%", "à la carte").Replace(template)
		a, err := x.Extract(t.Context(), &page.Page{Body: []byte(raw), URL: "https://bensong.example/bai-12.html"})
		if err != nil {
			t.Fatal(err)
		}
		if a.Title != someTitle || !strings.HasPrefix(a.Body, body) || len(a.Tags) != 1 || a.Tags[0] != "à la carte" {
			t.Errorf("title %q, body %q, tags %q", a.Title, a.Body, a.Tags)
		}
		for _, d := range a.Doubts {
			if d.Code == "legacy-encoding" {
				t.Errorf("doubt %v about %q", d, clip(body, 40))
			}
		}
	}
}
