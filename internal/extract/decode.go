package extract

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"khobao/index/vi"
	"khobao/internal/page"
)

// decoded is a page's text in UTF-8 and how it was read. The text may be the
// page's own bytes.
type decoded struct {
	text  []byte
	read  func([]byte) string // decodes a piece of the page; nil for UTF-8
	name  string
	wrong string // the declared charset, where the bytes say otherwise
	// legacy says that the encoding was recognised by the words alone
	legacy bool
}

// decode reads the bytes of a page: a BOM decides, then the bytes themselves
// where they are UTF-8, then the HTTP header, then the meta element, then
// detection. The text is composed (NFC), for windows-1258 and some editors
// write the tone apart from its letter.
func decode(p *page.Page) decoded {
	b := p.Body
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return decoded{text: composeAll(bytes.ToValidUTF8(b[3:], []byte("\uFFFD"))), name: "utf-8"}
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		enc := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		return decodedBy(enc, b, "utf-16", "")
	}
	declared := declaredCharset(p)
	if strings.HasPrefix(declared, "utf-16") && bytes.Count(b[:min(len(b), 512)], []byte{0}) > 50 {
		if enc, _ := charset.Lookup(declared); enc != nil {
			return decodedBy(enc, b, declared, "")
		}
	}
	bad, wide := utf8Health(b)
	if bad == 0 || wide > 0 && bad*50 < wide {
		if suspicious(b) {
			if d, ok := decodeLegacy(b); ok {
				d.wrong = "utf-8"
				return d
			}
		}
		d := decoded{text: b, name: "utf-8"}
		if bad > 0 {
			d.text = bytes.ToValidUTF8(b, []byte("\uFFFD"))
		}
		if wide > 0 && declared != "" && declared != "utf-8" {
			d.wrong = declared
		}
		d.text = composeAll(d.text)
		return d
	}
	if declared != "" && declared != "utf-8" && !isLatin(declared) {
		// Pages in TCVN3 and VNI often say windows-1258 or x-user-defined.
		if d, ok := decodeLegacy(b); ok && d.name != declared {
			d.wrong = declared
			return d
		}
		if enc, name := charset.Lookup(declared); enc != nil {
			return decodedBy(enc, b, name, "")
		}
	}
	if d, ok := decodeLegacy(b); ok {
		d.wrong = declared
		return d
	}
	if isLatin(declared) {
		return decodedBy(charmap.Windows1252, b, "windows-1252", "")
	}
	enc, name, _ := charset.DetermineEncoding(b[:min(len(b), 1024)], p.ContentType)
	if name == "utf-8" {
		return decoded{text: composeAll(bytes.ToValidUTF8(b, []byte("\uFFFD"))), name: name, wrong: declared}
	}
	return decodedBy(enc, b, name, declared)
}

// decodedBy reads the bytes in an encoding.
func decodedBy(enc encoding.Encoding, b []byte, name, wrong string) decoded {
	read := func(b []byte) string { return decodeWith(enc, b) }
	return decoded{text: composeAll([]byte(read(b))), read: read, name: name, wrong: wrong}
}

func isLatin(name string) bool {
	return name == "windows-1252" || name == "iso-8859-1" || name == "us-ascii"
}

// decodeLegacy reads the encodings Vietnamese pages used before Unicode, and
// UTF-8 that was encoded again.
func decodeLegacy(b []byte) (decoded, bool) {
	text, name, ok := vi.DecodeLegacy(b)
	if !ok || !speaksVietnamese(text) {
		return decoded{}, false
	}
	read := func(b []byte) string {
		s, err := vi.DecodePage(name, b)
		if err != nil {
			return string(b)
		}
		return s
	}
	return decoded{text: composeAll([]byte(text)), read: read, name: name, legacy: true}, true
}

// speaksVietnamese reports words that no Vietnamese page is without and no page
// in another language read the wrong way comes to have.
func speaksVietnamese(text string) bool {
	n := 0
	for _, w := range []string{" của ", " được ", " không ", " những ", " người ", " là ", " và ", " có "} {
		n += strings.Count(text, w)
		if n >= 3 {
			return true
		}
	}
	return n > 0 && len(text) < 4000
}

// suspicious reports valid UTF-8 that may still be Vietnamese read the wrong
// way: many letters or signs of U+0080-00FF, as such or as references, but hardly
// a letter that only Vietnamese has (U+1E80-1EFF, in UTF-8 E1 and BA or BB first).
func suspicious(b []byte) bool {
	const some, few = 20, 10
	if holdsVietnamese(b, few) {
		return false
	}
	high := bytes.Count(b, []byte{0xC3}) + bytes.Count(b, []byte{0xC2}) - bytes.Count(b, []byte("\u00a0"))
	for _, ref := range []string{"&#1", "&#2", "grave;", "acute;", "circ;", "tilde;", "uml;", "&micro;", "&para;"} {
		if high > some {
			break
		}
		high += bytes.Count(b, []byte(ref))
	}
	return high > some
}

// holdsVietnamese reports at least n letters of U+1E80-1EFF; on most pages they
// stand near the beginning.
func holdsVietnamese(b []byte, n int) bool {
	for n > 0 {
		i := bytes.IndexByte(b, 0xE1)
		if i < 0 || i+1 >= len(b) {
			return false
		}
		if b[i+1] == 0xBA || b[i+1] == 0xBB {
			n--
		}
		b = b[i+1:]
	}
	return true
}

// declaredCharset gives the charset of the HTTP header, else of the first
// meta element in the first 4 KiB, as the standard names it; "" when none.
func declaredCharset(p *page.Page) string {
	for _, ct := range []string{p.ContentType, p.Get("Content-Type")} {
		if name := charsetIn(strings.ToLower(ct)); name != "" {
			return name
		}
	}
	return charsetIn(strings.ToLower(string(p.Body[:min(len(p.Body), 4096)])))
}

func charsetIn(s string) string {
	for {
		i := strings.Index(s, "charset")
		if i < 0 {
			return ""
		}
		s = s[i+len("charset"):]
		v := strings.TrimLeft(s, " \t")
		if !strings.HasPrefix(v, "=") {
			continue
		}
		v = strings.TrimLeft(v[1:], " \t\"'")
		end := strings.IndexAny(v, "\"' \t;>/\r\n,")
		if end < 0 {
			end = len(v)
		}
		if _, name := charset.Lookup(v[:end]); name != "" {
			return name
		}
	}
}

// utf8Health counts the bytes that are no UTF-8 and the characters of more than
// one byte; where all is UTF-8, at most one of these.
func utf8Health(b []byte) (bad, wide int) {
	if utf8.Valid(b) {
		if slices.ContainsFunc(b, func(c byte) bool { return c >= utf8.RuneSelf }) {
			wide = 1
		}
		return 0, wide
	}
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			wide++
		}
		i += size
	}
	return bad, wide
}

func decodeWith(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}
