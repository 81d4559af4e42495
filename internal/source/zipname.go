package source

import (
	"archive/zip"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// unicodePath is the extra field in which Info-ZIP keeps the name in UTF-8.
const unicodePath = 0x7075

// entryName gives the name of an entry in UTF-8 and NFC. Programs on Vietnamese
// Windows write names in the code page of the system, 1258, without saying so;
// others in code page 437.
func entryName(f *zip.File) string {
	if name, ok := unicodeName(f.Extra); ok {
		return norm.NFC.String(name)
	}
	if utf8.ValidString(f.Name) {
		return norm.NFC.String(f.Name)
	}
	if s, err := charmap.Windows1258.NewDecoder().String(f.Name); err == nil && vietnamese(s) {
		return norm.NFC.String(s)
	}
	s, err := charmap.CodePage437.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "?")
	}
	return norm.NFC.String(s)
}

func unicodeName(extra []byte) (string, bool) {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return "", false
		}
		if id == unicodePath && n > 5 && extra[0] == 1 && utf8.Valid(extra[5:n]) {
			return string(extra[5:n]), true
		}
		extra = extra[n:]
	}
	return "", false
}

// vietnamese tells whether all letters beyond ASCII are ones that Vietnamese
// is written with, in the parts windows-1258 has them.
func vietnamese(s string) bool {
	const letters = "ĂăÂâĐđÊêÔôƠơƯưÀÁÃÈÉÌÍÒÓÕÙÚÝàáãèéìíòóõùúý" + "\u0300\u0301\u0303\u0309\u0323"
	for _, r := range s {
		if r >= utf8.RuneSelf && !strings.ContainsRune(letters, r) {
			return false
		}
	}
	return true
}
