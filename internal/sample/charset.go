package sample

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// encode writes NFC text in one of the charsets. It fails on a letter the
// charset has no place for, naming it.
func encode(charset, text string) ([]byte, error) {
	switch charset {
	case charsetUTF8:
		return []byte(text), nil
	case charset1258:
		return encode1258(text)
	case charsetTCVN3:
		return encodeTCVN3(text)
	}
	return nil, fmt.Errorf("encode page: charset %q is not known", charset)
}

// Marks of tone, which windows-1258 spells after the letter.
const tones = "\u0300\u0301\u0303\u0309\u0323"

// encode1258 spells every tone as a mark after its letter, as the keyboards of
// that code page did; circumflex, breve and horn stay with the letter.
func encode1258(text string) ([]byte, error) {
	var spelled strings.Builder
	for _, r := range norm.NFC.String(text) {
		letter, tone := "", ""
		for _, p := range norm.NFD.String(string(r)) {
			if strings.ContainsRune(tones, p) {
				tone += string(p)
			} else {
				letter += string(p)
			}
		}
		spelled.WriteString(norm.NFC.String(letter) + tone)
	}
	b, err := charmap.Windows1258.NewEncoder().Bytes([]byte(spelled.String()))
	if err != nil {
		return nil, fmt.Errorf("encode page as windows-1258: %w", err)
	}
	return b, nil
}

// tcvn3 is TCVN 5712:1993, set VN3: from 0xa1 the capitals without tone, then
// the small letters; '.' has no letter in this set. Capitals with a tone have
// no code of their own: papers set them in a second font of capitals.
const tcvn3 = "ĂÂÊÔƠƯĐăâêôơưđ." + // a1-af
	".....àảãáạ.ằẳẵắ." + // b0-bf
	"......ặầẩẫấậè.ẻẽ" + // c0-cf
	"éẹềểễếệìỉ...ĩíịò" + // d0-df
	".ỏõóọồổỗốộờởỡớợù" + // e0-ef
	".ủũúụừửữứựỳỷỹýỵ" // f0-fe

// tcvn3Codes gives the code of each letter.
func tcvn3Codes() map[rune]byte {
	codes := map[rune]byte{}
	code := byte(0xa1)
	for _, r := range tcvn3 {
		if r != '.' {
			codes[r] = code
		}
		code++
	}
	return codes
}

func encodeTCVN3(text string) ([]byte, error) {
	codes := tcvn3Codes()
	b := make([]byte, 0, len(text))
	for _, r := range norm.NFC.String(text) {
		code, ok := codes[r]
		switch {
		case r < 0x80:
			b = append(b, byte(r))
		case ok:
			b = append(b, code)
		default:
			return nil, fmt.Errorf("encode page as TCVN3: no code for %q", r)
		}
	}
	return b, nil
}
