package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"khobao/index"
)

// real is what is right for one saved page of a Vietnamese site, checked by
// eye; texts are given by the beginning of their SHA-256.
type real struct {
	file      string
	title     string // hash
	lead      string // hash
	body      string // hash
	published string
	authors   string // joined by "; "
	source    string
	section   string // joined by " > "
	captions  int
	kind      index.Kind
}

var realPages = []real{
	{"htmldate-vnexpress-kinhdoanh.html", "dfad518857f0", "4306901408e4", "4cd883d8d530", "2023-11-02T19:20:45+07:00", "Anh Minh", "", "Kinh doanh > Vĩ mô", 1, index.KindArticle},
	{file: "minhduc-dantri.html", kind: index.KindList},
	{file: "naustudio-tuoitre-home.html", kind: index.KindList},
	{"sonic-genk1.bf72769c.html", "2c683ae51e23", "826206b01408", "de12b1df6be5", "2012-12-21T08:04:00+07:00", "", "Minh Nguyễn/Vcamp.vn", "Internet", 0, index.KindArticle},
	{file: "sonic-genkvn.homepage.5d8752ff.html", kind: index.KindList},
	{"sonic-ngoisao1.56b39892.html", "7141d4e13498", "190906719617", "2d82e66e025e", "", "H.V.", "", "", 9, index.KindArticle},
	{"sonic-teen9x1.4f5739a5.html", "db19d1ea00ac", "", "72983fedb317", "2011-03-08T01:00:00+07:00", "Lọ Mọ", "", "Tự chế > Bếp núc", 1, index.KindArticle},
	{file: "sonic-thanhnien.homepage.003f1417.html", kind: index.KindList},
	{"sonic-thanhnien1.73c5aaf5.html", "9bc27b487db5", "6f84e73641d0", "ca132631a06f", "2012-12-19T17:41:00+07:00", "Vũ Phương Thảo", "", "", 1, index.KindArticle},
	{file: "sonic-tinhte1.74c68371.html", kind: index.KindOther},
	{"sonic-vnexpress1.67158bf8.html", "14ce2edd3f72", "6065e74c2979", "8823bed8060a", "2012-12-20T10:18:00+07:00", "Trung", "", "Tâm sự", 0, index.KindArticle},
	{"sonic-vnexpress1.97e32ead.html", "1d05f8726eac", "b44285e0acac", "10e43fbe2622", "2013-06-13T08:28:00+07:00", "Bình Minh", "", "Xã hội > Nhịp điệu trẻ", 3, index.KindArticle},
	{"sonic-vnexpress3.aadef1fb.html", "f3715f78a6fd", "9e62af7cce98", "3ff03623a3dc", "2012-12-28T14:46:00+07:00", "Nguyễn Đình Quân", "", "Bạn đọc > Ảnh", 0, index.KindArticle},
	{"sonic-xinh1.245b91cd.html", "0438a26fdcbf", "2d7ad163cc67", "bc7beae73684", "2012-12-24T15:02:00+07:00", "", "K14", "Phong cách", 0, index.KindArticle},
	{"sonic-zing2.6d2ced20.html", "8953e767987c", "5dfb29bab00e", "d1337cbcff23", "2012-11-30T16:00:00+07:00", "", "Thanh Niên", "Giáo dục", 1, index.KindArticle},
}

func hash(s string) string {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// TestRealPages reads real pages the general way, without any rule.
func TestRealPages(t *testing.T) {
	dir := shared(t, "pages")
	x := mustNew(t, Options{NoRules: true})
	want := map[string]real{}
	for _, r := range realPages {
		want[r.file] = r
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		a, err := x.Extract(t.Context(), readPage(t, file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := real{file: name, kind: a.Kind}
		if a.Kind == index.KindArticle {
			got = real{
				name, hash(a.Title), hash(a.Lead), hash(a.Body), a.Published.String(), strings.Join(a.Authors, "; "),
				a.OriginalSource, strings.Join(a.Section, " > "), len(a.Captions), a.Kind,
			}
			checkEvidence(t, readPage(t, file), a)
		}
		w, ok := want[name]
		if !ok {
			t.Errorf("%s: nothing expected; got %#v", name, got)
			continue
		}
		if got != w {
			t.Errorf("%s:\n got %#v\nwant %#v", name, got, w)
		}
	}
}
