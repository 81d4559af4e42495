package sample

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"khobao/internal/testkit"
)

const everyLetter = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ ĂÂÊÔƠƯĐ"

func TestEncodeRoundTrip(t *testing.T) {
	for _, charset := range []string{charsetUTF8, charset1258, charsetTCVN3} {
		b, err := encode(charset, everyLetter)
		if err != nil {
			t.Errorf("%s: %v", charset, err)
			continue
		}
		if got := decode(t, charset, b); got != everyLetter {
			t.Errorf("%s: got %q", charset, got)
		}
	}
	upper := strings.ToUpper(everyLetter)
	b, err := encode(charset1258, upper)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := charmap.Windows1258.NewDecoder().Bytes(b); err != nil || norm.NFC.String(string(text)) != upper {
		t.Errorf("windows-1258: got %q, %v", text, err)
	}
}

func TestEncodeRefuses(t *testing.T) {
	for charset, text := range map[string]string{charsetTCVN3: "Ủy ban", charset1258: "漢", "koi8": "a"} {
		if _, err := encode(charset, text); err == nil {
			t.Errorf("%s took %q", charset, text)
		}
	}
}

// TestTCVN3AgainstPairs compares our table with texts that exist in both
// encodings, letter by letter.
func TestTCVN3AgainstPairs(t *testing.T) {
	root := testkit.Shared(t, "encodings")
	names, _ := filepath.Glob(filepath.Join(root, "tcvn3", "*.txt"))
	if len(names) == 0 {
		t.Skip("shared data absent: " + root)
	}
	codes, seen := tcvn3Codes(), map[rune]int{}
	for _, name := range names {
		legacy := readFile(t, name)
		text, err := os.ReadFile(filepath.Join(root, "utf-8", filepath.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		letters := []rune(norm.NFC.String(string(text)))
		if len(letters) != len(legacy) {
			t.Errorf("%s: %d letters, %d codes", filepath.Base(name), len(letters), len(legacy))
			continue
		}
		for i, r := range letters {
			code, ok := codes[r]
			if !ok {
				continue
			}
			seen[r]++
			if legacy[i] != code {
				t.Errorf("%q is %#x in %s, %#x in our table", r, legacy[i], filepath.Base(name), code)
			}
		}
	}
	if len(seen) < 65 {
		t.Errorf("only %d letters were compared", len(seen))
	}
}
