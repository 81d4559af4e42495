package source

import (
	"strings"
	"testing"

	"khobao/internal/failure"
)

func TestSniff(t *testing.T) {
	utf16 := func(s string, little bool) string {
		b := []byte{0xfe, 0xff}
		if little {
			b = []byte{0xff, 0xfe}
		}
		for _, r := range s {
			if little {
				b = append(b, byte(r), byte(r>>8))
			} else {
				b = append(b, byte(r>>8), byte(r))
			}
		}
		return string(b)
	}
	for _, tc := range []struct {
		name, head string
		want       format
		kind       failure.Kind
		code       string
	}{
		{"page", "<!DOCTYPE html><html>", formatHTML, "", ""},
		{"page with BOM and blanks", "\xef\xbb\xbf \r\n<HTML>", formatHTML, "", ""},
		{"page behind a comment", "<!-- máy chủ 3 -->\n<div>x</div>", formatHTML, "", ""},
		{"page behind a warning", "Warning: mysql_connect()\n<!DOCTYPE html>", formatHTML, "", ""},
		{"XHTML", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>`, formatHTML, "", ""},
		{"UTF-16", utf16("<html><title>Tin", true), formatHTML, "", ""},
		{"UTF-16, other order", utf16("<html><title>Tin", false), formatHTML, "", ""},
		{"fragment", "<p>Một đoạn</p>", formatHTML, "", ""},
		{"old encoding", "<html><title>Th\xedi s\xf9</title>", formatHTML, "", ""},
		{"JSONL", `{"title": "a"}` + "\n", formatJSONL, "", ""},
		{"MHTML", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", formatMHTML, "", ""},
		{"WARC", "WARC/1.0\r\n", formatWARC, "", ""},
		{"ARC", "filedesc://a.arc 0.0.0.0 20080430204825 text/plain 76\n", formatWARC, "", ""},
		{"ZIP", "PK\x03\x04", formatZIP, "", ""},
		{"empty ZIP", "PK\x05\x06" + strings.Repeat("\x00", 18), formatZIP, "", ""},
		{"gzip", "\x1f\x8b\x08\x00", formatGzip, "", ""},
		{"bzip2", "BZh91AY", formatBzip2, "", ""},

		{"nothing", "", formatNone, failure.NotPage, "empty"},
		{"blanks", " \r\n", formatNone, failure.NotPage, "empty"},
		{"PDF", "%PDF-1.4\n", formatNone, failure.NotPage, "pdf"},
		{"PNG", "\x89PNG\r\n\x1a\n\x00", formatNone, failure.NotPage, "image"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF", formatNone, failure.NotPage, "image"},
		{"WebP", "RIFF\x00\x00\x00\x00WEBPVP8 ", formatNone, failure.NotPage, "image"},
		{"AVIF", "\x00\x00\x00\x20ftypavif", formatNone, failure.NotPage, "image"},
		{"SVG", `<?xml version="1.0"?><svg xmlns="x"></svg>`, formatNone, failure.NotPage, "image"},
		{"MP4", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", formatNone, failure.NotPage, "video"},
		{"font", "wOF2\x00\x01\x00\x00", formatNone, failure.NotPage, "font"},
		{"feed", `<?xml version="1.0"?><rss version="2.0">`, formatNone, failure.NotPage, "xml"},
		{"JSON", "{\n  \"a\": 1\n}", formatNone, failure.NotPage, "json"},
		{"JSON of something else", `{"a": 1}`, formatNone, failure.NotPage, "json"},
		{"JSON list", `[{"title": "a"}]`, formatNone, failure.NotPage, "json"},
		{"style", "body { color: red }", formatNone, failure.NotPage, "text"},
		{"script", "(function(){var a=1})()", formatNone, failure.NotPage, "text"},
		{"text of an old encoding", "Th\xedi s\xf9\r\n", formatNone, failure.NotPage, "text"},
		{"Word", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", formatNone, failure.NotPage, "office"},
		{"RTF", "{\\rtf1", formatNone, failure.NotPage, "office"},
		{"bytes", "\x00\x01\x02\x03", formatNone, failure.NotPage, "binary"},
		{"RAR", "Rar!\x1a\x07\x00", formatNone, failure.Unsupported, "rar"},
		{"7z", "7z\xbc\xaf\x27\x1c", formatNone, failure.Unsupported, "7z"},
		{"xz", "\xfd7zXZ\x00", formatNone, failure.Unsupported, "xz"},
	} {
		if got := sniff([]byte(tc.head), true); got != tc.want {
			t.Errorf("%s: format %q, want %q", tc.name, got, tc.want)
			continue
		}
		if tc.want != formatNone {
			continue
		}
		if kind, code, _ := notPage([]byte(tc.head), true); kind != tc.kind || code != tc.code {
			t.Errorf("%s: %s %s, want %s %s", tc.name, kind, code, tc.kind, tc.code)
		}
	}
}

func TestSavedFrom(t *testing.T) {
	const u = "https://baomau.vn/tin.html"
	pad := strings.Repeat("<meta name=\"x\" content=\"y\">", 3000)
	for _, tc := range []struct{ name, page, want string }{
		{"comment of a browser", "<!-- saved from url=(0026)" + u + " -->\n<html><head><link rel=canonical href=https://khac.vn/>", u},
		{"comment inside", "<!DOCTYPE html>\n<html><!-- saved from url=(0026)" + u + " --><head>", u},
		{"comment of a file", "<!-- saved from url=(0014)about:internet --><html>", ""},
		{"canonical", "<html><head><link href='" + u + "' rel='Canonical'>", u},
		{"canonical before og:url", "<head><meta property=og:url content=https://khac.vn/><link rel=canonical href=" + u + ">", u},
		{"og:url", "<head><meta property='og:url' content='" + u + "'>", u},
		{"og:url as a name", "<head><meta name='og:url' content='" + u + "'>", u},
		{"base", "<head><base href='" + u + "'>", ""},
		{"canonical relative", "<head><link rel=canonical href='/tin.html'><base href='https://baomau.vn/'>", ""},
		{"canonical of another scheme", "<head><link rel=canonical href='android-app://vn.baomau/'>", ""},
		{"entities", "<head><link rel=canonical href='https://baomau.vn/?a=1&amp;b=2'>", "https://baomau.vn/?a=1&b=2"},
		{"in the body", "<head></head><body><link rel=canonical href='" + u + "'>", ""},
		{"in a script", "<head><script>'<link rel=canonical href=" + u + ">'</script>", ""},
		{"behind the scan", "<head>" + pad + "<link rel=canonical href='" + u + "'>", ""},
		{"none", "<html><body>", ""},
	} {
		if got := savedFrom([]byte(tc.page)); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
