package extract

import (
	"strings"
	"testing"

	"khobao/internal/testkit"
)

func TestSeedPage(t *testing.T) {
	p := readPage(t, testkit.Shared(t, "seed", "article.html"))
	for _, o := range []Options{{}, {NoRules: true}} {
		a, err := mustNew(t, o).Extract(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if want := "congan-haiphong"; !o.NoRules && a.Rule != want {
			t.Errorf("rule %q, want %q", a.Rule, want)
		}
		if !strings.HasPrefix(a.Title, "Quận Ngô Quyền: Tuyên truyền") || !strings.HasSuffix(a.Title, "6.550 lượt người") {
			t.Errorf("title %q", a.Title)
		}
		if got := a.Published.String(); got != "2021-08-25T07:29:00+07:00" {
			t.Errorf("published %q", got)
		}
		if !strings.HasPrefix(a.Lead, "Trong nhiều năm qua") || !strings.HasSuffix(a.Lead, "kịp thời, hiệu quả.") {
			t.Errorf("lead %q", a.Lead)
		}
		if !strings.HasPrefix(a.Body, "Hàng năm, Hội đồng") || !strings.HasSuffix(a.Body, "tại địa phương.") || strings.Count(a.Body, "\n\n") != 3 {
			t.Errorf("body %q", a.Body)
		}
		if len(a.Captions) != 1 || !strings.HasPrefix(a.Captions[0].Text, "Lãnh đạo UBND") || a.Captions[0].Image != "/uploads/2021/08/25/ngo-quyen.jpg" {
			t.Errorf("captions %v", a.Captions)
		}
		if len(a.Section) != 1 || a.Section[0] != "Tin tức - Sự kiện" {
			t.Errorf("section %q", a.Section)
		}
		if len(a.Authors) != 0 || a.Kind != "article" || a.Lang != "vi" {
			t.Errorf("authors %q kind %q lang %q", a.Authors, a.Kind, a.Lang)
		}
		all := a.Title + a.Lead + a.Body + a.Captions[0].Text
		for _, foreign := range []string{"Lượt truy cập", "Trực tuyến", "TƯ CÁCH", "gõ tiếng Việt có dấu", "SIẾT CHẶT KỶ LUẬT", "Gửi ý kiến"} {
			if strings.Contains(all, foreign) {
				t.Errorf("article holds %q", foreign)
			}
		}
	}
}
