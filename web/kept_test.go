package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"khobao/index"
)

// sendForm posts a form as a page of ours does.
func sendForm(t *testing.T, s *Server, path, body string) answer {
	t.Helper()
	req := request(http.MethodPost, testSite+path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return send(t, s.site, req)
}

func TestReceiptsAreKeptForGood(t *testing.T) {
	shelf := newShelf()
	shelf.more(70)
	shelf.readings = []index.Expansion{{Typed: "giao", As: "giáo", Kind: "marks", Count: 3}}
	s := newServer(t, shelf)
	s.now = func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, index.Zone) }
	page := get(t, s, "/bien-nhan?q=giao+thong&nguon=bao-huyen.example").doc(t)
	form := one(t, one(t, page, "main"), "form[method=post]")
	var fields []string
	for _, in := range all(form, "input") {
		fields = append(fields, attr(in, "name")+"="+strings.ReplaceAll(attr(in, "value"), " ", "+"))
	}
	if got := strings.Join(fields, "&"); got != "q=giao+thong&nguon=bao-huyen.example" {
		t.Fatalf("the form sends %q", got)
	}
	res := sendForm(t, s, "/bien-nhan", strings.Join(fields, "&"))
	at := res.Header.Get("Location")
	if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(at, "/bien-nhan/") || len(at) != len("/bien-nhan/")+16 {
		t.Fatalf("status %d to %q", res.StatusCode, at)
	}
	if again := sendForm(t, s, "/bien-nhan", strings.Join(fields, "&")).Header.Get("Location"); again != at {
		t.Errorf("the same result is kept twice: %q", again)
	}
	kept := get(t, s, at)
	if got := textOf(one(t, kept.doc(t), "dl.facts")); !strings.Contains(got, testSite+at) || !strings.Contains(got, "70 bài") || !strings.Contains(got, "giáo") {
		t.Errorf("the receipt says %q", got)
	}
	file := get(t, s, at+"/tep")
	old := decode[Receipt](t, file)
	if old.Kind != receiptKind || old.Total != 70 || len(old.Articles) != 70 || old.Articles[0].Digest == "" {
		t.Errorf("the file holds %d of %d", len(old.Articles), old.Total)
	}
	if got := textOf(one(t, get(t, s, at+"/doi-chieu").doc(t), "p.holds")); !strings.HasPrefix(got, "Không có gì thay đổi") {
		t.Errorf("compared at once: %q", got)
	}
	gone := shelf.articles[len(shelf.articles)-1].ID
	shelf.articles = shelf.articles[:len(shelf.articles)-1]
	shelf.articles[len(shelf.articles)-1].Body += " Sửa."
	added := shelf.add(index.Article{URL: "https://bao-huyen.example/moi", Site: "bao-huyen.example", Title: "Giao thông mới", Body: "Mới."}, "")
	shelf.state.Epoch += 5
	after := get(t, s, at+"/doi-chieu")
	if got := textOf(one(t, after.doc(t), "p.holds")); got != "Thêm 1 bài, mất 1 bài, 1 bài đã sửa." {
		t.Errorf("compared later: %q", got)
	}
	if !strings.Contains(after.body, "/bai/"+added.ID) || !strings.Contains(after.body, gone) {
		t.Error("what entered and what left is not named")
	}
	for _, typed := range []string{testSite + at, strings.TrimPrefix(at, "/bien-nhan/"), testSite + at + "/doi-chieu"} {
		res := sendForm(t, s, "/doi-chieu", "bien-nhan="+url.QueryEscape(" "+typed+" "))
		if got := textOf(one(t, res.doc(t), "p.holds")); got != "Thêm 1 bài, mất 1 bài, 1 bài đã sửa." {
			t.Errorf("compared by %q: %q", typed, got)
		}
	}
	if res := sendForm(t, s, "/doi-chieu", "bien-nhan=0000000000000000"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a receipt that is not kept: status %d", res.StatusCode)
	}
	if get(t, s, at+"/tep").body != file.body {
		t.Error("a receipt that is kept has changed")
	}
	for _, path := range []string{"/bien-nhan/0000000000000000", "/bien-nhan/x", "/bien-nhan/0000000000000000/tep", "/bien-nhan/../x/doi-chieu"} {
		if res := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
	foreign := request(http.MethodPost, testSite+"/bien-nhan", strings.NewReader("q=giao"))
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	if res := send(t, s.site, foreign); res.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another site keeps receipts: status %d", res.StatusCode)
	}
}

func TestDamagedReceiptsAreSaid(t *testing.T) {
	shelf := newShelf()
	shelf.receipts = map[string][]byte{"00000000000000aa": []byte("không phải gzip")}
	s := newServer(t, shelf)
	if res := get(t, s, "/bien-nhan/00000000000000aa"); res.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", res.StatusCode)
	}
}
