package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tcvn3Table is TCVN 5712:1993. The ABC fonts have its small letters and plain
// capitals; they print toned capitals by a second font (RaiseCapitals), and the
// places 80 to 9F as Windows does.
const tcvn3Table = `
01ÚỤ.ỪỬỮ 11ỨỰỲỶỸÝỴ
80ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ
90ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ
A1ĂÂÊÔƠƯĐăâêôơưđ AFẰ
B5àảãáạẲằẳẵắẴẮẦẨẪẤỀặ
C7ầẩẫấậèỂẻẽéẹềểễếệì
D8ỉỄẾỒĩíịòỔỏõóọồổỗố
E9ộờởỡớợùỖủũúụừửữứựỳ
FBỷỹýỵỐ
`

var tcvn3 = newByteTable(TCVN3, tcvn3Table)

// tcvn3Tones stand behind their vowel.
var tcvn3Tones = map[byte]rune{0xB0: '\u0300', 0xB1: '\u0309', 0xB2: '\u0303', 0xB3: '\u0301', 0xB4: '\u0323'}

func decodeTCVN3(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/2)
	for i := 0; i < len(b); {
		if b[i] == '\n' || b[i] == '\r' || b[i] == '\t' || !tcvn3Letter(b[i]) {
			s.WriteRune(latin.char[b[i]])
			i++
			continue
		}
		end, windows := i, 0
		for end < len(b) && tcvn3Letter(b[end]) {
			if b[end] >= 0x80 && b[end] < 0xA0 {
				windows++
			}
			end++
		}
		readTCVN3(&s, b[i:end], windows)
		i = end
	}
	return NFC(s.String())
}

func tcvn3Letter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 && c != 0xA0 || c < 0x20 && tcvn3.char[c] != rune(c)
}

// maxWindows is how many bytes of 80 to 9F in one word are tried both ways. The
// longest words in capitals have two.
const maxWindows = 6

// readTCVN3 writes one run of letters. windows of them are either capitals or
// signs of Windows; of all ways to read them the cheapest is taken.
func readTCVN3(s *strings.Builder, b []byte, windows int) {
	if windows == 0 || windows > maxWindows {
		s.Write(tcvn3Run(nil, b, 0, windows > 0))
		return
	}
	best, least := []byte(nil), 0
	for signs := range 1 << windows {
		cost := signCost(b, signs)
		text := tcvn3Run(nil, b, signs, false)
		for _, w := range strings.FieldsFunc(string(text), windowsSign) {
			cost += partCost(w)
		}
		if best == nil || cost < least {
			best, least = text, cost
		}
	}
	s.Write(best)
}

// tcvn3Run reads b; of its bytes from 80 to 9F those whose bit is set in signs,
// or all, are signs.
func tcvn3Run(out, b []byte, signs int, all bool) []byte {
	n := 0
	for i, c := range b {
		r := tcvn3.char[c]
		if c >= 0x80 && c < 0xA0 {
			if all || signs>>n&1 == 1 {
				r = latin.char[c]
			}
			n++
		} else if tone, ok := tcvn3Tones[c]; ok && i > 0 && isVowelByte(b[i-1]) {
			r = tone
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func isVowelByte(c byte) bool {
	g := letters.at(tcvn3.char[c])
	return g != nil && isVowel(g.code) && g.tone == Level
}

func windowsSign(r rune) bool {
	c, ok := latin.byte[r]
	return ok && c >= 0x80
}

// What reading a byte costs: a letter letterCost; a sign where it usually stands
// nothing, a common sign elsewhere strayCost, others more.
const (
	letterCost = 1
	strayCost  = 2
	rareCost   = 5
	stumpCost  = 3  // letters that are no syllable: the M of M–
	brokenCost = 10 // marks that make no syllable: a foreign name perhaps
	neverCost  = 20 // signs that newspapers do not print
)

func signCost(b []byte, signs int) int {
	cost, n := 0, 0
	for i, c := range b {
		if c < 0x80 || c >= 0xA0 {
			continue
		}
		if signs>>n&1 == 0 {
			cost += letterCost
		} else {
			cost += placeCost(latin.char[c], i == 0, i == len(b)-1)
		}
		n++
	}
	return cost
}

func placeCost(r rune, first, last bool) int {
	switch r {
	case '‘', '“', '•':
		if first {
			return 0
		}
	case '’', '”':
		if last {
			return 0
		}
	case '–', '—', '…':
		if first || last {
			return 0
		}
	case '€', '™':
		return rareCost
	default:
		return neverCost
	}
	return strayCost
}

func partCost(w string) int {
	ascii := true
	for _, r := range w {
		ascii = ascii && r < utf8.RuneSelf
	}
	switch {
	case ascii && (!MaySyllable(w) || strings.EqualFold(w, "gi")):
		return stumpCost
	case !ascii && (!IsSyllable(w) || !cased(w)):
		return brokenCost
	}
	return 0
}

// cased reports whether the capitals of a word stand as people write them: none,
// the first, or all.
func cased(w string) bool {
	n, upper, first := 0, 0, false
	for _, r := range w {
		if unicode.IsUpper(r) {
			upper++
			first = first || n == 0
		}
		n++
	}
	return upper == 0 || upper == n || upper == 1 && first
}

func encodeTCVN3(text string) ([]byte, error) { return tcvn3.encode(text) }
