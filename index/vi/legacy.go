package vi

import (
	"fmt"
	"unicode/utf8"
)

// The names of the encodings that Vietnamese was written in before Unicode, and
// of UTF-8 that was taken for windows-1252 and encoded again, once or twice.
const (
	TCVN3       = "tcvn3"        // TCVN 5712:1993, the ABC fonts (.VnTime)
	VNIWindows  = "vni"          // the VNI fonts (VNI-Times): two bytes for a marked vowel
	VISCII      = "viscii"       // RFC 1456
	Windows1258 = "windows-1258" // tones as bytes of their own
	DoubleUTF8  = "double-utf-8"
	TripleUTF8  = "triple-utf-8"
)

// legacy is one encoding. decode never fails: a byte without a letter is read
// as windows-1252 reads it. encode names the letter it lacks.
type legacy struct {
	name   string
	decode func([]byte) string
	encode func(string) ([]byte, error)
	// repair, where set, works on text instead of bytes.
	repair func(string) string
}

var legacies = [...]legacy{
	{name: TCVN3, decode: decodeTCVN3, encode: encodeTCVN3},
	{name: VNIWindows, decode: decodeVNI, encode: encodeVNI},
	{name: VISCII, decode: decodeVISCII, encode: encodeVISCII},
	{name: Windows1258, decode: decode1258, encode: encode1258},
	{name: DoubleUTF8, decode: decodeDouble, encode: encodeDouble, repair: undouble},
	{name: TripleUTF8, decode: decodeTriple, encode: encodeTriple, repair: untriple},
}

func legacyNamed(name string) (legacy, error) {
	for _, l := range legacies {
		if l.name == name {
			return l, nil
		}
	}
	return legacy{}, fmt.Errorf("unknown legacy encoding %q", name)
}

// DecodeLegacy reads bytes of unknown charset, plain text or HTML, that are
// Vietnamese in an encoding of before Unicode or in UTF-8 encoded twice or
// three times. It tries each and takes the one under which the words are
// Vietnamese syllables. ok is false for UTF-8 as it should be, and where nothing
// fits well. The text is composed. Character references that stand for bytes
// (&ntilde; in VNI pages) are read as these bytes, and what a capital font
// prints is made capital (see RaiseCapitals); tags stay as they are.
func DecodeLegacy(b []byte) (text, encoding string, ok bool) {
	if plainUTF8(b) {
		return "", "", false
	}
	l, text, ok := detect(b)
	if !ok {
		return "", "", false
	}
	if l.name == TCVN3 {
		text = RaiseCapitals(text)
	}
	return text, l.name, true
}

// detect gives the encoding of b and all of b read by it.
func detect(b []byte) (legacy, string, bool) {
	page := visible(b)
	if utf8.Valid(b) {
		l, ok := likely(string(page))
		if !ok {
			return l, "", false
		}
		return l, l.page(b), true
	}
	best, points, lead := inSteps(len(page), func(n int) (legacy, int, int) {
		return choose(as1252(page[:n]), func(l legacy) (string, bool) {
			return l.decode(page[:n]), l.repair == nil
		})
	})
	if !decided(points, lead) && (best.name != Windows1258 || points < min1258) {
		return best, "", false
	}
	return best, best.page(b), true
}

// Repair mends text that was read the wrong way: TCVN3, VNI, VISCII or
// windows-1258 taken for windows-1252 or latin-1, and UTF-8 encoded again. ok is
// false where text is well as it is. A letter that was lost on the way stays
// lost (U+FFFD).
func Repair(text string) (repaired, encoding string, ok bool) {
	if plainString(text) {
		return "", "", false
	}
	l, ok := likely(clip(text, maxSample))
	if !ok {
		return "", "", false
	}
	return l.mend(text), l.name, true
}

// likely finds the encoding that text was before it was read the wrong way.
func likely(text string) (legacy, bool) {
	best, points, lead := inSteps(len(text), func(n int) (legacy, int, int) {
		sample := clip(text, n)
		return choose(sample, func(l legacy) (string, bool) { return l.mend(sample), true })
	})
	return best, decided(points, lead)
}

// mend reads text again whose bytes were taken for windows-1252.
func (l legacy) mend(text string) string {
	if l.repair != nil {
		return NFC(l.repair(text))
	}
	return NFC(throughBytes(text, l.decode))
}

// Decode reads b in the named encoding. Bytes that mean nothing there are read
// as windows-1252. The text is composed. An unknown name is an error.
//
// In TCVN3 the bytes 80 to 9F are capitals by the standard and quotation marks
// and dashes where Windows fonts were used; each is read as what makes a word.
func Decode(encoding string, b []byte) (string, error) {
	l, err := legacyNamed(encoding)
	if err != nil {
		return "", err
	}
	return l.decode(b), nil
}

// DecodePage reads b, a page or a piece of one, as DecodeLegacy does once it
// knows the encoding, save for the capital fonts.
func DecodePage(encoding string, b []byte) (string, error) {
	l, err := legacyNamed(encoding)
	if err != nil {
		return "", err
	}
	return l.page(b), nil
}

func (l legacy) page(b []byte) string {
	if utf8.Valid(b) {
		return l.mend(unreference(string(b)))
	}
	return l.decode(unreferenceBytes(b))
}

// Encode writes text in the named encoding. The error names the first letter
// the encoding lacks.
func Encode(encoding, text string) ([]byte, error) {
	l, err := legacyNamed(encoding)
	if err != nil {
		return nil, err
	}
	return l.encode(NFC(text))
}

func lacks(encoding string, r rune) error {
	return fmt.Errorf("encode as %s: it has no %q (%U)", encoding, r, r)
}

// clip cuts s behind n bytes at most, on a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
