package extract

import (
	"html"
	"strings"
	"testing"

	"khobao/index/vi"
	"khobao/internal/page"
)

// TestLegacyEncodings reads one page in every encoding of before, undeclared and
// under false names, and finds its title again in the stored bytes.
func TestLegacyEncodings(t *testing.T) {
	x := mustNew(t, Options{})
	for _, enc := range []string{vi.TCVN3, vi.VNIWindows, vi.VISCII, vi.Windows1258, vi.DoubleUTF8, vi.TripleUTF8} {
		for _, charset := range []string{"", "iso-8859-1", "windows-1252", "utf-8", "windows-1258", "x-user-defined", "tcvn-5712"} {
			if enc == vi.Windows1258 && charset == enc {
				continue // which is no error
			}
			text := somePage(someTitle, "")
			if charset != "" {
				text = strings.Replace(text, "<head>", `<head><meta http-equiv="Content-Type" content="text/html; charset=`+charset+`">`, 1)
			}
			raw, err := vi.Encode(enc, text)
			if err != nil {
				t.Fatal(err)
			}
			a, err := x.Extract(t.Context(), &page.Page{Body: raw})
			if err != nil {
				t.Errorf("%s said to be %q: %v", enc, charset, err)
				continue
			}
			if a.Title != someTitle || !strings.HasPrefix(a.Body, someBody) {
				t.Errorf("%s said to be %q: title %q body %q", enc, charset, a.Title, clip(a.Body, 100))
			}
			named := ""
			for _, d := range a.Doubts {
				if d.Code == "legacy-encoding" {
					named = d.Text
				}
			}
			if named != enc {
				t.Errorf("%s said to be %q: doubts %v, want it named", enc, charset, a.Doubts)
			}
			e := a.Evidence["title"]
			if got, err := vi.Decode(enc, raw[e.Start:e.End]); err != nil || got != someTitle {
				t.Errorf("%s said to be %q: evidence of the title is %q", enc, charset, got)
			}
		}
	}
}

// TestLegacyFonts reads a page whose editor wrote the bytes of VNI as
// character references, and one whose headline is in a capital font.
func TestLegacyFonts(t *testing.T) {
	x := mustNew(t, Options{})
	vni, err := vi.Encode(vi.VNIWindows, somePage(someTitle, ""))
	if err != nil {
		t.Fatal(err)
	}
	var refs strings.Builder
	for _, c := range vni {
		if c < 0xA1 {
			refs.WriteByte(c)
		} else {
			refs.WriteString("&#" + decimal(c) + ";")
		}
	}
	a, err := x.Extract(t.Context(), &page.Page{Body: []byte(refs.String())})
	if err != nil || a.Title != someTitle || !strings.HasPrefix(a.Body, someBody) {
		t.Errorf("VNI as references: %v, title %q body %q", err, a.Title, clip(a.Body, 100))
	}
	text := strings.Replace(somePage(someTitle, ""), "<h1>"+someTitle+"</h1>", `<h1><font face=".VnTimeH">`+html.EscapeString(someTitle)+"</font></h1>", 1)
	tcvn3, err := vi.Encode(vi.TCVN3, text)
	if err != nil {
		t.Fatal(err)
	}
	a, err = x.Extract(t.Context(), &page.Page{Body: tcvn3})
	if err != nil || !strings.EqualFold(a.Title, someTitle) {
		t.Errorf("capital font: %v, title %q", err, a.Title)
	}
}

func decimal(c byte) string { return string([]byte{'0' + c/100, '0' + c/10%10, '0' + c%10}) }
