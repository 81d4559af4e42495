package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"khobao/internal/page"
)

// decoded is a page's text and how it was read.
type decoded struct {
	text  string
	read  func([]byte) string // decodes a piece of the page; nil for UTF-8
	name  string
	wrong string // the declared charset, where the bytes say otherwise
}

// decode reads the bytes of a page: a BOM decides, then the bytes themselves
// where they are UTF-8, then the HTTP header, then the meta element, then
// detection. The text is composed (NFC), for windows-1258 and some editors
// write the tone apart from its letter.
func decode(p *page.Page) decoded {
	b := p.Body
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return decoded{text: compose(strings.ToValidUTF8(string(b[3:]), "\uFFFD")), name: "utf-8"}
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
		d := decoded{text: string(b), name: "utf-8"}
		if bad > 0 {
			d.text = strings.ToValidUTF8(d.text, "\uFFFD")
		}
		if fixed, ok := undouble(d.text); ok {
			d.text, d.wrong = fixed, "utf-8"
		} else if wide > 0 && declared != "" && declared != "utf-8" {
			d.wrong = declared
		}
		d.text = compose(d.text)
		return d
	}
	if declared != "" && declared != "utf-8" && !isLatin(declared) {
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
		return decoded{text: compose(strings.ToValidUTF8(string(b), "\uFFFD")), name: name, wrong: declared}
	}
	return decodedBy(enc, b, name, declared)
}

// decodedBy reads the bytes in an encoding.
func decodedBy(enc encoding.Encoding, b []byte, name, wrong string) decoded {
	read := func(b []byte) string { return decodeWith(enc, b) }
	return decoded{text: compose(read(b)), read: read, name: name, wrong: wrong}
}

func isLatin(name string) bool {
	return name == "windows-1252" || name == "iso-8859-1" || name == "us-ascii"
}

// decodeLegacy recognises the encodings Vietnamese pages used before Unicode.
func decodeLegacy(b []byte) (decoded, bool) {
	if looks1258(b) {
		return decodedBy(charmap.Windows1258, b, "windows-1258", ""), true
	}
	return decoded{}, false
}

// looks1258 reports windows-1258: tones are bytes of their own that stand after
// a vowel, and most of them do.
func looks1258(b []byte) bool {
	tones, placed := 0, 0
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case 0xCC, 0xD2, 0xDE, 0xEC, 0xF2:
			tones++
			switch b[i-1] | 0x20 {
			case 'a', 'e', 'i', 'o', 'u', 'y', 0xE2, 0xE3, 0xEA, 0xF4, 0xF5, 0xFD:
				placed++
			}
		}
	}
	return tones >= 5 && placed*10 >= tones*9
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

// utf8Health counts the bytes that are no UTF-8 and the characters of more
// than one byte.
func utf8Health(b []byte) (bad, wide int) {
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

// undouble mends UTF-8 that was read as windows-1252 and written as UTF-8 again.
func undouble(s string) (string, bool) {
	twice := strings.Count(s, "áº") + strings.Count(s, "á»") + strings.Count(s, "Ä‘") + strings.Count(s, "Æ°")
	if twice < 20 || twice*3 < strings.Count(s, " ")/8 {
		return "", false
	}
	var out strings.Builder
	out.Grow(len(s))
	changed := 0
	for i := 0; i < len(s); {
		j := i
		var raw []byte
		for j < len(s) {
			r, size := utf8.DecodeRuneInString(s[j:])
			if r < utf8.RuneSelf {
				break
			}
			c, ok := latinByte(r)
			if !ok {
				break
			}
			raw = append(raw, c)
			j += size
		}
		switch {
		case len(raw) > 1 && utf8.Valid(raw):
			out.Write(raw)
			changed++
			i = j
		case j > i:
			out.WriteString(s[i:j])
			i = j
		default:
			_, size := utf8.DecodeRuneInString(s[i:])
			out.WriteString(s[i : i+size])
			i += size
		}
	}
	return out.String(), changed >= 20
}

func latinByte(r rune) (byte, bool) {
	if r >= 0x80 && r < 0xA0 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

func decodeWith(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}
