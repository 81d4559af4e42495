package extract

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// TestRulesSwitchedOff reads every saved page the general way and counts the
// fields that come out as with the site's rule.
func TestRulesSwitchedOff(t *testing.T) {
	ruled, general := mustNew(t, Options{}), mustNew(t, Options{NoRules: true})
	same := map[string]int{}
	pages, f1 := 0, 0.0
	for _, f := range fixtures(t) {
		want, err := ruled.Extract(t.Context(), f.page)
		if err != nil {
			t.Fatal(err)
		}
		got, err := general.Extract(t.Context(), f.page)
		if err != nil {
			t.Fatal(err)
		}
		if want.Rule == got.Rule || want.Kind != index.KindArticle {
			continue // no rule is for it
		}
		pages++
		body, _, _ := shingleF1(got.Body, want.Body)
		f1 += body
		for _, c := range []struct {
			field string
			same  bool
		}{
			{"title", want.Title == got.Title},
			{"lead", want.Lead == got.Lead},
			{"body", want.Body == got.Body},
			{"captions", cmp.Equal(want.Captions, got.Captions)},
			{"authors", slices.Equal(want.Authors, got.Authors)},
			{"section", slices.Equal(want.Section, got.Section)},
			{"tags", slices.Equal(want.Tags, got.Tags)},
			{"published", want.Published == got.Published},
			{"updated", want.Updated == got.Updated},
			{"source", want.OriginalSource == got.OriginalSource},
			{"kind", want.Kind == got.Kind},
		} {
			if c.same {
				same[c.field]++
			} else {
				t.Logf("%s: %s differs", f.path, c.field)
			}
		}
	}
	if pages == 0 {
		t.Fatal("no page has a rule")
	}
	least := map[string]float64{
		"title": 0.98, "lead": 0.95, "body": 0.95, "captions": 0.95, "authors": 0.92, "section": 0.95,
		"tags": 0.95, "published": 0.95, "updated": 0.95, "source": 0.93, "kind": 1,
	}
	if f1 /= float64(pages); f1 < 0.98 {
		t.Errorf("body F1 %.4f, at least .98", f1)
	}
	t.Logf("body F1 %.4f", f1)
	for _, field := range slices.Sorted(maps.Keys(least)) {
		share := float64(same[field]) / float64(pages)
		t.Logf("%s: %.3f of %d pages", field, share, pages)
		if share < least[field] {
			t.Errorf("%s: %.3f, at least %.2f", field, share, least[field])
		}
	}
}

func TestStripDateline(t *testing.T) {
	for in, want := range map[string]string{
		"(Dân trí) - Mưa lớn kéo dài":          "Mưa lớn kéo dài",
		"TTO - Mưa lớn kéo dài":                "Mưa lớn kéo dài",
		"QĐND Online – Mưa lớn kéo dài":        "Mưa lớn kéo dài",
		"- Mưa lớn kéo dài":                    "Mưa lớn kéo dài",
		"- Mưa lớn kéo dài - Sông Cái lên cao": "- Mưa lớn kéo dài - Sông Cái lên cao",
		"Mưa lớn - sông Cái lên cao":           "Mưa lớn - sông Cái lên cao",
		"VTV.vn - Mưa lớn kéo dài":             "Mưa lớn kéo dài",
	} {
		if got := stripDateline(in); got != want {
			t.Errorf("%q gives %q, not %q", in, got, want)
		}
	}
}

// TestNameBeforeDate takes the bold name that opens the line of the date, and
// neither a section nor a name without a date.
func TestNameBeforeDate(t *testing.T) {
	x := mustNew(t, Options{NoRules: true})
	for line, want := range map[string][]string{
		`<p><b>Hà An</b> | <time>12/03/2018 07:15</time></p>`:       {"Hà An"},
		`<p><b>Hà An, Lê Bốn</b> - 07:15 ngày 12/03/2018</p>`:       {"Hà An", "Lê Bốn"},
		`<p><b>Thời sự</b> | <time>12/03/2018 07:15</time></p>`:     nil,
		`<p><span>Kinh Tế</span> | 12/03/2018 07:15</p>`:            nil,
		`<p><b>Hà An</b> | Theo dõi báo trên ứng dụng mới nhất</p>`: nil,
	} {
		p := pageOf("bao.example", `<html><head><title>Bến đò thêm chuyến tối cho công nhân</title></head><body>
<h1>Bến đò thêm chuyến tối cho công nhân</h1>`+line+`<div><p>`+ferry+`</p><p>Người dân hai bờ góp tiền mua thêm áo phao và đèn pha cho đò chạy ban đêm.</p>
<p>Chủ đò cho biết giá vé không đổi, người già và học sinh vẫn được đi miễn phí cả tuần.</p></div></body></html>`)
		a, err := x.Extract(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Authors, want) {
			t.Errorf("%s gives %q, not %q", line, a.Authors, want)
		}
	}
}

// TestSectionNamedAsSite keeps a section that is called as the site is, and
// drops the site itself from the path.
func TestSectionNamedAsSite(t *testing.T) {
	x := mustNew(t, Options{NoRules: true})
	for crumbs, want := range map[string][]string{
		`<a href="/">Gia Đình</a> <a href="/gia-dinh.htm">Gia đình</a>`:                             {"Gia đình"},
		`<a href="https://giadinh.example/">Gia đình</a> <a href="/nuoi-day-con">Nuôi dạy con</a>`:  {"Nuôi dạy con"},
		`<a href="https://khac.example/gia-dinh">Gia đình</a> <a href="/nuoi-day-con">Nuôi con</a>`: {"Nuôi con"},
		`<a href="#">Gia đình</a>`: nil,
	} {
		p := pageOf("giadinh.example", somePage(someTitle, ""))
		p.Body = []byte(strings.Replace(string(p.Body), "<body>", `<body><div class="breadcrumb">`+crumbs+"</div>", 1))
		a, err := x.Extract(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Section, want) && len(a.Section)+len(want) > 0 {
			t.Errorf("%s gives %q, not %q", crumbs, a.Section, want)
		}
	}
}
