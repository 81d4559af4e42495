package annotate

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"khobao/index"
)

// FuzzAnnotate holds for any bytes: every mention lies in its field on whole
// characters, none is empty, and a second reading gives the same.
func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{
		"UBND quận Ngô Quyền, TP Hải Phòng chi 1 tỷ 200 triệu đồng cho 12 phường.",
		"Ông Lê Văn A, 26 tuổi, ở P.12, Q.1, TP.HCM. CATP Hải Phòng bắt từ 3 đến 5 người.",
		"20-30 ha; 5–7%; 8 trên 10 người; 38°C; 80 km/h; Đoàn Đại biểu Quốc hội TP.",
		"Chủ tịch UBND", "Q.", "1.000%/", "ông", "đồng/", "Công ty Giấy A-B & C",
	} {
		f.Add(s)
	}
	a := mustNew(f)
	f.Fuzz(func(t *testing.T, s string) {
		art := index.Article{Title: s, Body: s + "\n\n" + s, Published: in2021}
		a.Annotate(&art)
		for _, list := range [][]index.Mention{art.Places, art.Agencies, art.People} {
			for _, m := range list {
				within(t, &art, m.Field, m.Start, m.End)
				if m.Name == "" || m.Key == "" {
					t.Errorf("mention without name or key: %+v", m)
				}
			}
		}
		for _, g := range art.Figures {
			within(t, &art, g.Field, g.Start, g.End)
		}
		again := index.Article{Title: art.Title, Body: art.Body, Published: in2021}
		a.Annotate(&again)
		if !reflect.DeepEqual(art, again) {
			t.Error("a second reading differs")
		}
	})
}

func within(t *testing.T, art *index.Article, field string, start, end int) {
	t.Helper()
	s := map[string]string{"title": art.Title, "lead": art.Lead, "body": art.Body}[field]
	if start < 0 || start >= end || end > len(s) {
		t.Fatalf("%s[%d:%d] of %d bytes", field, start, end, len(s))
	}
	if utf8.ValidString(s) && !utf8.ValidString(s[start:end]) {
		t.Errorf("%s[%d:%d] cuts a character", field, start, end)
	}
}

// BenchmarkAnnotate reads an article of about 3 kB.
func BenchmarkAnnotate(b *testing.B) {
	a := mustNew(b)
	text := "Sáng 25/8, UBND quận Ngô Quyền, TP Hải Phòng trao 300 triệu đồng cho 12 phường. Ông Phạm Văn Dư, " +
		"Phó giám đốc Sở Y tế Hải Phòng, cho biết hơn 6.550 lượt người đã đến Bệnh viện Việt Tiệp khám. Theo ông Dư, việc này " +
		"sẽ kéo dài từ 3 đến 5 tháng và mọi người dân đều được hướng dẫn tận nơi, không mất tiền đi lại hay chờ đợi lâu.\n\n"
	body := strings.Repeat(text, 7)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		art := index.Article{Body: body, Published: in2021}
		a.Annotate(&art)
	}
}
