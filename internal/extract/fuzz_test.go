package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// fixturePages are the saved pages of all sites.
func fixturePages(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no saved pages: %v", err)
	}
	pages := make([][]byte, len(files))
	for i, file := range files {
		if pages[i], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// FuzzExtract reads foreign bytes: no panic, an error of a known kind or an
// article whose texts are UTF-8, whose ranges lie in the page and that goes
// through JSON and back.
func FuzzExtract(f *testing.F) {
	for _, b := range fixturePages(f) {
		f.Add("text/html", b)
	}
	f.Add(page.ArticleJSON, []byte(`{"id":"1","title":"a","date":"2021-08-25","tags":["b"]}`))
	f.Add("text/html; charset=windows-1258", []byte(somePage(someTitle, "")))
	x, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		p := &page.Page{ContentType: contentType, Body: body, Captured: time.Date(2022, 1, 1, 0, 0, 0, 0, index.Zone)}
		a, err := x.Extract(t.Context(), p)
		if err != nil {
			switch failure.KindOf(err) {
			case failure.TooLarge, failure.NotPage, failure.Unreadable, failure.Timeout:
				if e, ok := err.(*failure.Error); ok && e.Err != nil && len(e.Err.Error()) > 5 && e.Err.Error()[:5] == "panic" {
					t.Fatal(err)
				}
				return
			}
			t.Fatal(err)
		}
		for _, s := range []string{a.Title, a.Lead, a.Body} {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
		for field, e := range a.Evidence {
			if e.Start < 0 || e.Start > e.End || e.End > len(body) {
				t.Errorf("%s: range %d-%d of %d", field, e.Start, e.End, len(body))
			}
		}
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back index.Article
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatal(err)
		}
		if a.ID == "" || a.Captions == nil || a.Authors == nil || a.Section == nil || a.Tags == nil {
			t.Errorf("nil list or no id: %s", raw)
		}
	})
}

// FuzzParseDate reads foreign text: no panic, and a date that is written and
// read back as itself.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"07:29 25/08/2021", "Thứ tư, 25/8/2021, 07:29 (GMT+7)", "12h30' ngày 3 tháng 9 năm 2021", "2 giờ trước", "1629851340", "2021-08-25T07:29:00Z", "Tháng Mười Hai 25, 2020"} {
		f.Add(s)
	}
	captured := time.Date(2021, 8, 26, 9, 30, 0, 0, index.Zone)
	f.Fuzz(func(t *testing.T, s string) {
		d, _ := ParseDate(s, captured)
		if d.IsZero() {
			return
		}
		back, err := index.ParseDate(d.String())
		if err != nil || back.String() != d.String() {
			t.Errorf("%q: %q read back as %q, %v", s, d, back, err)
		}
		if _, offset := d.Time.Zone(); offset != 7*3600 {
			t.Errorf("%q: zone of %s", s, d)
		}
	})
}
