package vi

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khobao/internal/testkit"
)

type encodedText struct {
	name string
	utf8 string
	in   map[string][]byte
}

func encodedTexts(t *testing.T) []encodedText {
	dir := testkit.Shared(t, "encodings")
	paths, err := filepath.Glob(filepath.Join(dir, "utf-8", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no texts in %s: %v", dir, err)
	}
	var all []encodedText
	for _, path := range paths {
		e := encodedText{name: filepath.Base(path), utf8: string(mustRead(t, path)), in: make(map[string][]byte)}
		for _, enc := range []string{TCVN3, VISCII, Windows1258} {
			e.in[enc] = mustRead(t, filepath.Join(dir, enc, e.name))
		}
		text := strings.ReplaceAll(NFC(e.utf8), "Ð", "Đ")
		for _, enc := range []string{VNIWindows, DoubleUTF8, TripleUTF8} {
			if e.in[enc], err = Encode(enc, text); err != nil {
				t.Fatalf("%s: %v", e.name, err)
			}
		}
		all = append(all, e)
	}
	return all
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestDecodeLegacyArticles recovers real articles. What the encodings lose: none
// has Ð (U+00D0, typed for Đ in two articles), for which the converter of the
// shared files wrote D and these tests write Đ.
func TestDecodeLegacyArticles(t *testing.T) {
	for _, e := range encodedTexts(t) {
		for enc, b := range e.in {
			eth := "D"
			if enc == VNIWindows || enc == DoubleUTF8 || enc == TripleUTF8 {
				eth = "Đ"
			}
			want := strings.ReplaceAll(NFC(e.utf8), "Ð", eth)
			got, name, ok := DecodeLegacy(b)
			if !ok || name != enc {
				t.Errorf("%s in %s: taken for %q, %t", e.name, enc, name, ok)
				continue
			}
			if got != want {
				t.Errorf("%s in %s: %s", e.name, enc, firstDifference(got, want))
			}
			if enc == DoubleUTF8 || enc == TripleUTF8 {
				continue
			}
			got, name, ok = Repair(as1252(b))
			if !ok || name != enc || got != want {
				t.Errorf("%s in %s read as windows-1252: %q, %t, %s", e.name, enc, name, ok, firstDifference(got, want))
			}
		}
		for _, text := range []string{e.utf8, decomposed(e.utf8)} {
			if _, name, ok := DecodeLegacy([]byte(text)); ok {
				t.Errorf("%s in UTF-8 taken for %s", e.name, name)
			}
			if _, name, ok := Repair(text); ok {
				t.Errorf("%s is well but was repaired from %s", e.name, name)
			}
		}
	}
}

func firstDifference(got, want string) string {
	n := 0
	for n < len(got) && n < len(want) && got[n] == want[n] {
		n++
	}
	from := max(0, n-30)
	return fmt.Sprintf("at %d: got %q, want %q", n, clip(got[from:], 70), clip(want[from:], 70))
}

// TestDetectPieces holds detection to pieces of 300 and of 60 characters.
func TestDetectPieces(t *testing.T) {
	texts := encodedTexts(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []struct{ chars, least int }{{300, 990}, {60, 950}} {
		for _, enc := range []string{TCVN3, VNIWindows, VISCII, Windows1258, DoubleUTF8, TripleUTF8} {
			right := 0
			const rounds = 1000
			for range rounds {
				text := []rune(strings.ReplaceAll(NFC(texts[rng.IntN(len(texts))].utf8), "Ð", "Đ"))
				at := rng.IntN(max(1, len(text)-size.chars))
				piece := string(text[at:min(len(text), at+size.chars)])
				b, err := Encode(enc, piece)
				if err != nil {
					t.Fatal(err)
				}
				got, name, ok := DecodeLegacy(b)
				if ok && name == enc && got == piece {
					right++
				} else if testing.Verbose() && size.chars == 300 {
					t.Logf("%s: %q %s", enc, name, firstDifference(got, piece))
				}
			}
			t.Logf("%s, %d characters: %d of %d", enc, size.chars, right, rounds)
			if right < size.least {
				t.Errorf("%s, %d characters: %d of %d right, want %d", enc, size.chars, right, rounds, size.least)
			}
		}
	}
}

// TestNoFalseAlarm reads articles that are UTF-8 as they should be; in short
// mode every fiftieth.
func TestNoFalseAlarm(t *testing.T) {
	looked, alarms := 0, 0
	for n, line := range testkit.Lines(t, "news", "vntc10.jsonl.zst") {
		if testing.Short() && n%50 != 0 {
			continue
		}
		var a struct{ ID, Title, Body string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		looked++
		text := a.Title + "\n" + a.Body
		if _, name, ok := DecodeLegacy([]byte(text)); ok {
			t.Errorf("line %d (%s) taken for %s: %s", n, a.ID, name, clip(text, 100))
			alarms++
		}
		for _, s := range []string{a.Title, a.Body} {
			if fixed, name, ok := Repair(s); ok {
				t.Errorf("line %d (%s) repaired from %s: %s\n%s", n, a.ID, name, clip(s, 100), clip(fixed, 100))
				alarms++
			}
		}
		if alarms > 20 {
			t.Fatal("too many")
		}
	}
	if looked == 0 {
		t.Fatal("no article read")
	}
	t.Logf("%d articles", looked)
}

// TestNoFalseAlarmPages reads pages of other languages and of today.
func TestNoFalseAlarmPages(t *testing.T) {
	looked := 0
	for _, dir := range []string{"extraction", "pages"} {
		err := filepath.WalkDir(testkit.Shared(t, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b := mustRead(t, path)
			if strings.HasSuffix(path, ".gz") {
				z, err := gzip.NewReader(bytes.NewReader(b))
				if err != nil {
					return err
				}
				if b, err = io.ReadAll(z); err != nil {
					return err
				}
			}
			looked++
			if text, name, ok := DecodeLegacy(b); ok {
				t.Errorf("%s taken for %s: %s", path, name, clip(string(visible([]byte(text))), 200))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked < 50 {
		t.Fatalf("only %d pages", looked)
	}
}
