package page

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCanonical(t *testing.T) {
	for _, tc := range []struct{ name, raw, want string }{
		{"plain", "https://baomau.vn/thoi-su/bai-1.html", "https://baomau.vn/thoi-su/bai-1.html"},
		{"scheme and case", "HTTP://WWW.BaoMau.VN/Thoi-Su/Bai-1.html", "http://www.baomau.vn/Thoi-Su/Bai-1.html"},
		{"default ports", "http://baomau.vn:80/a", "http://baomau.vn/a"},
		{"default ports", "https://baomau.vn:443/a", "https://baomau.vn/a"},
		{"other port", "http://baomau.vn:8080/a", "http://baomau.vn:8080/a"},
		{"user", "https://nguoi:mat@baomau.vn/a", "https://baomau.vn/a"},
		{"dot at the end of the host", "https://baomau.vn./a", "https://baomau.vn/a"},
		{"fragment", "https://baomau.vn/a#binhluan", "https://baomau.vn/a"},
		{"root", "https://baomau.vn", "https://baomau.vn/"},
		{"root with query", "http://www.baomau.vn?utm_source=zalo", "http://www.baomau.vn/"},
		{"slash at the end", "https://baomau.vn/a/", "https://baomau.vn/a/"},
		{"mobile host", "https://m.baomau.vn/a.html", "https://baomau.vn/a.html"},
		{"amp host", "https://amp.baomau.com.vn/a.html", "https://baomau.com.vn/a.html"},
		{"labels that are the name", "https://m.com.vn/a", "https://m.com.vn/a"},
		{"labels that are the name", "https://www.vn/a", "https://www.vn/a"},
		{"amp at the end", "https://baomau.vn/a.html/amp/", "https://baomau.vn/a.html"},
		{"amp at the start", "https://baomau.vn/amp/a.html", "https://baomau.vn/a.html"},
		{"amp ending", "https://baomau.vn/a.amp", "https://baomau.vn/a"},
		{"amp before html", "https://baomau.vn/a.amp.html", "https://baomau.vn/a.html"},
		{"amp parameter", "https://baomau.vn/a?amp=1", "https://baomau.vn/a"},
		{"amp parameter bare", "https://baomau.vn/a?amp", "https://baomau.vn/a"},
		{"amp as a word", "https://baomau.vn/amply-cu.html", "https://baomau.vn/amply-cu.html"},
		{"print at the start", "https://baomau.vn/print/a.html", "https://baomau.vn/a.html"},
		{"print at the end", "https://baomau.vn/node/7/print", "https://baomau.vn/node/7"},
		{"print alone", "https://baomau.vn/print", "https://baomau.vn/print"},
		{"print parameter", "https://baomau.vn/a?print=1&id=3", "https://baomau.vn/a?id=3"},
		{"view parameter", "https://baomau.vn/a?view=print&id=3", "https://baomau.vn/a?id=3"},
		{"tracking", "https://baomau.vn/a?utm_source=x&fbclid=y&gclid=z&zarsrc=30&id=5", "https://baomau.vn/a?id=5"},
		{"order", "https://baomau.vn/a?b=2&a=1&b=1", "https://baomau.vn/a?b=2&a=1&b=1"},
		{"empty pairs", "https://baomau.vn/a?&&b=&", "https://baomau.vn/a?b="},
		{"escapes", "https://baomau.vn/%7etin/%c3%a0%2fb", "https://baomau.vn/~tin/%C3%A0%2Fb"},
		{"bare letters", "https://baomau.vn/tin-tức?q=phường 3", "https://baomau.vn/tin-t%E1%BB%A9c?q=ph%C6%B0%E1%BB%9Dng%203"},
		{"plus", "https://baomau.vn/a?q=mot+hai", "https://baomau.vn/a?q=mot%20hai"},
		{"stray percent", "https://baomau.vn/giam-100%-gia", "https://baomau.vn/giam-100%25-gia"},
		{"dots", "https://baomau.vn/a/../b/./c", "https://baomau.vn/b/c"},
		{"session", "https://baomau.vn/a.do;jsessionid=AF12?id=1", "https://baomau.vn/a.do?id=1"},
		{"letters in the host", "https://báomẫu.vn/a", "https://xn--bomu-5na2786b.vn/a"},
		{"no web address", " mailto:a@b.vn ", "mailto:a@b.vn"},
		{"relative", "/tin/1.html", "/tin/1.html"},
	} {
		if got := Canonical(tc.raw); got != tc.want {
			t.Errorf("%s: Canonical(%q) = %q, want %q", tc.name, tc.raw, got, tc.want)
		}
	}
}

func TestSite(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.baomau.vn/a":     "baomau.vn",
		"http://m.baomau.com.vn:8080": "baomau.com.vn",
		"https://amp.the-thao.vn/":    "the-thao.vn",
		"https://the-thao.baomau.vn/": "the-thao.baomau.vn",
		"tin.html":                    "",
	} {
		if got := Site(raw); got != want {
			t.Errorf("Site(%q) = %q, want %q", raw, got, want)
		}
	}
}

// TestCanonicalTwice holds that an address once made canonical stays so, for
// addresses put together from the parts that Canonical changes.
func TestCanonicalTwice(t *testing.T) {
	part := rapid.SampledFrom([]string{
		"amp", "AMP", "print", "m.", "www.", "amp.", "vn", "com", ".", "..", "/", "//", "?", "&", "=", "#", "%", "%2F", "%c3", "%41", "%25",
		"a", "tin.html", ".amp", ".amp.html", "utm_source=x", "print=1", "amp=1", ";jsessionid=1", ";", "+", " ", "à", ":80", ":", "@", "[", "]",
		"xn--", "\x00", "\xff",
	})
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SampledFrom([]string{"http://", "https://www.bao.vn/", "HTTPS://m.bao.vn/amp/", ""}).Draw(t, "start") +
			strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, "parts"), "")
		once := Canonical(raw)
		if twice := Canonical(once); twice != once {
			t.Fatalf("Canonical(%q) = %q, and of that %q", raw, once, twice)
		}
		if Site(once) != Site(raw) {
			t.Fatalf("Site of %q is %q, of its canonical form %q", raw, Site(raw), Site(once))
		}
	})
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://www.bao.vn/amp/tin.html?utm_source=x&b=1&a=%41#x")
	f.Add("http://m.bao.vn:80//a/../b%zz")
	f.Fuzz(func(t *testing.T, raw string) {
		once := Canonical(raw)
		if twice := Canonical(once); twice != once {
			t.Fatalf("Canonical(%q) = %q, and of that %q", raw, once, twice)
		}
	})
}
